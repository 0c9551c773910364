//! What holds for every input.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::Value;
use signaling::ErrorCode;
use signaling::link::{Busy, Link, LinkConfig, LinkOutput};
use signaling::msp::{ChannelMessage, ServerChannelMessage};
use signaling::rsp::{
    ClientMessage, Connected, Description, DescriptionType, LocalParticipant, MediaSignalingGrants, Options,
    ParticipantState, PeerConnectionState, Published, PublishedState, PublishedTrack, RemoteParticipant,
    RemoteTrack, ServerMessage, ServerUpdate, Subscribed, SubscribedTrack, Synced, TrackError, TrackKind,
    TrackPriority,
};
use signaling::tcmp::{ClientFrame, ServerFrame};

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        read_everywhere(&text);
    }

    #[test]
    fn any_json_is_read_or_refused(value in json()) {
        read_everywhere(&value.to_string());
    }

    /// Messages that are right up to one member reach deeper than arbitrary JSON does.
    #[test]
    fn a_message_with_any_member_replaced_is_read_or_refused(
        example in prop::sample::select(EXAMPLES), place in any::<prop::sample::Index>(), value in json(),
    ) {
        let mut message: Value = serde_json::from_str(example).unwrap();
        let places = count(&mut message);
        replace(&mut message, &mut place.index(places), &value);
        let text = message.to_string();
        read_everywhere(&text);
        if let Ok(message) = ClientMessage::parse(&text) {
            let written = serde_json::to_string(&message).unwrap();
            prop_assert_eq!(ClientMessage::parse(&written), Ok(message));
        }
    }

    #[test]
    fn what_the_server_writes_is_what_the_client_reads(message in server_message()) {
        let frame = ServerFrame::Msg { body: message };
        let text = frame.to_json();
        let json: Value = serde_json::from_str(&text).unwrap();
        prop_assert!(!has_null(&json), "{text}");
        let is_iced = json["body"]["type"] == "iced";
        prop_assert_eq!(json["body"]["version"].as_u64(), Some(if is_iced { 1 } else { 2 }));
        prop_assert_eq!(ServerFrame::parse(&text), Ok(frame));
    }

    /// However frames, messages and time are mixed: a client hears a welcome before all but `busy`, its opening message is read once,
    /// every deadline lies ahead, output is bounded, and nothing follows the close.
    #[test]
    fn the_link_keeps_its_promises(steps in prop::collection::vec(step(), 0..60)) {
        #[expect(clippy::disallowed_methods, reason = "an `Instant` has no other origin; only differences are looked at")]
        let mut now = Instant::now();
        let config = LinkConfig { output_frames: 8, frame_bytes: 4096, ..LinkConfig::default() };
        let mut link = Link::new(config, now);
        let mut opening_messages = 0;
        let mut said: Vec<LinkOutput> = Vec::new();
        for step in steps {
            match step {
                Step::Hello => opening_messages += usize::from(matches!(link.handle_text(HELLO, now), Ok(Some(_)))),
                Step::Text(text) => drop(link.handle_text(&text, now)),
                Step::Send(message) => link.send(message, now),
                Step::Busy(busy) => link.set_busy(busy),
                Step::Wait(ms) => {
                    now += Duration::from_millis(ms);
                    link.handle_timeout(now);
                    if let Some((deadline, _)) = link.poll_timeout() {
                        prop_assert!(deadline > now, "a deadline that passed makes the shell spin");
                    }
                }
                Step::Drain => {
                    let outputs: Vec<_> = std::iter::from_fn(|| link.poll_output()).collect();
                    prop_assert!(outputs.len() <= config.output_frames + 2);
                    said.extend(outputs);
                }
            }
        }
        said.extend(std::iter::from_fn(|| link.poll_output()));
        prop_assert!(opening_messages <= 1);
        let is_busy = |output: &LinkOutput| {
            matches!(output, LinkOutput::Text(text) if text.contains(r#""type":"busy""#))
        };
        let first = said.iter().position(|output| !is_busy(output)).unwrap_or(said.len());
        prop_assert!(!said[first..].iter().any(is_busy), "only what comes before the welcome is ever busy");
        if let Some(LinkOutput::Text(first)) = said.get(first) {
            let is_answer = first.contains(r#""type":"welcome""#) || first.contains(r#""type":"bad""#);
            prop_assert!(is_answer, "{first}");
        }
        let close = said.iter().position(|output| matches!(output, LinkOutput::Close { .. }));
        if let Some(close) = close {
            prop_assert_eq!(close + 1, said.len());
            prop_assert_eq!(link.poll_timeout(), None);
            let LinkOutput::Close { code } = said[close] else { unreachable!() };
            prop_assert!(code != 1000 && code != 3005);
        }
    }
}

const HELLO: &str =
    r#"{"type":"hello","id":"1","version":2,"timeout":5000,"body":{"type":"ice","token":"t"}}"#;

const EXAMPLES: &[&str] = &[
    include_str!("fixtures/client_ice.json"),
    include_str!("fixtures/client_connect.json"),
    include_str!("fixtures/client_sync.json"),
    include_str!("fixtures/client_update_ice.json"),
    include_str!("fixtures/client_update_close.json"),
    include_str!("fixtures/client_disconnect.json"),
    include_str!("fixtures/server_connected.json"),
    include_str!("fixtures/server_synced.json"),
    include_str!("fixtures/server_update_subscribed.json"),
    include_str!("fixtures/server_warning.json"),
    include_str!("fixtures/msp_client_network_quality.json"),
    include_str!("fixtures/msp_client_track_priority.json"),
    include_str!("fixtures/msp_client_render_hints.json"),
    include_str!("fixtures/msp_client_publisher_hints.json"),
    include_str!("fixtures/msp_client_reset.json"),
    include_str!("fixtures/msp_server_network_quality_scores.json"),
    include_str!("fixtures/msp_server_publisher_hints.json"),
    include_str!("fixtures/msp_server_render_hints.json"),
    include_str!("fixtures/msp_server_track_switch_off.json"),
];

fn read_everywhere(text: &str) {
    let _ = ClientFrame::parse(text);
    let _ = ClientMessage::parse(text);
    let _ = ServerFrame::parse(text);
    let _ = ServerMessage::parse(text);
    let _ = ServerChannelMessage::parse(text);
    if let Ok(message) = ChannelMessage::parse(text) {
        assert_eq!(ChannelMessage::parse(&message.to_text()), Ok(message), "{text}");
    }
}

#[derive(Clone, Debug)]
enum Step {
    Hello,
    Text(String),
    Send(ServerMessage),
    Busy(Option<Busy>),
    Wait(u64),
    Drain,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Hello),
        1 => any::<String>().prop_map(Step::Text),
        1 => json().prop_map(|value| Step::Text(value.to_string())),
        3 => Just(Step::Text(r#"{"type":"heartbeat"}"#.to_owned())),
        2 => Just(Step::Text(r#"{"type":"msg","body":{"type":"update","session":"s"}}"#.to_owned())),
        1 => Just(Step::Text(r#"{"type":"bye"}"#.to_owned())),
        3 => server_message().prop_map(Step::Send),
        1 => busy().prop_map(Step::Busy),
        4 => (0..6000_u64).prop_map(Step::Wait),
        4 => Just(Step::Drain),
    ]
}

fn busy() -> impl Strategy<Value = Option<Busy>> {
    prop_oneof![
        2 => Just(None),
        2 => (0..3000_u64)
            .prop_map(|wait| Some(Busy::Until { wait: Duration::from_millis(wait), cookie: None })),
        1 => Just(Some(Busy::ForGood)),
    ]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        prop::sample::select(
            &["hello", "msg", "ice", "connect", "offer", "audio", "high", "ready", "render_hints"][..]
        )
        .prop_map(Value::from),
    ];
    let name = prop_oneof![
        prop::sample::select(
            &["type", "body", "version", "token", "session", "participant", "tracks", "revision"][..]
        )
        .prop_map(str::to_owned),
        ".{0,4}",
    ];
    leaf.prop_recursive(4, 32, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..6)
                .prop_map(|members| members.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

fn count(value: &mut Value) -> usize {
    1 + children(value).into_iter().map(count).sum::<usize>()
}

/// Replaces the `place`th value, counted from the root inward.
fn replace(value: &mut Value, place: &mut usize, by: &Value) {
    if *place == 0 {
        *value = by.clone();
    }
    let Some(left) = place.checked_sub(1) else {
        *place = usize::MAX;
        return;
    };
    *place = left;
    for child in children(value) {
        if *place == usize::MAX {
            return;
        }
        replace(child, place, by);
    }
}

fn children(value: &mut Value) -> Vec<&mut Value> {
    match value {
        Value::Array(values) => values.iter_mut().collect(),
        Value::Object(members) => members.iter_mut().map(|(_, member)| member).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(values) => values.iter().any(has_null),
        Value::Object(members) => members.values().any(has_null),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

const REVISIONS: std::ops::Range<u64> = 1..9_007_199_254_740_992;

fn server_message() -> impl Strategy<Value = ServerMessage> {
    prop_oneof![
        room().prop_map(|(participants, published, subscribed, peer_connections)| {
            ServerMessage::Connected(Box::new(Connected {
                session: "S1".to_owned(),
                sid: "RM".to_owned(),
                name: "room".to_owned(),
                participant: LocalParticipant { sid: "PA".to_owned(), identity: "alice".to_owned() },
                options: Options {
                    session_timeout: 30,
                    signaling_region: None,
                    media_region: None,
                    audio_processors: Vec::new(),
                },
                participants,
                published: published.unwrap_or_default(),
                subscribed,
                peer_connections,
                media_signaling: MediaSignalingGrants::new(),
                recording: None,
            }))
        }),
        (room(), any::<bool>()).prop_map(|((participants, published, subscribed, connections), lists)| {
            let peer_connections = lists.then_some(connections);
            ServerMessage::Synced(Box::new(Synced {
                participants,
                published,
                subscribed,
                peer_connections,
                ..Synced::default()
            }))
        }),
        room().prop_map(|(participants, published, subscribed, peer_connections)| {
            let update =
                ServerUpdate { participants, published, subscribed, peer_connections, ..Default::default() };
            ServerMessage::Update(Box::new(update))
        }),
        Just(ServerMessage::from(ErrorCode::ParticipantDuplicateIdentity)),
        (any::<u32>(), any::<String>()).prop_map(|(code, message)| ServerMessage::Error { code, message }),
        Just(ServerMessage::Iced(signaling::rsp::Iced::default())),
    ]
}

fn room()
-> impl Strategy<Value = (Vec<RemoteParticipant>, Option<Published>, Option<Subscribed>, Vec<PeerConnectionState>)>
{
    (participants(), prop::option::of(published()), prop::option::of(subscribed()), peer_connections())
}

fn participants() -> impl Strategy<Value = Vec<RemoteParticipant>> {
    let states =
        [ParticipantState::Connected, ParticipantState::Reconnecting, ParticipantState::Disconnected];
    let participant =
        (any::<String>(), any::<String>(), REVISIONS, prop::sample::select(states.to_vec()), tracks());
    prop::collection::vec(
        participant.prop_map(|(sid, identity, revision, state, tracks)| RemoteParticipant {
            sid,
            identity,
            revision,
            state,
            tracks,
        }),
        0..4,
    )
}

fn tracks() -> impl Strategy<Value = Vec<RemoteTrack>> {
    let kinds = prop::sample::select(vec![TrackKind::Audio, TrackKind::Data, TrackKind::Video]);
    let priorities =
        prop::sample::select(vec![TrackPriority::Low, TrackPriority::Standard, TrackPriority::High]);
    let track = (any::<String>(), any::<String>(), kinds, any::<bool>(), priorities);
    prop::collection::vec(
        track.prop_map(|(sid, name, kind, enabled, priority)| RemoteTrack {
            sid,
            name,
            kind,
            enabled,
            priority,
        }),
        0..3,
    )
}

fn published() -> impl Strategy<Value = Published> {
    let state = prop_oneof![
        Just(PublishedState::Created),
        any::<String>().prop_map(|sid| PublishedState::Ready { sid }),
        Just(PublishedState::Failed { error: TrackError::from(ErrorCode::TrackNameIsDuplicated) }),
    ];
    let track = (any::<String>(), state).prop_map(|(id, state)| PublishedTrack { id, state });
    (REVISIONS, prop::collection::vec(track, 0..4))
        .prop_map(|(revision, tracks)| Published { revision, tracks })
}

fn subscribed() -> impl Strategy<Value = Subscribed> {
    let track = (any::<String>(), prop::option::of(any::<String>())).prop_map(|(sid, id)| SubscribedTrack {
        sid,
        id,
        error: None,
    });
    (REVISIONS, prop::collection::vec(track, 0..4))
        .prop_map(|(revision, tracks)| Subscribed { revision, tracks })
}

fn peer_connections() -> impl Strategy<Value = Vec<PeerConnectionState>> {
    let types = [
        DescriptionType::Answer,
        DescriptionType::Close,
        DescriptionType::CreateOffer,
        DescriptionType::Offer,
        DescriptionType::Pranswer,
    ];
    let description = (prop::sample::select(types.to_vec()), REVISIONS, prop::option::of(any::<String>()))
        .prop_map(|(r#type, revision, sdp)| Description { r#type, revision, sdp });
    let state = (any::<String>(), prop::option::of(description))
        .prop_map(|(id, description)| PeerConnectionState { id, description, ice: None });
    prop::collection::vec(state, 0..3)
}
