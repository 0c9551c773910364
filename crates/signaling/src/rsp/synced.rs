//! `synced`: the room, as it is for who comes back.

use serde::{Deserialize, Serialize};

use super::{
    LocalParticipant, MediaSignalingGrants, PeerConnectionState, Published, Recording, RemoteParticipant,
    Subscribed,
};

/// The whole state. No revision is lower than before the loss.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Synced {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant: Option<LocalParticipant>,
    /// Everybody else: the library removes whoever is not listed, so it is written even when empty.
    pub participants: Vec<RemoteParticipant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscribed: Option<Subscribed>,
    /// Every live peer connection, at least by its id: the library closes those that a present list leaves out, and
    /// none if there is no list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peer_connections: Option<Vec<PeerConnectionState>>,
    #[serde(default, skip_serializing_if = "MediaSignalingGrants::is_empty")]
    pub media_signaling: MediaSignalingGrants,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recording: Option<Recording>,
}
