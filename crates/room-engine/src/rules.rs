//! Rules that choose tracks, as they are given.

use crate::track::{TrackKind, TrackPriority};

/// Rules of one list, as Twilio allows them.
pub const MAX_RULES: usize = 20;

/// Adds tracks to a choice or takes them out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackRule {
    pub action: RuleAction,
    pub filter: TrackFilter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleAction {
    Exclude,
    Include,
}

/// Tracks to which everything applies that is given; all tracks if nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrackFilter {
    /// Identity or SID.
    pub publisher: Option<String>,
    /// Name or SID.
    pub track: Option<String>,
    pub kind: Option<TrackKind>,
    /// The publisher's.
    pub priority: Option<TrackPriority>,
}

impl TrackRule {
    pub fn include_all() -> Self {
        Self { action: RuleAction::Include, filter: TrackFilter::default() }
    }

    pub fn exclude_all() -> Self {
        Self { action: RuleAction::Exclude, filter: TrackFilter::default() }
    }
}
