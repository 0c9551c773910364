//! What the library's objects say of a call, and what their methods do.

use e2e::{LibraryPage, Member, Stage, library_server};
use serde_json::{Value, json};

fn publisher() -> Value {
    let camera = json!({ "width": 320, "height": 180, "framesPerSecond": 8, "detail": 2 });
    json!({ "camera": camera, "microphone": { "speaking": true }, "data": [{ "name": "talk", "maxRetransmits": 3 }] })
}

#[tokio::test]
async fn the_room_and_everybody_in_it_are_described_in_full() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "objects").await;
    let ada = page.join("Ada", publisher()).await;
    let bob = page.join("Bob", json!({ "options": { "dominantSpeaker": true } })).await;
    for track in ["microphone", "camera", "talk"] {
        bob.heard(&format!("trackSubscribed Ada {track}")).await;
    }
    bob.sees("Ada").await;
    bob.heard("dominantSpeakerChanged Ada").await;

    holds(&bob, ROOM, ada.sid()).await;
    holds(&bob, REMOTE, ada.sid()).await;
    holds(&ada, LOCAL, ada.sid()).await;
    let statistics = "const [report] = await room.getStats();
        return report.remoteVideoTrackStats.some(({ bytesReceived, dimensions }) => bytesReceived > 0 && dimensions.width > 0)
            && report.remoteAudioTrackStats.some(({ packetsReceived }) => packetsReceived > 0)";
    bob.until("the statistics tell of Ada's tracks", statistics, vec![]).await;
    let statistics = "const [report] = await room.getStats();
        return report.localVideoTrackStats.some(({ bytesSent }) => bytesSent > 0)
            && report.localAudioTrackStats.some(({ trackSid }) => trackSid.startsWith('MT'))";
    ada.until("the statistics tell of her own tracks", statistics, vec![]).await;
}

#[tokio::test]
async fn tracks_are_published_limited_and_taken_back() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "methods").await;
    let ada = page.join("Ada", json!({})).await;
    let bob = page.join("Bob", json!({})).await;

    let several = "await member.prepare(arguments[0]);
        const published = await room.localParticipant.publishTracks(Object.values(member.tracks));
        return published.map(({ trackName }) => trackName)";
    assert_eq!(ada.run(several, vec![publisher()]).await, json!(["microphone", "camera", "talk"]));
    bob.sees("Ada").await;
    bob.hears("Ada").await;

    // A limit, and none.
    let sent = "const [{ bytes }] = await member.sent(); const last = member.sentBytes ?? bytes; member.sentBytes = bytes;
        return bytes - last > 0 ? bytes - last : null";
    ada.run(
        "room.localParticipant.setParameters({ maxVideoBitrate: 30000, maxAudioBitrate: 16000 })",
        vec![],
    )
    .await;
    ada.until("the picture goes on", sent, vec![]).await;
    let limits = "const senders = member.connections[0].getSenders().filter(({ track }) => track);
        return senders.map((sender) => sender.getParameters().encodings[0].maxBitrate ?? null).sort((a, b) => a - b)";
    assert_eq!(ada.run(limits, vec![]).await, json!([16000, 30000]));
    ada.run("room.localParticipant.setParameters(null)", vec![]).await;
    assert_eq!(ada.run(limits, vec![]).await, json!([null, null]));

    bob.run("room.refreshInactiveMedia()", vec![]).await;
    bob.sees("Ada").await;

    ada.run("[...room.localParticipant.audioTracks.values()][0].unpublish()", vec![]).await;
    bob.heard("trackUnsubscribed Ada microphone").await;
    let rest = "const { camera, talk } = member.tracks;
        return room.localParticipant.unpublishTracks([camera, talk]).map(({ trackName }) => trackName)";
    assert_eq!(ada.run(rest, vec![]).await, json!(["camera", "talk"]));
    for track in ["camera", "talk"] {
        bob.heard(&format!("trackUnsubscribed Ada {track}")).await;
    }

    // A browser's own track, with a name and a priority.
    let raw = "const { track } = e2eSources.camera({});
        await room.localParticipant.publishTrack(track, { name: 'screen', priority: 'high' })";
    ada.run(raw, vec![]).await;
    bob.sees_track("Ada", "screen").await;
    assert_eq!(bob.run("return member.publication('Ada', 'screen').publishPriority", vec![]).await, "high");
}

