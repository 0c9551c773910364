use std::time::Duration;

use room_engine::{
    Command, CommandFault, RecordingOutput, Reply, RoomSettings, RuleAction, TrackFilter, TrackKind,
    TrackRule,
};
use serde_json::{Value, json};

use crate::scene::{Scene, connect, name, track};

fn set_rules(scene: &mut Scene, rules: Vec<TrackRule>) -> Result<Reply, CommandFault> {
    scene.command(Command::SetRecordingRules { room: name("room"), rules })
}

#[test]
fn a_room_is_recorded_while_the_rules_choose_something_that_is_published() {
    let mut scene = Scene::new();
    let (amina, connected) = scene.join("amina", "room", json!([]));
    assert_eq!(connected["recording"], json!({ "revision": 1, "is_recording": false }));
    set_rules(&mut scene, vec![TrackRule::include_all()]).unwrap();
    assert_eq!(scene.news(amina, "recording"), Value::Null);
    scene.set_tracks(amina, 2, json!([track("data", "chat")]));
    assert_eq!(scene.news(amina, "recording"), Value::Null);
    scene.set_tracks(amina, 3, json!([track("audio", "voice")]));
    assert_eq!(scene.news(amina, "recording"), json!({ "revision": 2, "is_recording": true }));
    let (baraka, connected) = scene.join("baraka", "room", json!([]));
    assert_eq!(connected["recording"], json!({ "revision": 2, "is_recording": true }));
    scene.set_tracks(amina, 4, json!([]));
    for client in [amina, baraka] {
        assert_eq!(scene.news(client, "recording"), json!({ "revision": 3, "is_recording": false }));
    }
    scene.set_tracks(amina, 5, json!([track("audio", "voice")]));
    set_rules(&mut scene, vec![TrackRule::exclude_all()]).unwrap();
    assert_eq!(scene.news(baraka, "recording"), json!({ "revision": 5, "is_recording": false }));
}

#[test]
fn a_room_may_be_made_to_record_from_the_start() {
    let mut scene = Scene::new();
    scene.create("room", RoomSettings { record_participants_on_connect: true, ..RoomSettings::default() });
    let (_, connected) = scene.join("amina", "room", json!([track("audio", "voice")]));
    assert_eq!(connected["recording"]["is_recording"], true);
}

#[test]
fn first_rules_go_before_what_is_recorded_otherwise() {
    let mut scene = Scene::new();
    let videos = TrackFilter { kind: Some(TrackKind::Video), ..Default::default() };
    let rules = vec![TrackRule { action: RuleAction::Include, filter: videos }];
    let settings = RoomSettings {
        record_participants_on_connect: true,
        recording_rules: Some(rules),
        ..RoomSettings::default()
    };
    scene.create("room", settings);
    let (amina, connected) = scene.join("amina", "room", json!([track("audio", "voice")]));
    assert_eq!(connected["recording"]["is_recording"], false);
    scene.set_tracks(amina, 2, json!([track("video", "camera")]));
    assert_eq!(scene.news(amina, "recording")["is_recording"], true);
}

#[test]
fn nothing_is_recorded_where_recordings_lead_nowhere() {
    let mut scene = Scene::without_recordings();
    let refused = Err(CommandFault::RecordingNotSupported);
    let make = |settings| Command::CreateRoom { name: Some("other".to_owned()), settings };
    let on_connect = RoomSettings { record_participants_on_connect: true, ..RoomSettings::default() };
    assert_eq!(scene.command(make(on_connect)), refused);
    let rules = Some(vec![TrackRule::include_all()]);
    let by_rules = RoomSettings { recording_rules: rules, ..RoomSettings::default() };
    assert_eq!(scene.command(make(by_rules)), refused);

    let (amina, _) = scene.join("amina", "room", json!([track("audio", "voice")]));
    assert_eq!(set_rules(&mut scene, vec![TrackRule::include_all()]), refused);
    assert!(set_rules(&mut scene, vec![TrackRule::exclude_all()]).is_ok());
    assert_eq!(scene.news(amina, "recording"), Value::Null);
    assert_eq!(scene.recordings, []);
    assert_eq!(CommandFault::RecordingNotSupported.code(), 53122);
}

