//! What became of the receiver's own tracks.

use serde::{Deserialize, Serialize};

use super::TrackError;
use crate::lenient::revision;

/// Every track that the receiver announced.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Published {
    /// At least 1; the library applies a state only if it is newer than the last.
    #[serde(deserialize_with = "revision")]
    pub revision: u64,
    pub tracks: Vec<PublishedTrack>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct PublishedTrack {
    /// The client's id of the track.
    pub id: String,
    #[serde(flatten)]
    pub state: PublishedState,
}

/// A failure that follows readiness is ignored by the library.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum PublishedState {
    /// Seen, not decided.
    Created,
    Failed {
        error: TrackError,
    },
    /// Published under this SID, for good.
    Ready {
        sid: String,
    },
}
