//! Every event of the library that a call can bring about, heard where the library documents it.

use e2e::{LibraryPage, Member, Proxy, Stage, library_server};
use serde_json::json;

use crate::codecs::OFFER_WITHOUT;

/// What somebody hears who looks on.
const HEARD_BY_OTHERS: &str = "
    Room: participantConnected participantDisconnected participantReconnected
        participantReconnecting trackDimensionsChanged trackDisabled trackEnabled trackMessage trackPublished
        trackPublishPriorityChanged trackStarted trackSubscribed trackSwitchedOff trackSwitchedOn trackUnpublished
        trackUnsubscribed disconnected
    LocalParticipant: networkQualityLevelChanged disconnected
    RemoteParticipant: disconnected networkQualityLevelChanged reconnected reconnecting trackDimensionsChanged
        trackDisabled trackEnabled trackMessage trackPublished trackPublishPriorityChanged trackStarted trackSubscribed
        trackSwitchedOff trackSwitchedOn trackUnpublished trackUnsubscribed
    RemoteTrackPublication: publishPriorityChanged subscribed trackDisabled trackEnabled trackSwitchedOff
        trackSwitchedOn unsubscribed
    RemoteAudioTrack: disabled enabled started
    RemoteVideoTrack: dimensionsChanged disabled enabled started switchedOff switchedOn
    RemoteDataTrack: message";

/// What the one hears who publishes, is cut off for a while and leaves.
const HEARD_BY_ONESELF: &str = "
    Room: reconnecting reconnected disconnected
    LocalParticipant: disconnected reconnecting reconnected trackDimensionsChanged trackDisabled trackEnabled
        trackPublicationFailed trackPublished trackStarted trackStopped
    LocalTrackPublication: trackDisabled trackEnabled
    LocalAudioTrack: disabled enabled started stopped
    LocalVideoTrack: dimensionsChanged disabled enabled started stopped";

#[tokio::test]
async fn every_event_is_heard() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let network = Proxy::to(server.port()).await;
    let far = LibraryPage::open(&stage, server.url(), "far").await;
    let near = LibraryPage::open(&stage, &network.url(), "near").await;
    let manual = json!({ "clientTrackSwitchOffControl": "manual", "contentPreferencesMode": "manual" });
    let options = json!({
        "bandwidthProfile": { "video": manual }, "networkQuality": { "local": 1, "remote": 1 },
    });
    let bob = far.join("Bob", json!({ "options": options })).await;
    bob.run(EAVESDROP, vec![]).await;
    let ada = near.join("Ada", json!({ "options": { "networkQuality": true } })).await;
    ada.run(EAVESDROP, vec![]).await;

    ada.run(PUBLISH, vec![]).await;
    for track in ["microphone", "camera", "talk"] {
        bob.heard(&format!("trackSubscribed Ada {track}")).await;
    }
    bob.sees("Ada").await;
    bob.hears("Ada").await;
    ada.run("member.resize({ width: 480, height: 270 })", vec![]).await;
    bob.sees_width("Ada", 480, 480).await;
    ada.reaches(&bob, "talk").await;
    ada.heard("publicationFailed talk 53304").await;
    for kind in ["microphone", "camera"] {
        ada.run("member.tracks[arguments[0]].disable()", vec![json!(kind)]).await;
        bob.heard(&format!("trackDisabled Ada {kind}")).await;
        ada.run("member.tracks[arguments[0]].enable()", vec![json!(kind)]).await;
        bob.heard(&format!("trackEnabled Ada {kind}")).await;
    }
    ada.run("[...room.localParticipant.videoTracks.values()][0].setPriority('high')", vec![]).await;
    bob.heard("trackPublishPriorityChanged Ada camera high").await;
    bob.run("member.remote('Ada').switchOff()", vec![]).await;
    bob.heard("trackSwitchedOff Ada camera").await;
    bob.run("member.remote('Ada').switchOn()", vec![]).await;
    bob.heard("trackSwitchedOn Ada camera").await;
    for quality in ["networkQualityLevelChanged Ada", "networkQualityLevelChanged Bob"] {
        bob.heard(quality).await;
    }

    network.interrupt();
    bob.heard("participantReconnecting Ada").await;
    ada.heard("reconnecting 53001").await;
    network.lead_to(server.port());
    bob.heard("participantReconnected Ada").await;
    ada.heard("reconnected").await;

    ada.run(
        "for (const track of Object.values(member.tracks)) {
        if (track.stop) track.stop();
        room.localParticipant.unpublishTrack(track);
    }",
        vec![],
    )
    .await;
    for track in ["microphone", "camera", "talk"] {
        bob.heard(&format!("trackUnsubscribed Ada {track}")).await;
        bob.heard(&format!("trackUnpublished Ada {track}")).await;
    }
    ada.run("room.disconnect()", vec![]).await;
    bob.heard("participantDisconnected Ada").await;
    bob.run("room.disconnect()", vec![]).await;

    all_were_heard(&bob, HEARD_BY_OTHERS).await;
    all_were_heard(&ada, HEARD_BY_ONESELF).await;
}

