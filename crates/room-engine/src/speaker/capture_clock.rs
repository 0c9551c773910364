//! When a packet of sound was captured, by its sender's clock: packets that a busy machine or network holds back and hands
//! over at once were captured one after the other.

use std::time::{Duration, Instant};

/// How long before its arrival a packet may have been captured to count for then. Whoever invents timestamps gains no more
/// than that, which is too short to take the floor.
const LONGEST_DELAY: Duration = Duration::from_millis(400);

/// Streams of one participant that are followed: a microphone, a shared tab, and what was restarted.
const MAX_STREAMS: usize = 4;

/// The share of the passed time, as a divisor, by which a stream is taken to be nearer than it was: clocks drift apart by
/// far less, and a delay that is over must not count for ever.
const CATCH_UP: u32 = 100;

/// Where a packet stands in its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// The SSRC of the stream.
    pub source: u32,
    pub timestamp: u32,
    /// Of the timestamps, in Hz.
    pub clock_rate: u32,
}

/// The clocks of one participant's streams, the one heard last at the end.
#[derive(Clone, Debug, Default)]
pub(super) struct CaptureClock {
    streams: Vec<Latest>,
}

/// The newest packet of a stream.
#[derive(Clone, Copy, Debug)]
struct Latest {
    position: Position,
    captured: Instant,
}

impl CaptureClock {
    /// When a packet that arrives now was captured: at most [`LONGEST_DELAY`] ago. A timestamp that leads anywhere else
    /// tells nothing, so the packet counts for now.
    pub(super) fn captured_at(&mut self, position: Position, now: Instant) -> Instant {
        let known = self.streams.iter().position(|latest| latest.position.source == position.source);
        let before = known.map(|index| self.streams.remove(index));
        let earliest = now.checked_sub(LONGEST_DELAY).unwrap_or(now);
        let captured = before
            .and_then(|before| before.time_of(position))
            .filter(|captured| (earliest..now).contains(captured))
            .unwrap_or(now);
        let latest = match before {
            // A straggler does not turn the clock back.
            Some(before) if captured < before.captured => before,
            _ => Latest { position, captured },
        };
        if self.streams.len() >= MAX_STREAMS {
            self.streams.remove(0);
        }
        self.streams.push(latest);
        captured
    }
}

impl Latest {
    /// When a packet of the same stream was captured, as far as such a time can be written down.
    fn time_of(&self, position: Position) -> Option<Instant> {
        let ticks = position.timestamp.wrapping_sub(self.position.timestamp).cast_signed();
        let microseconds =
            u64::from(ticks.unsigned_abs()) * 1_000_000 / u64::from(position.clock_rate.max(1));
        let distance = Duration::from_micros(microseconds);
        if ticks < 0 {
            return self.captured.checked_sub(distance);
        }
        self.captured.checked_add(distance + distance / CATCH_UP)
    }
}
