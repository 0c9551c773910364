//! Which layer of which video goes to whom, and which layers are wanted of a publisher: carries what is measured to the
//! decisions, and the decisions to the peers and their clients.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use crate::allocation::{Allocator, Candidate, Decision, Hint, Layer, LayerDemand, Profile, Silence};
use crate::engine::Engine;
use crate::id::{ParticipantSid, TrackSid};
use crate::room::{TrackKind, TrackPriority};
use crate::session::RenderHint;

/// How often everything is weighed anew: layers fall silent without a word.
const INTERVAL: Duration = Duration::from_millis(500);

/// Tracks that one client may say something about before they are published.
const MAX_FORETOLD_TRACKS: usize = 256;

/// What one participant wants to receive, what it gets, and what is wanted of it.
#[derive(Debug)]
pub(super) struct Appetite {
    allocator: Allocator,
    hints: BTreeMap<TrackSid, Hint>,
    priorities: BTreeMap<TrackSid, TrackPriority>,
    /// The layer it would get of each track if bandwidth were no matter; `None` if it wants nothing of it.
    desired: BTreeMap<TrackSid, Option<usize>>,
    switched_off: BTreeSet<TrackSid>,
    received: Received,
    /// When the line is probed next for what is held back.
    probe_at: Option<Instant>,
    /// Of its own tracks.
    demands: BTreeMap<TrackSid, LayerDemand>,
    /// When to weigh again; `None` while there is no video on either side.
    due: Option<Instant>,
}

/// What flows to one participant, in bits per second.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Received {
    pub audio_bitrate: u64,
    pub video_bitrate: u64,
    /// What the videos would take if bandwidth were no matter.
    pub wanted_bitrate: u64,
    /// A video is switched off because it does not fit.
    pub is_starved: bool,
}

impl Appetite {
    pub fn new(profile: Profile) -> Self {
        Self {
            allocator: Allocator::new(profile),
            hints: BTreeMap::new(),
            priorities: BTreeMap::new(),
            desired: BTreeMap::new(),
            switched_off: BTreeSet::new(),
            received: Received::default(),
            probe_at: None,
            demands: BTreeMap::new(),
            due: None,
        }
    }

    pub fn poll_timeout(&self) -> Option<Instant> {
        self.due
    }

    /// Something changed that may change what is received or sent.
    pub fn weigh_soon(&mut self, now: Instant) {
        self.due = Some(self.due.map_or(now, |due| due.min(now)));
    }

    pub fn set_priority(&mut self, track: TrackSid, priority: Option<TrackPriority>) {
        match priority {
            Some(priority) if self.has_room_for(track) => {
                self.priorities.insert(track, priority);
            }
            Some(_) => {}
            None => {
                self.priorities.remove(&track);
            }
        }
    }

    pub fn set_hint(&mut self, said: RenderHint) {
        if !self.has_room_for(said.track) {
            return;
        }
        let hint = self.hints.entry(said.track).or_default();
        hint.enabled = said.enabled.or(hint.enabled);
        hint.dimensions = said.dimensions.or(hint.dimensions);
    }

    /// The track is not received any more.
    pub fn forget(&mut self, track: TrackSid) {
        self.hints.remove(&track);
        self.priorities.remove(&track);
        self.desired.remove(&track);
        self.switched_off.remove(&track);
    }

    /// What comes of the track cannot be decoded. The smallest layer is enough to notice when that changes.
    pub fn lose(&mut self, track: TrackSid) {
        self.forget(track);
        self.desired.insert(track, Some(0));
    }

    /// The track is not published any more.
    pub fn forget_own(&mut self, track: TrackSid) {
        self.demands.remove(&track);
    }

    /// The client's own defaults hold for its track again.
    pub fn reset_demand(&mut self, track: TrackSid) {
        if let Some(demand) = self.demands.get_mut(&track) {
            demand.reset();
        }
    }

    /// The client has begun to listen: whatever it was told before was lost.
    pub fn reset_demands(&mut self) {
        self.demands.values_mut().for_each(LayerDemand::reset);
    }

