//! Whatever clients send, in whatever order, the engine neither panics nor keeps anything of those who left.

use std::time::Duration;

use proptest::prelude::*;
use room_engine::{
    Command, Counts, ParticipantKey, RoomKey, RoomSettings, RuleAction, TrackFilter, TrackKind, TrackRule,
    VideoCodec,
};
use serde_json::{Value, json};

use crate::hostile::description::{OFFER, connect, descriptions};
use crate::hostile::scene::{SOCKETS, Scene};
use crate::token::token_of;

#[derive(Clone, Debug)]
enum Step {
    Open(usize),
    Close(usize, Option<u16>),
    /// A message where it belongs: in a hello on a new socket. The last number picks the session.
    Say(usize, Value, usize),
    Raw(usize, String),
    Datagram(Vec<u8>),
    Wait(u64),
    /// Asked from outside.
    Command(Command),
}

/// Few sockets, so that steps meet.
fn socket() -> impl Strategy<Value = usize> {
    0..SOCKETS
}

/// Good for one of few identities, or for none.
fn token() -> impl Strategy<Value = String> {
    prop_oneof![8 => name().prop_map(|identity| token_of(&identity)), 1 => name()]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![8 => Just("amina".to_owned()), 8 => Just("baraka".to_owned()), 1 => Just(String::new()), 1 => ".{0,8}"]
}

/// An offer as it is, cut short, with a line missing, or nonsense.
fn sdp() -> BoxedStrategy<String> {
    prop_oneof![
        16 => Just(OFFER.to_owned()),
        1 => (0..OFFER.len()).prop_filter_map("cut inside a character", |end| OFFER.get(..end).map(str::to_owned)),
        2 => (0..OFFER.lines().count()).prop_map(|missing| {
            let lines = OFFER.lines().enumerate().filter(|(index, _)| *index != missing);
            lines.map(|(_, line)| format!("{line}\r\n")).collect()
        }),
        1 => ".{0,40}",
    ]
    .boxed()
}

fn tracks() -> BoxedStrategy<Value> {
    let kind = prop_oneof![4 => Just("audio"), 4 => Just("video"), 4 => Just("data"), 1 => Just("smell")];
    let track = (name(), kind, name(), any::<bool>()).prop_map(|(id, kind, name, enabled)| {
        json!({ "id": id, "kind": kind, "name": name, "enabled": enabled, "priority": "standard" })
    });
    prop::collection::vec(track, 0..4).prop_map(Value::from).boxed()
}

fn description() -> BoxedStrategy<Value> {
    let kind =
        prop_oneof![8 => Just("offer"), 4 => Just("answer"), 1 => Just("close"), 1 => Just("pranswer")];
    (kind, prop_oneof![8 => 1..6_u64, 1 => any::<u64>()], sdp())
        .prop_map(|(kind, revision, sdp)| descriptions(kind, revision, &sdp))
        .boxed()
}

fn participant() -> BoxedStrategy<Value> {
    (0..8_u64, tracks())
        .prop_map(|(revision, tracks)| json!({ "revision": revision, "tracks": tracks }))
        .boxed()
}

/// A message; `SESSION` stands for the id of one of the sessions that the engine told of.
fn body() -> BoxedStrategy<Value> {
    prop_oneof![
        1 => token().prop_map(|token| json!({ "type": "ice", "version": 1, "token": token })),
        4 => (name(), token(), participant(), description()).prop_map(|(room, token, participant, connections)| json!({
            "type": "connect", "version": 2, "name": room, "token": token, "participant": participant, "peer_connections": connections,
        })),
        3 => (participant(), description()).prop_map(|(participant, connections)| json!({
            "type": "update", "version": 2, "session": "SESSION", "participant": participant, "peer_connections": connections,
        })),
        2 => (token(), participant(), description()).prop_map(|(token, participant, connections)| json!({
            "type": "sync", "version": 2, "session": "SESSION", "name": "amina", "token": token, "participant": participant, "peer_connections": connections,
        })),
        1 => Just(json!({ "type": "disconnect", "version": 2, "session": "SESSION" })),
        1 => ".{0,20}".prop_map(Value::from),
    ]
    .boxed()
}

