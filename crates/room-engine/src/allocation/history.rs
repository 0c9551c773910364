//! What is remembered of one track: its rank, what it has, what it needed, and whether increases lasted.

use std::cmp::Reverse;
use std::time::{Duration, Instant};

use super::Layer;
use super::distribution::Rung;
use super::rank::{Priority, Standing};

/// The memory of one subscribed track.
#[derive(Clone, Debug)]
pub(super) struct History {
    standing: Standing,
    /// What it has. Stays when its publisher pauses.
    layer: Option<usize>,
    /// When it was last given more; `None` if that has been taken back.
    raised_at: Option<Instant>,
    /// Increases that were taken back soon, one after the other.
    failures: u32,
    block: Option<Block>,
    /// The most that each layer needed lately, in bits per second.
    peaks: Vec<u64>,
    observed_at: Option<Instant>,
}

/// An increase that failed is not tried again for a while.
#[derive(Clone, Copy, Debug)]
struct Block {
    /// This layer and those above.
    layer: usize,
    until: Instant,
}

impl History {
    /// `arrival` counts up.
    pub fn new(arrival: u64) -> Self {
        Self {
            standing: Standing {
                priority: Priority::Low,
                is_dominant: false,
                last_dominant: None,
                arrival: Reverse(arrival),
            },
            layer: None,
            raised_at: None,
            failures: 0,
            block: None,
            peaks: Vec::new(),
            observed_at: None,
        }
    }

    /// Takes in what is known of the track.
    pub fn observe(&mut self, priority: Priority, is_dominant: bool, layers: &[Layer], now: Instant) {
        let before = (self.standing.priority, self.standing.is_dominant);
        self.standing.priority = priority;
        self.standing.is_dominant = is_dominant;
        if is_dominant {
            self.standing.last_dominant = Some(now);
        }
        if (priority, is_dominant) > before {
            self.block = None;
            self.failures = 0;
        }

        let passed = self.observed_at.map_or(Duration::ZERO, |at| now.saturating_duration_since(at));
        self.observed_at = Some(now);
        self.peaks.resize(layers.len(), 0);
        for (peak, layer) in self.peaks.iter_mut().zip(layers) {
            let measured = if layer.is_active { layer.bitrate } else { 0 };
            let left = PEAK_MEMORY.saturating_sub(passed).as_nanos();
            let faded = u64::try_from(u128::from(*peak) * left / PEAK_MEMORY.as_nanos()).unwrap_or(0);
            *peak = faded.max(measured);
        }
    }

    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// The most that a layer needed lately, in bits per second.
    pub fn peak(&self, layer: usize) -> u64 {
        self.peaks.get(layer).copied().unwrap_or(0)
    }

    /// How many of `rungs` are no more than what the track has.
    pub fn kept(&self, rungs: &[Rung]) -> usize {
        rungs.iter().take_while(|rung| self.layer.is_some_and(|layer| rung.layer <= layer)).count()
    }

    /// How many of `rungs` the track may have.
    pub fn open(&self, rungs: &[Rung], now: Instant) -> usize {
        match self.block {
            Some(block) if now < block.until => {
                rungs.iter().take_while(|rung| rung.layer < block.layer).count()
            }
            Some(_) | None => rungs.len(),
        }
    }

    /// When a failed increase may be tried again.
    pub fn blocked_until(&self, now: Instant) -> Option<Instant> {
        self.block.map(|block| block.until).filter(|until| now < *until)
    }

    /// Takes in what the track gets, of `rungs`.
    pub fn settle(&mut self, layer: Option<usize>, rungs: &[Rung], now: Instant) {
        let before = std::mem::replace(&mut self.layer, layer);
        if layer > before {
            self.raised_at = Some(now);
            return;
        }
        let Some(lost) = before.filter(|before| layer < Some(*before)) else { return };
        let was_possible = rungs.iter().any(|rung| rung.layer == lost);
        let Some(raised_at) = self.raised_at.take().filter(|_| was_possible) else { return };
        let lasted = now.saturating_duration_since(raised_at);
        if lasted < TRIAL_TIME {
            self.failures = self.failures.saturating_add(1);
        } else if lasted >= FORGIVING_TIME {
            self.failures = 0;
        }
        if let Some(doublings) = self.failures.checked_sub(1) {
            let (layer, longest) = match layer {
                Some(_) => (lost, LONGEST_PAUSE),
                None => (0, LONGEST_ABSENCE),
            };
            let pause = FIRST_PAUSE.saturating_mul(1 << doublings.min(8)).min(longest);
            self.block = Some(Block { layer, until: now + pause });
        }
    }

    /// The track is not wanted: that it gets nothing says nothing about bandwidth.
    pub fn rest(&mut self) {
        self.layer = None;
        self.raised_at = None;
    }
}

/// An increase that is taken back sooner has failed.
const TRIAL_TIME: Duration = Duration::from_secs(30);

/// An increase that lasted this long shows that earlier failures do not matter any more.
const FORGIVING_TIME: Duration = Duration::from_secs(120);

/// How long the first failed increase is not repeated; doubles with each further one.
const FIRST_PAUSE: Duration = Duration::from_secs(5);

/// A line that recovers is used after this time at the latest.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// A track that is off is tried more often: a black tile on a line that has recovered is worse than one that comes and
/// goes on a line that has not.
const LONGEST_ABSENCE: Duration = Duration::from_secs(20);

/// How slowly a peak is forgotten: a layer of a shared screen is still between two pages, and needs its bitrate at the
/// next.
const PEAK_MEMORY: Duration = Duration::from_secs(10);
