//! Recordings of a call, asked for over the Rooms API and read as any player would read them.

use std::path::Path;
use std::process::Command;

use e2e::{LibraryPage, Member, ServerOptions, Stage, library_server_with, paths};
use serde_json::{Value, json};

const ACCOUNT: &str = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const KEY: &str = "SKbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
const SECRET: &str = "cccccccccccccccccccccccccccccccc";

/// Asks the Rooms API, as an application's server does.
const ASK: &str = "
    const [user, method, path, form] = arguments;
    const headers = { Authorization: 'Basic ' + btoa(user) };
    const body = form && new URLSearchParams(form);
    const response = await fetch('/v1' + path, { method, headers, body });
    const text = await response.text();
    return { status: response.status, body: text && JSON.parse(text) };";

#[tokio::test]
async fn a_call_is_recorded_while_a_rule_says_so() {
    let stage = Stage::take().await;
    let folder = stage.directory("recordings");
    let server = library_server_with(&stage, recording_into(&folder)).await;
    let [ada_page, bob_page] = [
        LibraryPage::open(&stage, server.url(), "Ada").await,
        LibraryPage::open(&stage, server.url(), "Bob").await,
    ];
    let wish = |codec: &str| {
        json!({
            "camera": { "width": 320, "height": 240 }, "microphone": { "speaking": true },
            "options": { "preferredVideoCodecs": [codec] },
        })
    };
    let ada = ada_page.join("Ada", wish("VP8")).await;
    let bob = bob_page.join("Bob", wish("H264")).await;
    assert_eq!(is_recording(&ada).await, json!(false));

    let room = ada.run("return room.sid", vec![]).await;
    let rules = format!("/Rooms/{}/RecordingRules", room.as_str().expect("a room has a SID"));
    set_rules(&ada, &rules, "include").await;
    for (member, other) in [(&ada, "Bob"), (&bob, "Ada")] {
        member.until("it is recorded", "return room.isRecording", vec![]).await;
        member.heard("recordingStarted").await;
        let frames = "return (await member.received(arguments[0]))?.frames";
        let before = member.until_above(0.0, "frames", frames, vec![json!(other)]).await;
        member.until_above(before + 30.0, "frames", frames, vec![json!(other)]).await;
        member.hears(other).await;
    }
    set_rules(&ada, &rules, "exclude").await;
    for member in [&ada, &bob] {
        member.until("it is not recorded", "return !room.isRecording", vec![]).await;
    }

    let recordings = completed(&ada, 4).await;
    let mut codecs = Vec::new();
    for recording in &recordings {
        let [sid, codec, container] = ["sid", "codec", "container_format"].map(|member| {
            recording[member].as_str().expect("a recording tells its SID, codec and container")
        });
        let seen = probe(&folder.join(format!("{sid}.{container}")));
        let stream = &seen["streams"][0];
        assert_eq!(stream["codec_name"], codec.to_lowercase(), "{seen}");
        assert!(number(&stream["nb_read_frames"]) > 20.0, "{seen}");
        assert!(number(&seen["format"]["duration"]) > 1.0, "{seen}");
        assert_eq!(number(&seen["format"]["size"]), number(&recording["size"]), "{seen}");
        if container == "mkv" {
            assert_eq!((&stream["width"], &stream["height"]), (&json!(320), &json!(240)), "{seen}");
        }
        codecs.push((container, codec));
    }
    codecs.sort_unstable();
    assert_eq!(codecs, [("mka", "OPUS"), ("mka", "OPUS"), ("mkv", "H264"), ("mkv", "VP8")]);
    let starts: Vec<f64> = recordings.iter().map(|recording| number(&recording["offset"])).collect();
    let apart =
        starts.iter().copied().fold(f64::MIN, f64::max) - starts.iter().copied().fold(f64::MAX, f64::min);
    assert!(apart < 10_000.0, "all of them began with the rule: {starts:?}");

    let path = format!("/Recordings/{}", recordings[0]["sid"].as_str().expect("a recording has a SID"));
    let fetched = ada
        .run(
            "const headers = { Authorization: 'Basic ' + btoa(arguments[0]) };
             const response = await fetch('/v1' + arguments[1], { headers });
             return (await response.arrayBuffer()).byteLength",
            vec![json!(format!("{KEY}:{SECRET}")), json!(format!("{path}/Media"))],
        )
        .await;
    assert_eq!(fetched, recordings[0]["size"]);
    assert_eq!(ask(&ada, "DELETE", &path, Value::Null).await["status"], 204);
    assert_eq!(completed(&ada, 3).await.len(), 3);
}

#[tokio::test]
async fn a_full_disk_ends_the_recording_and_not_the_call() {
    let stage = Stage::take().await;
    let folder = stage.directory("recordings");
    let server = library_server_with(&stage, recording_into(&folder).file_limit(40)).await;
    let page = LibraryPage::open(&stage, server.url(), "full").await;
    let ada = page.join("Ada", json!({ "camera": {} })).await;
    let bob = page.join("Bob", json!({})).await;
    let room = ada.run("return room.sid", vec![]).await;
    let rules = format!("/Rooms/{}/RecordingRules", room.as_str().expect("a room has a SID"));
    set_rules(&ada, &rules, "include").await;
    for member in [&ada, &bob] {
        member.heard("recordingStarted").await;
        member.until("it is not recorded any more", "return !room.isRecording", vec![]).await;
    }
    bob.sees("Ada").await;
    let failed = ask(&ada, "GET", "/Recordings?Status=failed", Value::Null).await;
    assert_eq!(failed["body"]["recordings"].as_array().map(Vec::len), Some(1), "{failed}");
}

