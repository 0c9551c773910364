//! The same page with the rooms elsewhere. A second process of our room server plays Twilio's cloud.

use e2e::{Person, Server, ServerOptions, Stage};

const ACCOUNT_SID: &str = "AC0123456789abcdef0123456789abcdef";
const API_KEY_SID: &str = "SK0123456789abcdef0123456789abcdef";
const API_KEY_SECRET: &str = "0123456789abcdefghijklmnopqrstuv";

#[tokio::test]
async fn two_people_see_and_hear_each_other_through_another_room_server() {
    let stage = Stage::take().await;
    let cloud = ServerOptions::default()
        .variable("ROOM_SERVER_ACCOUNT_SID", ACCOUNT_SID)
        .variable("ROOM_SERVER_API_KEY_SID", API_KEY_SID)
        .variable("ROOM_SERVER_API_KEY_SECRET", API_KEY_SECRET);
    let cloud = Server::start_with(&stage, cloud).await;
    let signaling = format!("ws://localhost:{}/signaling", cloud.port());
    let server = Server::start_with(&stage, twilio_mode(API_KEY_SECRET, &signaling)).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;

    alice.counts(2).await;
    alice.sees_and_hears("Bob").await;
    bob.sees_and_hears("Alice").await;

    let addresses = alice.browser.requested_addresses().await;
    assert!(
        addresses.iter().any(|address| address.starts_with(&signaling)),
        "no {signaling} in {addresses:?}"
    );
    bob.leave().await;
    alice.counts(1).await;
}

#[tokio::test]
async fn a_token_signed_with_another_key_is_refused_in_words() {
    let stage = Stage::take().await;
    let cloud = ServerOptions::default()
        .variable("ROOM_SERVER_ACCOUNT_SID", ACCOUNT_SID)
        .variable("ROOM_SERVER_API_KEY_SID", API_KEY_SID)
        .variable("ROOM_SERVER_API_KEY_SECRET", API_KEY_SECRET);
    let cloud = Server::start_with(&stage, cloud).await;
    let signaling = format!("ws://localhost:{}/signaling", cloud.port());
    let server =
        Server::start_with(&stage, twilio_mode("vutsrqponmlkjihgfedcba9876543210", &signaling)).await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;

    alice.submit_name("Alice").await;

    alice.has("#trouble[data-cause=token-refused]").await;
    alice.mentions("#trouble", "sign-in").await;
    alice.has("[data-view=trouble] #rejoin:enabled").await;
}

fn twilio_mode(secret: &str, signaling: &str) -> ServerOptions {
    ServerOptions::default()
        .variable("TWILIO_ACCOUNT_SID", ACCOUNT_SID)
        .variable("TWILIO_API_KEY_SID", API_KEY_SID)
        .variable("TWILIO_API_KEY_SECRET", secret)
        .variable("TWILIO_SIGNALING_URL", signaling)
}
