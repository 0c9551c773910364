//! Under which id each subscribed track's media arrives.

use serde::{Deserialize, Serialize};

use super::TrackError;
use crate::lenient::revision;

/// Every track that the receiver is subscribed to. A track that is missing is not.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Subscribed {
    /// At least 1; the library applies a state only if it is newer than the last.
    #[serde(deserialize_with = "revision")]
    pub revision: u64,
    pub tracks: Vec<SubscribedTrack>,
}

#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SubscribedTrack {
    pub sid: String,
    /// The last token of the section's `a=msid`, or the data channel's label. Fresh for every delivery: the library
    /// keeps a dead track if the id of a new one is the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<TrackError>,
}
