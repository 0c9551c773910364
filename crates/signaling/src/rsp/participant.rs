//! Participants, as they tell about themselves and as others are told about them.

use serde::{Deserialize, Serialize};

use super::{LocalTrack, RemoteTrack};
use crate::lenient::{lenient_list, revision};

/// The media warning about recorded tracks without media.
pub const RECORDINGS_WARNING: &str = "recordings";

/// A client's own state: every track it publishes. A track that is missing is unpublished.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct PublisherParticipant {
    /// Starts at 1 and rises with gaps. A state that is not newer than the last one says nothing new.
    #[serde(deserialize_with = "revision")]
    pub revision: u64,
    pub tracks: Vec<LocalTrack>,
    /// Warnings that the app asked for; in `connect` only. The only known one is [`RECORDINGS_WARNING`].
    #[serde(default, deserialize_with = "lenient_list", skip_serializing_if = "Vec::is_empty")]
    pub media_warnings: Vec<String>,
}

/// Another participant.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct RemoteParticipant {
    pub sid: String,
    pub identity: String,
    /// At least 1; the library applies a state only if it is newer than the last.
    #[serde(deserialize_with = "revision")]
    pub revision: u64,
    pub state: ParticipantState,
    /// Written in every state. A participant that leaves keeps its last tracks.
    pub tracks: Vec<RemoteTrack>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ParticipantState {
    #[default]
    Connected,
    /// Its socket is lost and its session is kept.
    Reconnecting,
    Disconnected,
}
