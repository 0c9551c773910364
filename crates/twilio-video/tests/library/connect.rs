//! Joining a room: what the library is told, and what becomes of its answers.

use crate::support::{
    calls, emitter, finish, get, install, is_canceled, json, media_track, object, options_of, reject,
    resolve, room, set, settle, start, twilio_error,
};
use twilio_video::{
    BandwidthMode, BandwidthProfile, ConnectOptions, Control, ErrorKind, LocalTrack, LogLevel, RoomState,
    TrackPriority, VideoConstraints, code, connect, create_local_video_track,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn tells_the_library_only_what_was_asked_for() {
    install();
    let _connecting = connect("bare options", &ConnectOptions::new().ws_server(None));
    assert_eq!(json(&options_of("bare options")), r#"{"insights":false,"tracks":[]}"#);
}

#[wasm_bindgen_test]
async fn tells_the_library_every_option_and_never_to_capture_devices() {
    install();
    let fake_track = media_track("video", "options camera");
    let constraints = VideoConstraints { name: Some("options camera".into()), ..VideoConstraints::default() };
    let capture = start(async move { create_local_video_track(&constraints).await }).await;
    resolve("options camera", &fake_track);
    let track = finish(capture).await.unwrap();
    let options = ConnectOptions::new()
        .room_name("My Room")
        .tracks([LocalTrack::from(track)])
        .ws_server(Some("ws://localhost:8080/signaling".into()))
        .region("de1")
        .log_level(LogLevel::Off)
        .bandwidth_profile(BandwidthProfile {
            mode: BandwidthMode::Collaboration,
            dominant_speaker_priority: TrackPriority::High,
            content_preferences: Control::Manual,
            switch_off: Control::Auto,
        })
        .dominant_speaker()
        .network_quality();
    let _connecting = connect("every option", &options);
    let told = options_of("every option");
    assert_eq!(get(&get(&told, "tracks"), "0"), fake_track);
    set(&told, "tracks", &JsValue::NULL);
    assert_eq!(
        json(&told),
        r#"{"insights":false,"tracks":null,"name":"My Room","wsServer":"ws://localhost:8080/signaling","region":"de1","logLevel":"off","bandwidthProfile":{"video":{"mode":"collaboration","dominantSpeakerPriority":"high","contentPreferencesMode":"manual","clientTrackSwitchOffControl":"auto"}},"dominantSpeaker":true,"networkQuality":{"local":1,"remote":1}}"#
    );
}

#[wasm_bindgen_test]
async fn gives_the_room() {
    install();
    let connecting = connect("gives the room", &ConnectOptions::new());
    resolve("gives the room", &room());
    let room = connecting.await.unwrap();
    assert_eq!((room.sid(), room.name(), room.state()), ("RM1", "My Room", RoomState::Connected));
    assert_eq!(room.local_participant().identity(), "me");
    assert!(!is_canceled("gives the room"));
}

#[wasm_bindgen_test]
async fn gives_twilios_code_name_and_message() {
    install();
    let connecting = connect("full", &ConnectOptions::new());
    reject("full", &twilio_error(53105, "Room contains too many Participants"));
    let error = connecting.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Twilio(code::ROOM_MAX_PARTICIPANTS_EXCEEDED));
    assert_eq!(error.to_string(), "TwilioError 53105: Room contains too many Participants");
}

#[wasm_bindgen_test]
async fn takes_anything_as_a_rejection() {
    install();
    for (key, thrown, message) in [
        ("string", JsValue::from("just text"), "just text"),
        ("undefined", JsValue::UNDEFINED, ""),
        ("number", JsValue::from(53105), ""),
        ("wrong types", object(&[("code", "53105".into()), ("message", 7.into())]).into(), ""),
    ] {
        let connecting = connect(key, &ConnectOptions::new());
        reject(key, &thrown);
        let error = connecting.await.unwrap_err();
        assert_eq!(
            (error.kind(), error.name.as_str(), error.message.as_str()),
            (ErrorKind::Other, "Error", message)
        );
    }
}

#[wasm_bindgen_test]
async fn leaves_a_room_that_lacks_what_a_room_has() {
    install();
    let fake = room();
    set(&fake, "localParticipant", &JsValue::NULL);
    let connecting = connect("lacking", &ConnectOptions::new());
    resolve("lacking", &fake);
    let error = connecting.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LibraryMismatch);
    assert!(error.message.contains("LocalParticipant"), "{error}");
    assert_eq!(calls(&fake, "disconnect").len(), 1);
}

#[wasm_bindgen_test]
async fn takes_nothing_for_a_room_that_is_none() {
    install();
    for (key, value) in [("null", JsValue::NULL), ("text", "room".into()), ("silent", emitter(&object(&[])))]
    {
        let connecting = connect(key, &ConnectOptions::new());
        resolve(key, &value);
        assert_eq!(connecting.await.unwrap_err().kind(), ErrorKind::LibraryMismatch, "{key}");
    }
}

#[wasm_bindgen_test]
fn gives_up_when_dropped() {
    install();
    drop(connect("dropped", &ConnectOptions::new()));
    assert!(is_canceled("dropped"));
}

#[wasm_bindgen_test]
async fn leaves_a_room_that_arrives_after_it_was_dropped() {
    install();
    let fake = room();
    let connecting = connect("late", &ConnectOptions::new());
    resolve("late", &fake);
    drop(connecting);
    settle().await;
    assert_eq!(calls(&fake, "disconnect").len(), 1);
}

#[wasm_bindgen_test]
async fn ends_as_canceled_when_told_to_from_elsewhere() {
    install();
    let connecting = connect("canceled", &ConnectOptions::new());
    connecting.cancel_handle().cancel();
    assert!(is_canceled("canceled"));
    assert_eq!(connecting.await.unwrap_err().kind(), ErrorKind::Canceled);
}

#[wasm_bindgen_test]
async fn leaves_a_room_that_arrived_in_the_moment_of_canceling() {
    install();
    let fake = room();
    let connecting = connect("overtaken", &ConnectOptions::new());
    resolve("overtaken", &fake);
    connecting.cancel_handle().cancel();
    assert_eq!(connecting.await.unwrap_err().kind(), ErrorKind::Canceled);
    assert_eq!(calls(&fake, "disconnect").len(), 1);
}

#[wasm_bindgen_test]
async fn keeps_the_room_when_canceled_too_late() {
    install();
    let fake = room();
    let connecting = connect("too late", &ConnectOptions::new());
    let cancel = connecting.cancel_handle();
    resolve("too late", &fake);
    let room = connecting.await.unwrap();
    cancel.cancel();
    settle().await;
    assert_eq!(calls(&fake, "disconnect").len(), 0);
    room.disconnect().unwrap();
    assert_eq!(calls(&fake, "disconnect").len(), 1);
}
