//! How much flows from one source.

use std::time::{Duration, Instant};

/// Rates are taken over windows of this length: long enough to smooth out key frames.
const WINDOW: Duration = Duration::from_millis(1000);

/// A source that was silent for this long is off. A still picture at one frame a second is not.
const SILENCE: Duration = Duration::from_millis(1500);

/// Measures the packets of one source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meter {
    window_start: Instant,
    window_bytes: u64,
    bitrate: u64,
    last_packet: Instant,
}

impl Meter {
    /// The first packet was seen `now`.
    pub(crate) fn new(now: Instant) -> Self {
        Self { window_start: now, window_bytes: 0, bitrate: 0, last_packet: now }
    }

    pub(crate) fn count(&mut self, bytes: usize, now: Instant) {
        let elapsed = now.saturating_duration_since(self.window_start);
        if now.saturating_duration_since(self.last_packet) >= SILENCE {
            *self = Self::new(now);
        } else if elapsed >= WINDOW {
            let rate = bits_per_second(self.window_bytes, elapsed);
            // A second of old and new in equal parts: a layer's rate is compared with others, not billed.
            self.bitrate = if self.bitrate == 0 { rate } else { (self.bitrate + rate) / 2 };
            self.window_start = now;
            self.window_bytes = 0;
        }
        self.window_bytes = self.window_bytes.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        self.last_packet = now;
    }

    /// Bits per second; 0 for a silent source. A source that has just begun is judged by what it sent so far.
    pub(crate) fn bitrate(&self, now: Instant) -> u64 {
        if !self.is_active(now) {
            return 0;
        }
        if self.bitrate > 0 {
            return self.bitrate;
        }
        let elapsed = now.saturating_duration_since(self.window_start).max(WINDOW / 4);
        bits_per_second(self.window_bytes, elapsed)
    }

    pub(crate) fn is_active(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.last_packet) < SILENCE
    }
}

fn bits_per_second(bytes: u64, elapsed: Duration) -> u64 {
    let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
    bytes.saturating_mul(8000) / milliseconds
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]
mod tests {
    use super::*;

    /// 100 packets of 125 bytes a second are 100 kbit/s.
    fn steady(seconds: u32) -> (Meter, Instant) {
        let mut now = Instant::now();
        let mut meter = Meter::new(now);
        for _ in 0..seconds * 100 {
            meter.count(125, now);
            now += Duration::from_millis(10);
        }
        (meter, now)
    }

    #[test]
    fn a_steady_source_is_measured() {
        for seconds in [1, 2, 10] {
            let (meter, now) = steady(seconds);
            let bitrate = meter.bitrate(now);
            assert!((95_000..=105_000).contains(&bitrate), "{bitrate} after {seconds} s");
        }
    }

    #[test]
    fn a_silent_source_is_off() {
        let (meter, now) = steady(3);
        assert!(meter.is_active(now + SILENCE / 2));
        assert!(!meter.is_active(now + SILENCE));
        assert_eq!(meter.bitrate(now + SILENCE), 0);
    }

    #[test]
    fn a_source_that_comes_back_is_measured_anew() {
        let (mut meter, now) = steady(3);
        let later = now + Duration::from_secs(60);
        meter.count(1000, later);
        assert_eq!(meter.bitrate(later + Duration::from_millis(500)), 16_000);
    }
}
