//! Tracks, as their publisher and as their subscribers name them.

use serde::{Deserialize, Serialize};

use crate::error_code::ErrorCode;
use crate::lenient::{enabled_by_default, lenient, lenient_enabled};

/// A track that a client publishes.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct LocalTrack {
    /// Opaque, fresh for every publication: the last token of the section's `a=msid`, or the data channel's label.
    pub id: String,
    pub kind: TrackKind,
    /// What the app calls it.
    pub name: String,
    #[serde(default = "enabled_by_default", deserialize_with = "lenient_enabled")]
    pub enabled: bool,
    #[serde(default, deserialize_with = "lenient")]
    pub priority: TrackPriority,
    /// The vendor whose noise cancellation filters this audio.
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub audio_processor: Option<String>,
}

/// A track that somebody else publishes.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RemoteTrack {
    pub sid: String,
    pub name: String,
    pub kind: TrackKind,
    #[serde(default = "enabled_by_default", deserialize_with = "lenient_enabled")]
    pub enabled: bool,
    pub priority: TrackPriority,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TrackKind {
    Audio,
    Data,
    Video,
}

/// Ordered from low to high.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TrackPriority {
    Low,
    #[default]
    Standard,
    High,
}

/// Why one track failed, while the room goes on.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct TrackError {
    pub code: u32,
    pub message: String,
}

impl From<ErrorCode> for TrackError {
    fn from(code: ErrorCode) -> Self {
        Self { code: code.code(), message: code.to_string() }
    }
}
