//! Finds the socket, participant and peer that an input is for, and carries what they want of each other between them.

mod alarms;
mod allocation;
mod arrival;
mod command;
mod departure;
mod entrance;
mod failover;
mod floor;
mod history;
mod media;
mod media_signaling;
mod network_quality;
mod recording;
mod seat;
mod settle;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use crate::config::{EngineConfig, Limits};
use crate::engine::alarms::Alarms;
use crate::engine::floor::Floor;
use crate::engine::history::History;
use crate::engine::media::{Contact, Route};
use crate::engine::seat::Seat;
use crate::id::{ParticipantSid, RoomSid, SocketId, TrackSid};
use crate::io::{Deadline, Input, Output};
use crate::refusal::Refusal;
use crate::room::Room;
use crate::session::{Request, Socket};
use crate::transport_address::TransportAddress;
use crate::verifier::{RandomSource, TokenVerifier};

/// One worker's rooms.
pub struct Engine {
    config: EngineConfig,
    media_addresses: Arc<[TransportAddress]>,
    verifier: Box<dyn TokenVerifier>,
    random: Box<dyn RandomSource>,

    sockets: BTreeMap<SocketId, Socket>,
    rooms: BTreeMap<RoomSid, Room>,
    room_names: BTreeMap<String, RoomSid>,
    /// One for each room.
    floors: BTreeMap<RoomSid, Floor>,
    seats: BTreeMap<ParticipantSid, Seat>,
    sessions: BTreeMap<String, ParticipantSid>,
    history: History,

    /// Who receives each track.
    routes: BTreeMap<TrackSid, Route>,
    /// Whose packets come from an address; learned from connectivity checks.
    addresses: HashMap<TransportAddress, Contact>,
    /// Whose checks carry a user name.
    ufrags: HashMap<String, ParticipantSid>,

    /// Peers and sockets that may have something to say.
    busy_peers: BTreeSet<ParticipantSid>,
    busy_sockets: BTreeSet<SocketId>,
    alarms: Alarms<Alarm>,
    outputs: VecDeque<Output>,
}

/// Who wants to be woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Alarm {
    Floor(RoomSid),
    Room(RoomSid),
    Seat(ParticipantSid),
    Socket(SocketId),
}

/// How much an engine holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub sockets: usize,
    pub rooms: usize,
    pub participants: usize,
    pub sessions: usize,
    pub routes: usize,
    /// Tracks on their way to a subscriber, or failed on it.
    pub deliveries: usize,
    pub addresses: usize,
    pub ufrags: usize,
    pub floors: usize,
}

impl Engine {
    /// # Panics
    /// There is no media address in `config`.
    #[expect(clippy::panic, reason = "the shell's mistake, found at start")]
    pub fn new(
        config: EngineConfig,
        verifier: Box<dyn TokenVerifier>,
        random: Box<dyn RandomSource>,
    ) -> Self {
        if config.media_addresses.is_empty() {
            panic!("an engine needs a media address");
        }
        Self {
            media_addresses: config.media_addresses.clone().into(),
            history: History::new(&config.limits),
            config,
            verifier,
            random,
            sockets: BTreeMap::new(),
            rooms: BTreeMap::new(),
            room_names: BTreeMap::new(),
            floors: BTreeMap::new(),
            seats: BTreeMap::new(),
            sessions: BTreeMap::new(),
            routes: BTreeMap::new(),
            addresses: HashMap::new(),
            ufrags: HashMap::new(),
            busy_peers: BTreeSet::new(),
            busy_sockets: BTreeSet::new(),
            alarms: Alarms::new(),
            outputs: VecDeque::new(),
        }
    }

    /// Takes one input in. Drain [`Self::poll_output`] afterwards.
    pub fn handle_input(&mut self, input: Input<'_>, now: Instant) {
        match input {
            Input::Datagram { source, local, contents } => self.handle_datagram(source, local, contents, now),
            Input::SocketOpened { socket } => {
                self.sockets.insert(socket, Socket::accepted(&self.config.limits, now));
                self.busy_sockets.insert(socket);
            }
            Input::SocketAdopted { socket } => {
                self.sockets.insert(socket, Socket::adopted(&self.config.limits, now));
                self.busy_sockets.insert(socket);
            }
            Input::SocketText { socket, text } => self.handle_text(socket, text, now),
            Input::SocketClosed { socket, code } => self.handle_closed(socket, code, now),
            Input::Command { id, command } => {
                let result = self.handle_command(command, now);
                self.outputs.push_back(Output::Reply { id, result });
            }
            Input::RecordingFailed { room, recording } => self.handle_recording_failed(room, recording, now),
            Input::Shutdown => self.shut_down(now),
            Input::Timeout => self.handle_timeout(now),
        }
        self.settle(now);
    }