/// Frames that are no messages, or messages in the wrong place.
fn raw() -> BoxedStrategy<String> {
    prop_oneof![
        Just(r#"{"type":"heartbeat"}"#.to_owned()),
        body().prop_map(|body| {
            json!({ "type": "hello", "id": "1", "timeout": 5000, "version": 2, "body": body }).to_string()
        }),
        body().prop_map(|body| json!({ "type": "msg", "body": body }).to_string()),
        ".{0,30}",
    ]
    .boxed()
}

fn step() -> impl Strategy<Value = Step> {
    let code = prop_oneof![Just(None), Just(Some(1000)), Just(Some(1006)), any::<u16>().prop_map(Some)];
    prop_oneof![
        1 => socket().prop_map(Step::Open),
        1 => (socket(), code).prop_map(|(socket, code)| Step::Close(socket, code)),
        10 => (socket(), body(), 0..4_usize).prop_map(|(socket, body, session)| Step::Say(socket, body, session)),
        1 => (socket(), raw()).prop_map(|(socket, text)| Step::Raw(socket, text)),
        1 => prop::collection::vec(any::<u8>(), 0..80).prop_map(Step::Datagram),
        1 => (0..40_000_u64).prop_map(Step::Wait),
        3 => command().prop_map(Step::Command),
    ]
}

fn command() -> BoxedStrategy<Command> {
    let room = || name().prop_map(|name| RoomKey::parse(&name));
    let settings = (1..60_usize, 0..3_usize, any::<bool>(), any::<bool>(), 1..90_u64).prop_map(
        |(max_participants, codecs, audio_only, record_participants_on_connect, seconds)| RoomSettings {
            max_participants,
            video_codecs: [VideoCodec::Vp8, VideoCodec::H264].into_iter().take(codecs).collect(),
            audio_only,
            record_participants_on_connect,
            max_participant_duration: Duration::from_secs(seconds),
            empty_room_timeout: Duration::from_secs(seconds / 2),
            unused_room_timeout: Duration::from_secs(seconds / 3),
            ..RoomSettings::default()
        },
    );
    let member = || (room(), name().prop_map(|name| ParticipantKey::parse(&name)));
    prop_oneof![
        4 => (name(), settings).prop_map(|(name, settings)| Command::CreateRoom { name: Some(name), settings }),
        1 => room().prop_map(|room| Command::CompleteRoom { room }),
        1 => Just(Command::ListRooms),
        1 => room().prop_map(|room| Command::ListParticipants { room }),
        1 => member().prop_map(|(room, participant)| Command::RemoveParticipant { room, participant }),
        1 => member().prop_map(|(room, participant)| Command::ListSubscribedTracks { room, participant }),
        3 => (member(), rules()).prop_map(|((room, participant), rules)| Command::SetSubscribeRules { room, participant, rules }),
        3 => (room(), rules()).prop_map(|(room, rules)| Command::SetRecordingRules { room, rules }),
    ]
    .boxed()
}

fn rules() -> impl Strategy<Value = Vec<TrackRule>> {
    let kind = prop_oneof![Just(None), Just(Some(TrackKind::Audio)), Just(Some(TrackKind::Video))];
    let rule = (any::<bool>(), kind, prop::option::of(name())).prop_map(|(includes, kind, publisher)| {
        let action = if includes { RuleAction::Include } else { RuleAction::Exclude };
        TrackRule { action, filter: TrackFilter { kind, publisher, ..TrackFilter::default() } }
    });
    prop::collection::vec(rule, 0..4)
}

fn take(scene: &mut Scene, step: Step) {
    match step {
        Step::Open(slot) => scene.open(slot),
        Step::Close(slot, code) => scene.close(slot, code),
        Step::Say(slot, body, session) => scene.say(slot, &body, session),
        Step::Raw(slot, text) => scene.text(slot, &text),
        Step::Datagram(contents) => scene.datagram(&contents),
        Step::Command(command) => scene.command(command),
        Step::Wait(milliseconds) => scene.wait(Duration::from_millis(milliseconds)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_nothing_stays(steps in prop::collection::vec(step(), 1..40)) {
        let mut scene = Scene::new();
        for step in steps {
            take(&mut scene, step);
        }
        scene.end();
    }
}

#[test]
fn a_socket_that_is_taken_cannot_resume_another_session() {
    let mut scene = Scene::new();
    scene.say(0, &connect("amina", OFFER), 0);
    scene.say(1, &connect("baraka", OFFER), 0);
    assert_eq!(scene.counts().participants, 2);
    let sync = json!({
        "type": "sync", "version": 2, "session": "SESSION", "name": "room", "token": token_of("baraka"),
        "participant": { "revision": 1, "tracks": [] }, "peer_connections": [],
    });
    scene.say(0, &sync, 0);
    scene.close(0, None);
    scene.close(1, None);
    scene.wait(Duration::from_secs(60));
    assert_eq!(scene.counts(), Counts::default());
}
