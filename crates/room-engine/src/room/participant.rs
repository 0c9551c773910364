//! One participant as the room sees it.

use std::collections::BTreeMap;
use std::time::Instant;

use crate::id::{ParticipantSid, TrackSid};
use crate::room::publication::{
    MAX_TRACK_NAME_CHARACTERS, Publication, PublishLimits, RejectedTrack, SubscriptionFault, TrackFault,
    TrackRequest,
};
use crate::room::rules::{Publisher, TrackRules};
use crate::snapshot::ParticipantState;
use crate::track::TrackKind;

/// Who wants to come in, and what it wants to hear of.
#[derive(Clone, Debug)]
pub(crate) struct Newcomer {
    pub sid: ParticipantSid,
    pub identity: String,
    pub subscribe_rules: TrackRules,
    /// Whether the app wants to know when a recorded track carries no media.
    pub wants_media_warnings: bool,
}

/// A track on its way to a participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subscription {
    /// The name under which the media arrives, the msid of its section or the label of its data channel; or why it
    /// does not arrive.
    pub delivery: Result<String, SubscriptionFault>,
    pub since: Instant,
}

#[derive(Debug)]
pub(crate) struct Participant {
    sid: ParticipantSid,
    identity: String,
    state: ParticipantState,
    joined_at: Instant,
    updated_at: Instant,
    /// Rises with every change that others see.
    revision: u64,
    /// The newest revision of the client's own state; 0 before the first.
    client_revision: u64,
    publications: Vec<Publication>,
    rejected: Vec<RejectedTrack>,
    published_revision: u64,
    subscribe_rules: TrackRules,
    rules_updated_at: Instant,
    subscriptions: BTreeMap<TrackSid, Subscription>,
    subscribed_revision: u64,
    wants_media_warnings: bool,
    warnings_revision: u64,
}

/// What a list of tracks changed.
#[derive(Debug, Default)]
pub(crate) struct TracksOutcome {
    pub added: Vec<Publication>,
    pub removed: Vec<Publication>,
    /// Tracks that were enabled or disabled.
    pub switched: Vec<Publication>,
    /// Tracks whose priority changed.
    pub reprioritized: Vec<Publication>,
    rejected_changed: bool,
}

impl TracksOutcome {
    pub fn published_changed(&self) -> bool {
        self.rejected_changed || !self.added.is_empty() || !self.removed.is_empty()
    }

    pub fn visible_changed(&self) -> bool {
        let Self { added, removed, switched, reprioritized, rejected_changed: _ } = self;
        [added, removed, switched, reprioritized].into_iter().any(|changed| !changed.is_empty())
    }
}

/// What the room adds to the limits of one participant's tracks.
#[derive(Clone, Copy, Debug)]
pub(super) struct RoomLimits {
    pub audio_only: bool,
    /// Tracks that the others leave to this participant.
    pub tracks: usize,
}

