//! The signaling socket is lost while media flows on.

use e2e::{Person, Proxy, Server, ServerOptions, Stage, room_address};

#[tokio::test]
async fn a_lost_socket_is_resumed_in_place_while_media_flows() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let network = Proxy::to(server.port()).await;
    let alice = Person::join(&stage, &server.room("Cable"), "Alice").await;
    let bob = Person::join(&stage, &room_address(&network.url(), "Cable"), "Bob").await;
    alice.sees_and_hears("Bob").await;
    bob.sees_and_hears("Alice").await;
    let (bob_at_alice, alice_at_bob) = (alice.tile_of("Bob").await, bob.tile_of("Alice").await);

    network.interrupt();

    bob.has("[data-phase=reconnecting] #reconnecting").await;
    bob.mentions("#reconnecting", "reconnecting").await;
    alice.has(&format!("[id={bob_at_alice}][data-reconnecting=true] .tile__state")).await;
    alice.sees_and_hears("Bob").await;
    bob.sees_and_hears("Alice").await;

    network.lead_to(server.port());

    bob.is_in_the_call().await;
    bob.lacks("#reconnecting").await;
    alice.has(&format!("[id={bob_at_alice}][data-reconnecting=false]")).await;
    assert_eq!(alice.tile_of("Bob").await, bob_at_alice);
    assert_eq!(bob.tile_of("Alice").await, alice_at_bob);
    alice.sees_and_hears("Bob").await;
    bob.sees_and_hears("Alice").await;

    // Signaling works again, not only media.
    alice.browser.click("#microphone").await;
    bob.has(&format!("[id={alice_at_bob}][data-microphone=off]")).await;
    bob.leave().await;
    alice.counts(1).await;
}

#[tokio::test]
async fn somebody_who_joined_meanwhile_is_there_after_a_resumption() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let network = Proxy::to(server.port()).await;
    let bob = Person::join(&stage, &room_address(&network.url(), "Cable"), "Bob").await;
    bob.counts(1).await;
    network.interrupt();
    bob.has("[data-phase=reconnecting]").await;
    let alice = Person::join(&stage, &server.room("Cable"), "Alice").await;
    alice.counts(2).await;

    network.lead_to(server.port());

    bob.counts(2).await;
    bob.sees_and_hears("Alice").await;
    alice.sees_and_hears("Bob").await;
}

#[tokio::test]
async fn somebody_who_stays_away_too_long_is_removed() {
    let stage = Stage::take().await;
    let options = ServerOptions::default().variable("SESSION_TIMEOUT_SECONDS", "2");
    let server = Server::start_with(&stage, options).await;
    let network = Proxy::to(server.port()).await;
    let alice = Person::join(&stage, &server.room("Cable"), "Alice").await;
    let bob = Person::join(&stage, &room_address(&network.url(), "Cable"), "Bob").await;
    alice.sees("Bob").await;

    network.interrupt();

    alice.counts(1).await;
    bob.has("#trouble[data-cause=connection-lost]").await;
    bob.shows("#count", "Disconnected").await;

    network.lead_to(server.port());
    bob.browser.click("#rejoin").await;

    bob.is_in_the_call().await;
    alice.counts(2).await;
    alice.sees_and_hears("Bob").await;
    bob.lacks("#trouble").await;
}

#[tokio::test]
async fn a_server_that_crashed_and_came_back_offers_the_call_again() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let network = Proxy::to(server.port()).await;
    let address = room_address(&network.url(), "Power cut");
    let alice = Person::join(&stage, &address, "Alice").await;
    let bob = Person::join(&stage, &address, "Bob").await;
    alice.sees("Bob").await;

    network.interrupt();
    server.crash();
    let server = Server::start(&stage).await;
    network.lead_to(server.port());

    for person in [&alice, &bob] {
        person.has("#trouble[data-cause=connection-lost]").await;
        person.shows("#count", "Disconnected").await;
        person.browser.click("#rejoin").await;
        person.is_in_the_call().await;
    }
    alice.counts(2).await;
    alice.sees_and_hears("Bob").await;
    bob.sees_and_hears("Alice").await;
}
