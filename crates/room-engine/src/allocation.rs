//! Which simulcast layer of which video track a subscriber receives, and what is switched off.
//!
//! One [`Allocator`] per subscriber. Its caller hands in every subscribed video track with what is known of it and the
//! bandwidth that the line offers for video, whenever one of them changes and about once a second while bitrates are
//! measured. Rules, in this order:
//!
//! 1. A track whose subscriber does not render it is off. Of the others, the profile's `max_tracks` highest stay.
//! 2. A track is sent in the smallest layer that covers what the subscriber renders, or less.
//! 3. What is sent stays within the profile's limit and the estimate: layers are lowered first, then tracks are
//!    switched off from the lowest rank. [`Mode`] and [`SwitchOff`] vary this.
//! 4. Less is sent at once; more only with headroom in an estimate that has held for some seconds, and after an
//!    increase that failed only when a growing pause has passed.
//!
//! Rank: effective priority, then the dominant speaker, then who was it last, then who was subscribed first.

mod claim;
pub(crate) mod demand;
mod desire;
mod distribution;
mod estimate;
mod history;
mod line;
mod profile;
mod rank;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::Instant;

pub(crate) use demand::LayerDemand;
pub(crate) use profile::{Dimensions, Hint, Mode, Profile, RenderDimensions, SwitchOff};

use self::claim::{bitrate_of, rungs, weight};
use self::desire::desired_layer;
use self::distribution::Claim;
use self::history::History;
use self::line::Line;
use self::rank::{Priority, Standing};
use crate::id::TrackSid;
use crate::track::TrackPriority;

/// One encoding of a track, as the publisher sends it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layer {
    /// In bits per second, measured. Zero if nothing has been measured yet.
    pub bitrate: u64,
    /// Of the newest key frame, also of a layer that pauses; `None` before the first.
    pub dimensions: Option<Dimensions>,
    /// Packets of it arrive. Only such a layer is ever chosen.
    pub is_active: bool,
}

/// A subscribed video track. A track that its publisher disabled is left out if it shall not count for `max_tracks`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate<'a> {
    pub track: TrackSid,
    pub publisher_priority: TrackPriority,
    /// The subscriber's own, which overrides everything else.
    pub subscriber_priority: Option<TrackPriority>,
    pub is_dominant: bool,
    pub hint: Hint,
    /// From the lowest to the highest.
    pub layers: &'a [Layer],
}

/// What one track gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    pub track: TrackSid,
    /// `None`: nothing is sent.
    pub layer: Option<usize>,
    /// What it would get if bandwidth had no limit, whether or not the publisher sends it at the moment; `None` if it is
    /// not wanted at all.
    pub desired: Option<usize>,
    /// Why nothing is sent; `None` beside a layer.
    pub silence: Option<Silence>,
}

/// Why nothing of a track is sent. All but [`Silence::NoMedia`] mean that the track is switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Silence {
    /// It does not fit.
    Bandwidth,
    /// `max_tracks` others rank higher.
    MaxTracks,
    /// The publisher sends no layer of it.
    NoMedia,
    /// The subscriber does not render it.
    NotRendered,
}

/// Decides for one subscriber.
#[derive(Clone, Debug)]
pub(crate) struct Allocator {
    profile: Profile,
    line: Line,
    histories: BTreeMap<TrackSid, History>,
    /// How many subscriptions there were.
    arrivals: u64,
    desired_bitrate: u64,
    deadline: Option<Instant>,
}

impl Allocator {
    pub fn new(profile: Profile) -> Self {
        Self {
            profile,
            line: Line::default(),
            histories: BTreeMap::new(),
            arrivals: 0,
            desired_bitrate: 0,
            deadline: None,
        }
    }

    /// One decision per candidate, in their order. `estimate` is what the line offers for video, in bits per second;
    /// `None` while nothing is known.
    pub fn allocate(
        &mut self,
        candidates: &[Candidate<'_>],
        estimate: Option<u64>,
        now: Instant,
    ) -> Vec<Decision> {
        self.remember(candidates, now);
        let mut decisions: Vec<Decision> = candidates
            .iter()
            .map(|candidate| Decision {
                track: candidate.track,
                layer: None,
                desired: None,
                silence: Some(Silence::NotRendered),
            })
            .collect();
        let ranked = self.rank(candidates, &mut decisions);
        let (claimants, claims) = self.claim(&ranked, candidates, &mut decisions, now);
        let shares = self.line.share(&self.profile, &claims, estimate, now);

        let mut is_content = true;
        for ((claim, claimant), share) in claims.iter().zip(claimants).zip(shares) {
            let Some(decision) = decisions.get_mut(claimant) else { continue };
            if let Some(rung) = share.and_then(|share| claim.rungs.get(share)) {
                decision.layer = Some(rung.layer);
                decision.silence = None;
            }
            is_content &= share.is_some_and(|share| share + 1 == claim.rungs.len());
            if let Some(history) = self.histories.get_mut(&decision.track) {
                history.settle(decision.layer, &claim.rungs, now);
            }
        }
        let growth_at = if is_content {
            None
        } else {
            let blocked = self.histories.values().filter_map(|history| history.blocked_until(now));
            blocked.chain(self.line.next_rise()).min()
        };
        self.deadline = self.line.detection_at().into_iter().chain(growth_at).min();
        decisions
    }

    /// When [`Self::allocate`] may decide differently without any news.
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.deadline
    }

