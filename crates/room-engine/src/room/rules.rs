//! What rules choose: the tracks that a participant receives, or those that are recorded.

use crate::id::{ParticipantSid, TrackSid};
use crate::room::publication::Publication;
use crate::rules::{MAX_RULES, RuleAction, TrackFilter, TrackRule};

/// A list of rules. The choice starts empty and each rule changes it in turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TrackRules(Vec<TrackRule>);

impl TrackRules {
    pub fn all() -> Self {
        Self(vec![TrackRule::include_all()])
    }

    pub fn none() -> Self {
        Self(vec![TrackRule::exclude_all()])
    }

    /// `None` if there are no rules or too many.
    pub fn new(rules: Vec<TrackRule>) -> Option<Self> {
        (1..=MAX_RULES).contains(&rules.len()).then_some(Self(rules))
    }

    pub fn as_slice(&self) -> &[TrackRule] {
        &self.0
    }

    pub fn includes(&self, publisher: &Publisher<'_>, publication: &Publication) -> bool {
        let last = self.0.iter().rev().find(|rule| rule.filter.matches(publisher, publication));
        last.is_some_and(|rule| rule.action == RuleAction::Include)
    }
}

/// Who publishes a track.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Publisher<'a> {
    pub sid: ParticipantSid,
    pub identity: &'a str,
}

impl TrackFilter {
    fn matches(&self, publisher: &Publisher<'_>, publication: &Publication) -> bool {
        let Self { publisher: wanted, track, kind, priority } = self;
        let is_publisher =
            |text: &String| *text == publisher.identity || ParticipantSid::parse(text) == Some(publisher.sid);
        let is_track =
            |text: &String| *text == publication.name || TrackSid::parse(text) == Some(publication.sid);
        wanted.as_ref().is_none_or(is_publisher)
            && track.as_ref().is_none_or(is_track)
            && kind.is_none_or(|kind| kind == publication.kind)
            && priority.is_none_or(|priority| priority == publication.priority)
    }
}
