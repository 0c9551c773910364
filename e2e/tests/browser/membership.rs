//! Who is there: leaving, coming back, and people of the same name.

use e2e::{Person, Server, Stage};
use serde_json::json;

#[tokio::test]
async fn leaving_shows_at_the_others_and_keeps_the_own_picture() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    alice.sees("Bob").await;
    bob.sees("Alice").await;

    bob.leave().await;

    bob.shows("#count", "Disconnected").await;
    bob.shows("#join_leave", "Join call").await;
    bob.lacks(".tile[data-participant]").await;
    bob.has("#local video").await;
    let running = "return document.querySelector('#local video').srcObject?.getTracks()
        .some(({ readyState }) => readyState === 'live')";
    bob.browser.until("the own picture goes on", running, vec![]).await;
    alice.counts(1).await;

    bob.submit_name("Bob").await;

    alice.counts(2).await;
    alice.sees_and_hears("Bob").await;
    bob.sees_and_hears("Alice").await;
}

#[tokio::test]
async fn a_closed_browser_leaves_no_tile_behind() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    alice.sees("Bob").await;

    drop(bob);

    alice.counts(1).await;
}

#[tokio::test]
async fn a_reloaded_tab_takes_its_old_place_over_quietly() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    alice.sees("Bob").await;
    let old = alice.tile_of("Bob").await;

    bob.browser.reload().await;
    bob.is_in_the_call().await;
    bob.has_both_devices().await;

    alice.lacks(&format!("[id={old}]")).await;
    alice.counts(2).await;
    alice.sees_and_hears("Bob").await;
    bob.counts(2).await;
    bob.sees_and_hears("Alice").await;
    alice.lacks("#trouble").await;
    bob.lacks("#trouble").await;

    bob.leave().await;
    bob.shows("#count", "Disconnected").await;
    bob.browser.reload().await;
    // Whoever left stays out.
    bob.has_both_devices().await;
    bob.is_in_the_lobby().await;
}

#[tokio::test]
async fn whoever_was_muted_is_muted_after_a_reload() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    bob.browser.click("#microphone").await;
    bob.has("#microphone[data-state=off]").await;

    bob.browser.reload().await;

    bob.is_in_the_call().await;
    bob.has("#microphone[data-state=off]").await;
    bob.has("#camera[data-state=on]").await;
    alice.sees("Bob").await;
    alice.has(&format!("[id={}][data-microphone=off]", alice.tile_of("Bob").await)).await;
}

#[tokio::test]
async fn the_same_tab_opened_elsewhere_ends_the_first_with_a_reason() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let first = Person::join(&stage, server.url(), "Alice").await;
    let tag = first.browser.run("return sessionStorage.getItem('ona-ana.tab')", vec![]).await;
    let second = Person::arrive(&stage, server.url(), "Alice-again").await;
    second.browser.run("sessionStorage.setItem('ona-ana.tab', arguments[0])", vec![json!(tag)]).await;
    second.browser.reload().await;
    second.is_in_the_lobby().await;

    second.submit_name("Alice").await;

    second.is_in_the_call().await;
    second.counts(1).await;
    first.has("#trouble[data-cause=duplicate]").await;
    first.mentions("#trouble", "another tab").await;
    first.shows("#count", "Disconnected").await;
    first.shows("#rejoin", "Use here instead").await;
}

#[tokio::test]
async fn two_people_of_the_same_name_talk_to_each_other() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let one = Person::join(&stage, server.url(), "Alex").await;
    let other = Person::join(&stage, server.url(), "Alex").await;

    one.counts(2).await;
    other.counts(2).await;
    one.sees_and_hears("Alex").await;
    other.sees_and_hears("Alex").await;
}

#[tokio::test]
async fn a_name_with_markup_stays_text() {
    const NAME: &str = "<img src=x onerror=\"window.injected=true\"><b>Bob</b>";
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::arrive(&stage, server.url(), "Bob").await;
    bob.has_both_devices().await;

    bob.submit_name(NAME).await;

    bob.is_in_the_call().await;
    alice.sees(NAME).await;
    for person in [&alice, &bob] {
        person.lacks("#video_container :is(img, b)").await;
        assert_eq!(person.browser.run("return window.injected ?? null", vec![]).await, json!(null));
    }
}
