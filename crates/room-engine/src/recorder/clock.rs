//! When a frame was sent, from its RTP timestamp.

use std::time::{Duration, Instant};

/// How far timestamps and arrival may differ. Beyond that the sender has started its timestamps anew.
const TOLERANCE: Duration = Duration::from_secs(5);

/// Follows the timestamps of one source after another. Times never go back.
#[derive(Debug, Default)]
pub(super) struct Clock {
    base: Option<Base>,
    latest: Option<Instant>,
}

#[derive(Clone, Copy, Debug)]
struct Base {
    at: Instant,
    /// The latest timestamp, and how far it is from that of `at`.
    timestamp: u32,
    ticks: i64,
}

impl Clock {
    /// Timestamps from here on have nothing to do with those before.
    pub fn begin_source(&mut self) {
        self.base = None;
    }

    pub fn time(&mut self, timestamp: u32, clock_rate: u32, received: Instant) -> Instant {
        let from_base = self.base.and_then(|base| base.advanced(timestamp, clock_rate));
        let (base, at) = from_base
            .filter(|(_, at)| {
                let apart = at.saturating_duration_since(received) + received.saturating_duration_since(*at);
                apart <= TOLERANCE
            })
            .unwrap_or((Base { at: received, timestamp, ticks: 0 }, received));
        self.base = Some(base);
        let at = self.latest.map_or(at, |latest| latest.max(at));
        self.latest = Some(at);
        at
    }
}

impl Base {
    /// The base with this timestamp as its latest, and the moment that it stands for.
    fn advanced(self, timestamp: u32, clock_rate: u32) -> Option<(Self, Instant)> {
        let step = timestamp.wrapping_sub(self.timestamp).cast_signed();
        let ticks = self.ticks + i64::from(step);
        let microseconds = ticks.unsigned_abs().checked_mul(1_000_000)?.checked_div(clock_rate.into())?;
        let distance = Duration::from_micros(microseconds);
        let at = if ticks < 0 { self.at.checked_sub(distance) } else { self.at.checked_add(distance) };
        Some((Self { timestamp, ticks, ..self }, at?))
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]
mod tests {
    use super::*;

    const fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn times_follow_the_timestamps_and_not_the_network() {
        let start = Instant::now();
        let mut clock = Clock::default();
        assert_eq!(clock.time(u32::MAX - 100, 90_000, start), start);
        let wrapped = (u32::MAX - 100).wrapping_add(9000);
        assert_eq!(clock.time(wrapped, 90_000, start + ms(180)), start + ms(100));
        assert_eq!(clock.time(wrapped.wrapping_add(9000), 90_000, start + ms(205)), start + ms(200));
    }

    #[test]
    fn a_sender_that_starts_over_is_met_where_it_is() {
        let start = Instant::now();
        let mut clock = Clock::default();
        clock.time(1000, 48_000, start);
        assert_eq!(clock.time(3_000_000_000, 48_000, start + ms(20)), start + ms(20));
        assert_eq!(clock.time(3_000_000_960, 48_000, start + ms(90)), start + ms(40));
    }

    #[test]
    fn another_source_has_timestamps_of_its_own() {
        let start = Instant::now();
        let mut clock = Clock::default();
        clock.time(0, 90_000, start);
        clock.begin_source();
        assert_eq!(clock.time(77, 90_000, start + ms(500)), start + ms(500));
    }

    #[test]
    fn times_never_go_back() {
        let start = Instant::now();
        let mut clock = Clock::default();
        clock.time(90_000, 90_000, start + ms(100));
        assert_eq!(clock.time(81_000, 90_000, start + ms(120)), start + ms(100));
        assert_eq!(clock.time(1, 0, start + ms(130)), start + ms(130), "a clock that stands still");
    }
}
