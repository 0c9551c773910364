//! What the shell decides for an engine.

mod room_settings;

pub use room_settings::{
    CallbackMethod, DEFAULT_MEDIA_REGION, GROUP_PARTICIPANTS, GROUP_SMALL_PARTICIPANTS, RoomSettings,
    StatusCallback, VideoCodec,
};

use std::time::Duration;

use crate::transport_address::TransportAddress;

/// Settings of one engine, fixed for its life.
#[derive(Clone, Debug)]
pub struct EngineConfig {
    /// Which worker this engine is. It marks room SIDs, session ids and ICE user names, so that the shell can tell
    /// where a socket or a datagram belongs.
    pub worker: u8,
    /// Addresses at which clients reach the media ports, most preferred first. At least one.
    pub media_addresses: Vec<TransportAddress>,
    /// How long a participant whose socket was lost is kept.
    pub session_timeout: Duration,
    /// Settings of rooms that clients open by joining them. `None`: joining an unknown room is refused with 53106.
    pub ad_hoc_rooms: Option<RoomSettings>,
    /// Whether [`Output::Recording`](crate::Output::Recording) leads anywhere. If not, whatever would record is refused
    /// with 53122.
    pub can_record: bool,
    pub limits: Limits,
}

/// What one client, room or engine may use. Each refusal has Twilio's code.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Sockets at once on this worker; clients on further ones are asked to come back later (53006 in the end).
    pub sockets: usize,
    /// Participants at once on this worker; further clients are asked to come back later (53006 in the end).
    pub participants: usize,
    /// Rooms at once on this worker; the next one is refused with 53103.
    pub rooms: usize,
    /// Tracks one participant may publish; the next one fails with 53203.
    pub tracks_per_participant: usize,
    /// Tracks one participant may receive; the next one fails with 53305.
    pub subscriptions_per_participant: usize,
    /// Completed rooms that are remembered; the oldest are forgotten.
    pub completed_rooms: usize,
    /// How long a completed room is remembered.
    pub completed_room_age: Duration,
    /// Participants that left, remembered with each room; the oldest are forgotten.
    pub departed_participants: usize,
    /// Bytes of one signaling frame; a longer one closes the socket.
    pub frame_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sockets: 2000,
            participants: 1000,
            rooms: 1000,
            tracks_per_participant: 16,
            // Each media track takes a section of at most 256, beside those that the client publishes in.
            subscriptions_per_participant: 200,
            completed_rooms: 100,
            completed_room_age: Duration::from_secs(24 * 3600),
            departed_participants: 100,
            // An offer with a hundred sections is about 200 kB; in JSON each of its lines takes two bytes more.
            frame_bytes: 512 * 1024,
        }
    }
}
