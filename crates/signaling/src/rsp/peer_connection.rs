//! SDP and ICE of one peer connection, in both directions.

use serde::{Deserialize, Serialize};

use crate::lenient::{lenient, lenient_list, revision};

/// One peer connection. `id` is a UUID that the client chose.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct PeerConnectionState {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Description>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ice: Option<IceState>,
}

/// A session description. Both sides draw revisions from one counter per peer connection: an offer takes the next, an
/// answer repeats its offer's.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Description {
    pub r#type: DescriptionType,
    #[serde(deserialize_with = "revision")]
    pub revision: u64,
    /// Only with an offer or answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdp: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DescriptionType {
    Answer,
    /// The peer connection is over; its id is never used again.
    Close,
    /// From the server only: the client shall offer, at the next revision.
    CreateOffer,
    Offer,
    Pranswer,
}

/// Candidates of one ICE user name.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct IceState {
    /// From the client it rises over all user names, from the server it counts per user name.
    #[serde(deserialize_with = "revision")]
    pub revision: u64,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub ufrag: Option<String>,
    /// All candidates of this user name so far.
    #[serde(default, deserialize_with = "lenient_list")]
    pub candidates: Vec<IceCandidate>,
    /// No more will come. Clients only.
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
}

/// A browser's `RTCIceCandidateInit`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IceCandidate {
    pub candidate: String,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub sdp_mid: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient",
        rename = "sdpMLineIndex",
        skip_serializing_if = "Option::is_none"
    )]
    pub sdp_m_line_index: Option<u32>,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub username_fragment: Option<String>,
}
