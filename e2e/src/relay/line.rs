//! One direction of a stretch of network: which datagrams get through, and when.

use std::time::Duration;

use tokio::time::Instant;

/// What a direction does with datagrams. The default lets everything through at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The share of datagrams that get lost, 0 to 1.
    pub loss: f64,
    pub delay: Duration,
    /// Bits per second; `None` is without limit.
    pub bandwidth: Option<u64>,
    /// How long a datagram may wait for the bandwidth before it is dropped, as in a router's queue.
    pub longest_wait: Duration,
}

impl Default for Line {
    fn default() -> Self {
        Self { loss: 0.0, delay: Duration::ZERO, bandwidth: None, longest_wait: Duration::from_millis(200) }
    }
}

/// A direction at work.
#[derive(Debug)]
pub(super) struct Queue {
    dice: Dice,
    /// When the last datagram is through.
    busy_until: Instant,
    /// The last datagram's arrival: none overtakes another.
    last_arrival: Instant,
}

impl Queue {
    pub(super) fn new(seed: u64, now: Instant) -> Self {
        Self { dice: Dice(seed), busy_until: now, last_arrival: now }
    }

    /// When a datagram of this size arrives; `None` if it gets lost.
    pub(super) fn arrival(&mut self, line: &Line, size_bytes: usize, now: Instant) -> Option<Instant> {
        if self.dice.roll() < line.loss {
            return None;
        }
        let mut through = now;
        if let Some(bandwidth) = line.bandwidth {
            let start = self.busy_until.max(now);
            if start - now > line.longest_wait {
                return None;
            }
            through = start + Duration::from_secs_f64(size_bytes as f64 * 8.0 / bandwidth as f64);
            self.busy_until = through;
        }
        self.last_arrival = self.last_arrival.max(through + line.delay);
        Some(self.last_arrival)
    }
}

/// SplitMix64: the same losses at every run.
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    /// From 0 to 1, without 1.
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        (bits >> 11) as f64 / (1_u64 << 53) as f64
    }
}