impl Participant {
    pub fn new(newcomer: Newcomer, now: Instant) -> Self {
        let Newcomer { sid, identity, subscribe_rules, wants_media_warnings } = newcomer;
        Self {
            sid,
            identity,
            state: ParticipantState::Connected,
            joined_at: now,
            updated_at: now,
            revision: 1,
            client_revision: 0,
            publications: Vec::new(),
            rejected: Vec::new(),
            published_revision: 1,
            subscribe_rules,
            rules_updated_at: now,
            subscriptions: BTreeMap::new(),
            subscribed_revision: 1,
            wants_media_warnings,
            warnings_revision: 0,
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

    pub fn joined_at(&self) -> Instant {
        self.joined_at
    }

    pub fn updated_at(&self) -> Instant {
        self.updated_at
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

    pub fn warnings_revision(&self) -> u64 {
        self.warnings_revision
    }

    pub fn wants_media_warnings(&self) -> bool {
        self.wants_media_warnings
    }

    pub fn subscribe_rules(&self) -> &TrackRules {
        &self.subscribe_rules
    }

    pub fn rules_updated_at(&self) -> Instant {
        self.rules_updated_at
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

    pub fn subscription(&self, track: TrackSid) -> Option<&Subscription> {
        self.subscriptions.get(&track)
    }

    /// Tracks that arrive.
    pub(super) fn deliveries(&self) -> usize {
        self.subscriptions.values().filter(|subscription| subscription.delivery.is_ok()).count()
    }

    pub(super) fn as_publisher(&self) -> Publisher<'_> {
        Publisher { sid: self.sid, identity: &self.identity }
    }

    pub(super) fn publications_mut(&mut self) -> impl Iterator<Item = &mut Publication> {
        self.publications.iter_mut()
    }

    pub(super) fn bump_revision(&mut self, now: Instant) {
        self.revision += 1;
        self.updated_at = now;
    }

    pub(super) fn bump_warnings_revision(&mut self) {
        self.warnings_revision += 1;
    }

    /// Whether the client's revision is newer than all before.
    pub(super) fn accept_revision(&mut self, revision: u64) -> bool {
        let newer = revision > self.client_revision;
        if newer {
            self.client_revision = revision;
        }
        newer
    }

    pub(super) fn set_state(&mut self, state: ParticipantState, now: Instant) -> bool {
        let changed = self.state != state;
        if changed {
            self.state = state;
            self.bump_revision(now);
        }
        changed
    }

    pub(super) fn set_subscribe_rules(&mut self, rules: TrackRules, now: Instant) {
        self.subscribe_rules = rules;
        self.rules_updated_at = now;
    }

    pub(super) fn set_subscription(
        &mut self,
        track: TrackSid,
        delivery: Result<String, SubscriptionFault>,
        now: Instant,
    ) {
        self.subscriptions.insert(track, Subscription { delivery, since: now });
        self.subscribed_revision += 1;
    }

    pub(super) fn unsubscribe(&mut self, track: TrackSid) -> Option<Subscription> {
        let removed = self.subscriptions.remove(&track);
        if removed.is_some() {
            self.subscribed_revision += 1;
        }
        removed
    }

    /// Forgets the subscriptions that failed for want of capacity, so that they are tried again.
    pub(super) fn forget_crowded_out(&mut self) -> bool {
        let before = self.subscriptions.len();
        let crowded_out = Err(SubscriptionFault::CapacityReached);
        self.subscriptions.retain(|_, subscription| subscription.delivery != crowded_out);
        self.subscriptions.len() < before
    }

    /// Replaces the list of tracks. What is refused stands in `rejected` until the client drops it from its list.
    pub(super) fn apply_tracks(
        &mut self,
        requests: Vec<TrackRequest>,
        limits: PublishLimits,
        room: RoomLimits,
        mut new_sid: impl FnMut() -> TrackSid,
        now: Instant,
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
                let is_switched = known.enabled != request.enabled;
                let is_reprioritized = known.priority != request.priority;
                if is_switched || is_reprioritized {
                    known.enabled = request.enabled;
                    known.priority = request.priority;
                    known.updated_at = now;
                }
                if is_switched {
                    outcome.switched.push(known.clone());
                }
                if is_reprioritized {
                    outcome.reprioritized.push(known.clone());
                }
                continue;
            }
            if self.rejected.iter().any(|rejected| rejected.id == request.id) {
                continue;
            }
            let standing =
                before.iter().find(|rejected| rejected.id == request.id).map(|rejected| rejected.fault);
            if let Some(fault) = standing.or_else(|| self.fault_of(&request, limits, room)) {
                self.rejected.push(RejectedTrack { id: request.id, fault });
                continue;
            }
            let TrackRequest { id, kind, name, enabled, priority } = request;
            let publication = Publication {
                sid: new_sid(),
                id,
                kind,
                name,
                enabled,
                priority,
                published_at: now,
                updated_at: now,
                recorded: None,
                recording_failed: false,
                warning: None,
            };
            self.publications.push(publication.clone());
            outcome.added.push(publication);
        }
        outcome.rejected_changed = before != self.rejected;
        if outcome.published_changed() {
            self.published_revision += 1;
        }
        outcome
    }

    fn fault_of(
        &self,
        request: &TrackRequest,
        limits: PublishLimits,
        room: RoomLimits,
    ) -> Option<TrackFault> {
        if room.audio_only && request.kind == TrackKind::Video {
            return Some(TrackFault::KindNotSupported);
        }
        if request.name.chars().count() > MAX_TRACK_NAME_CHARACTERS {
            return Some(TrackFault::NameTooLong);
        }
        if self.publications.iter().any(|publication| publication.name == request.name) {
            return Some(TrackFault::NameDuplicated);
        }
        if self.publications.len() >= limits.per_participant.min(room.tracks) {
            return Some(TrackFault::TooManyTracks);
        }
        (!limits.can_send(request.kind)).then_some(TrackFault::NoSupportedCodec)
    }
}
