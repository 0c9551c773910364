//! Microphone and camera are switched off and on during the call.

use e2e::{Person, Server, Stage};

#[tokio::test]
async fn a_muted_microphone_shows_and_is_silent_at_the_others() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    let tile = bob.tile_of("Alice").await;
    bob.hears("Alice").await;
    bob.has(&format!("[id={tile}][data-microphone=on]")).await;

    alice.browser.click("#microphone").await;

    alice.has("#microphone[aria-pressed=false]").await;
    bob.has(&format!("[id={tile}][data-microphone=off] .tile__muted")).await;
    bob.hears_silence_of("Alice").await;
    bob.sees("Alice").await;

    alice.browser.click("#microphone").await;

    bob.has(&format!("[id={tile}][data-microphone=on]")).await;
    bob.lacks(&format!("[id={tile}] .tile__muted")).await;
    bob.hears("Alice").await;
}

#[tokio::test]
async fn a_camera_that_is_off_shows_initials_at_the_others() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    let tile = bob.tile_of("Alice").await;
    bob.sees("Alice").await;

    alice.browser.click("#camera").await;

    alice.has("#camera[aria-pressed=false]").await;
    bob.has(&format!("[id={tile}][data-camera=off] .tile__avatar")).await;
    bob.lacks(&format!("[id={tile}] video")).await;
    bob.hears("Alice").await;

    alice.browser.click("#camera").await;

    bob.has(&format!("[id={tile}][data-camera=on] video")).await;
    bob.lacks(&format!("[id={tile}] .tile__avatar")).await;
    bob.sees("Alice").await;
}

#[tokio::test]
async fn somebody_who_was_muted_before_joining_is_seen_muted() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::arrive(&stage, server.url(), "Bob").await;
    bob.has_both_devices().await;
    bob.browser.click("#microphone").await;
    bob.has("#microphone[aria-pressed=false]").await;

    bob.submit_name("Bob").await;

    bob.is_in_the_call().await;
    let tile = alice.tile_of("Bob").await;
    alice.has(&format!("[id={tile}][data-microphone=off] .tile__muted")).await;
    alice.sees("Bob").await;
    alice.hears_silence_of("Bob").await;
}

#[tokio::test]
async fn a_camera_that_is_switched_in_haste_ends_up_at_the_others_as_at_its_owner() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    let tile = bob.tile_of("Alice").await;
    bob.sees("Alice").await;

    let clicks =
        "for (let click = 0; click < arguments[0]; click += 1) document.querySelector('#camera').click()";
    alice.browser.run(clicks, vec![5.into()]).await;

    alice.has("#camera[aria-pressed=false]").await;
    bob.has(&format!("[id={tile}][data-camera=off] .tile__avatar")).await;

    alice.browser.run(clicks, vec![5.into()]).await;

    alice.has("#camera[aria-pressed=true]").await;
    bob.has(&format!("[id={tile}][data-camera=on]")).await;
    bob.sees("Alice").await;
}
