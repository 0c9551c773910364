//! What a room allows, as the library tells its applications.

use e2e::{LibraryPage, Member, ServerOptions, Stage, library_server_with};
use serde_json::{Value, json};

const PUBLISH: &str = "
    const track = new Twilio.Video.LocalDataTrack({ name: arguments[0] });
    return room.localParticipant.publishTrack(track).then(() => null, ({ code }) => code)";

const UNPUBLISH: &str = "
    const [{ track }] = [...room.localParticipant.dataTracks.values()];
    room.localParticipant.unpublishTrack(track)";

async fn publish(member: &Member<'_>, name: &str) -> Value {
    member.run(PUBLISH, vec![json!(name)]).await
}

#[tokio::test]
async fn in_a_large_room_only_those_who_publish_are_seen() {
    let stage = Stage::take().await;
    let options = ServerOptions::default().variable("MAX_PARTICIPANTS", "51");
    let server = library_server_with(&stage, options).await;
    let page = LibraryPage::open(&stage, server.url(), "large").await;
    let ada = page.join("Ada", json!({})).await;
    let bob = page.join("Bob", json!({})).await;
    for member in [&ada, &bob] {
        assert_eq!(member.run("return room.participants.size", vec![]).await, json!(0));
    }
    for talk in ["first", "second"] {
        assert_eq!(publish(&bob, talk).await, json!(null));
        ada.heard(&format!("trackSubscribed Bob {talk}")).await;
        bob.run(UNPUBLISH, vec![]).await;
        ada.heard("participantDisconnected Bob").await;
        ada.until("Bob is out of sight", "return room.participants.size === 0", vec![]).await;
        ada.forget().await;
    }
    for number in 1..=16 {
        assert_eq!(publish(&bob, &format!("track {number}")).await, json!(null));
    }
    assert_eq!(publish(&ada, "one too many").await, json!(53203));
    let cleo = page.join("Cleo", json!({})).await;
    let seen =
        "return [...room.participants.values()].map(({ identity, tracks }) => [identity, tracks.size])";
    assert_eq!(cleo.run(seen, vec![]).await.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_stay_ends_after_the_longest_time_that_is_allowed() {
    let stage = Stage::take().await;
    let options = ServerOptions::default().variable("MAX_PARTICIPANT_DURATION_SECONDS", "3");
    let server = library_server_with(&stage, options).await;
    let page = LibraryPage::open(&stage, server.url(), "stay").await;
    let ada = page.join("Ada", json!({})).await;
    ada.heard("disconnected 53216").await;
}

#[tokio::test]
async fn newcomers_wait_at_a_full_server_and_are_turned_away_in_the_end() {
    let stage = Stage::take().await;
    let options =
        ServerOptions::default().variable("SERVER_MAX_PARTICIPANTS", "1").variable("MEDIA_WORKERS", "1");
    let server = library_server_with(&stage, options).await;
    let page = LibraryPage::open(&stage, server.url(), "full").await;
    page.browser.run(WATCH_SIGNALING, vec![]).await;
    let ada = page.join("Ada", json!({})).await;

    assert_eq!(page.fails_to_join("Bob", json!({})).await, json!(53006));

    let busy = page.browser.run("return told.filter((type) => type === 'busy').length", vec![]).await;
    assert!(busy.as_u64() > Some(1), "asked to wait before: {busy}");
    page.browser.run("told.length = 0; window.cleo = e2eMembers.join('Cleo', {})", vec![]).await;
    page.browser.until("Cleo waits", "return told.includes('busy')", vec![]).await;
    ada.run("room.disconnect()", vec![]).await;
    let sid = page.browser.run("return (await cleo).sid", vec![]).await;
    assert!(sid.as_str().is_some_and(|sid| sid.starts_with("PA")), "{sid}");
}

/// Remembers the kinds of frames that the server says on sockets that somebody listens to from now on.
const WATCH_SIGNALING: &str = "
    window.told = [];
    const { addEventListener } = EventTarget.prototype;
    WebSocket.prototype.addEventListener = function (event, ...rest) {
        if (event === 'message') addEventListener.call(this, event, ({ data }) => told.push(JSON.parse(data).type));
        return addEventListener.call(this, event, ...rest);
    }";

#[tokio::test]
async fn where_clients_open_no_rooms_an_unknown_room_is_not_found() {
    let stage = Stage::take().await;
    let options = ServerOptions::default().variable("CLIENT_ROOM_CREATION", "off");
    let server = library_server_with(&stage, options).await;
    let page = LibraryPage::open(&stage, server.url(), "unknown").await;
    assert_eq!(page.fails_to_join("Ada", json!({})).await, json!(53106));
}