    /// The next thing to do, until `None`.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When to call again if nothing happens; `None` only while there is nothing to wait for.
    pub fn poll_timeout(&self) -> Option<Deadline> {
        let (at, alarm) = self.alarms.first()?;
        Some(Deadline { at, reason: self.deadline(alarm).map_or("gone", |(_, reason)| reason) })
    }

    /// How much this engine holds.
    pub fn counts(&self) -> Counts {
        Counts {
            sockets: self.sockets.len(),
            rooms: self.rooms.len(),
            participants: self.seats.len(),
            sessions: self.sessions.len(),
            routes: self.routes.len(),
            deliveries: self.routes.values().map(|route| route.subscribers.len()).sum(),
            addresses: self.addresses.len(),
            ufrags: self.ufrags.len(),
            floors: self.floors.len(),
        }
    }

    fn handle_text(&mut self, id: SocketId, text: &str, now: Instant) {
        self.busy_sockets.insert(id);
        let is_busy = self.is_busy();
        let Some(socket) = self.sockets.get_mut(&id) else { return };
        socket.set_busy(is_busy);
        let Some(request) = socket.handle_text(text, now) else { return };
        let result = match request {
            Request::IceServers { token } => self.verifier.verify(&token).map_err(Refusal::Token).map(|_| {
                let servers = self.verifier.ice_servers(&token);
                if let Some(socket) = self.sockets.get_mut(&id) {
                    socket.send_ice_servers(servers, now);
                }
            }),
            Request::Join(join) => self.join(id, *join, now),
            Request::Resume(resume) => self.resume(id, *resume, now),
            Request::Change(change) => self.change(id, change, now),
            Request::Leave { session } => {
                self.leave(id, session.as_deref(), now);
                Ok(())
            }
            Request::Invalid => Err(Refusal::InvalidMessage),
        };
        if let Err(refusal) = result {
            self.refuse(id, refusal, now);
        }
    }

    fn handle_timeout(&mut self, now: Instant) {
        for alarm in self.alarms.take_due(now) {
            match alarm {
                Alarm::Floor(room) => self.update_floor(room, now),
                Alarm::Room(sid) => self.wake_room(sid, now),
                Alarm::Seat(sid) => self.wake_seat(sid, now),
                Alarm::Socket(id) => {
                    if let Some(socket) = self.sockets.get_mut(&id) {
                        socket.handle_timeout(now);
                    }
                    self.busy_sockets.insert(id);
                }
            }
        }
    }

    fn wake_seat(&mut self, sid: ParticipantSid, now: Instant) {
        let Some(seat) = self.seats.get_mut(&sid) else { return };
        self.busy_peers.insert(sid);
        if seat.lost_until.is_some_and(|until| until <= now) {
            self.remove_participant(sid, now);
            return;
        }
        if seat.expires_at.is_some_and(|at| at <= now) {
            self.expel(sid, Refusal::SessionTooLong, now);
            return;
        }
        let offer_due = seat.failover.poll_timeout().filter(|_| seat.socket.is_some());
        if offer_due.is_some_and(|at| at <= now) {
            self.expel(sid, Refusal::MediaLost, now);
            return;
        }
        if seat.peer.poll_timeout().is_some_and(|at| at <= now) {
            seat.peer.handle_timeout(now);
        }
        if seat.appetite.poll_timeout().is_some_and(|at| at <= now) {
            self.weigh(sid, now);
        }
    }

    fn wake_room(&mut self, sid: RoomSid, now: Instant) {
        if let Some(room) = self.rooms.get_mut(&sid) {
            room.handle_timeout(|track| self.routes.get(&track)?.last_media, now);
        }
        self.carry_out(sid, now);
        self.end_room_if_due(sid, now);
    }

    /// To be called after everything that may have moved a deadline.
    fn set_alarm(&mut self, alarm: Alarm) {
        let at = self.deadline(alarm).map(|(at, _)| at);
        self.alarms.set(alarm, at);
    }

    fn deadline(&self, alarm: Alarm) -> Option<(Instant, &'static str)> {
        match alarm {
            Alarm::Floor(room) => self.floors.get(&room)?.poll_timeout().map(|at| (at, "dominant speaker")),
            Alarm::Room(sid) => self.rooms.get(&sid)?.poll_timeout(),
            Alarm::Seat(sid) => self.seats.get(&sid)?.poll_timeout(),
            Alarm::Socket(id) => self.sockets.get(&id)?.poll_timeout(),
        }
    }

    /// Whether new clients are asked to come back later.
    fn is_busy(&self) -> bool {
        let Limits { sockets, participants, .. } = self.config.limits;
        self.sockets.len() > sockets || self.seats.len() >= participants
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Engine")
            .field("worker", &self.config.worker)
            .field("counts", &self.counts())
            .finish_non_exhaustive()
    }
}
