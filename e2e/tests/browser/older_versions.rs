//! The room server with releases of the library that applications still use.

use e2e::{LibraryPage, Proxy, Stage, older_library_server};
use serde_json::json;

#[tokio::test]
async fn a_whole_call_with_2_34() {
    a_whole_call("2.34").await;
}

#[tokio::test]
async fn a_whole_call_with_2_28() {
    a_whole_call("2.28").await;
}

/// Join, see, hear, data, mute, resume, leave.
async fn a_whole_call(minor: &str) {
    let stage = Stage::take().await;
    let server = older_library_server(&stage, minor).await;
    let network = Proxy::to(server.port()).await;
    let far = LibraryPage::open(&stage, server.url(), "far").await;
    let near = LibraryPage::open(&stage, &network.url(), "near").await;
    let version = far.browser.run("return Twilio.Video.version", vec![]).await;
    assert!(version.as_str().unwrap_or_default().starts_with(minor), "the library is {version}");
    let camera = json!({ "width": 640, "height": 360, "framesPerSecond": 8, "detail": 2 });
    let wish = json!({ "camera": camera, "microphone": { "speaking": true }, "data": [{ "name": "talk" }] });

    let ada = far.join("Ada", wish.clone()).await;
    let bob = near.join("Bob", wish).await;
    for (member, other) in [(&ada, "Bob"), (&bob, "Ada")] {
        member.sees(other).await;
        member.hears(other).await;
    }
    ada.reaches(&bob, "talk").await;

    ada.run("member.tracks.microphone.disable()", vec![]).await;
    bob.heard("trackDisabled Ada microphone").await;
    ada.run("member.tracks.microphone.enable()", vec![]).await;
    bob.heard("trackEnabled Ada microphone").await;
    bob.hears("Ada").await;

    network.interrupt();
    bob.heard("reconnecting 53001").await;
    ada.heard("participantReconnecting Bob").await;
    network.lead_to(server.port());
    bob.heard("reconnected").await;
    ada.heard("participantReconnected Bob").await;
    for (member, other) in [(&ada, "Bob"), (&bob, "Ada")] {
        member.sees(other).await;
        member.hears(other).await;
    }

    bob.run("room.disconnect()", vec![]).await;
    bob.heard("disconnected").await;
    ada.heard("participantDisconnected Bob").await;
}
