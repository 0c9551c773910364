//! Values that do not jump and levels that do not flicker.

use std::time::{Duration, Instant};

/// A value follows what is measured within about this time.
const FOLLOWS: Duration = Duration::from_secs(3);

/// A level sinks after the measured one stayed below it for this time.
const SINKS_AFTER: Duration = Duration::from_secs(2);

/// A level rises after the measured one stayed above it for this time: good news may wait until they are certain.
const RISES_AFTER: Duration = Duration::from_secs(5);

/// A smoothed value.
#[derive(Debug, Default)]
pub(super) struct Smooth(Option<(f64, Instant)>);

impl Smooth {
    /// Takes what was measured, if anything was, and returns what to believe.
    pub(super) fn add(&mut self, measured: Option<f64>, now: Instant) -> Option<f64> {
        let Some(measured) = measured else { return self.0.map(|(value, _)| value) };
        let value = self.0.map_or(measured, |(value, then)| {
            let passed = now.saturating_duration_since(then).as_secs_f64();
            value + (measured - value) * (passed / (passed + FOLLOWS.as_secs_f64()))
        });
        self.0 = Some((value, now));
        Some(value)
    }
}

/// A level that changes only for good reason.
#[derive(Debug, Default)]
pub(super) struct Steady {
    /// `None` before the first measurement, which is believed at once.
    level: Option<u8>,
    /// A change that is on its way.
    trend: Option<Trend>,
}

#[derive(Debug)]
struct Trend {
    rises: bool,
    since: Instant,
    /// The measured level that was nearest to the present one; the change goes no further.
    nearest: u8,
}

impl Steady {
    pub(super) fn settle(&mut self, measured: u8, now: Instant) -> u8 {
        let level = *self.level.get_or_insert(measured);
        if measured == level {
            self.trend = None;
            return level;
        }
        let rises = measured > level;
        let begun = self.trend.take().filter(|trend| trend.rises == rises);
        let mut trend = begun.unwrap_or(Trend { rises, since: now, nearest: measured });
        trend.nearest = if rises { trend.nearest.min(measured) } else { trend.nearest.max(measured) };
        let needed = if rises { RISES_AFTER } else { SINKS_AFTER };
        if now.saturating_duration_since(trend.since) < needed {
            self.trend = Some(trend);
            return level;
        }
        self.level = Some(trend.nearest);
        trend.nearest
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert, proptest};

    /// Levels after each of some measurements, a second apart.
    fn settled(measured: &[u8]) -> Vec<u8> {
        let start = Instant::now();
        let mut steady = Steady::default();
        let seconds = measured.iter().zip(0..);
        seconds.map(|(level, second)| steady.settle(*level, start + Duration::from_secs(second))).collect()
    }

    #[test]
    fn the_first_level_counts_at_once() {
        assert_eq!(settled(&[2]), [2]);
    }

    #[test]
    fn a_level_sinks_sooner_than_it_rises() {
        assert_eq!(settled(&[5, 1, 2, 1, 1]), [5, 5, 5, 2, 2]);
        assert_eq!(settled(&[1, 5, 5, 4, 5, 5, 5]), [1, 1, 1, 1, 1, 1, 4]);
    }

    #[test]
    fn what_comes_and_goes_changes_nothing() {
        assert_eq!(settled(&[4, 3, 4, 3, 4, 5, 4, 5, 3, 4]), [4; 10]);
    }

    #[test]
    fn a_value_follows_what_is_measured() {
        let start = Instant::now();
        let mut smooth = Smooth::default();
        assert_eq!(smooth.add(None, start), None);
        assert_eq!(smooth.add(Some(0.0), start), Some(0.0));
        let soon = smooth.add(Some(1.0), start + Duration::from_secs(1)).unwrap();
        assert!((0.2..0.3).contains(&soon), "{soon}");
        assert_eq!(smooth.add(None, start + Duration::from_secs(2)), Some(soon));
        let later = smooth.add(Some(1.0), start + Duration::from_secs(60)).unwrap();
        assert!(later > 0.95, "{later}");
    }

    proptest! {
        #[test]
        fn changes_keep_their_distance(steps in vec((0u64..3000, 1u8..=5), 1..200)) {
            let mut now = Instant::now();
            let mut steady = Steady::default();
            let (mut level, mut changed) = (None, None);
            for (pause, measured) in steps {
                now += Duration::from_millis(pause);
                let next = steady.settle(measured, now);
                if level.is_some_and(|level| level != next) {
                    prop_assert!(changed.is_none_or(|changed| now - changed >= SINKS_AFTER));
                    changed = Some(now);
                }
                level = Some(next);
            }
        }
    }
}