#[tokio::test]
async fn whoever_publishes_a_recorded_track_is_warned_while_nothing_of_it_comes() {
    let stage = Stage::take().await;
    let folder = stage.directory("recordings");
    let server = library_server_with(&stage, recording_into(&folder)).await;
    let page = LibraryPage::open(&stage, server.url(), "warned").await;
    let options = json!({ "notifyWarnings": ["recording-media-lost"] });
    let ada = page.join("Ada", json!({ "microphone": {}, "options": options })).await;
    let bob = page.join("Bob", json!({ "microphone": {} })).await;
    for member in [&ada, &bob] {
        member.run(NOTE_WARNINGS, vec![]).await;
        member.run(SEND, vec![json!(false)]).await;
    }
    let room = ada.run("return room.sid", vec![]).await;
    let rules = format!("/Rooms/{}/RecordingRules", room.as_str().expect("a room has a SID"));
    set_rules(&ada, &rules, "include").await;

    for of in ["LocalTrackPublication", "LocalParticipant", "Room"] {
        ada.heard(&format!("{of} recording-media-lost")).await;
    }
    for member in [&ada, &bob] {
        member.run(SEND, vec![json!(true)]).await;
    }
    for of in ["LocalTrackPublication", "LocalParticipant", "Room"] {
        ada.heard(&format!("{of} cleared")).await;
    }
    let log = bob.log().await;
    assert!(!log.iter().any(|entry| entry.ends_with("recording-media-lost")), "not asked for: {log:?}");
}

/// Notes whom the library tells of warnings.
const NOTE_WARNINGS: &str = "
    const { localParticipant } = room;
    const [publication] = [...localParticipant.audioTracks.values()];
    publication.on('warning', (name) => member.note('LocalTrackPublication', name));
    publication.on('warningsCleared', () => member.note('LocalTrackPublication', 'cleared'));
    for (const [of, source] of [['LocalParticipant', localParticipant], ['Room', room]]) {
        source.on('trackWarning', (name, { trackName }) => trackName === 'microphone' && member.note(of, name));
        source.on('trackWarningsCleared', ({ trackName }) => trackName === 'microphone' && member.note(of, 'cleared'));
    }";

/// Whether the encoder of the microphone runs.
const SEND: &str = "
    const sender = member.connections[0].getSenders().find(({ track }) => track?.kind === 'audio');
    const parameters = sender.getParameters();
    for (const encoding of parameters.encodings) encoding.active = arguments[0];
    await sender.setParameters(parameters)";

/// A server that records, whose key is known here.
fn recording_into(folder: &Path) -> ServerOptions {
    ServerOptions::default()
        .variable("RECORDINGS_DIR", folder)
        .variable("ROOM_SERVER_ACCOUNT_SID", ACCOUNT)
        .variable("ROOM_SERVER_API_KEY_SID", KEY)
        .variable("ROOM_SERVER_API_KEY_SECRET", SECRET)
}

async fn is_recording(member: &Member<'_>) -> Value {
    member.run("return room.isRecording", vec![]).await
}

async fn set_rules(member: &Member<'_>, path: &str, action: &str) {
    let rules = json!({ "Rules": json!([{ "type": action, "all": true }]).to_string() });
    let answer = ask(member, "POST", path, rules).await;
    assert_eq!(answer["status"], 200, "{answer}");
}

async fn ask(member: &Member<'_>, method: &str, path: &str, form: Value) -> Value {
    let user = format!("{KEY}:{SECRET}");
    member.run(ASK, vec![json!(user), json!(method), json!(path), form]).await
}

/// The completed recordings, when there are so many.
async fn completed(member: &Member<'_>, count: usize) -> Vec<Value> {
    let script = "
        const headers = { Authorization: 'Basic ' + btoa(arguments[0]) };
        const response = await fetch('/v1/Recordings?Status=completed', { headers });
        const { recordings } = await response.json();
        return recordings.length === arguments[1] && recordings;";
    let user = format!("{KEY}:{SECRET}");
    let what = format!("{count} completed recordings");
    let recordings = member.until(&what, script, vec![json!(user), json!(count)]).await;
    recordings.as_array().cloned().unwrap_or_default()
}

/// What ffprobe says of a file whose frames it decodes, without a complaint.
fn probe(file: &Path) -> Value {
    let entries = "stream=codec_name,width,height,nb_read_frames:format=duration,size";
    let output = Command::new(paths::ffprobe())
        .args(["-v", "error", "-count_frames", "-show_entries", entries, "-of", "json"])
        .arg(file)
        .output();
    let output = match output {
        Ok(output) => output,
        Err(error) => {
            return json!(format!("ffprobe could not be run: {error}; `cargo xtask setup` installs it"));
        }
    };
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && complaints.is_empty(), "{}: {complaints}", file.display());
    serde_json::from_slice(&output.stdout).unwrap_or_default()
}

/// ffprobe writes numbers as texts.
fn number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str()?.parse().ok()).unwrap_or(f64::NAN)
}