#[tokio::test]
async fn a_track_that_cannot_be_decoded_fails_to_be_subscribed() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "codecs").await;
    page.browser.run(OFFER_WITHOUT, vec![json!(["H264"])]).await;
    let viewer = page.join("Viewer", json!({})).await;
    viewer.run(EAVESDROP, vec![]).await;
    page.browser.run(OFFER_WITHOUT, vec![json!(["VP8", "VP9", "AV1"])]).await;
    let camera = json!({ "width": 320, "height": 180, "framesPerSecond": 6, "detail": 2 });

    page.join("Ada", json!({ "camera": camera })).await;

    viewer.heard("trackSubscriptionFailed Ada camera 53404").await;
    all_were_heard(
        &viewer,
        "Room: trackSubscriptionFailed RemoteParticipant: trackSubscriptionFailed
        RemoteTrackPublication: subscriptionFailed",
    )
    .await;
}

/// `expected` names kinds of objects, each with its events: `Room: reconnecting reconnected Participant: …`.
async fn all_were_heard(member: &Member<'_>, expected: &str) {
    let mut kind = "";
    for word in expected.split_whitespace() {
        match word.strip_suffix(':') {
            Some(of) => kind = of,
            None => {
                let event = format!("{kind} {word}");
                let script = "return member.events.has(arguments[0])";
                member.until(&format!("the event {event}"), script, vec![json!(event)]).await;
            }
        }
    }
}

/// Remembers in `member.events` what the room and everything in it says from now on.
const EAVESDROP: &str = r#"
    const events = (member.events = new Set());
    const followed = new WeakSet();
    const follow = (object, kind) => {
        if (!object || followed.has(object)) return;
        followed.add(object);
        const { emit } = object;
        object.emit = function (event, ...rest) {
            events.add(`${kind} ${event}`);
            rest.forEach(meet);
            return emit.call(this, event, ...rest);
        };
    };
    const { localParticipant } = room;
    const meet = (thing) => {
        if (!thing || typeof thing !== "object") return;
        const isOwn = localParticipant.tracks.has(thing.trackSid)
            || [...localParticipant.tracks.values()].some(({ track }) => track === thing)
            || Object.values(member.tracks).includes(thing);
        if (thing.tracks instanceof Map && thing !== localParticipant && thing !== room) {
            follow(thing, "RemoteParticipant");
            thing.tracks.forEach(meet);
        } else if (thing.trackSid) {
            follow(thing, isOwn ? "LocalTrackPublication" : "RemoteTrackPublication");
            meet(thing.track);
        } else if (thing.kind && thing.name) {
            const kind = { audio: "AudioTrack", video: "VideoTrack", data: "DataTrack" }[thing.kind];
            follow(thing, `${isOwn ? "Local" : "Remote"}${kind}`);
        }
    };
    member.meetThing = meet;
    follow(room, "Room");
    follow(localParticipant, "LocalParticipant");
    room.participants.forEach(meet);
    localParticipant.tracks.forEach(meet);
"#;

const PUBLISH: &str = r#"
    await member.prepare({ camera: { width: 320, height: 180, framesPerSecond: 8 }, microphone: { speaking: true }, data: [{ name: "talk" }] });
    Object.values(member.tracks).forEach(member.meetThing);
    for (const track of Object.values(member.tracks)) await room.localParticipant.publishTrack(track);
    await room.localParticipant.publishTrack(new Twilio.Video.LocalDataTrack({ name: "talk" })).catch(() => null);
"#;