#[test]
fn a_recording_that_cannot_go_on_ends_and_new_rules_begin_another() {
    let mut scene = Scene::new();
    let (amina, _) = scene.join("amina", "room", json!([track("audio", "voice")]));
    set_rules(&mut scene, vec![TrackRule::include_all()]).unwrap();
    let started = |scene: &mut Scene| match scene.recordings.pop() {
        Some(RecordingOutput::Started(track)) => *track,
        other => panic!("{other:?}"),
    };
    let first = started(&mut scene);
    assert_eq!((first.participant.identity.as_str(), first.track.name.as_str()), ("amina", "voice"));
    assert_eq!(scene.news(amina, "recording")["is_recording"], true);

    scene.fail_recording(first.room.sid, first.recording);
    let ended = RecordingOutput::Ended { recording: first.recording, fault: None };
    assert_eq!(scene.recordings.pop(), Some(ended));
    assert_eq!(scene.news(amina, "recording")["is_recording"], false);
    scene.fail_recording(first.room.sid, first.recording);
    scene.set_tracks(amina, 2, json!([track("audio", "voice"), track("data", "chat")]));
    assert_eq!(scene.recordings, [], "the track is left alone");

    set_rules(&mut scene, vec![TrackRule::include_all()]).unwrap();
    assert_ne!(started(&mut scene).recording, first.recording);
    assert_eq!(scene.news(amina, "recording")["is_recording"], true);
}

#[test]
fn rules_about_data_are_refused() {
    let mut scene = Scene::new();
    scene.join("amina", "room", json!([]));
    let data = TrackFilter { kind: Some(TrackKind::Data), ..Default::default() };
    let rules = vec![TrackRule { action: RuleAction::Include, filter: data }];
    assert_eq!(set_rules(&mut scene, rules), Err(CommandFault::RecordingRules));
    assert_eq!(set_rules(&mut scene, Vec::new()), Err(CommandFault::RecordingRules));
}

#[test]
fn the_publisher_of_a_recorded_track_without_media_is_warned_if_it_asked_for_it() {
    let mut scene = Scene::new();
    let mut message = connect("amina", "room", json!([track("audio", "voice")]));
    message["participant"]["media_warnings"] = json!(["recordings"]);
    let amina = scene.greet(&message);
    let connected = scene.expect(amina, "connected");
    let session = connected["session"].clone();
    let voice = connected["published"]["tracks"][0]["sid"].as_str().unwrap().to_owned();
    let (baraka, _) = scene.join("baraka", "room", json!([track("audio", "voice")]));
    scene.wait(Duration::from_secs(60));
    set_rules(&mut scene, vec![TrackRule::include_all()]).unwrap();
    scene.told(amina);
    scene.wait(Duration::from_secs(29));
    assert_eq!(scene.news(amina, "states"), Value::Null);
    scene.wait(Duration::from_secs(6));
    let warned = |revision: u64, state: &str| json!({ "revision": revision, "tracks": { voice.clone(): { "recordings": state } } });
    assert_eq!(scene.news(amina, "states"), warned(1, "NO_MEDIA"));
    assert_eq!(scene.news(baraka, "states"), Value::Null);

    scene.lose(amina);
    let sync = json!({
        "type": "sync", "version": 2, "session": session, "name": "room", "token": "amina",
        "participant": { "revision": 1, "tracks": [track("audio", "voice")] }, "peer_connections": [],
    });
    let back = scene.greet(&sync);
    let told = scene.told(back);
    let types: Vec<_> = told.iter().filter_map(|message| message["type"].as_str()).collect();
    assert_eq!(types, ["welcome", "synced", "warning"]);
    assert_eq!(told[2]["states"], warned(2, "NO_MEDIA"));
    set_rules(&mut scene, vec![TrackRule::exclude_all()]).unwrap();
    assert_eq!(scene.news(back, "states"), warned(3, "OK"));
}