    /// What the layers of [`Decision::desired`] need together, in bits per second, within the profile's limit: as far as
    /// it is worth probing the line.
    pub fn desired_bitrate(&self) -> u64 {
        self.desired_bitrate
    }

    /// Brings the memory of each track up to date and forgets the tracks that are not subscribed any more.
    fn remember(&mut self, candidates: &[Candidate<'_>], now: Instant) {
        let mut histories = std::mem::take(&mut self.histories);
        for candidate in candidates {
            let mut history = histories.remove(&candidate.track).unwrap_or_else(|| {
                self.arrivals += 1;
                History::new(self.arrivals)
            });
            let priority = candidate.effective_priority(self.profile.dominant_speaker_priority);
            history.observe(priority, candidate.is_dominant, candidate.layers, now);
            self.histories.insert(candidate.track, history);
        }
    }

    /// The candidates that may be sent, highest first.
    fn rank(&mut self, candidates: &[Candidate<'_>], decisions: &mut [Decision]) -> Vec<(Standing, usize)> {
        let mut ranked = Vec::with_capacity(candidates.len());
        for (index, candidate) in candidates.iter().enumerate() {
            let Some(history) = self.histories.get_mut(&candidate.track) else { continue };
            if candidate.is_rendered() {
                ranked.push((history.standing(), index));
            } else {
                history.rest();
            }
        }
        ranked.sort_unstable_by_key(|(standing, index)| (Reverse(*standing), *index));

        let max_tracks = self.profile.max_tracks.unwrap_or(usize::MAX).min(ranked.len());
        for (_, index) in ranked.drain(max_tracks..) {
            let Some(decision) = decisions.get_mut(index) else { continue };
            decision.silence = Some(Silence::MaxTracks);
            if let Some(history) = self.histories.get_mut(&decision.track) {
                history.rest();
            }
        }
        ranked
    }

    /// What the ranked candidates want, and which candidate each claim is of. A candidate without media has none.
    fn claim(
        &mut self,
        ranked: &[(Standing, usize)],
        candidates: &[Candidate<'_>],
        decisions: &mut [Decision],
        now: Instant,
    ) -> (Vec<usize>, Vec<Claim>) {
        let (mut claimants, mut claims) = (Vec::new(), Vec::new());
        let mut desired_bitrate = 0u64;
        for (standing, index) in ranked {
            let (Some(candidate), Some(decision)) = (candidates.get(*index), decisions.get_mut(*index))
            else {
                continue;
            };
            decision.silence = Some(Silence::NoMedia);
            let render_dimensions = self.profile.render_dimensions.of(standing.priority);
            decision.desired =
                desired_layer(candidate.layers, candidate.hint.dimensions.or(render_dimensions));
            let Some(desired) = decision.desired else { continue };
            let bitrate = candidate.layers.get(desired).map_or(0, |layer| bitrate_of(layer, desired));
            desired_bitrate = desired_bitrate.saturating_add(bitrate);

            let Some(history) = self.histories.get(&candidate.track) else { continue };
            let rungs = rungs(candidate.layers, desired, history);
            if rungs.is_empty() {
                continue;
            }
            decision.silence = Some(Silence::Bandwidth);
            claimants.push(*index);
            claims.push(Claim {
                kept: history.kept(&rungs),
                open: history.open(&rungs, now),
                rungs,
                weight: weight(self.profile.mode, render_dimensions, *standing),
                class: standing.class(),
            });
        }
        self.desired_bitrate = desired_bitrate.min(self.profile.max_bitrate.unwrap_or(u64::MAX));
        (claimants, claims)
    }
}

impl Candidate<'_> {
    fn is_rendered(&self) -> bool {
        self.hint.enabled.unwrap_or(true)
    }

    /// The library documents "standard" as the least priority of a dominant speaker of whom the profile says nothing
    /// (`BandwidthProfileOptions` in `lib/connect.js`).
    fn effective_priority(&self, dominant_speaker_priority: Option<TrackPriority>) -> Priority {
        if let Some(priority) = self.subscriber_priority {
            return priority.into();
        }
        let published = Priority::from(self.publisher_priority);
        if self.is_dominant {
            published.max(dominant_speaker_priority.unwrap_or(TrackPriority::Standard).into())
        } else {
            published
        }
    }
}
