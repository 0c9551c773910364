//! `connected`: the room, as it is for the newcomer.

use serde::{Deserialize, Serialize};

use super::{MediaSignalingGrants, PeerConnectionState, Published, Recording, RemoteParticipant, Subscribed};

/// Opens the room. The library keeps `session`, `sid`, `name` and `options` of the first one only.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Connected {
    /// Comes back in every `update`, `sync` and `disconnect`.
    pub session: String,
    /// The room's SID.
    pub sid: String,
    /// The room's unique name, also for who entered by SID.
    pub name: String,
    pub participant: LocalParticipant,
    pub options: Options,
    /// Everybody else who is connected.
    pub participants: Vec<RemoteParticipant>,
    /// Every track of `connect`, `ready` with its SID or `failed`.
    pub published: Published,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscribed: Option<Subscribed>,
    /// The answer to the offer, unless it follows in an update.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub peer_connections: Vec<PeerConnectionState>,
    /// Granted channels. `publisher_hints` counts only here, the others also in updates.
    #[serde(default, skip_serializing_if = "MediaSignalingGrants::is_empty")]
    pub media_signaling: MediaSignalingGrants,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recording: Option<Recording>,
}

/// The receiver itself.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct LocalParticipant {
    pub sid: String,
    pub identity: String,
}

/// What holds for this session.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Options {
    /// Seconds that a lost participant is kept. Without it the library never reconnects.
    pub session_timeout: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signaling_region: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_region: Option<String>,
    /// Vendors of noise cancellation that may be used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audio_processors: Vec<String>,
}
