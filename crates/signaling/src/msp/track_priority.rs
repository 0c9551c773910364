//! `track_priority`: how much a subscriber wants one track.

use serde::{Deserialize, Serialize};

use crate::lenient::lenient;
use crate::rsp::TrackPriority;

/// From the subscriber. It needs no answer; the library repeats all it ever said after each `ready`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SubscriberPriority {
    /// The track's SID.
    pub track: String,
    /// `None`: the publisher's priority holds again.
    #[serde(default, deserialize_with = "lenient")]
    pub subscribe: Option<TrackPriority>,
}
