//! `ice` and `iced`: which STUN and TURN servers to use.

use serde::{Deserialize, Serialize};

use crate::lenient::lenient;
use crate::secret::Secret;

/// The request. Its token is checked before anything is told.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Ice {
    pub token: Secret,
    /// `roaming`: servers near the signaling edge.
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub edge: Option<String>,
    /// `true` in the library's connectivity test, which takes an `iced` or `error` and closes.
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub preflight: Option<bool>,
}

/// The answer.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Iced {
    /// Written even when empty: the library hands it to the browser unseen.
    pub ice_servers: Vec<IceServer>,
}

/// A browser's `RTCIceServer`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct IceServer {
    pub urls: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<Secret>,
}
