//! What goes in and what comes out. All of it is plain values.

use std::net::IpAddr;
use std::time::Instant;

use crate::command::{Command, CommandFault, CommandId, Reply};
use crate::id::{ParticipantSid, RecordingSid, RoomSid, SocketId, TrackSid};
use crate::recorded::RecordingOutput;
use crate::track::TrackKind;
use crate::transport_address::TransportAddress;

/// One thing that happened outside.
#[derive(Debug)]
pub enum Input<'a> {
    /// A packet arrived on a media port. `local` is the address of this machine that it was sent to, if known.
    Datagram { source: TransportAddress, local: Option<IpAddr>, contents: &'a [u8] },
    /// A WebSocket was accepted. `SocketId`s are never used twice in the life of an engine.
    SocketOpened { socket: SocketId },
    /// A WebSocket that another worker welcomed is handed to this one, because its room lives here. The frame that
    /// decided so follows as [`Input::SocketText`].
    SocketAdopted { socket: SocketId },
    /// A text frame of the WebSocket.
    SocketText { socket: SocketId, text: &'a str },
    /// The WebSocket is gone. `code` is the close code the client sent, `None` if it vanished without one.
    SocketClosed { socket: SocketId, code: Option<u16> },
    /// Something is asked from outside; [`Output::Reply`] answers.
    Command { id: CommandId, command: Command },
    /// The shell cannot go on with a recording of this room: its track is recorded no more, and everybody is told so.
    RecordingFailed { room: RoomSid, recording: RecordingSid },
    /// The server stops: every room ends, every socket closes.
    Shutdown,
    /// The deadline of `Engine::poll_timeout` passed.
    Timeout,
}

/// One thing for the shell to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Output {
    /// Send a packet from a media port. Clients take packets only from the address that they send to, so it goes out from
    /// `local` if that is known. What is for a TCP connection that is gone is lost.
    Transmit { local: Option<IpAddr>, destination: TransportAddress, contents: Vec<u8> },
    /// Send a text frame.
    SocketText { socket: SocketId, text: String },
    /// Close the WebSocket with this code; no [`Input::SocketClosed`] is expected afterwards.
    SocketClose { socket: SocketId, code: u16 },
    /// The answer to [`Input::Command`].
    Reply { id: CommandId, result: Result<Reply, CommandFault> },
    /// Something of a recorded track.
    Recording(RecordingOutput),
    /// Something worth counting or telling.
    Event(Event),
}

/// What happened in the rooms, for logs, figures and status callbacks. Carries SIDs only, never names or identities:
/// `Engine::room` and `Engine::participant` tell the rest, also of what has just ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    RoomCreated {
        room: RoomSid,
    },
    RoomEnded {
        room: RoomSid,
    },
    ParticipantJoined {
        room: RoomSid,
        participant: ParticipantSid,
    },
    ParticipantLeft {
        room: RoomSid,
        participant: ParticipantSid,
    },
    TrackPublished {
        room: RoomSid,
        participant: ParticipantSid,
        track: TrackSid,
        kind: TrackKind,
    },
    TrackUnpublished {
        room: RoomSid,
        participant: ParticipantSid,
        track: TrackSid,
        kind: TrackKind,
    },
    /// The publisher enabled or disabled the track.
    TrackSwitched {
        room: RoomSid,
        participant: ParticipantSid,
        track: TrackSid,
        kind: TrackKind,
        enabled: bool,
    },
}

/// When the engine wants to be woken, and why: the reason names the culprit when a worker spins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub at: Instant,
    pub reason: &'static str,
}
