//! Choosing devices and backgrounds, before and during the call.

use std::path::Path;

use e2e::{BrowserOptions, Devices, Person, Server, Stage};
use serde_json::json;

#[tokio::test]
async fn chosen_devices_and_what_is_off_are_kept_over_a_reload() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive_with(&stage, server.url(), "Alice", &several_cameras()).await;
    alice.has_both_devices().await;
    let camera = choose_another_camera(&alice).await;
    alice.browser.click("#microphone").await;
    alice.has("#microphone[data-state=off]").await;

    alice.browser.reload().await;

    alice.has("#camera[data-state=on]").await;
    alice.has("#microphone[data-state=off]").await;
    uses_camera(&alice, &camera).await;
    let chosen = "return document.querySelector('#camera_device').value === arguments[0]";
    alice.browser.until("the choice is shown", chosen, vec![json!(camera)]).await;
}

#[tokio::test]
async fn another_camera_in_the_call_is_the_same_participant_to_the_others() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join_with(&stage, server.url(), "Alice", &several_cameras()).await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    bob.sees_and_hears("Alice").await;
    let tile = bob.tile_of("Alice").await;
    let mark = "document.getElementById(arguments[0]).querySelector('video').dataset.mark = 'kept'";
    bob.browser.run(mark, vec![json!(tile)]).await;

    alice.browser.click("#camera_settings_open").await;
    choose_another_camera(&alice).await;

    bob.sees_and_hears("Alice").await;
    bob.has(&format!("[id={tile}] video[data-mark=kept]")).await;
    assert_eq!(bob.tile_of("Alice").await, tile);
}

#[tokio::test]
async fn the_meter_shows_that_the_microphone_hears() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;
    alice.has_both_devices().await;
    let level = "return Number(document.querySelector('.level__bar').style.getPropertyValue('--level'))";

    // The fake microphone beeps, and is silent between.
    alice.browser.until_above(0.2, "the level of the microphone", level, vec![]).await;

    alice.browser.click("#microphone").await;
    alice.has("#microphone[data-state=off]").await;
    alice.browser.until("the meter rests", &format!("{level} === 0"), vec![]).await;
}

#[tokio::test]
async fn a_blurred_background_reaches_the_others() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    bob.sees("Alice").await;
    alice.browser.requested_addresses().await;

    alice.browser.click("#camera_settings_open").await;
    alice.browser.click(".swatch--blur").await;

    alice.has("#backgrounds[data-effect=on]").await;
    bob.sees("Alice").await;
    let requests = alice.browser.requested_addresses().await;
    assert!(requests.iter().any(|address| address.ends_with("pipeline-worker.js")), "{requests:?}");
    assert!(requests.iter().all(|address| address.starts_with(server.url())), "{requests:?}");

    alice.browser.click(".swatch--none").await;
    alice.has("#backgrounds[data-effect=off]").await;
    bob.sees("Alice").await;
}

#[tokio::test]
async fn somebody_who_speaks_while_muted_is_told() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let tone = stage.directory("microphone").join("tone.wav");
    write_tone(&tone).expect("the stage's folder is writable");
    let options = BrowserOptions { microphone_file: Some(tone), ..BrowserOptions::default() };
    let alice = Person::join_with(&stage, server.url(), "Alice", &options).await;
    alice.browser.click("#microphone").await;
    alice.has("#microphone[data-state=off]").await;

    alice.mentions("#muted_hint", "You are muted").await;

    alice.browser.click("#microphone").await;
    alice.lacks("#muted_hint").await;
}

/// A second of 440 Hz at half of full scale, 16 bits, 48 kHz, one channel.
fn write_tone(path: &Path) -> std::io::Result<()> {
    const RATE: u32 = 48_000;
    let samples = (0..RATE).flat_map(|index| {
        let angle = std::f64::consts::TAU * 440.0 * f64::from(index) / f64::from(RATE);
        ((angle.sin() * 16_384.0) as i16).to_le_bytes()
    });
    let length = RATE * 2;
    let mut file = Vec::from(*b"RIFF");
    file.extend((36 + length).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    // PCM, one channel.
    file.extend([1, 0, 1, 0]);
    file.extend(RATE.to_le_bytes());
    file.extend((RATE * 2).to_le_bytes());
    // Bytes in a sample, and bits.
    file.extend([2, 0, 16, 0]);
    file.extend(b"data");
    file.extend(length.to_le_bytes());
    file.extend(samples);
    std::fs::write(path, file)
}

fn several_cameras() -> BrowserOptions {
    BrowserOptions { devices: Devices::SeveralCameras, ..BrowserOptions::default() }
}

/// Chooses the camera that is not in use, and returns its id when its picture is shown.
async fn choose_another_camera(person: &Person) -> String {
    let other = "const used = document.querySelector('#local video').srcObject.getVideoTracks()[0].getSettings().deviceId;
        return [...document.querySelector('#camera_device').options].map(({ value }) => value)
            .findLast((value) => value && value !== used)";
    let camera = person.browser.until("there is another camera", other, vec![]).await;
    let camera = camera.as_str().unwrap_or_default().to_owned();
    person.browser.select("#camera_device", &camera).await;
    uses_camera(person, &camera).await;
    camera
}

async fn uses_camera(person: &Person, camera: &str) {
    let used = "const [track] = document.querySelector('#local video')?.srcObject?.getVideoTracks() ?? [];
        return track?.readyState === 'live' && track.getSettings().deviceId === arguments[0]";
    person.browser.until("the camera is in use", used, vec![json!(camera)]).await;
}
