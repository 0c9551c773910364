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

mod config;
mod engine;
mod forward;
mod id;
mod io;
mod marks;
#[cfg_attr(not(test), expect(dead_code, reason = "nothing hands it reports yet"))]
mod network_quality;
mod peer;
mod refusal;
mod room;
mod sdp;
mod session;
#[cfg_attr(not(test), expect(dead_code, reason = "nothing hands it audio levels yet"))]
mod speaker;
mod verifier;

/// Which worker a socket or a datagram belongs to, read without an engine. Nothing here is trusted: a wrong guess lands
/// at an engine that refuses the frame or drops the packet.
pub mod placement {
    pub use crate::marks::{Placement, of_datagram};
    pub use crate::session::of_frame;
}

pub use config::{EngineConfig, Limits};
pub use engine::{Counts, Engine};
pub use id::{ParticipantSid, RoomSid, SocketId, TrackSid};
pub use io::{Deadline, Event, Input, Output};
pub use verifier::{Admission, RandomSource, TokenFault, TokenVerifier};