#[tokio::test]
async fn tracks_of_the_browsers_own_devices_are_made_and_attached() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "devices").await;
    let options =
        json!({ "audio": { "name": "voice" }, "video": { "name": "face", "width": 320, "height": 240 } });
    let ada = page.join("Ada", json!({ "devices": true, "options": options })).await;
    let bob = page.join("Bob", json!({})).await;

    bob.sees_track("Ada", "face").await;
    bob.heard("trackSubscribed Ada voice").await;
    // Another picture in the place of the first: the same track for everybody else.
    let sid = "return member.publication('Ada', 'face').trackSid";
    let before = bob.run(sid, vec![]).await;
    let restart = "const [{ track }] = [...room.localParticipant.videoTracks.values()];
        await track.restart({ width: 640, height: 480 })";
    ada.run(restart, vec![]).await;
    bob.until("the other picture", "return (await member.received('Ada', 'face')).width === 640", vec![])
        .await;
    assert_eq!(bob.run(sid, vec![]).await, before);
    let made = "const { createLocalTracks, createLocalAudioTrack, createLocalVideoTrack } = Twilio.Video;
        const tracks = await createLocalTracks({ audio: true, video: { name: 'second' } });
        tracks.push(await createLocalAudioTrack({ name: 'third' }), await createLocalVideoTrack());
        tracks.forEach((track) => track.stop());
        return [Twilio.Video.isSupported, ...tracks.map(({ kind }) => kind)]";
    assert_eq!(ada.run(made, vec![]).await, json!([true, "audio", "video", "audio", "video"]));
    let detached = "const track = member.remote('Ada', 'face');
        const element = document.createElement('video');
        const isAttached = track.attach(element) === element && element.srcObject !== null;
        track.detach(element);
        const rest = track.detach();
        return [isAttached, (element.srcObject?.getTracks() ?? []).length === 0, rest.length]";
    assert_eq!(bob.run(detached, vec![]).await, json!([true, true, 1]));
}

/// Runs a script that returns a list of what does not hold.
async fn holds(member: &Member<'_>, script: &str, ada: &str) {
    let faults = member.run(&format!("{CHECKS}{script}\nreturn faults;"), vec![json!(ada)]).await;
    assert_eq!(faults, json!([]), "{}", member.name());
}

const CHECKS: &str = r#"
    const faults = [];
    const [ada] = arguments;
    const check = (what, holds) => { if (!holds) faults.push(what); };
    const isSid = (prefix, sid) => new RegExp(`^${prefix}[0-9a-f]{32}$`).test(sid);
    const checkTracks = (participant) => {
        for (const kind of ["audio", "video", "data"]) {
            const publications = [...participant[`${kind}Tracks`].values()];
            check(`one of ${kind}`, publications.length === 1);
            for (const publication of publications) {
                check(`${kind}: trackSid`, isSid("MT", publication.trackSid));
                check(`${kind}: kind`, publication.kind === kind && publication.track.kind === kind);
                check(`${kind}: in tracks`, participant.tracks.get(publication.trackSid) === publication);
                check(`${kind}: trackName`, publication.trackName === publication.track.name);
                check(`${kind}: isTrackEnabled`, publication.isTrackEnabled === true);
            }
        }
    };
"#;

const ROOM: &str = r#"
    check("sid", isSid("RM", room.sid));
    check("name", typeof room.name === "string" && room.name.length > 0);
    check("state", room.state === "connected");
    check("mediaRegion", typeof room.mediaRegion === "string");
    check("isRecording", room.isRecording === false);
    check("localParticipant", room.localParticipant.identity.startsWith("Bob"));
    check("participants", room.participants.size === 1 && room.participants.has(ada));
    check("dominantSpeaker", room.dominantSpeaker === room.participants.get(ada));
"#;

const REMOTE: &str = r#"
    const participant = room.participants.get(ada);
    check("sid", participant.sid === ada && isSid("PA", ada));
    check("identity", participant.identity === "Ada");
    check("state", participant.state === "connected");
    check("networkQualityLevel", participant.networkQualityLevel === null);
    check("networkQualityStats", participant.networkQualityStats === null);
    checkTracks(participant);
    for (const publication of participant.tracks.values()) {
        check("isSubscribed", publication.isSubscribed === true);
        check("publishPriority", publication.publishPriority === "standard");
        check("track sid", publication.track.sid === publication.trackSid);
        check("priority", publication.track.priority === null);
        check("isSwitchedOff", publication.track.isSwitchedOff === false);
        check("isEnabled", publication.track.isEnabled !== false);
    }
    const camera = member.remote("Ada");
    check("dimensions", camera.dimensions.width === 320 && camera.dimensions.height === 180);
    check("isStarted", camera.isStarted === true);
    check("mediaStreamTrack", camera.mediaStreamTrack instanceof MediaStreamTrack);
    const talk = member.remote("Ada", "talk");
    check("reliability", talk.maxRetransmits === 3 && talk.maxPacketLifeTime === null && talk.ordered && !talk.reliable);
"#;

const LOCAL: &str = r#"
    const { localParticipant } = room;
    check("sid", localParticipant.sid === ada);
    check("identity", localParticipant.identity === "Ada");
    check("state", localParticipant.state === "connected");
    check("signalingRegion", typeof localParticipant.signalingRegion === "string");
    checkTracks(localParticipant);
    for (const publication of localParticipant.tracks.values()) {
        check("priority", publication.priority === "standard");
        check("id", typeof publication.track.id === "string");
    }
    const { microphone, talk } = member.tracks;
    check("isStopped", microphone.isStopped === false && microphone.isMuted === false);
    check("reliability", talk.maxRetransmits === 3 && talk.maxPacketLifeTime === null && talk.ordered && !talk.reliable);
"#;
