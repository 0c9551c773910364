//! Media over networks with faults.

use std::time::Duration;

use e2e::{LibraryPage, Line, Member, Proxy, Relay, Stage, library_server};
use serde_json::{Value, json};

const LOSSY: Line =
    Line { loss: 0.05, delay: Duration::from_millis(20), bandwidth: None, longest_wait: Duration::ZERO };

/// Pictures over which nothing may freeze: ten seconds.
const WATCHED_FRAMES: f64 = 100.0;

/// How long a picture may stand still, in seconds. Chromium calls it frozen after three intervals between pictures, here
/// 0.3 s. A lost packet shows when the next one comes, an interval later, and one repetition in ten gets lost too, on the
/// way there or back, and is asked for again about 150 ms later. So a run has pauses just above 0.3 s; several
/// repetitions in a row have room in this limit, and a packet that is never repeated has not: Chromium waits 3 s for it.
const LONGEST_PAUSE: f64 = 1.0;

#[tokio::test]
async fn five_percent_loss_both_ways_freezes_nothing() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "lossy").await;
    let relays = [Relay::open(5), Relay::open(55)];
    let ada = page.join_through(&relays[0], "Ada", publisher()).await;
    let bob = page.join_through(&relays[1], "Bob", publisher()).await;
    ada.sees("Bob").await;
    bob.sees("Ada").await;

    for relay in &relays {
        relay.shape(LOSSY);
    }

    for (viewer, publisher) in [(&ada, &bob), (&bob, &ada)] {
        let stalled = publisher.stalled().await;
        let start = viewer.received(publisher.name(), "camera").await.unwrap_or_default();
        let script = "return (await member.received(arguments[0]))?.frames";
        let floor = start.frames + WATCHED_FRAMES;
        viewer.until_above(floor, "decoded frames", script, vec![json!(publisher.name())]).await;
        let end = viewer.received(publisher.name(), "camera").await.unwrap_or_default();
        assert!(end.repaired > start.repaired, "nothing was lost and sent again: {end:?}");
        let stalled = publisher.stalled().await - stalled;
        let longest = stalled + LONGEST_PAUSE * (end.freezes - start.freezes);
        assert!(
            end.frozen - start.frozen <= longest,
            "a picture froze: {start:?}, {end:?}, {stalled} s without a picture of the camera"
        );
        viewer.hears(publisher.name()).await;
    }
}

#[tokio::test]
async fn a_dead_network_is_survived_without_rejoining() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let network = Proxy::to(server.port()).await;
    let far = LibraryPage::open(&stage, server.url(), "far").await;
    let near = LibraryPage::open(&stage, &network.url(), "near").await;
    let relay = Relay::open(10);
    let ada = far.join("Ada", publisher()).await;
    let bob = near.join_through(&relay, "Bob", publisher()).await;
    see_and_hear_each_other(&ada, &bob).await;

    // Everything is gone for ten seconds, and somebody arrives meanwhile.
    network.freeze();
    relay.die();
    let cleo = far.join("Cleo", publisher()).await;
    relay.black_out(Duration::from_secs(10)).await;
    network.thaw();

    bob.heard("participantConnected Cleo").await;
    see_and_hear_each_other(&ada, &bob).await;
    see_and_hear_each_other(&cleo, &bob).await;

    // The socket is killed, and media flows on.
    bob.forget().await;
    ada.forget().await;
    network.interrupt();
    bob.heard("reconnecting 53001").await;
    ada.heard("participantReconnecting Bob").await;
    see_and_hear_each_other(&ada, &bob).await;
    network.lead_to(server.port());
    bob.heard("reconnected").await;
    ada.heard("participantReconnected Bob").await;

    // Media alone is gone until the library notices and restarts ICE.
    bob.forget().await;
    let credentials = "return member.connections[0].localDescription.sdp.match(/a=ice-ufrag:(.*)/)[1]";
    let before = bob.run(credentials, vec![]).await;
    relay.die();
    bob.heard("reconnecting 53405").await;
    relay.revive();
    bob.heard("reconnected").await;
    see_and_hear_each_other(&ada, &bob).await;
    assert_ne!(bob.run(credentials, vec![]).await, before, "ICE was not restarted");

    for (member, others) in [(&ada, 2), (&bob, 2), (&cleo, 2)] {
        let log = member.log().await;
        let rejoined = |entry: &String| entry.starts_with("disconnected") || entry.contains("Disconnected");
        assert!(!log.iter().any(rejoined), "{} was thrown out: {log:?}", member.name());
        assert_eq!(member.run("return room.participants.size", vec![]).await, json!(others));
    }
    let sid = bob.run("return room.localParticipant.sid", vec![]).await;
    assert_eq!(sid, json!(bob.sid()));
}

#[tokio::test]
async fn another_address_in_the_middle_of_a_call_is_followed() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "moving").await;
    let relay = Relay::open(3);
    let ada = page.join("Ada", publisher()).await;
    let bob = page.join_through(&relay, "Bob", publisher()).await;
    see_and_hear_each_other(&ada, &bob).await;

    for _ in 0..2 {
        relay.move_away();
        see_and_hear_each_other(&ada, &bob).await;
    }

    let log = bob.log().await;
    assert!(!log.iter().any(|entry| entry.starts_with("disconnected")), "Bob was thrown out: {log:?}");
    let path = bob.run("return await member.path()", vec![]).await;
    assert_eq!(path["port"], json!(relay.port()), "the media goes another way");
    assert!(path["cipher"].as_str().unwrap_or_default().contains("GCM"), "{path}");
}

fn publisher() -> Value {
    let camera = json!({ "width": 640, "height": 360, "framesPerSecond": 10, "detail": 4 });
    json!({ "camera": camera, "microphone": { "speaking": true } })
}

async fn see_and_hear_each_other(one: &Member<'_>, other: &Member<'_>) {
    for (member, publisher) in [(one, other), (other, one)] {
        member.sees(publisher.name()).await;
        member.hears(publisher.name()).await;
    }
}
