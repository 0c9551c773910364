//! Every example of PROTOCOL.md is read, and written back as the same JSON.

#![expect(clippy::unwrap_used, reason = "clippy allows it inside test functions, but not in their helpers")]

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use serde_json::value::to_raw_value;
use signaling::msp::{ChannelMessage, ServerChannelMessage};
use signaling::rsp::{
    ClientMessage, DescriptionType, ParticipantState, PublishedState, ServerMessage, TrackPriority,
};
use signaling::tcmp::{ClientFrame, ServerFrame};

#[test]
fn every_example_is_written_as_it_is_read() {
    let fixtures = fixtures();
    assert!(fixtures.len() > 30, "{}", fixtures.len());
    for (name, text) in &fixtures {
        let example: Value = serde_json::from_str(text).unwrap();
        let kind = example["type"].as_str().unwrap();
        let is_frame = ["hello", "welcome", "msg", "heartbeat", "busy", "bad", "bye"].contains(&kind);
        let is_frame = is_frame && !name.starts_with("msp_");
        let side = name.strip_suffix(name.trim_start_matches("msp_").split_once('_').unwrap().1).unwrap();
        let written = match (side.trim_end_matches('_'), is_frame) {
            ("msp_client", false) => ChannelMessage::parse(text).unwrap().to_text(),
            ("msp_server", false) => ServerChannelMessage::parse(text).unwrap().to_text(),
            ("client", true) => ClientFrame::parse(text).unwrap().to_json(),
            ("server", true) => ServerFrame::parse(text).unwrap().to_json(),
            ("client", false) => serde_json::to_string(&client(text)).unwrap(),
            ("server", false) => serde_json::to_string(&server(text)).unwrap(),
            (side, _) => panic!("{name}: {side} is no side"),
        };
        let written: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(normalized(written), normalized(example), "{name}");
    }
}

#[test]
fn the_protocol_document_quotes_every_fixture() {
    let document = std::fs::read_to_string(crate_folder().join("PROTOCOL.md")).unwrap();
    let fixtures = fixtures();
    for (name, text) in &fixtures {
        let quote = format!("`{name}.json`:\n\n```json\n{}\n```\n", text.trim_end());
        assert!(document.contains(&quote), "PROTOCOL.md does not quote {name}.json as it is");
    }
    assert_eq!(
        document.matches("```json\n").count(),
        fixtures.len(),
        "PROTOCOL.md quotes something else too"
    );
}

#[test]
fn what_the_server_writes_holds_no_null() {
    for (name, text) in fixtures() {
        if name.starts_with("server_") {
            assert!(!text.contains("null"), "{name}");
        }
    }
}

#[test]
fn connect_is_read_to_the_field() {
    let ClientMessage::Connect(connect) = client(&fixtures()["client_connect"]) else { panic!() };
    assert_eq!(connect.name.as_deref(), Some("daily-standup"));
    assert_eq!(connect.token.as_str(), "a.signed.token");
    assert_eq!(connect.participant.revision, 4);
    assert_eq!(connect.participant.tracks.len(), 3);
    assert_eq!(connect.participant.tracks[0].audio_processor.as_deref(), Some("krisp"));
    assert_eq!(connect.participant.tracks[1].id, "{a1b2c3d4}");
    assert_eq!(connect.participant.tracks[1].priority, TrackPriority::Standard);
    assert_eq!(connect.participant.media_warnings, ["recordings"]);
    let description = connect.peer_connections[0].description.as_ref().unwrap();
    assert_eq!((description.r#type, description.revision), (DescriptionType::Offer, 1));
    assert_eq!(description.sdp.as_deref(), Some("v=0\r\n"));
    assert_eq!(connect.media_signaling.len(), 3);
    assert_eq!(connect.bandwidth_profile.unwrap().video.unwrap().max_tracks, Some(4));
    assert!(connect.subscribe.includes_all());
}

#[test]
fn a_room_without_a_name_and_without_subscriptions_is_read() {
    let ClientMessage::Connect(connect) = client(&fixtures()["client_connect_unnamed"]) else { panic!() };
    assert_eq!(connect.name, None);
    assert!(!connect.subscribe.includes_all());
}

#[test]
fn connected_is_read_to_the_field() {
    let ServerMessage::Connected(connected) = server(&fixtures()["server_connected"]) else { panic!() };
    assert_eq!(connected.options.session_timeout, 30);
    assert_eq!(connected.participants[0].state, ParticipantState::Connected);
    assert_eq!(connected.participants[0].tracks[0].name, "camera");
    let PublishedState::Ready { sid } = &connected.published.tracks[0].state else { panic!() };
    assert_eq!(sid, "MTaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    let ice = connected.peer_connections[0].ice.as_ref().unwrap();
    assert_eq!(ice.candidates[0].sdp_m_line_index, Some(0));
}

#[test]
fn a_message_in_a_hello_or_msg_is_read_from_its_frame() {
    let fixtures = fixtures();
    let ClientFrame::Hello(hello) = ClientFrame::parse(&fixtures["client_hello_with_cookie"]).unwrap() else {
        panic!()
    };
    assert_eq!(hello.cookie.as_deref(), Some("opaque"));
    assert!(matches!(client(hello.body.unwrap().get()), ClientMessage::Ice(_)));
    let message = to_raw_value(&client(&fixtures["client_sync"])).unwrap();
    let frame = ClientFrame::Msg { body: Some(&message) }.to_json();
    let ClientFrame::Msg { body } = ClientFrame::parse(&frame).unwrap() else { panic!() };
    assert_eq!(client(body.unwrap().get()), client(&fixtures["client_sync"]));
}

fn client(text: &str) -> ClientMessage {
    ClientMessage::parse(text).unwrap()
}

fn server(text: &str) -> ServerMessage {
    ServerMessage::parse(text).unwrap()
}

fn fixtures() -> BTreeMap<String, String> {
    std::fs::read_dir(crate_folder().join("tests/fixtures"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// JavaScript does not tell 5000 from 5000.0.
fn normalized(value: Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().into(),
        Value::Array(values) => values.into_iter().map(normalized).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| (name, normalized(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other,
    }
}
