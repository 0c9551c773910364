//! Who is in a room, what they publish, and who receives it. Decides; never speaks JSON or RTP.

mod name;
mod participant;
mod publication;
mod recording;
mod rules;
mod snapshot;
mod subscription;

pub(crate) use name::{RoomNameFault, check_name};
pub(crate) use participant::{Newcomer, Participant, Subscription};
pub(crate) use publication::{
    MediaWarning, Publication, PublishLimits, Recorded, SubscriptionFault, TrackRequest,
};
pub(crate) use rules::TrackRules;

pub(crate) use crate::snapshot::ParticipantState;
pub(crate) use crate::track::{TrackKind, TrackPriority};

use std::collections::{BTreeMap, VecDeque};
use std::time::Instant;

use crate::config::{Limits, RoomSettings};
use crate::id::{ParticipantSid, RecordingSid, RoomSid, TrackSid, random_sid};
use crate::room::participant::RoomLimits;
use crate::room::recording::Recording;
use crate::snapshot::ParticipantSnapshot;
use crate::verifier::RandomSource;

/// One room: its participants and a queue of what changed.
#[derive(Debug)]
pub(crate) struct Room {
    sid: RoomSid,
    /// The unique name; the SID's text for a room without one.
    name: String,
    settings: RoomSettings,
    created_at: Instant,
    /// Since when nobody is here; `None` while somebody is.
    vacant_since: Option<Instant>,
    was_used: bool,
    is_completed: bool,
    participants: BTreeMap<ParticipantSid, Participant>,
    /// Who left, the latest last.
    departed: VecDeque<ParticipantSnapshot>,
    recording: Recording,
    max_subscriptions: usize,
    max_departed: usize,
    effects: VecDeque<RoomEffect>,
}

/// What a change in the room means for the others.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RoomEffect {
    /// Everybody but this participant is to be told its new state.
    ParticipantChanged(ParticipantSid),
    /// Everybody but this participant is to be told as if it had left: it publishes nothing more in a large room.
    ParticipantHidden(ParticipantSid),
    /// This participant is to be told what became of its tracks.
    PublishedChanged(ParticipantSid),
    /// This participant is to be told what it receives.
    SubscribedChanged(ParticipantSid),
    /// This participant is to be told whether its recorded tracks carry media.
    WarningsChanged(ParticipantSid),
    /// Everybody is to be told whether the room is recorded.
    RecordingChanged,
    /// Media of `track` is to be recorded, as its publication says.
    RecordingStarted { publisher: ParticipantSid, track: TrackSid },
    /// Media of `track` is not to be recorded any more.
    RecordingEnded { track: TrackSid, recording: RecordingSid },
    /// Media of `track` is to flow to the subscriber, under the name `delivery`.
    Subscribed {
        subscriber: ParticipantSid,
        publisher: ParticipantSid,
        track: TrackSid,
        kind: TrackKind,
        delivery: String,
    },
    /// Media of `track` is to stop flowing to the subscriber, if it did, and to mean nothing to it any more.
    Unsubscribed { subscriber: ParticipantSid, track: TrackSid },
    /// Media that arrives under the client's `id` belongs to `track`.
    Published { publisher: ParticipantSid, id: String, track: TrackSid, kind: TrackKind },
    /// Media that arrives under the client's `id` belongs to nothing any more.
    Unpublished { publisher: ParticipantSid, id: String, track: TrackSid, kind: TrackKind },
    /// The publisher enabled or disabled a track.
    Switched { publisher: ParticipantSid, track: TrackSid, kind: TrackKind, enabled: bool },
}

impl Room {
    pub fn new(
        sid: RoomSid,
        name: Option<String>,
        settings: RoomSettings,
        limits: &Limits,
        now: Instant,
    ) -> Self {
        Self {
            sid,
            name: name.unwrap_or_else(|| sid.to_string()),
            created_at: now,
            vacant_since: Some(now),
            was_used: false,
            is_completed: false,
            participants: BTreeMap::new(),
            departed: VecDeque::new(),
            recording: Recording::new(&settings, now),
            settings,
            max_subscriptions: limits.subscriptions_per_participant,
            max_departed: limits.departed_participants,
            effects: VecDeque::new(),
        }
    }

