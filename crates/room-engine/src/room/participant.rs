//! One participant as the room sees it.

use std::collections::BTreeMap;

use crate::id::{ParticipantSid, TrackSid};
use crate::room::publication::{
    MAX_TRACK_NAME_CHARACTERS, Publication, RejectedTrack, TrackFault, TrackRequest,
};

/// Whether a participant can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParticipantState {
    Connected,
    Disconnected,
    Reconnecting,
}

/// A track on its way to a participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subscription {
    /// The name under which the media arrives: the msid of its section or the label of its data channel.
    pub delivery: String,
}

#[derive(Debug)]
pub(crate) struct Participant {
    sid: ParticipantSid,
    identity: String,
    state: ParticipantState,
    /// Rises with every change that others see.
    revision: u64,
    /// The newest revision of the client's own state; 0 before the first.
    client_revision: u64,
    publications: Vec<Publication>,
    rejected: Vec<RejectedTrack>,
    published_revision: u64,
    subscribes: bool,
    subscriptions: BTreeMap<TrackSid, Subscription>,
    subscribed_revision: u64,
}

/// What a list of tracks changed.
#[derive(Debug, Default)]
pub(crate) struct TracksOutcome {
    pub added: Vec<Publication>,
    pub removed: Vec<Publication>,
    altered: bool,
    rejected_changed: bool,
}

impl TracksOutcome {
    pub fn published_changed(&self) -> bool {
        self.rejected_changed || !self.added.is_empty() || !self.removed.is_empty()
    }

    pub fn visible_changed(&self) -> bool {
        self.altered || !self.added.is_empty() || !self.removed.is_empty()
    }
}

impl Participant {
    pub fn new(sid: ParticipantSid, identity: String, subscribes: bool) -> Self {
        Self {
            sid,
            identity,
            state: ParticipantState::Connected,
            revision: 1,
            client_revision: 0,
            publications: Vec::new(),
            rejected: Vec::new(),
            published_revision: 1,
            subscribes,
            subscriptions: BTreeMap::new(),
            subscribed_revision: 1,
        }
    }

    pub fn sid(&self) -> ParticipantSid {
        self.sid
    }

    pub fn identity(&self) -> &str {
        &self.identity
    }

    pub fn state(&self) -> ParticipantState {
        self.state
    }

    pub fn revision(&self) -> u64 {
        self.revision
    }

    pub fn published_revision(&self) -> u64 {
        self.published_revision
    }

    pub fn subscribed_revision(&self) -> u64 {
        self.subscribed_revision
    }

    pub fn subscribes(&self) -> bool {
        self.subscribes
    }

    pub fn publications(&self) -> impl Iterator<Item = &Publication> {
        self.publications.iter()
    }

    pub fn rejected(&self) -> impl Iterator<Item = &RejectedTrack> {
        self.rejected.iter()
    }

    pub fn subscriptions(&self) -> impl Iterator<Item = (TrackSid, &Subscription)> {
        self.subscriptions.iter().map(|(track, subscription)| (*track, subscription))
    }

    pub(super) fn bump_revision(&mut self) {
        self.revision += 1;
    }

    /// Whether the client's revision is newer than all before.
    pub(super) fn accept_revision(&mut self, revision: u64) -> bool {
        let newer = revision > self.client_revision;
        if newer {
            self.client_revision = revision;
        }
        newer
    }

    pub(super) fn set_state(&mut self, state: ParticipantState) -> bool {
        let changed = self.state != state;
        if changed {
            self.state = state;
            self.revision += 1;
        }
        changed
    }

    pub(super) fn subscribe(&mut self, track: TrackSid, delivery: String) {
        self.subscriptions.insert(track, Subscription { delivery });
        self.subscribed_revision += 1;
    }

    pub(super) fn unsubscribe(&mut self, track: TrackSid) -> bool {
        let removed = self.subscriptions.remove(&track).is_some();
        if removed {
            self.subscribed_revision += 1;
        }
        removed
    }

    /// Replaces the list of tracks. What is refused stands in `rejected` until the client drops it from its list.
    pub(super) fn apply_tracks(
        &mut self,
        requests: Vec<TrackRequest>,
        limit: usize,
        mut new_sid: impl FnMut() -> TrackSid,
    ) -> TracksOutcome {
        let mut outcome = TracksOutcome::default();
        let (kept, removed) = std::mem::take(&mut self.publications)
            .into_iter()
            .partition(|publication| requests.iter().any(|request| request.id == publication.id));
        self.publications = kept;
        outcome.removed = removed;

        let before = std::mem::take(&mut self.rejected);
        for request in requests {
            if let Some(known) = self.publications.iter_mut().find(|known| known.id == request.id) {
                if known.enabled != request.enabled || known.priority != request.priority {
                    known.enabled = request.enabled;
                    known.priority = request.priority;
                    outcome.altered = true;
                }
                continue;
            }
            if self.rejected.iter().any(|rejected| rejected.id == request.id) {
                continue;
            }
            let standing =
                before.iter().find(|rejected| rejected.id == request.id).map(|rejected| rejected.fault);
            if let Some(fault) = standing.or_else(|| self.fault_of(&request, limit)) {
                self.rejected.push(RejectedTrack { id: request.id, fault });
                continue;
            }
            let TrackRequest { id, kind, name, enabled, priority } = request;
            let publication = Publication { sid: new_sid(), id, kind, name, enabled, priority };
            self.publications.push(publication.clone());
            outcome.added.push(publication);
        }
        outcome.rejected_changed = before != self.rejected;
        if outcome.published_changed() {
            self.published_revision += 1;
        }
        outcome
    }

    fn fault_of(&self, request: &TrackRequest, limit: usize) -> Option<TrackFault> {
        if request.name.chars().count() > MAX_TRACK_NAME_CHARACTERS {
            return Some(TrackFault::NameTooLong);
        }
        if self.publications.iter().any(|publication| publication.name == request.name) {
            return Some(TrackFault::NameDuplicated);
        }
        (self.publications.len() >= limit).then_some(TrackFault::TooManyTracks)
    }
}