    /// What to tell the estimator, in bits per second, when so much is desired. While bandwidth holds something back, it is
    /// told of more from time to time.
    fn wanted_bitrate(&mut self, desired: u64, is_held_back: bool, now: Instant) -> u64 {
        let wanted = desired.max(LEAST_WANTED).next_multiple_of(WANTED_STEP);
        if !is_held_back {
            self.probe_at = None;
            return wanted;
        }
        if self.probe_at.is_some_and(|at| now < at) {
            return wanted;
        }
        self.probe_at = Some(now + PROBE_INTERVAL);
        wanted + WANTED_STEP
    }

    pub fn received(&self) -> Received {
        self.received
    }

    pub fn switched_off(&self) -> Vec<TrackSid> {
        self.switched_off.iter().copied().collect()
    }

    /// The other videos that it receives.
    pub fn switched_on(&self) -> impl Iterator<Item = TrackSid> {
        self.desired.keys().filter(|track| !self.switched_off.contains(track)).copied()
    }

    fn has_room_for(&self, track: TrackSid) -> bool {
        let knows = self.hints.contains_key(&track) || self.priorities.contains_key(&track);
        knows || self.hints.len().max(self.priorities.len()) < MAX_FORETOLD_TRACKS
    }
}

/// str0m probes with twice what is wanted and takes what comes through for the estimate, however wide the line was found
/// before. Whoever wants a small layer for a while would never get a larger one again, and an estimate that a busy machine
/// spoiled while little was sent would stay, so the estimator is told of a good picture at least. In bits per second.
const LEAST_WANTED: u64 = 1_500_000;

/// Bits per second. Every increase is a probe, and the measured bitrates of layers rise and fall all the time.
const WANTED_STEP: u64 = 500_000;

/// str0m probes when more is wanted than before, and else while little is sent or when an estimate has stood still for 15
/// s. A picture that is off would be off for that long on a line that is wide again.
const PROBE_INTERVAL: Duration = Duration::from_secs(2);

/// One video track that a participant subscribes to.
struct Video {
    track: TrackSid,
    publisher: ParticipantSid,
    priority: TrackPriority,
    layers: Vec<Layer>,
}

impl Engine {
    /// Decides anew what a participant receives, and what is wanted of it.
    pub(super) fn weigh(&mut self, sid: ParticipantSid, now: Instant) {
        let receives = self.allocate(sid, now);
        let sends = self.update_demands(sid, now);
        if let Some(seat) = self.seats.get_mut(&sid) {
            let demands = seat.appetite.demands.values().filter_map(LayerDemand::poll_timeout);
            let changes = demands.chain(seat.appetite.allocator.poll_timeout()).filter(|at| *at > now).min();
            seat.appetite.due =
                (receives || sends).then(|| (now + INTERVAL).min(changes.unwrap_or(now + INTERVAL)));
            self.busy_peers.insert(sid);
        }
    }

    /// Decides what a participant receives of each video. Returns whether there is any.
    fn allocate(&mut self, sid: ParticipantSid, now: Instant) -> bool {
        let (videos, audio_bitrate) = self.received_media(sid, now);
        let Some(seat) = self.seats.get_mut(&sid) else { return false };
        let dominant = self.floors.get(&seat.room).and_then(|floor| floor.dominant());
        let appetite = &mut seat.appetite;
        let candidates: Vec<Candidate<'_>> = videos
            .iter()
            .map(|video| Candidate {
                track: video.track,
                publisher_priority: video.priority,
                subscriber_priority: appetite.priorities.get(&video.track).copied(),
                is_dominant: dominant == Some(video.publisher),
                hint: appetite.hints.get(&video.track).copied().unwrap_or_default(),
                layers: &video.layers,
            })
            .collect();
        let estimate = seat.peer.estimate().map(|estimate| estimate.saturating_sub(audio_bitrate));
        let decisions = appetite.allocator.allocate(&candidates, estimate, now);
        let desired_bitrate = appetite.allocator.desired_bitrate();

        appetite.received = Received {
            audio_bitrate,
            video_bitrate: decisions.iter().map(|decision| bitrate_of(decision, &videos)).sum(),
            wanted_bitrate: desired_bitrate,
            is_starved: decisions.iter().any(|decision| decision.silence == Some(Silence::Bandwidth)),
        };
        let is_held_back = decisions.iter().any(|decision| {
            decision.silence == Some(Silence::Bandwidth)
                || decision.layer.is_some_and(|layer| Some(layer) < decision.desired)
        });
        let mut off = Vec::new();
        let mut on = Vec::new();
        for decision in decisions {
            // What the publisher does not send just now is waited for.
            let awaited = decision.desired.or(Some(0)).filter(|_| decision.silence == Some(Silence::NoMedia));
            let layer = decision.layer.or(awaited);
            seat.peer.set_layer(decision.track, layer);
            if layer.is_none() && appetite.switched_off.insert(decision.track) {
                off.push(decision.track);
            } else if layer.is_some() && appetite.switched_off.remove(&decision.track) {
                on.push(decision.track);
            }
            appetite.desired.insert(decision.track, decision.desired.or(awaited));
        }
        if !videos.is_empty() {
            let wanted = appetite.wanted_bitrate(desired_bitrate + audio_bitrate, is_held_back, now);
            seat.peer.set_wanted_bitrate(wanted, now);
        }
        if !(off.is_empty() && on.is_empty()) {
            let text = seat.signaling.switched_off(&off, &on);
            self.say(sid, text, now);
        }
        !videos.is_empty()
    }

