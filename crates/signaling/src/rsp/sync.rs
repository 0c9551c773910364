//! `sync`: resume a session on a new socket.

use serde::{Deserialize, Serialize};

use super::{PeerConnectionState, PublisherParticipant};
use crate::secret::Secret;

/// The client's whole state. What only `connect` carries (channels, subscribe rules, bandwidth profile) still holds.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Sync {
    pub session: String,
    pub token: Secret,
    #[serde(default)]
    pub name: Option<String>,
    pub participant: PublisherParticipant,
    /// The last local description of each peer connection, however old; without ICE.
    #[serde(default)]
    pub peer_connections: Vec<PeerConnectionState>,
}
