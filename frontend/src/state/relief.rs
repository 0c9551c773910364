//! Sending less of the own camera while the computer cannot keep up.

use super::background::OverloadDetector;

/// Seconds of quiet after which the whole picture is tried again.
const FIRST_WAIT: f64 = 60.0;
const LONGEST_WAIT: f64 = 960.0;

/// Decides how much is sent, from how many pictures of the own camera were shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Relief {
    detector: OverloadDetector,
    stance: Stance,
    /// What the next wait lasts: each relapse doubles it, lest the picture's size sway.
    wait: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stance {
    Whole,
    Reduced {
        calm_seconds: f64,
    },
    /// The person wants the whole picture, however slow it is.
    Insisting,
}

impl Default for Relief {
    fn default() -> Self {
        Self { detector: OverloadDetector::default(), stance: Stance::Whole, wait: FIRST_WAIT }
    }
}

impl Relief {
    /// Whether less is to be sent.
    pub fn is_reduced(&self) -> bool {
        matches!(self.stance, Stance::Reduced { .. })
    }

    /// The person wants the whole picture.
    pub fn insist(&mut self) {
        self.stance = Stance::Insisting;
    }

    /// Notes how many pictures were shown within a stretch of time.
    pub fn note(&mut self, pictures: u32, seconds: f64) {
        let is_overloaded = self.detector.note(pictures, seconds);
        match &mut self.stance {
            Stance::Whole if is_overloaded => {
                self.stance = Stance::Reduced { calm_seconds: 0.0 };
                self.detector = OverloadDetector::default();
            }
            Stance::Reduced { calm_seconds } if self.detector.is_calm() => {
                *calm_seconds += seconds.max(0.0);
                if *calm_seconds >= self.wait {
                    self.stance = Stance::Whole;
                    self.wait = (self.wait * 2.0).min(LONGEST_WAIT);
                }
            }
            Stance::Reduced { calm_seconds } => *calm_seconds = 0.0,
            Stance::Whole | Stance::Insisting => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLOW: u32 = 6;
    const FINE: u32 = 24;

    /// Notes so many stretches of two seconds.
    fn after(relief: &mut Relief, pictures: u32, stretches: usize) -> bool {
        for _ in 0..stretches {
            relief.note(pictures, 2.0);
        }
        relief.is_reduced()
    }

    #[test]
    fn a_computer_that_stays_slow_sends_less_until_it_has_been_quiet_for_a_minute() {
        let mut relief = Relief::default();
        assert!(!after(&mut relief, FINE, 100));
        assert!(!after(&mut relief, SLOW, 5));
        assert!(after(&mut relief, SLOW, 1));
        assert!(after(&mut relief, FINE, 29));
        assert!(!after(&mut relief, FINE, 1));
    }

    #[test]
    fn a_busy_moment_begins_the_quiet_anew() {
        let mut relief = Relief::default();
        assert!(after(&mut relief, SLOW, 6));
        assert!(after(&mut relief, FINE, 29));
        assert!(after(&mut relief, SLOW, 1));
        assert!(after(&mut relief, FINE, 29));
        assert!(!after(&mut relief, FINE, 1));
    }

    #[test]
    fn each_relapse_doubles_the_wait_up_to_a_limit() {
        let mut relief = Relief::default();
        for wait in [60, 120, 240, 480, 960, 960] {
            assert!(after(&mut relief, SLOW, 6));
            assert!(after(&mut relief, FINE, wait / 2 - 1));
            assert!(!after(&mut relief, FINE, 1), "after {wait} s");
        }
    }

    #[test]
    fn whoever_insists_is_not_overruled() {
        let mut relief = Relief::default();
        assert!(after(&mut relief, SLOW, 6));
        relief.insist();
        assert!(!after(&mut relief, SLOW, 100));
    }
}