    /// The videos that a participant subscribes to, and the bits per second of the sound.
    fn received_media(&self, sid: ParticipantSid, now: Instant) -> (Vec<Video>, u64) {
        let mut videos = Vec::new();
        let mut audio_bitrate = 0;
        let room = self.seats.get(&sid).and_then(|seat| self.rooms.get(&seat.room));
        let Some((room, subscriber)) = room.and_then(|room| Some((room, room.participant(sid)?))) else {
            return (videos, audio_bitrate);
        };
        let receives = |track| subscriber.subscription(track).is_some_and(|found| found.delivery.is_ok());
        for publisher in room.participants().filter(|other| other.sid() != sid) {
            let Some(seat) = self.seats.get(&publisher.sid()) else { continue };
            for publication in publisher.publications().filter(|own| receives(own.sid)) {
                match publication.kind {
                    TrackKind::Audio => {
                        let layers = seat.peer.uplink_layers(publication.sid, now);
                        audio_bitrate += layers.iter().map(|layer| layer.bitrate).sum::<u64>();
                    }
                    TrackKind::Data => {}
                    TrackKind::Video => videos.push(Video {
                        track: publication.sid,
                        publisher: publisher.sid(),
                        priority: publication.priority,
                        layers: seat.peer.uplink_layers(publication.sid, now),
                    }),
                }
            }
        }
        (videos, audio_bitrate)
    }

    /// Tells a publisher which layers of its videos somebody wants. Returns whether it has any.
    fn update_demands(&mut self, sid: ParticipantSid, now: Instant) -> bool {
        let room = self.seats.get(&sid).and_then(|seat| self.rooms.get(&seat.room));
        let Some(publisher) = room.and_then(|room| room.participant(sid)) else { return false };
        let videos = publisher.publications().filter(|publication| publication.kind == TrackKind::Video);
        let videos: Vec<(TrackSid, bool)> =
            videos.map(|publication| (publication.sid, publication.recorded.is_some())).collect();
        for (track, is_recorded) in &videos {
            let desired = self.desired_layer(*track);
            let Some(seat) = self.seats.get_mut(&sid) else { break };
            let layers = seat.peer.uplink_layers(*track, now);
            let demand = seat.appetite.demands.entry(*track).or_default();
            if let Some(wanted) = demand.update(desired, layers.len(), *is_recorded, now) {
                let text = seat.signaling.demand(*track, &wanted);
                self.say(sid, text, now);
            }
            if *is_recorded {
                self.choose_recorded_layer(*track, &layers, now);
            }
        }
        !videos.is_empty()
    }

    /// The highest layer that any subscriber desires. One that has not been asked yet may want all.
    fn desired_layer(&self, track: TrackSid) -> Option<usize> {
        let subscribers = self.routes.get(&track)?.subscribers.iter();
        let desires = subscribers
            .filter_map(|subscriber| self.seats.get(subscriber))
            .map(|seat| seat.appetite.desired.get(&track).copied().unwrap_or(Some(usize::MAX)));
        desires.max().flatten()
    }
}

fn bitrate_of(decision: &Decision, videos: &[Video]) -> u64 {
    let video = videos.iter().find(|video| video.track == decision.track);
    let layer = video.zip(decision.layer).and_then(|(video, layer)| video.layers.get(layer));
    layer.map_or(0, |layer| layer.bitrate)
}
