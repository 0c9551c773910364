//! The time of day of the engine's moments.

use std::time::{Instant, SystemTime};

/// One moment by both clocks. A moment has the same date whenever it is asked for, even if the system's clock is set
/// in between.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    instant: Instant,
    time: SystemTime,
}

impl Clock {
    pub fn start() -> Self {
        Self { instant: Instant::now(), time: SystemTime::now() }
    }

    pub fn time_of(&self, moment: Instant) -> SystemTime {
        match moment.checked_duration_since(self.instant) {
            Some(after) => self.time + after,
            None => self.time - self.instant.duration_since(moment),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn moments_before_and_after_the_start_keep_their_distance() {
        let clock = Clock::start();
        let second = Duration::from_secs(1);
        assert_eq!(clock.time_of(clock.instant + second), clock.time + second);
        assert_eq!(clock.time_of(clock.instant - second), clock.time - second);
    }
}
