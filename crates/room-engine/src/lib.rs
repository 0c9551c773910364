//! The core of the room server: rooms, participants, negotiation and forwarding, without sockets, clock,
//! randomness or async. The shell owns all of those and drives one [`Engine`] per worker thread:
//!
//! ```text
//!            Input + now                       Output
//!  shell ───────────────► Engine::handle_input ───────► Engine::poll_output   (drain until None)
//!        ◄─ sleep until ─ Engine::poll_timeout
//! ```
//!
//! Every call of [`Engine::handle_input`] is followed by draining [`Engine::poll_output`] until `None`; then the shell
//! sleeps until the deadline of [`Engine::poll_timeout`] or the next input, whichever is first, and hands in
//! [`Input::Timeout`] when the deadline passed.

#![warn(clippy::iter_over_hash_type)]

mod allocation;
mod command;
mod config;
mod engine;
mod forward;
mod id;
mod io;
mod marks;
mod network_quality;
mod peer;
mod recorded;
mod recorder;
mod refusal;
mod room;
mod rules;
mod sdp;
mod session;
mod snapshot;
mod speaker;
mod track;
mod transport_address;
mod verifier;

/// Which worker a socket or a datagram belongs to, read without an engine. Nothing here is trusted: a wrong guess lands
/// at an engine that refuses the frame or drops the packet.
pub mod placement {
    pub use crate::marks::{Placement, of_datagram};
    pub use crate::session::of_frame;
}

pub use command::{Command, CommandFault, CommandId, ParticipantKey, Reply, RoomKey};
pub use config::{
    CallbackMethod, DEFAULT_MEDIA_REGION, EngineConfig, GROUP_PARTICIPANTS, GROUP_SMALL_PARTICIPANTS, Limits,
    RoomSettings, StatusCallback, VideoCodec,
};
pub use engine::{Counts, Engine};
pub use id::{ParticipantSid, RecordingSid, RoomSid, SocketId, TrackSid};
pub use io::{Deadline, Event, Input, Output};
pub use recorded::{RecordedCodec, RecordedFrame, RecordedTrack, RecordingFault, RecordingOutput};
pub use rules::{MAX_RULES, RuleAction, TrackFilter, TrackRule};
pub use snapshot::{
    ParticipantSnapshot, ParticipantState, RoomSnapshot, RulesSnapshot, SubscribedTrackSnapshot,
    TrackSnapshot,
};
pub use track::{TrackKind, TrackPriority};
pub use transport_address::{Protocol, TransportAddress};
pub use verifier::{Admission, IceServer, RandomSource, TokenFault, TokenVerifier};
