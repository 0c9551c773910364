//! `warning`: what goes wrong with the receiver's own tracks while the room goes on.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::lenient::revision;

/// For clients whose `media_warnings` ask for it. The library drops it while it resumes: say it again after `synced`,
/// with a newer revision.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Warning {
    pub states: TrackStates,
}

#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct TrackStates {
    /// At least 1; the library applies a state only if it is newer than the last.
    #[serde(deserialize_with = "revision")]
    pub revision: u64,
    /// By the SID of the published track.
    pub tracks: BTreeMap<String, TrackState>,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct TrackState {
    pub recordings: RecordingState,
}

/// Whether a recorded track has media.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RecordingState {
    /// None for 30 seconds: the app is warned.
    NoMedia,
    /// The warning is over.
    Ok,
}
