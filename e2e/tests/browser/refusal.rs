//! The server says no, is not there, or goes away.

use e2e::{BrowserOptions, MediaPath, Person, Server, ServerOptions, Stage};

#[tokio::test]
async fn a_stopped_backend_is_told_apart() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;
    server.stop().await;

    alice.submit_name("Alice").await;

    alice.has("#trouble[data-cause=no-backend]").await;
    alice.mentions("#trouble", "server cannot be reached").await;
    alice.shows("#rejoin", "Try again").await;
    alice.has("#rejoin:enabled").await;
}

#[tokio::test]
async fn a_full_room_says_so_and_lets_in_when_there_is_room() {
    let stage = Stage::take().await;
    let options = ServerOptions::default().variable("MAX_PARTICIPANTS", "1");
    let server = Server::start_with(&stage, options).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::arrive(&stage, server.url(), "Bob").await;

    bob.submit_name("Bob").await;

    bob.has("#trouble[data-cause=room-full]").await;
    bob.mentions("#trouble", "is full").await;
    bob.has("[data-view=trouble] #rejoin:enabled").await;
    alice.counts(1).await;

    alice.leave().await;
    alice.shows("#count", "Disconnected").await;
    bob.browser.click("#rejoin").await;

    bob.is_in_the_call().await;
    bob.lacks("#trouble").await;
}

#[tokio::test]
async fn somebody_whose_media_is_blocked_is_told_so() {
    let stage = Stage::take().await;
    // The library gives media up when the session's timeout has passed.
    let server_options = ServerOptions::default()
        .variable("SESSION_TIMEOUT_SECONDS", "4")
        // Where UDP is blocked, media goes over TCP.
        .variable("MEDIA_TCP_PORT", "off");
    let server = Server::start_with(&stage, server_options).await;
    let options = BrowserOptions { media_path: MediaPath::UdpBlocked, ..BrowserOptions::default() };
    let alice = Person::arrive_with(&stage, server.url(), "Alice", &options).await;
    alice.has_both_devices().await;

    alice.submit_name("Alice").await;

    alice.mentions("#reconnecting", "sound and picture").await;
    alice.has("#trouble[data-cause=media-failed]").await;
    alice.mentions("#trouble", "media").await;
    alice.has("#rejoin").await;
}

#[tokio::test]
async fn a_server_that_stops_ends_the_call_with_a_reason() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    alice.sees("Bob").await;
    bob.sees("Alice").await;

    server.stop().await;

    for person in [&alice, &bob] {
        person.has("#trouble[data-cause=room-ended]").await;
        person.shows("#count", "Disconnected").await;
        person.shows("#rejoin", "Rejoin").await;
    }
}
