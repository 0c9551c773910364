//! One engine and a few signaling sockets, without browsers behind them.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use room_engine::{
    Command, CommandId, Counts, Engine, EngineConfig, Input, Limits, Output, RoomSettings, SocketId,
    TransportAddress,
};
use serde_json::{Value, json};

use crate::random::Random;
use crate::token::{SimRandomSource, SimVerifier};

/// Few, so that what is done to them meets.
pub(super) const SOCKETS: usize = 4;

const ROOMS: usize = 3;
const PARTICIPANTS: usize = 4;

/// Outputs that one input of one client may cause.
const LARGEST_BURST: usize = 1_000;

/// str0m asks for a second wake at the same moment where one step of its handshake follows from another.
const IDLE_WAKES: u32 = 8;

pub(super) struct Scene {
    engine: Engine,
    now: Instant,
    /// The ids of the sessions that the engine told of, the latest last.
    sessions: Vec<String>,
    /// Numbered anew each time one is opened.
    sockets: [Option<u64>; SOCKETS],
    opened: u64,
}

impl Scene {
    pub fn new() -> Self {
        let config = EngineConfig {
            worker: 3,
            media_addresses: vec![TransportAddress::udp((Ipv4Addr::LOCALHOST, 8082).into())],
            session_timeout: Duration::from_secs(30),
            ad_hoc_rooms: Some(RoomSettings { max_participants: 2, ..RoomSettings::ad_hoc() }),
            can_record: true,
            limits: Limits {
                rooms: ROOMS,
                participants: PARTICIPANTS,
                subscriptions_per_participant: 2,
                tracks_per_participant: 2,
                ..Limits::default()
            },
        };
        let engine = Engine::new(config, Box::new(SimVerifier), Box::new(SimRandomSource(Random::new(7))));
        Self { engine, now: Instant::now(), sessions: Vec::new(), sockets: [None; SOCKETS], opened: 0 }
    }

    pub fn counts(&self) -> Counts {
        self.engine.counts()
    }

    pub fn open(&mut self, slot: usize) {
        self.opened += 1;
        if let Some(before) = self.sockets[slot].replace(self.opened) {
            self.input(Input::SocketClosed { socket: SocketId(before), code: None });
        }
        self.input(Input::SocketOpened { socket: SocketId(self.opened) });
    }

    pub fn close(&mut self, slot: usize, code: Option<u16>) {
        let socket = SocketId(self.sockets[slot].take().unwrap_or_default());
        self.input(Input::SocketClosed { socket, code });
    }

    /// Says a message where it belongs: in a hello on a new socket. `SESSION` in it stands for the id of the session that is
    /// `session` before the latest.
    pub fn say(&mut self, slot: usize, body: &Value, session: usize) {
        let is_new = self.sockets[slot].is_none();
        if is_new {
            self.open(slot);
        }
        let session = self.sessions.iter().rev().nth(session).map_or("", String::as_str);
        let frame = match is_new {
            true => json!({ "type": "hello", "id": "1", "timeout": 5000, "version": 2, "body": body }),
            false => json!({ "type": "msg", "body": body }),
        };
        let text = frame.to_string().replace("SESSION", session);
        self.text(slot, &text);
    }

    pub fn text(&mut self, slot: usize, text: &str) {
        let socket = SocketId(self.sockets[slot].unwrap_or_default());
        self.input(Input::SocketText { socket, text });
    }

    pub fn datagram(&mut self, contents: &[u8]) {
        let source = TransportAddress::udp((Ipv4Addr::LOCALHOST, 9).into());
        self.input(Input::Datagram { source, local: None, contents });
    }

    pub fn command(&mut self, command: Command) {
        self.input(Input::Command { id: CommandId(0), command });
    }

    /// Wakes the engine whenever it asks for it.
    pub fn wait(&mut self, duration: Duration) {
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

    /// Everybody is gone, and nothing of them may be left.
    pub fn end(mut self) {
        for slot in 0..SOCKETS {
            self.close(slot, None);
        }
        self.wait(Duration::from_secs(100));
        assert_eq!(self.counts(), Counts::default());
    }

    fn input(&mut self, input: Input<'_>) {
        self.engine.handle_input(input, self.now);
        let mut outputs = 0;
        while let Some(output) = self.engine.poll_output() {
            outputs += 1;
            assert!(outputs < LARGEST_BURST, "one input caused a flood");
            match output {
                Output::SocketClose { socket, .. } => {
                    let closed = self.sockets.iter_mut().filter(|open| **open == Some(socket.0));
                    closed.for_each(|open| *open = None);
                }
                Output::SocketText { text, .. } => {
                    let frame: Value = serde_json::from_str(&text).expect("the engine writes JSON");
                    self.sessions.extend(frame["body"]["session"].as_str().map(str::to_owned));
                }
                Output::Transmit { .. } | Output::Reply { .. } | Output::Event(_) | Output::Recording(_) => {}
            }
        }
        let counts = self.counts();
        assert!(counts.rooms <= ROOMS && counts.participants <= PARTICIPANTS, "{counts:?}");
        assert_eq!((counts.sessions, counts.ufrags), (counts.participants, counts.participants));
    }
}