    pub fn sid(&self) -> RoomSid {
        self.sid
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn settings(&self) -> &RoomSettings {
        &self.settings
    }

    pub fn participants(&self) -> impl Iterator<Item = &Participant> {
        self.participants.values()
    }

    pub fn participant(&self, sid: ParticipantSid) -> Option<&Participant> {
        self.participants.get(&sid)
    }

    pub fn by_identity(&self, identity: &str) -> Option<ParticipantSid> {
        self.participants().find(|participant| participant.identity() == identity).map(Participant::sid)
    }

    /// Marks the room as ended for everybody.
    pub fn complete(&mut self) {
        self.is_completed = true;
    }

    pub fn is_completed(&self) -> bool {
        self.is_completed
    }

    /// Whether there is no place for one more, beside those that are `vacated` for it.
    pub fn is_full(&self, vacated: usize) -> bool {
        self.participants.len() >= self.settings.max_participants + vacated
    }

    /// Whether the others are shown this participant. In a large room they are shown who publishes.
    pub fn shows(&self, participant: &Participant) -> bool {
        !self.settings.is_large() || participant.publications().next().is_some()
    }

    /// When to call [`Self::handle_timeout`] or to end the room, and why.
    pub fn poll_timeout(&self) -> Option<(Instant, &'static str)> {
        let closes = self.closes_at().map(|at| (at, "vacant room"));
        let check = self.recording.check_at().map(|at| (at, "recorded tracks"));
        [closes, check].into_iter().flatten().min_by_key(|(at, _)| *at)
    }

    /// When the room ends unless somebody comes; `None` while somebody is here, and if that is beyond all time.
    pub fn closes_at(&self) -> Option<Instant> {
        let timeout =
            if self.was_used { self.settings.empty_room_timeout } else { self.settings.unused_room_timeout };
        self.vacant_since.and_then(|since| since.checked_add(timeout))
    }

    /// Does what is due. `last_media` is when a track's last packet came.
    pub fn handle_timeout(&mut self, last_media: impl Fn(TrackSid) -> Option<Instant>, now: Instant) {
        self.check_media(last_media, now);
    }

    /// Lets a participant in. It receives what its rules choose of everything that is published.
    pub fn admit(&mut self, newcomer: Newcomer, random: &mut dyn RandomSource, now: Instant) {
        let sid = newcomer.sid;
        self.vacant_since = None;
        self.was_used = true;
        self.participants.insert(sid, Participant::new(newcomer, now));
        self.refresh_subscriber(sid, random, now);
        self.announce(sid);
    }

    /// Applies the full list of tracks that a participant wants to publish. A revision that is not newer than the
    /// last one is ignored, so that resent lists do no harm.
    pub fn set_tracks(
        &mut self,
        sid: ParticipantSid,
        revision: u64,
        requests: Vec<TrackRequest>,
        limits: PublishLimits,
        random: &mut dyn RandomSource,
        now: Instant,
    ) {
        let others = self.participants().filter(|other| other.sid() != sid);
        let published: usize = others.map(|other| other.publications().count()).sum();
        let room = RoomLimits {
            audio_only: self.settings.audio_only,
            tracks: self.settings.max_published_tracks().saturating_sub(published),
        };
        let is_large = self.settings.is_large();
        let Some(participant) = self.participants.get_mut(&sid) else { return };
        if !participant.accept_revision(revision) {
            return;
        }
        let published_before = participant.publications().next().is_some();
        let outcome = participant.apply_tracks(requests, limits, room, || random_sid(random), now);
        if outcome.published_changed() {
            self.effects.push_back(RoomEffect::PublishedChanged(sid));
        }
        if outcome.visible_changed() {
            participant.bump_revision(now);
            if is_large && published_before && participant.publications().next().is_none() {
                self.effects.push_back(RoomEffect::ParticipantHidden(sid));
            }
            self.announce(sid);
        }
        for publication in outcome.removed {
            self.withdraw_track(publication.sid, random, now);
            self.effects.extend(recording_ended(&publication));
            self.effects.push_back(unpublished(sid, &publication));
        }
        for publication in outcome.added {
            let Publication { sid: track, id, kind, .. } = publication.clone();
            self.effects.push_back(RoomEffect::Published { publisher: sid, id, track, kind });
            self.refresh_track(sid, &publication, random, now);
        }
        for Publication { sid: track, kind, enabled, .. } in outcome.switched {
            self.effects.push_back(RoomEffect::Switched { publisher: sid, track, kind, enabled });
        }
        for publication in outcome.reprioritized {
            self.refresh_track(sid, &publication, random, now);
        }
        self.refresh_recording(random, now);
    }

    /// Marks a participant as reconnecting or connected again.
    pub fn set_state(&mut self, sid: ParticipantSid, state: ParticipantState, now: Instant) {
        let Some(participant) = self.participants.get_mut(&sid) else { return };
        if participant.set_state(state, now) {
            self.announce(sid);
        }
    }

    /// Takes a participant out. The returned value is its last state, with its tracks, for telling the others.
    pub fn remove(
        &mut self,
        sid: ParticipantSid,
        random: &mut dyn RandomSource,
        now: Instant,
    ) -> Option<Participant> {
        let mut participant = self.participants.remove(&sid)?;
        participant.set_state(ParticipantState::Disconnected, now);
        for (track, _) in participant.subscriptions() {
            self.effects.push_back(RoomEffect::Unsubscribed { subscriber: sid, track });
        }
        for publication in participant.publications() {
            self.withdraw_track(publication.sid, random, now);
            self.effects.extend(recording_ended(publication));
            self.effects.push_back(unpublished(sid, publication));
        }
        self.departed.push_back(participant.snapshot(self.sid, Some(now)));
        if self.departed.len() > self.max_departed {
            self.departed.pop_front();
        }
        if self.participants.is_empty() {
            self.vacant_since = Some(now);
        }
        self.refresh_recording(random, now);
        Some(participant)
    }

    /// The others are to be told of a participant, if they are shown it.
    fn announce(&mut self, sid: ParticipantSid) {
        if self.participants.get(&sid).is_some_and(|participant| self.shows(participant)) {
            self.effects.push_back(RoomEffect::ParticipantChanged(sid));
        }
    }

    /// What changed since the last call, in order.
    pub fn poll_effect(&mut self) -> Option<RoomEffect> {
        self.effects.pop_front()
    }
}

fn recording_ended(publication: &Publication) -> Option<RoomEffect> {
    let Recorded { recording, .. } = publication.recorded?;
    Some(RoomEffect::RecordingEnded { track: publication.sid, recording })
}

fn unpublished(publisher: ParticipantSid, publication: &Publication) -> RoomEffect {
    let Publication { sid: track, id, kind, .. } = publication.clone();
    RoomEffect::Unpublished { publisher, id, track, kind }
}

#[cfg(test)]
mod tests;
