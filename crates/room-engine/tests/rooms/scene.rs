use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use room_engine::{
    Command, CommandFault, CommandId, Engine, EngineConfig, Event, Input, Limits, Output, ParticipantKey,
    RecordingOutput, RecordingSid, Reply, RoomKey, RoomSettings, RoomSid, RoomSnapshot, SocketId,
    TransportAddress,
};
use serde_json::{Value, json};

use crate::support::{Counting, OFFER, Trusting, hello, message};

/// An engine, its clients and its clock.
pub struct Scene {
    pub engine: Engine,
    pub now: Instant,
    pub events: Vec<Event>,
    pub recordings: Vec<RecordingOutput>,
    sockets: u64,
    commands: u64,
    /// Frames of each socket that nobody has looked at yet.
    frames: BTreeMap<Client, Vec<Value>>,
    closed: BTreeMap<Client, u16>,
    sessions: BTreeMap<Client, String>,
}

/// A client, by its socket.
pub type Client = u64;

impl Scene {
    pub fn new() -> Self {
        Self::with(Some(RoomSettings::ad_hoc()), Limits::default())
    }

    pub fn with(ad_hoc_rooms: Option<RoomSettings>, limits: Limits) -> Self {
        Self::of(ad_hoc_rooms, limits, true)
    }

    /// A server that has no place for recordings.
    pub fn without_recordings() -> Self {
        Self::of(Some(RoomSettings::ad_hoc()), Limits::default(), false)
    }

    fn of(ad_hoc_rooms: Option<RoomSettings>, limits: Limits, can_record: bool) -> Self {
        let config = EngineConfig {
            worker: 3,
            media_addresses: vec![TransportAddress::udp((Ipv4Addr::LOCALHOST, 8082).into())],
            session_timeout: Duration::from_secs(30),
            ad_hoc_rooms,
            can_record,
            limits,
        };
        #[expect(clippy::disallowed_methods, reason = "any first moment will do")]
        let now = Instant::now();
        Self {
            engine: Engine::new(config, Box::new(Trusting), Box::new(Counting(7))),
            now,
            events: Vec::new(),
            recordings: Vec::new(),
            sockets: 0,
            commands: 0,
            frames: BTreeMap::new(),
            closed: BTreeMap::new(),
            sessions: BTreeMap::new(),
        }
    }

    /// Opens a socket and says hello with this message.
    pub fn greet(&mut self, body: &Value) -> Client {
        let client = self.open();
        self.text(client, &hello(body));
        client
    }

    pub fn open(&mut self) -> Client {
        self.sockets += 1;
        self.input(Input::SocketOpened { socket: SocketId(self.sockets) });
        self.sockets
    }

    pub fn say(&mut self, client: Client, body: &Value) {
        self.text(client, &message(body));
    }

    pub fn text(&mut self, client: Client, text: &str) {
        self.input(Input::SocketText { socket: SocketId(client), text });
    }

    /// Joins and is let in.
    #[track_caller]
    pub fn join(&mut self, identity: &str, room: &str, tracks: Value) -> (Client, Value) {
        let client = self.greet(&connect(identity, room, tracks));
        let connected = self.expect(client, "connected");
        self.sessions.insert(client, connected["session"].as_str().unwrap().to_owned());
        (client, connected)
    }

    /// Joins and is not let in; tells the code.
    #[track_caller]
    pub fn join_refused(&mut self, identity: &str, room: &str) -> u64 {
        let client = self.greet(&connect(identity, room, json!([])));
        self.expect(client, "error")["code"].as_u64().unwrap()
    }

    pub fn session(&self, client: Client) -> &str {
        &self.sessions[&client]
    }

    pub fn set_tracks(&mut self, client: Client, revision: u64, tracks: Value) {
        let session = &self.sessions[&client];
        let update = json!({
            "type": "update", "version": 2, "session": session,
            "participant": { "revision": revision, "tracks": tracks },
        });
        self.say(client, &update);
    }

    pub fn leave(&mut self, client: Client) {
        let disconnect = json!({ "type": "disconnect", "version": 2, "session": self.sessions[&client] });
        self.say(client, &disconnect);
    }

    /// The socket falls down.
    pub fn lose(&mut self, client: Client) {
        self.input(Input::SocketClosed { socket: SocketId(client), code: None });
    }

    /// A message that resumes the client's session.
    pub fn sync(&self, client: Client, identity: &str, room: &str, tracks: Value) -> Value {
        json!({
            "type": "sync", "version": 2, "session": self.sessions[&client], "name": room, "token": identity,
            "participant": { "revision": 1, "tracks": tracks }, "peer_connections": [],
        })
    }

