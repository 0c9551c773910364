use room_engine::{Command, CommandFault, GROUP_SMALL_PARTICIPANTS, RoomSettings, VideoCodec};
use serde_json::json;

use crate::scene::{Scene, connect, outcomes, track};
use crate::support::OFFER;

#[test]
fn a_room_is_entered_by_its_name_and_by_its_sid_and_tells_both() {
    let mut scene = Scene::new();
    let settings = RoomSettings { media_region: "de1".to_owned(), ..RoomSettings::default() };
    let room = scene.create("standup", settings);
    let sid = room.sid.to_string();
    for (identity, address) in [("amina", "standup"), ("baraka", sid.as_str())] {
        let (_, connected) = scene.join(identity, address, json!([]));
        assert_eq!(
            (connected["sid"].as_str(), connected["name"].as_str()),
            (Some(sid.as_str()), Some("standup"))
        );
        assert_eq!(connected["options"]["media_region"], "de1");
    }
}

#[test]
fn without_a_name_everybody_gets_a_room_that_is_named_by_its_sid() {
    let mut scene = Scene::new();
    let (_, first) = scene.join("amina", "", json!([]));
    let (_, second) = scene.join("amina", "", json!([]));
    assert_eq!(first["name"], first["sid"]);
    assert_ne!(first["sid"], second["sid"]);
}

#[test]
fn noise_cancellation_is_allowed_and_its_tracks_are_tracks_like_others() {
    let mut scene = Scene::new();
    let mut cleaned = track("audio", "voice");
    cleaned["audio_processor"] = json!("krisp");
    let (_, connected) = scene.join("amina", "standup", json!([cleaned]));
    assert_eq!(connected["options"]["audio_processors"], json!(["krisp"]));
    assert_eq!(outcomes(&connected["published"]), ["ready"]);
    let (_, connected) = scene.join("baraka", "standup", json!([]));
    assert_eq!(connected["participants"][0]["tracks"][0]["name"], "voice");
    assert_eq!(connected["subscribed"]["tracks"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_small_group_takes_four() {
    let mut scene = Scene::new();
    let settings = RoomSettings { max_participants: GROUP_SMALL_PARTICIPANTS, ..RoomSettings::default() };
    scene.create("small", settings);
    for identity in ["a", "b", "c", "d"] {
        scene.join(identity, "small", json!([]));
    }
    let before = scene.engine.counts();
    assert_eq!(scene.join_refused("e", "small"), 53105);
    assert_eq!(scene.engine.counts().participants, before.participants);
    scene.join("d", "small", json!([]));
}

#[test]
fn where_clients_open_no_rooms_they_enter_those_that_were_made() {
    let mut scene = Scene::with(None, Default::default());
    assert_eq!(scene.join_refused("amina", "standup"), 53106);
    assert_eq!(scene.join_refused("amina", ""), 53106);
    scene.create("standup", RoomSettings::default());
    scene.join("amina", "standup", json!([]));
}

#[test]
fn names_that_rooms_cannot_have_are_refused() {
    let mut scene = Scene::new();
    scene.create("taken", RoomSettings::default());
    let long = "n".repeat(129);
    for (name, fault) in [
        ("taken", CommandFault::RoomExists),
        ("bell\u{7}", CommandFault::RoomNameCharacters),
        (long.as_str(), CommandFault::RoomNameTooLong),
        ("RM0123456789abcdef0123456789abcdef", CommandFault::RoomNameInvalid),
    ] {
        let command = Command::CreateRoom { name: Some(name.to_owned()), settings: RoomSettings::default() };
        assert_eq!(scene.command(command), Err(fault));
    }
    assert_eq!(scene.engine.counts().rooms, 1);
}

#[test]
fn an_audio_only_room_refuses_video_and_nothing_else() {
    let mut scene = Scene::new();
    scene.create("radio", RoomSettings { audio_only: true, ..RoomSettings::default() });
    let tracks = json!([track("audio", "voice"), track("data", "chat"), track("video", "camera")]);
    let (_, connected) = scene.join("amina", "radio", tracks);
    assert_eq!(outcomes(&connected["published"]), ["ready", "ready", "53125"]);
    let (_, connected) = scene.join("baraka", "radio", json!([]));
    assert_eq!(connected["participants"][0]["tracks"].as_array().unwrap().len(), 2);
}

#[test]
fn a_room_of_one_codec_answers_with_it_alone() {
    for (codec, other) in [(VideoCodec::H264, "VP8"), (VideoCodec::Vp8, "H264")] {
        let mut scene = Scene::new();
        scene.create("room", RoomSettings { video_codecs: vec![codec], ..RoomSettings::default() });
        let (_, connected) = scene.join("amina", "room", json!([track("video", "camera")]));
        let answer = connected["peer_connections"][0]["description"]["sdp"].as_str().unwrap();
        assert!(answer.contains(&format!(" {}/90000", codec.name())), "{answer}");
        for unwanted in [other, "VP9", "AV1"] {
            assert!(!answer.contains(&format!(" {unwanted}/90000")), "{answer}");
        }
        assert_eq!(outcomes(&connected["published"]), ["ready"]);
    }
}

#[test]
fn a_browser_without_the_codec_of_the_room_publishes_no_video() {
    let mut scene = Scene::new();
    scene.create("room", RoomSettings { video_codecs: vec![VideoCodec::H264], ..RoomSettings::default() });
    let mut message = connect("amina", "room", json!([track("video", "camera"), track("audio", "voice")]));
    message["peer_connections"][0]["description"]["sdp"] = OFFER.replace("H264/90000", "H265/90000").into();
    let client = scene.greet(&message);
    let connected = scene.expect(client, "connected");
    assert_eq!(outcomes(&connected["published"]), ["ready", "53404"]);
}

#[test]
fn priorities_reach_those_who_are_here_and_those_who_come() {
    let mut scene = Scene::new();
    let (amina, _) = scene.join("amina", "room", json!([track("video", "camera")]));
    let (baraka, _) = scene.join("baraka", "room", json!([]));
    scene.told(baraka);
    let mut camera = track("video", "camera");
    camera["priority"] = "high".into();
    scene.set_tracks(amina, 2, json!([camera]));
    assert_eq!(scene.news(baraka, "participants")[0]["tracks"][0]["priority"], "high");
    let (_, connected) = scene.join("chiku", "room", json!([]));
    let seen = connected["participants"].as_array().unwrap();
    let amina = seen.iter().find(|participant| participant["identity"] == "amina").unwrap();
    assert_eq!(amina["tracks"][0]["priority"], "high");
}
