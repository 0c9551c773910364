//! `connect`: enter a room.

use serde::{Deserialize, Serialize};

use super::{BandwidthProfile, MediaSignalingRequests, PeerConnectionState, PublisherParticipant, Subscribe};
use crate::lenient::{lenient, lenient_map};
use crate::secret::Secret;

/// The first state of a participant, with its first offer.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Connect {
    /// The room's unique name or SID; `None` when the app named none.
    #[serde(default)]
    pub name: Option<String>,
    pub token: Secret,
    pub participant: PublisherParticipant,
    /// One entry: the offer of revision 1.
    pub peer_connections: Vec<PeerConnectionState>,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub ice_servers: Option<IceServersStatus>,
    /// `unified`: the plan of the SDP.
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Publisher>,
    /// Which media-signaling channels the client wants, by name.
    #[serde(default, deserialize_with = "lenient_map")]
    pub media_signaling: MediaSignalingRequests,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub bandwidth_profile: Option<BandwidthProfile>,
    #[serde(default, deserialize_with = "lenient")]
    pub subscribe: Subscribe,
}

/// Whether the client asked for ICE servers or the app brought its own.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum IceServersStatus {
    Acquire,
    Overrode,
}

/// Which library in which browser.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Publisher {
    #[serde(default, deserialize_with = "lenient")]
    pub name: String,
    #[serde(default, deserialize_with = "lenient")]
    pub sdk_version: String,
    #[serde(default, deserialize_with = "lenient")]
    pub user_agent: String,
}
