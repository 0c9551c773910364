//! What is forgiven in a client's message, and what is not.

use signaling::rsp::{ClientMessage, MessageFault, ServerMessage, TrackKind, TrackPriority};
use signaling::{ErrorCode, Secret};

#[test]
fn optional_members_of_the_wrong_type_count_as_absent() {
    let message = r#"{"type":"connect","version":"two","name":"r","token":"t",
        "participant":{"revision":1,"tracks":[
            {"id":"a","kind":"audio","name":"n","enabled":"yes","priority":7,"audio_processor":{}}],"media_warnings":7},
        "peer_connections":[{"id":"p"}],"ice_servers":[],"format":{},"publisher":"me","media_signaling":
            {"active_speaker":{"transports":"none"},"network_quality":7,"track_priority":{"transports":[{"type":"carrier-pigeon"}]}},
        "bandwidth_profile":{"video":{"mode":"mosaic","max_tracks":"all","max_subscription_bandwidth":1e999,
            "render_dimensions":{"high":{"height":-1,"width":2}}}},
        "subscribe":{"rules":[{"type":"maybe"},{"type":"include","all":true},7],"revision":-1},"stray":[[[]]]}"#;
    let ClientMessage::Connect(connect) = ClientMessage::parse(message).unwrap() else { panic!() };
    let track = &connect.participant.tracks[0];
    assert_eq!(
        (track.kind, track.enabled, track.priority),
        (TrackKind::Audio, true, TrackPriority::Standard)
    );
    assert_eq!(connect.participant.media_warnings, [""; 0]);
    let requested: Vec<_> = connect.media_signaling.keys().map(String::as_str).collect();
    assert_eq!(requested, ["active_speaker", "track_priority"]);
    let video = connect.bandwidth_profile.unwrap().video.unwrap();
    assert_eq!((video.mode, video.max_tracks, video.max_subscription_bandwidth), (None, None, None));
    assert!(connect.subscribe.includes_all());
    assert_eq!(connect.subscribe.rules.len(), 1);
}

#[test]
fn without_a_subscribe_member_everything_is_subscribed() {
    let message =
        r#"{"type":"connect","token":"t","participant":{"revision":1,"tracks":[]},"peer_connections":[]}"#;
    let ClientMessage::Connect(connect) = ClientMessage::parse(message).unwrap() else { panic!() };
    assert!(connect.subscribe.includes_all());
    assert_eq!(connect.name, None);
}

#[test]
fn a_faulty_mandatory_member_refuses_the_message_and_tells_nothing_of_it() {
    for message in [
        r#"{"type":"ice","token":7}"#,
        r#"{"type":"ice"}"#,
        r#"{"type":"connect","token":"secret","peer_connections":[]}"#,
        r#"{"type":"connect","token":"secret","participant":{"revision":1,"tracks":{}},"peer_connections":[]}"#,
        r#"{"type":"connect","token":"secret","participant":{"revision":1,"tracks":[{"id":"a","kind":"smell","name":"n"}]},"peer_connections":[]}"#,
        r#"{"type":"connect","name":7,"token":"secret","participant":{"revision":1,"tracks":[]},"peer_connections":[]}"#,
        r#"{"type":"sync","token":"secret","participant":{"revision":1,"tracks":[]}}"#,
        r#"{"type":"update","participant":{"revision":1,"tracks":[]}}"#,
        r#"{"type":"update","session":"secret","peer_connections":[{"id":"p","description":{"type":"wish","revision":1}}]}"#,
    ] {
        let fault = ClientMessage::parse(message).unwrap_err();
        assert!(matches!(fault, MessageFault::Malformed { .. }), "{message}: {fault:?}");
        assert!(!format!("{fault} {fault:?}").contains("secret"), "{fault}");
    }
}

#[test]
fn bodies_that_are_no_message_are_told_apart() {
    for (body, fault) in [
        ("7", MessageFault::Untyped),
        ("{}", MessageFault::Untyped),
        (r#"{"type":7}"#, MessageFault::Untyped),
        (r#"{"type":"connected"}"#, MessageFault::UnknownType),
    ] {
        assert_eq!(ClientMessage::parse(body), Err(fault), "{body}");
    }
}

#[test]
fn revisions_are_javascript_integers() {
    for (written, read) in [
        ("0", Some(0)),
        ("3", Some(3)),
        ("3.0", Some(3)),
        ("3e0", Some(3)),
        ("9007199254740991", Some(9_007_199_254_740_991)),
        ("9007199254740992", None),
        ("18446744073709551615", None),
        ("1e300", None),
        ("2.5", None),
        ("-1", None),
        ("-0.5", None),
        ("\"3\"", None),
        ("null", None),
    ] {
        let message = format!(
            r#"{{"type":"update","session":"s","participant":{{"revision":{written},"tracks":[]}}}}"#
        );
        let revision = match ClientMessage::parse(&message) {
            Ok(ClientMessage::Update(update)) => Some(update.participant.unwrap().revision),
            Ok(other) => panic!("{other:?}"),
            Err(_) => None,
        };
        assert_eq!(revision, read, "{written}");
    }
}

#[test]
fn deep_nesting_is_refused_or_skipped_without_exhausting_the_stack() {
    let deep = "[".repeat(300_000) + &"]".repeat(300_000);
    for message in [
        format!(r#"{{"type":"ice","token":"t","edge":{deep}}}"#),
        format!(r#"{{"type":"update","session":"s","stray":{deep}}}"#),
    ] {
        assert!(ClientMessage::parse(&message).is_ok());
    }
    assert!(
        ClientMessage::parse(&format!(r#"{{"type":"update","session":"s","participant":{deep}}}"#)).is_err()
    );
    assert!(ClientMessage::parse(&deep).is_err());
}

#[test]
fn secrets_hide_in_debug_output() {
    let message = ClientMessage::parse(r#"{"type":"ice","token":"eyJhbGciOi"}"#).unwrap();
    assert!(!format!("{message:?}").contains("eyJ"));
    assert_eq!(Secret::from("eyJ").as_str(), "eyJ");
}

#[test]
fn an_error_code_becomes_a_message_with_its_number_and_text() {
    let message = ServerMessage::from(ErrorCode::RoomMaxParticipantsExceeded);
    assert_eq!(
        serde_json::to_string(&message).unwrap(),
        r#"{"type":"error","version":2,"code":53105,"message":"the room is full; try again when somebody has left"}"#
    );
}
