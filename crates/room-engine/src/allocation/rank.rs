//! Who goes first.

use std::cmp::Reverse;
use std::time::Instant;

use crate::track::TrackPriority;

/// A track's priority, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Priority {
    Low,
    Standard,
    High,
}

impl From<TrackPriority> for Priority {
    fn from(priority: TrackPriority) -> Self {
        match priority {
            TrackPriority::High => Self::High,
            TrackPriority::Low => Self::Low,
            TrackPriority::Standard => Self::Standard,
        }
    }
}

/// How a track ranks among the others; the greater goes first. The order of the fields is the order of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Standing {
    pub priority: Priority,
    pub is_dominant: bool,
    /// When it was seen as the dominant speaker's last.
    pub last_dominant: Option<Instant>,
    /// Counts up with each subscription.
    pub arrival: Reverse<u64>,
}

impl Standing {
    /// Tracks that share what is there in [`Mode::Presentation`].
    pub fn class(&self) -> (Priority, bool) {
        (self.priority, self.is_dominant)
    }
}
