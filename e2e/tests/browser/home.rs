//! The ways into rooms.

use e2e::{Person, Server, Stage};

#[tokio::test]
async fn a_new_room_is_one_that_nobody_knows_and_others_find_by_its_address() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;

    alice.browser.click("#new_room").await;

    let address = "return /\\/room\\/[a-z]+-[a-z]+-[a-z]+-[0-9a-z]{7}$/.test(location.href) && location.href";
    let address = alice.browser.until("a room of its own", address, vec![]).await;
    let address = address.as_str().unwrap_or_default().to_owned();
    alice.is_in_the_lobby().await;
    alice.mentions("#occupancy", "Nobody is in the room").await;
    alice.has_both_devices().await;
    alice.submit_name("Alice").await;
    alice.is_in_the_call().await;
    let bob = Person::arrive(&stage, &address, "Bob").await;
    bob.mentions("#occupancy", "1 person is in the room").await;
    bob.has_both_devices().await;
    bob.submit_name("Bob").await;
    bob.sees_and_hears("Alice").await;
}

#[tokio::test]
async fn a_room_is_opened_by_its_name() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;
    alice.browser.click("#open_room").await;
    alice.mentions("#room_name_error", "Enter the name of a room").await;

    alice.browser.type_into("#room_name", "Café & more").await;
    alice.browser.click("#open_room").await;

    alice.shows(".header__room", "Room: Café & more").await;
    alice.is_in_the_lobby().await;
    alice.lacks("#new_room").await;
}
