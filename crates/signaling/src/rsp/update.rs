//! `update`: a changed state, from either side.

use serde::{Deserialize, Serialize};

use super::{
    MediaSignalingGrants, PeerConnectionState, Published, PublisherParticipant, Recording, RemoteParticipant,
    Subscribed,
};

/// From the client. The participant comes with every update, with an unchanged revision if only SDP or ICE is new.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Update {
    pub session: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant: Option<PublisherParticipant>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub peer_connections: Vec<PeerConnectionState>,
}

/// From the server. What is absent stays as it is; participants that are not listed stay.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct ServerUpdate {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<RemoteParticipant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscribed: Option<Subscribed>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub peer_connections: Vec<PeerConnectionState>,
    #[serde(default, skip_serializing_if = "MediaSignalingGrants::is_empty")]
    pub media_signaling: MediaSignalingGrants,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recording: Option<Recording>,
}
