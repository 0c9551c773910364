//! Who is in a room, what they publish, and who receives it. Decides; never speaks JSON or RTP.

mod participant;
mod publication;

pub(crate) use participant::{Participant, ParticipantState, Subscription};
pub(crate) use publication::{Publication, TrackKind, TrackPriority, TrackRequest};

use std::collections::{BTreeMap, VecDeque};

use crate::id::{ParticipantSid, RoomSid, TrackSid, random_hex, random_sid};
use crate::verifier::RandomSource;

/// One room: its participants and a queue of what changed.
#[derive(Debug)]
pub(crate) struct Room {
    sid: RoomSid,
    /// The unique name; the SID's text for a room without one.
    name: String,
    participants: BTreeMap<ParticipantSid, Participant>,
    effects: VecDeque<RoomEffect>,
}

/// What a change in the room means for the others.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RoomEffect {
    /// Everybody but this participant is to be told its new state.
    ParticipantChanged(ParticipantSid),
    /// This participant is to be told what became of its tracks.
    PublishedChanged(ParticipantSid),
    /// This participant is to be told what it receives.
    SubscribedChanged(ParticipantSid),
    /// Media of `track` is to flow to the subscriber, under the name `delivery`.
    Subscribed {
        subscriber: ParticipantSid,
        publisher: ParticipantSid,
        track: TrackSid,
        kind: TrackKind,
        delivery: String,
    },
    /// Media of `track` is to stop flowing to the subscriber.
    Unsubscribed { subscriber: ParticipantSid, track: TrackSid },
    /// Media that arrives under the client's `id` belongs to `track`.
    Published { publisher: ParticipantSid, id: String, track: TrackSid },
    /// Media that arrives under the client's `id` belongs to nothing any more.
    Unpublished { publisher: ParticipantSid, id: String, track: TrackSid },
}

impl Room {
    pub fn new(sid: RoomSid, name: Option<String>) -> Self {
        Self {
            sid,
            name: name.unwrap_or_else(|| sid.to_string()),
            participants: BTreeMap::new(),
            effects: VecDeque::new(),
        }
    }

    pub fn sid(&self) -> RoomSid {
        self.sid
    }

    pub fn name(&self) -> &str {
        &self.name
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

    pub fn len(&self) -> usize {
        self.participants.len()
    }

    pub fn is_empty(&self) -> bool {
        self.participants.is_empty()
    }

    /// Lets a participant in. It receives everything that is published if it `subscribes`.
    pub fn admit(
        &mut self,
        sid: ParticipantSid,
        identity: String,
        subscribes: bool,
        random: &mut dyn RandomSource,
    ) {
        let mut newcomer = Participant::new(sid, identity, subscribes);
        if subscribes {
            for publisher in self.participants.values() {
                for publication in publisher.publications() {
                    self.effects.push_back(subscribe(&mut newcomer, publisher.sid(), publication, random));
                }
            }
        }
        self.participants.insert(sid, newcomer);
        self.effects.push_back(RoomEffect::ParticipantChanged(sid));
    }

    /// Applies the full list of tracks that a participant wants to publish. A revision that is not newer than the
    /// last one is ignored, so that resent lists do no harm.
    pub fn set_tracks(
        &mut self,
        sid: ParticipantSid,
        revision: u64,
        requests: Vec<TrackRequest>,
        limit: usize,
        random: &mut dyn RandomSource,
    ) {
        let Some(participant) = self.participants.get_mut(&sid) else { return };
        if !participant.accept_revision(revision) {
            return;
        }
        let outcome = participant.apply_tracks(requests, limit, || random_sid(random));
        if outcome.published_changed() {
            self.effects.push_back(RoomEffect::PublishedChanged(sid));
        }
        if outcome.visible_changed() {
            participant.bump_revision();
            self.effects.push_back(RoomEffect::ParticipantChanged(sid));
        }
        for publication in outcome.removed {
            self.unsubscribe_all(publication.sid);
            self.effects.push_back(RoomEffect::Unpublished {
                publisher: sid,
                id: publication.id,
                track: publication.sid,
            });
        }
        for publication in outcome.added {
            self.effects.push_back(RoomEffect::Published {
                publisher: sid,
                id: publication.id.clone(),
                track: publication.sid,
            });
            for subscriber in self.participants.values_mut() {
                if subscriber.sid() != sid && subscriber.subscribes() {
                    self.effects.push_back(subscribe(subscriber, sid, &publication, random));
                    self.effects.push_back(RoomEffect::SubscribedChanged(subscriber.sid()));
                }
            }
        }
    }

    /// Marks a participant as reconnecting or connected again.
    pub fn set_state(&mut self, sid: ParticipantSid, state: ParticipantState) {
        let Some(participant) = self.participants.get_mut(&sid) else { return };
        if participant.set_state(state) {
            self.effects.push_back(RoomEffect::ParticipantChanged(sid));
        }
    }

    /// Takes a participant out. The returned value is its last state, with its tracks, for telling the others.
    pub fn remove(&mut self, sid: ParticipantSid) -> Option<Participant> {
        let mut participant = self.participants.remove(&sid)?;
        participant.set_state(ParticipantState::Disconnected);
        for publication in participant.publications() {
            self.unsubscribe_all(publication.sid);
            self.effects.push_back(RoomEffect::Unpublished {
                publisher: sid,
                id: publication.id.clone(),
                track: publication.sid,
            });
        }
        Some(participant)
    }

    /// What changed since the last call, in order.
    pub fn poll_effect(&mut self) -> Option<RoomEffect> {
        self.effects.pop_front()
    }

    fn unsubscribe_all(&mut self, track: TrackSid) {
        for subscriber in self.participants.values_mut() {
            if subscriber.unsubscribe(track) {
                self.effects.push_back(RoomEffect::Unsubscribed { subscriber: subscriber.sid(), track });
                self.effects.push_back(RoomEffect::SubscribedChanged(subscriber.sid()));
            }
        }
    }
}

/// Each delivery gets a name of its own: with a name used before, the library would keep the dead media object.
fn subscribe(
    subscriber: &mut Participant,
    publisher: ParticipantSid,
    publication: &Publication,
    random: &mut dyn RandomSource,
) -> RoomEffect {
    let delivery = random_hex(random);
    subscriber.subscribe(publication.sid, delivery.clone());
    RoomEffect::Subscribed {
        subscriber: subscriber.sid(),
        publisher,
        track: publication.sid,
        kind: publication.kind,
        delivery,
    }
}

#[cfg(test)]
mod tests;
