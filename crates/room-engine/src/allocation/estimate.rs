//! How much of an estimate has held.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Remembers the least of the estimates of the last [`HOLD_TIME`].
#[derive(Clone, Debug, Default)]
pub(super) struct EstimateWindow {
    /// Rising. Estimates above the current one do not matter any more and are not kept.
    replaced: VecDeque<Replaced>,
    current: Option<u64>,
}

/// Estimates that greater ones have replaced since, in the course of [`RESOLUTION`].
#[derive(Clone, Copy, Debug)]
struct Replaced {
    /// In bits per second, the least of them.
    estimate: u64,
    first_at: Instant,
    last_at: Instant,
}

impl EstimateWindow {
    /// Takes the newest estimate and returns the least that has held; a first estimate counts at once.
    pub fn update(&mut self, estimate: Option<u64>, now: Instant) -> Option<u64> {
        let Some(estimate) = estimate else {
            *self = Self::default();
            return None;
        };
        while self.replaced.front().is_some_and(|replaced| replaced.last_at + HOLD_TIME <= now) {
            self.replaced.pop_front();
        }
        if let Some(previous) = self.current.replace(estimate)
            && previous < estimate
        {
            match self.replaced.back_mut() {
                Some(newest) if now.saturating_duration_since(newest.first_at) < RESOLUTION => {
                    newest.last_at = now;
                }
                Some(_) | None => {
                    self.replaced.push_back(Replaced { estimate: previous, first_at: now, last_at: now });
                }
            }
        }
        while self.replaced.back().is_some_and(|replaced| replaced.estimate >= estimate) {
            self.replaced.pop_back();
        }
        Some(self.replaced.front().map_or(estimate, |least| least.estimate))
    }

    /// When the least rises if the estimate stays.
    pub fn next_rise(&self) -> Option<Instant> {
        self.replaced.front().map(|least| least.last_at + HOLD_TIME)
    }
}

/// How long an estimate must have held before more is sent because of it. Shorter follows a line that grows more
/// quickly, and falls for more of its probes.
const HOLD_TIME: Duration = Duration::from_secs(3);

/// Estimates that follow each other faster count as the least of them, which bounds the memory to about 30 entries.
const RESOLUTION: Duration = Duration::from_millis(100);

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]
mod tests {
    use super::*;

    /// The least that has held after each of `(milliseconds, estimate)`.
    #[track_caller]
    fn check(estimates: &[(u64, u64)], held: &[u64]) {
        let start = Instant::now();
        let mut window = EstimateWindow::default();
        let seen: Vec<_> = estimates
            .iter()
            .filter_map(|(ms, estimate)| window.update(Some(*estimate), start + Duration::from_millis(*ms)))
            .collect();
        assert_eq!(seen, held);
    }

    #[test]
    fn first_estimate_counts_at_once() {
        check(&[(0, 500)], &[500]);
    }

    #[test]
    fn falls_at_once_and_rises_when_it_has_held() {
        check(&[(0, 500), (100, 300), (200, 800), (3000, 800), (3200, 800)], &[500, 300, 300, 300, 800]);
    }

    #[test]
    fn follows_a_line_that_grows_all_the_time() {
        let ramp: Vec<_> = (0..200).map(|step| (step * 50, 1000 + step)).collect();
        let start = Instant::now();
        let mut window = EstimateWindow::default();
        let mut held = None;
        for (ms, estimate) in ramp {
            held = window.update(Some(estimate), start + Duration::from_millis(ms));
            assert!(window.replaced.len() <= 32, "{}", window.replaced.len());
        }
        let held = held.unwrap();
        assert!((1130..=1140).contains(&held), "{held}");
    }

    #[test]
    fn forgets_everything_without_an_estimate() {
        let start = Instant::now();
        let mut window = EstimateWindow::default();
        window.update(Some(100), start);
        assert_eq!(window.update(None, start), None);
        assert_eq!(window.update(Some(900), start), Some(900));
        assert_eq!(window.next_rise(), None);
    }
}
