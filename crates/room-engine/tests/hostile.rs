//! Whatever clients send, in whatever order, the engine neither panics nor keeps anything of those who left.

#![expect(clippy::unwrap_used, reason = "helpers of a test")]

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

mod support;

use proptest::prelude::*;
use room_engine::{
    Command, CommandId, Counts, Engine, EngineConfig, Input, Limits, Output, ParticipantKey, RoomKey,
    RoomSettings, RuleAction, SocketId, TrackFilter, TrackKind, TrackRule, TransportAddress, VideoCodec,
};
use support::{Counting, OFFER, Trusting, hello, message};

#[derive(Clone, Debug)]
enum Step {
    Open(usize),
    Close(usize, Option<u16>),
    /// A message where it belongs: in a hello on a new socket. The last number picks the session.
    Say(usize, serde_json::Value, usize),
    Raw(usize, String),
    Datagram(Vec<u8>),
    Wait(u64),
    /// Asked from outside.
    Command(Command),
}

/// Few sockets, so that steps meet.
fn socket() -> impl Strategy<Value = usize> {
    0..4_usize
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

fn tracks() -> BoxedStrategy<serde_json::Value> {
    let kind = prop_oneof![4 => Just("audio"), 4 => Just("video"), 4 => Just("data"), 1 => Just("smell")];
    let track = (name(), kind, name(), any::<bool>()).prop_map(|(id, kind, name, enabled)| {
        serde_json::json!({ "id": id, "kind": kind, "name": name, "enabled": enabled, "priority": "standard" })
    });
    prop::collection::vec(track, 0..4).prop_map(serde_json::Value::from).boxed()
}

fn description() -> BoxedStrategy<serde_json::Value> {
    let kind =
        prop_oneof![8 => Just("offer"), 4 => Just("answer"), 1 => Just("close"), 1 => Just("pranswer")];
    (kind, prop_oneof![8 => 1..6_u64, 1 => any::<u64>()], sdp())
        .prop_map(|(kind, revision, sdp)| serde_json::json!([{ "id": "pc", "description": { "type": kind, "revision": revision, "sdp": sdp } }]))
    .boxed()
}

fn participant() -> BoxedStrategy<serde_json::Value> {
    (0..8_u64, tracks())
        .prop_map(|(revision, tracks)| serde_json::json!({ "revision": revision, "tracks": tracks }))
        .boxed()
}

/// A message; `SESSION` stands for the id of one of the sessions that the engine told of.
fn body() -> BoxedStrategy<serde_json::Value> {
    prop_oneof![
        1 => name().prop_map(|token| serde_json::json!({ "type": "ice", "version": 1, "token": token })),
        4 => (name(), name(), participant(), description()).prop_map(|(room, token, participant, connections)| serde_json::json!({
            "type": "connect", "version": 2, "name": room, "token": token, "participant": participant, "peer_connections": connections,
        })),
        3 => (participant(), description()).prop_map(|(participant, connections)| serde_json::json!({
            "type": "update", "version": 2, "session": "SESSION", "participant": participant, "peer_connections": connections,
        })),
        2 => (name(), participant(), description()).prop_map(|(token, participant, connections)| serde_json::json!({
            "type": "sync", "version": 2, "session": "SESSION", "name": "amina", "token": token, "participant": participant, "peer_connections": connections,
        })),
        1 => Just(serde_json::json!({ "type": "disconnect", "version": 2, "session": "SESSION" })),
        1 => ".{0,20}".prop_map(serde_json::Value::from),
    ]
    .boxed()
}

/// Frames that are no messages, or messages in the wrong place.
fn raw() -> BoxedStrategy<String> {
    prop_oneof![
        Just(r#"{"type":"heartbeat"}"#.to_owned()),
        body().prop_map(|body| hello(&body)),
        body().prop_map(|body| message(&body)),
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

/// str0m asks for a second wake at the same moment where one step of its handshake follows from another.
const IDLE_WAKES: u32 = 8;

struct Scene {
    engine: Engine,
    now: Instant,
    /// The ids of the sessions that the engine told of, the latest last.
    sessions: Vec<String>,
    /// Sockets that are open; numbered anew each time one is opened.
    sockets: [Option<u64>; 4],
    opened: u64,
}

impl Scene {
    fn new() -> Self {
        let config = EngineConfig {
            worker: 3,
            media_addresses: vec![TransportAddress::udp((Ipv4Addr::LOCALHOST, 8082).into())],
            session_timeout: Duration::from_secs(30),
            ad_hoc_rooms: Some(RoomSettings { max_participants: 2, ..RoomSettings::ad_hoc() }),
            can_record: true,
            limits: Limits {
                rooms: 3,
                participants: 4,
                subscriptions_per_participant: 2,
                tracks_per_participant: 2,
                ..Limits::default()
            },
        };
        #[expect(clippy::disallowed_methods, reason = "any first moment will do")]
        let now = Instant::now();
        let engine = Engine::new(config, Box::new(Trusting), Box::new(Counting(7)));
        Self { engine, now, sessions: Vec::new(), sockets: [None; 4], opened: 0 }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Open(slot) => self.open(slot),
            Step::Close(slot, code) => {
                let socket = SocketId(self.sockets[slot].take().unwrap_or_default());
                self.input(Input::SocketClosed { socket, code });
            }
            Step::Say(slot, body, session) => {
                let is_new = self.sockets[slot].is_none();
                if is_new {
                    self.open(slot);
                }
                let session = self.sessions.iter().rev().nth(session).map_or("", String::as_str);
                let text = if is_new { hello(&body) } else { message(&body) }.replace("SESSION", session);
                self.text(slot, &text);
            }
            Step::Raw(slot, text) => self.text(slot, &text),
            Step::Datagram(contents) => {
                let source = TransportAddress::udp((Ipv4Addr::LOCALHOST, 9).into());
                self.input(Input::Datagram { source, local: None, contents: &contents });
            }
            Step::Command(command) => self.input(Input::Command { id: CommandId(0), command }),
            Step::Wait(milliseconds) => self.wait(Duration::from_millis(milliseconds)),
        }
    }

    fn open(&mut self, slot: usize) {
        self.opened += 1;
        if let Some(before) = self.sockets[slot].replace(self.opened) {
            self.input(Input::SocketClosed { socket: SocketId(before), code: None });
        }
        self.input(Input::SocketOpened { socket: SocketId(self.opened) });
    }

    fn text(&mut self, slot: usize, text: &str) {
        let socket = SocketId(self.sockets[slot].unwrap_or_default());
        self.input(Input::SocketText { socket, text });
    }

    /// Wakes the engine whenever it asks for it.
    fn wait(&mut self, duration: Duration) {
        let end = self.now + duration;
        let mut idle_wakes = 0;
        while let Some(deadline) = self.engine.poll_timeout().filter(|deadline| deadline.at <= end) {
            idle_wakes = if deadline.at > self.now { 0 } else { idle_wakes + 1 };
            assert!(idle_wakes < IDLE_WAKES, "the deadline of {} does not move on", deadline.reason);
            self.now = self.now.max(deadline.at);
            self.input(Input::Timeout);
        }
        self.now = end;
    }

    fn input(&mut self, input: Input<'_>) {
        self.engine.handle_input(input, self.now);
        let mut outputs = 0;
        while let Some(output) = self.engine.poll_output() {
            outputs += 1;
            assert!(outputs < 1000, "one input caused a flood");
            if let Output::SocketClose { socket, .. } = output {
                self.sockets.iter_mut().filter(|open| **open == Some(socket.0)).for_each(|open| *open = None);
            } else if let Output::SocketText { text, .. } = output {
                let frame: serde_json::Value = serde_json::from_str(&text).unwrap();
                if let Some(session) = frame["body"]["session"].as_str() {
                    self.sessions.push(session.to_owned());
                }
            }
        }
        let counts = self.engine.counts();
        assert!(counts.rooms <= 3 && counts.participants <= 4, "{counts:?}");
        assert_eq!(counts.participants, counts.sessions);
        assert_eq!(counts.participants, counts.ufrags);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_nothing_stays(steps in prop::collection::vec(step(), 1..40)) {
        let mut scene = Scene::new();
        for step in steps {
            scene.take(step);
        }
        for slot in 0..4 {
            scene.take(Step::Close(slot, None));
        }
        scene.wait(Duration::from_secs(100));
        prop_assert_eq!(scene.engine.counts(), Counts::default());
    }
}

#[test]
fn a_socket_that_is_taken_cannot_resume_another_session() {
    let connect = |token: &str| {
        serde_json::json!({
            "type": "connect", "version": 2, "name": "room", "token": token,
            "participant": { "revision": 1, "tracks": [] },
            "peer_connections": [{ "id": "pc", "description": { "type": "offer", "revision": 1, "sdp": OFFER } }],
        })
    };
    let mut scene = Scene::new();
    scene.take(Step::Say(0, connect("amina"), 0));
    scene.take(Step::Say(1, connect("baraka"), 0));
    assert_eq!(scene.engine.counts().participants, 2);
    let sync = serde_json::json!({
        "type": "sync", "version": 2, "session": "SESSION", "name": "room", "token": "baraka",
        "participant": { "revision": 1, "tracks": [] }, "peer_connections": [],
    });
    scene.take(Step::Say(0, sync, 0));
    scene.take(Step::Close(0, None));
    scene.take(Step::Close(1, None));
    scene.wait(Duration::from_secs(60));
    assert_eq!(scene.engine.counts(), Counts::default());
}