    /// What the client was told since the last look: the messages, and frames that carry none.
    pub fn told(&mut self, client: Client) -> Vec<Value> {
        self.frames.remove(&client).unwrap_or_default()
    }

    /// The first message of this type since the last look.
    #[track_caller]
    pub fn expect(&mut self, client: Client, kind: &str) -> Value {
        let told = self.told(client);
        told.iter().find(|message| message["type"] == kind).cloned().unwrap_or_else(|| {
            panic!("no {kind} in {told:#?}");
        })
    }

    /// The newest value of this member that the client was told since the last look; `Null` if none.
    pub fn news(&mut self, client: Client, member: &str) -> Value {
        let told = self.told(client);
        let newest = told.iter().rev().find(|message| !message[member].is_null());
        newest.map(|message| message[member].clone()).unwrap_or_default()
    }

    pub fn close_code(&self, client: Client) -> Option<u16> {
        self.closed.get(&client).copied()
    }

    pub fn command(&mut self, command: Command) -> Result<Reply, CommandFault> {
        self.commands += 1;
        let id = CommandId(self.commands);
        let replies = self.input(Input::Command { id, command });
        let [(replied, result)] = <[_; 1]>::try_from(replies).unwrap();
        assert_eq!(replied, id);
        result
    }

    #[track_caller]
    pub fn create(&mut self, name: &str, settings: RoomSettings) -> RoomSnapshot {
        match self.command(Command::CreateRoom { name: Some(name.to_owned()), settings }) {
            Ok(Reply::Room(room)) => room,
            other => panic!("{other:?}"),
        }
    }

    /// Wakes the engine whenever it asks for it. Clients keep their sockets alive.
    pub fn wait(&mut self, duration: Duration) {
        let end = self.now + duration;
        while self.now < end {
            let step = (self.now + Duration::from_secs(2)).min(end);
            while let Some(deadline) = self.engine.poll_timeout().filter(|deadline| deadline.at <= step) {
                self.now = self.now.max(deadline.at);
                self.input(Input::Timeout);
            }
            self.now = step;
            for client in 1..=self.sockets {
                self.text(client, r#"{"type":"heartbeat"}"#);
            }
        }
    }

    pub fn fail_recording(&mut self, room: RoomSid, recording: RecordingSid) {
        self.input(Input::RecordingFailed { room, recording });
    }

    fn input(&mut self, input: Input<'_>) -> Vec<(CommandId, Result<Reply, CommandFault>)> {
        let mut replies = Vec::new();
        self.engine.handle_input(input, self.now);
        while let Some(output) = self.engine.poll_output() {
            match output {
                Output::SocketText { socket, text } => {
                    let frame: Value = serde_json::from_str(&text).unwrap();
                    let told = if frame["type"] == "msg" { frame["body"].clone() } else { frame };
                    self.frames.entry(socket.0).or_default().push(told);
                }
                Output::SocketClose { socket, code } => {
                    self.closed.insert(socket.0, code);
                }
                Output::Reply { id, result } => replies.push((id, result)),
                Output::Event(event) => self.events.push(event),
                Output::Recording(recording) => self.recordings.push(recording),
                Output::Transmit { .. } => {}
            }
        }
        replies
    }
}

pub fn connect(identity: &str, room: &str, tracks: Value) -> Value {
    json!({
        "type": "connect", "version": 2, "name": room, "token": identity,
        "participant": { "revision": 1, "tracks": tracks },
        "peer_connections": [{ "id": "pc", "description": { "type": "offer", "revision": 1, "sdp": OFFER } }],
    })
}

pub fn track(kind: &str, name: &str) -> Value {
    json!({ "id": format!("id of {name}"), "kind": kind, "name": name, "enabled": true, "priority": "standard" })
}

pub fn name(room: &str) -> RoomKey {
    RoomKey::parse(room)
}

pub fn identity(participant: &str) -> ParticipantKey {
    ParticipantKey::parse(participant)
}

/// `ready`, or the code of the failure, of each track in `published`.
pub fn outcomes(published: &Value) -> Vec<String> {
    let outcome = |track: &Value| match track["error"]["code"].as_u64() {
        Some(code) => code.to_string(),
        None => track["state"].as_str().unwrap().to_owned(),
    };
    published["tracks"].as_array().unwrap().iter().map(outcome).collect()
}

/// Identities and states in a list of participants.
pub fn states(participants: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let state = |participant: &Value| (text(&participant["identity"]), text(&participant["state"]));
    participants.as_array().map(|list| list.iter().map(state).collect()).unwrap_or_default()
}
