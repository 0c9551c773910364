//! Who receives what: the subscribers' rules, applied to what is published.

use std::collections::VecDeque;
use std::time::Instant;

use crate::id::{ParticipantSid, TrackSid, random_hex};
use crate::room::participant::Participant;
use crate::room::publication::{Publication, SubscriptionFault};
use crate::room::rules::{Publisher, TrackRules};
use crate::room::{Room, RoomEffect};
use crate::verifier::RandomSource;

impl Room {
    /// Replaces a participant's subscribe rules. `false` if it is not here.
    pub fn set_subscribe_rules(
        &mut self,
        sid: ParticipantSid,
        rules: TrackRules,
        random: &mut dyn RandomSource,
        now: Instant,
    ) -> bool {
        let Some(participant) = self.participants.get_mut(&sid) else { return false };
        participant.set_subscribe_rules(rules, now);
        self.refresh_subscriber(sid, random, now);
        true
    }

    /// A subscription came to nothing. It fails until the track is taken back or [tried again](Self::retry_subscription).
    pub fn fail_subscription(
        &mut self,
        sid: ParticipantSid,
        track: TrackSid,
        fault: SubscriptionFault,
        random: &mut dyn RandomSource,
        now: Instant,
    ) {
        let Some(participant) = self.participants.get_mut(&sid) else { return };
        participant.set_subscription(track, Err(fault), now);
        self.effects.push_back(RoomEffect::SubscribedChanged(sid));
        self.retry_crowded_out(vec![sid], random, now);
    }

    /// What was delivered does not come any more, through no fault of the subscriber's rules.
    pub fn renew_subscription(
        &mut self,
        sid: ParticipantSid,
        track: TrackSid,
        random: &mut dyn RandomSource,
        now: Instant,
    ) {
        let Some(participant) = self.participants.get_mut(&sid) else { return };
        if unsubscribe(participant, track, &mut self.effects) {
            self.refresh_subscriber(sid, random, now);
        }
    }

    /// Nothing that was delivered comes any more, because its connection is gone. On another one, what failed may succeed.
    pub fn renew_subscriptions(&mut self, sid: ParticipantSid, random: &mut dyn RandomSource, now: Instant) {
        let Some(participant) = self.participants.get_mut(&sid) else { return };
        let tracks: Vec<TrackSid> = participant.subscriptions().map(|(track, _)| track).collect();
        for track in tracks {
            unsubscribe(participant, track, &mut self.effects);
        }
        self.refresh_subscriber(sid, random, now);
    }

    /// What kept a track from a subscriber is no more.
    pub fn retry_subscription(
        &mut self,
        sid: ParticipantSid,
        track: TrackSid,
        random: &mut dyn RandomSource,
        now: Instant,
    ) {
        let Some(participant) = self.participants.get_mut(&sid) else { return };
        let failed = Err(SubscriptionFault::NoSupportedCodec);
        if participant.subscription(track).is_some_and(|subscription| subscription.delivery == failed) {
            participant.unsubscribe(track);
            self.refresh_subscriber(sid, random, now);
        }
    }

    /// Brings what a participant receives in line with its rules.
    pub(super) fn refresh_subscriber(
        &mut self,
        sid: ParticipantSid,
        random: &mut dyn RandomSource,
        now: Instant,
    ) {
        let Some(mut subscriber) = self.participants.remove(&sid) else { return };
        // First what goes: it makes room for what comes.
        for comes in [false, true] {
            for publisher in self.participants.values() {
                for publication in publisher.publications() {
                    let track = Track { publisher: publisher.as_publisher(), publication };
                    if track.is_wanted_by(&subscriber) == comes {
                        track.refresh(
                            &mut subscriber,
                            self.max_subscriptions,
                            &mut self.effects,
                            random,
                            now,
                        );
                    }
                }
            }
        }
        self.participants.insert(sid, subscriber);
    }

    /// Brings who receives a track in line with everybody's rules.
    pub(super) fn refresh_track(
        &mut self,
        publisher: ParticipantSid,
        publication: &Publication,
        random: &mut dyn RandomSource,
        now: Instant,
    ) {
        let Some(publisher) = self.participants.remove(&publisher) else { return };
        let track = Track { publisher: publisher.as_publisher(), publication };
        let mut relieved = Vec::new();
        for subscriber in self.participants.values_mut() {
            let before = subscriber.deliveries();
            track.refresh(subscriber, self.max_subscriptions, &mut self.effects, random, now);
            if subscriber.deliveries() < before {
                relieved.push(subscriber.sid());
            }
        }
        self.participants.insert(publisher.sid(), publisher);
        self.retry_crowded_out(relieved, random, now);
    }

    /// Takes a track away from everybody.
    pub(super) fn withdraw_track(&mut self, track: TrackSid, random: &mut dyn RandomSource, now: Instant) {
        let mut relieved = Vec::new();
        for subscriber in self.participants.values_mut() {
            if unsubscribe(subscriber, track, &mut self.effects) {
                relieved.push(subscriber.sid());
            }
        }
        self.retry_crowded_out(relieved, random, now);
    }

    fn retry_crowded_out(
        &mut self,
        relieved: Vec<ParticipantSid>,
        random: &mut dyn RandomSource,
        now: Instant,
    ) {
        for sid in relieved {
            if self.participants.get_mut(&sid).is_some_and(Participant::forget_crowded_out) {
                self.refresh_subscriber(sid, random, now);
            }
        }
    }
}

/// A published track and who publishes it.
struct Track<'a> {
    publisher: Publisher<'a>,
    publication: &'a Publication,
}

impl Track<'_> {
    fn is_wanted_by(&self, subscriber: &Participant) -> bool {
        subscriber.subscribe_rules().includes(&self.publisher, self.publication)
    }

    fn refresh(
        &self,
        subscriber: &mut Participant,
        limit: usize,
        effects: &mut VecDeque<RoomEffect>,
        random: &mut dyn RandomSource,
        now: Instant,
    ) {
        let track = self.publication.sid;
        match (self.is_wanted_by(subscriber), subscriber.subscription(track).is_some()) {
            (true, true) | (false, false) => {}
            (false, true) => {
                unsubscribe(subscriber, track, effects);
            }
            (true, false) if subscriber.deliveries() >= limit => {
                subscriber.set_subscription(track, Err(SubscriptionFault::CapacityReached), now);
                effects.push_back(RoomEffect::SubscribedChanged(subscriber.sid()));
            }
            (true, false) => {
                // A name used before would make the library keep the dead media object.
                let delivery = random_hex(random);
                subscriber.set_subscription(track, Ok(delivery.clone()), now);
                effects.push_back(RoomEffect::Subscribed {
                    subscriber: subscriber.sid(),
                    publisher: self.publisher.sid,
                    track,
                    kind: self.publication.kind,
                    delivery,
                });
                effects.push_back(RoomEffect::SubscribedChanged(subscriber.sid()));
            }
        }
    }
}

/// Whether a delivery ended with it.
fn unsubscribe(subscriber: &mut Participant, track: TrackSid, effects: &mut VecDeque<RoomEffect>) -> bool {
    let Some(subscription) = subscriber.unsubscribe(track) else { return false };
    let sid = subscriber.sid();
    effects.push_back(RoomEffect::Unsubscribed { subscriber: sid, track });
    effects.push_back(RoomEffect::SubscribedChanged(sid));
    subscription.delivery.is_ok()
}
