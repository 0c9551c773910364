//! Who speaks, how good the connection is, and which tracks a bandwidth profile lets through.

use e2e::{LibraryPage, Stage, library_server};
use serde_json::{Value, json};

fn publisher() -> Value {
    let camera = json!({ "width": 320, "height": 180, "framesPerSecond": 6, "detail": 2 });
    json!({ "camera": camera, "microphone": { "speaking": false } })
}

/// One track of video at a time, which the server chooses.
fn one_track() -> Value {
    let video = json!({ "maxTracks": 1, "mode": "presentation", "dominantSpeakerPriority": "high" });
    json!({ "options": { "bandwidthProfile": { "video": video }, "dominantSpeaker": true } })
}

/// Whether of two cameras the first is received and the second switched off.
pub const ONLY: &str = "const [on, off] = [...arguments].map((name) => member.remote(name));
    return on && off && !on.isSwitchedOff && off.isSwitchedOff";

#[tokio::test]
async fn priorities_decide_what_is_switched_off() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "priorities").await;
    let ada = page.join("Ada", publisher()).await;
    let bob = page.join("Bob", publisher()).await;
    let viewer = page.join("Viewer", one_track()).await;

    for (high, low) in [(&bob, &ada), (&ada, &bob)] {
        for (member, priority) in [(high, "high"), (low, "low")] {
            let publish = "[...room.localParticipant.videoTracks.values()][0].setPriority(arguments[0])";
            member.run(publish, vec![json!(priority)]).await;
        }
        viewer.heard(&format!("trackPublishPriorityChanged {} camera high", high.name())).await;
        let names = vec![json!(high.name()), json!(low.name())];
        viewer.until("the track of high priority is on, the other off", ONLY, names).await;
        viewer.sees(high.name()).await;
    }

    // What the subscriber says counts more.
    viewer
        .run("member.remote('Bob').setPriority('high'); member.remote('Ada').setPriority('low')", vec![])
        .await;
    viewer.until("the subscriber's choice is on", ONLY, vec![json!("Bob"), json!("Ada")]).await;
    viewer
        .run("member.remote('Bob').setPriority(null); member.remote('Ada').setPriority(null)", vec![])
        .await;
    viewer.until("the publisher's choice is on again", ONLY, vec![json!("Ada"), json!("Bob")]).await;
}

#[tokio::test]
async fn the_dominant_speaker_is_told_and_seen() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "speaker").await;
    let ada = page.join("Ada", publisher()).await;
    let bob = page.join("Bob", publisher()).await;
    let viewer = page.join("Viewer", one_track()).await;

    for (speaker, silent) in [(&bob, &ada), (&ada, &bob)] {
        silent.run("member.speak(false)", vec![]).await;
        speaker.run("member.speak(true)", vec![]).await;
        viewer.heard(&format!("dominantSpeakerChanged {}", speaker.name())).await;
        viewer.until("the speaker is shown", ONLY, vec![json!(speaker.name()), json!(silent.name())]).await;
        viewer.forget().await;
    }
    ada.run("member.speak(false)", vec![]).await;
    viewer.heard("dominantSpeakerChanged nobody").await;
}

#[tokio::test]
async fn the_quality_of_the_network_is_told_as_fully_as_it_is_asked_for() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "quality").await;
    let mut brief = publisher();
    brief["options"] = json!({ "networkQuality": true });
    let mut full = publisher();
    full["options"] = json!({ "networkQuality": { "local": 3, "remote": 3 } });
    let ada = page.join("Ada", brief).await;
    let bob = page.join("Bob", full).await;

    let level = "return member.quality.get(arguments[0])?.level";
    for (member, other) in [(&ada, "Ada"), (&bob, "Bob"), (&bob, "Ada")] {
        let level = member.until("a level", level, vec![json!(other)]).await;
        assert!((1..=5).contains(&level.as_u64().unwrap_or_default()), "{level}");
    }
    assert_eq!(ada.run("return member.quality.get('Ada').stats", vec![]).await, Value::Null);
    let stats = "const { stats } = member.quality.get(arguments[0]);
        return [stats.audio.send, stats.video.recv, stats.video.sendStats !== null]";
    for other in ["Bob", "Ada"] {
        let stats = bob.run(stats, vec![json!(other)]).await;
        let levels: Vec<u64> = stats.as_array().unwrap().iter().filter_map(Value::as_u64).collect();
        assert!(levels.len() == 2 && levels.iter().all(|level| (1..=5).contains(level)), "{stats}");
        assert_eq!(stats[2], json!(true), "{stats}");
    }

    let more = "room.localParticipant.setNetworkQualityConfiguration({ local: 1, remote: 1 })";
    ada.run(more, vec![]).await;
    ada.until("the level of others, once asked for", level, vec![json!("Bob")]).await;
}
