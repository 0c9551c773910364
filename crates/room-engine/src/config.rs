//! What the shell decides for an engine.

use std::net::SocketAddr;
use std::time::Duration;

/// Settings of one engine, fixed for its life.
#[derive(Clone, Debug)]
pub struct EngineConfig {
    /// Which worker this engine is. It marks room SIDs, session ids and ICE user names, so that the shell can tell
    /// where a socket or a datagram belongs.
    pub worker: u8,
    /// Addresses at which clients reach the media port, most preferred first. At least one.
    pub media_addresses: Vec<SocketAddr>,
    /// How long a participant whose socket was lost is kept.
    pub session_timeout: Duration,
    pub limits: Limits,
}

/// What one client, room or engine may use. Each refusal has Twilio's code.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Rooms at once on this worker; the next one is refused with 53103.
    pub rooms: usize,
    /// Participants in one room; the next one is refused with 53105. Twilio's group rooms hold 50.
    pub participants_per_room: usize,
    /// Tracks one participant may publish; the next one fails with 53203.
    pub tracks_per_participant: usize,
    /// Bytes of one signaling frame; a longer one closes the socket.
    pub frame_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rooms: 1000,
            participants_per_room: 50,
            tracks_per_participant: 16,
            // An offer with a hundred sections is about 200 kB; in JSON each of its lines takes two bytes more.
            frame_bytes: 512 * 1024,
        }
    }
}
