//! How often the account may ask.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Twilio's quotas, in requests per second.
const READS_PER_SECOND: f64 = 80.0;
const WRITES_PER_SECOND: f64 = 20.0;

/// A test suite may come in bursts of this many seconds' worth.
const BURST_SECONDS: f64 = 10.0;

#[derive(Debug)]
pub struct Quota {
    reads: Mutex<Bucket>,
    writes: Mutex<Bucket>,
}

#[derive(Debug)]
struct Bucket {
    per_second: f64,
    left: f64,
    filled_at: Option<Instant>,
}

impl Default for Quota {
    fn default() -> Self {
        let full =
            |per_second| Mutex::new(Bucket { per_second, left: per_second * BURST_SECONDS, filled_at: None });
        Self { reads: full(READS_PER_SECOND), writes: full(WRITES_PER_SECOND) }
    }
}

impl Quota {
    /// Whether one more request is within the quota.
    pub fn take(&self, is_read: bool, now: Instant) -> bool {
        let bucket = if is_read { &self.reads } else { &self.writes };
        bucket.lock().unwrap_or_else(PoisonError::into_inner).take(now)
    }
}

impl Bucket {
    fn take(&mut self, now: Instant) -> bool {
        let since = self.filled_at.replace(now).map_or(0.0, |at| now.duration_since(at).as_secs_f64());
        self.left = (self.left + since * self.per_second).min(self.per_second * BURST_SECONDS);
        let is_within = self.left >= 1.0;
        if is_within {
            self.left -= 1.0;
        }
        is_within
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_flood_is_refused_and_a_pause_makes_good() {
        let quota = Quota::default();
        let now = Instant::now();
        let taken = (0..1000).filter(|_| quota.take(false, now)).count();
        assert_eq!(taken, 200);
        assert!(quota.take(true, now));
        let later = now + Duration::from_secs(1);
        let taken = (0..1000).filter(|_| quota.take(false, later)).count();
        assert_eq!(taken, 20);
    }
}
