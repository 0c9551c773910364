//! What a call does with tabs, windows and the screen itself.

use e2e::{BrowserOptions, Person, Server, Stage};
use serde_json::json;

const CONCERT: &str = "Concert";

/// A tab that plays a tone from its first moment on.
const CONCERT_PAGE: &str = "<!DOCTYPE html><html lang=en><title>Concert</title><h1>Concert</h1><script>
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: 440 });
    tone.connect(new GainNode(context, { gain: 0.5 })).connect(context.destination);
    tone.start();
</script></html>";

#[tokio::test]
async fn a_shared_tab_is_heard_at_the_others_for_as_long_as_it_is_shared() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let options = BrowserOptions { shared_tab: Some(CONCERT), ..BrowserOptions::default() };
    let alice = Person::join_with(&stage, server.url(), "Alice", &options).await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    let concert = json!({ "url": stage.write_page(CONCERT_PAGE), "background": true });
    alice.browser.devtools("Target.createTarget", concert).await;
    // Whatever comes of Alice from here on is not her microphone's.
    alice.browser.click("#microphone").await;
    bob.hears_silence_of("Alice").await;

    alice.browser.click("#share").await;

    bob.has(".tile--screen[data-place=stage]").await;
    let shown = "const video = document.querySelector('.tile--screen[data-place=stage] video');
        return video?.videoWidth > 0 && !video.paused";
    bob.browser.until("the shared tab is shown", shown, vec![]).await;
    bob.hears("Alice").await;
    alice.has("#microphone[aria-pressed=false]").await;

    alice.browser.click("#stop_sharing").await;

    bob.lacks(".tile--screen").await;
    bob.hears_silence_of("Alice").await;
}

#[tokio::test]
async fn a_call_fills_the_screen_floats_in_a_window_and_keeps_the_screen_on() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    let record = "window.locks = [];
        const { request } = WakeLock.prototype;
        WakeLock.prototype.request = async function (kind) {
            const lock = await request.call(this, kind);
            locks.push(lock);
            return lock;
        };";
    alice.browser.run(record, vec![]).await;
    alice.has_both_devices().await;
    alice.submit_name("Alice").await;
    alice.is_in_the_call().await;
    alice.sees("Bob").await;
    let is_kept_on = "return locks.some(({ type, released }) => type === 'screen' && !released)";
    alice.browser.until("the screen stays on", is_kept_on, vec![]).await;

    choose(&alice, "#full_screen").await;
    fills_the_screen(&alice, true).await;
    press_escape(&alice).await;
    fills_the_screen(&alice, false).await;
    alice.browser.press("s").await;
    fills_the_screen(&alice, true).await;
    choose(&alice, "#full_screen").await;
    fills_the_screen(&alice, false).await;

    choose(&alice, "#float").await;
    let floats = "const video = document.pictureInPictureElement;
        return video?.closest('.tile')?.id === arguments[0] && !video.paused";
    let tile = alice.tile_of("Bob").await;
    alice.browser.until("Bob's picture is in a window of its own", floats, vec![json!(tile)]).await;
    alice.sees("Bob").await;
    choose(&alice, "#float").await;
    alice.browser.until("the window is gone", "return !document.pictureInPictureElement", vec![]).await;

    alice.leave().await;
    alice.is_in_the_lobby().await;
    alice
        .browser
        .until("the screen may go off", "return locks.every(({ released }) => released)", vec![])
        .await;
    bob.is_in_the_call().await;
}

/// WebDriver's own Escape reaches the page alone. This one passes the browser first, as a keyboard's does.
async fn press_escape(person: &Person) {
    let key = json!({
        "type": "rawKeyDown", "key": "Escape", "windowsVirtualKeyCode": 27, "nativeVirtualKeyCode": 27,
    });
    person.browser.devtools("Input.dispatchKeyEvent", key).await;
}

async fn choose(person: &Person, entry: &str) {
    person.browser.click("#more").await;
    person.browser.click(entry).await;
}

/// Waits until the page fills the screen, or no longer does, and its menu says so.
async fn fills_the_screen(person: &Person, fills: bool) {
    let script = "const fills = document.fullscreenElement === document.documentElement;
        return fills === arguments[0] && matchMedia('(display-mode: fullscreen)').matches === fills";
    person.browser.until(&format!("filling the screen is {fills}"), script, vec![json!(fills)]).await;
    person.browser.click("#more").await;
    person.has(&format!("#full_screen[aria-checked={fills}]")).await;
    person.browser.click("#more").await;
    person.lacks("#more_menu").await;
}
