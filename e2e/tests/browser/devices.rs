//! Cameras and microphones that are refused or missing.

use e2e::{BrowserOptions, Devices, Person, Server, Stage};

#[tokio::test]
async fn the_own_camera_is_shown_before_joining() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;

    alice.has_both_devices().await;

    shows_the_own_picture(&alice).await;
    alice.mentions("#local .tile__name", "Me").await;
}

#[tokio::test]
async fn somebody_whose_camera_is_refused_is_told_and_is_heard() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = arrive(&stage, &server, Devices::CameraRefused).await;
    bob.has("#camera[data-state=denied]").await;
    bob.has("#microphone[data-state=on]").await;
    bob.mentions("#media_help [data-device=camera]", "camera is blocked").await;

    bob.submit_name("Bob").await;

    bob.is_in_the_call().await;
    bob.sees_and_hears("Alice").await;
    alice.hears("Bob").await;
    let tile = alice.tile_of("Bob").await;
    alice.has(&format!("[id={tile}][data-camera=none][data-microphone=on] .tile__avatar")).await;
}

#[tokio::test]
async fn somebody_without_a_camera_is_told_and_is_heard() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = arrive(&stage, &server, Devices::NoCamera).await;
    bob.has("#camera[data-state=missing]").await;
    bob.mentions("#media_help [data-device=camera]", "No camera was found").await;

    bob.submit_name("Bob").await;

    bob.is_in_the_call().await;
    bob.sees_and_hears("Alice").await;
    alice.hears("Bob").await;
}

#[tokio::test]
async fn somebody_who_refuses_both_devices_sees_and_hears_the_others() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = arrive(&stage, &server, Devices::Refused).await;
    bob.has("#media_help [data-device=camera]").await;
    bob.has("#media_help [data-device=microphone]").await;

    bob.submit_name("Bob").await;

    bob.is_in_the_call().await;
    bob.sees_and_hears("Alice").await;
    let tile = alice.tile_of("Bob").await;
    alice.has(&format!("[id={tile}][data-camera=none][data-microphone=none]")).await;
}

async fn arrive(stage: &Stage, server: &Server, devices: Devices) -> Person {
    let options = BrowserOptions { devices, ..BrowserOptions::default() };
    Person::arrive_with(stage, server.url(), "Bob", &options).await
}

async fn shows_the_own_picture(person: &Person) {
    let script = "return document.querySelector('#local video')?.videoWidth";
    person.browser.until("the own picture is shown", script, vec![]).await;
}
