use std::time::{Duration, Instant};

use super::*;

mod bandwidth;
mod properties;
mod rules;
mod stability;

/// A subscriber and its clock.
struct Subscriber {
    allocator: Allocator,
    start: Instant,
}

impl Subscriber {
    #[expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]
    fn new(profile: Profile) -> Self {
        Self { allocator: Allocator::new(profile), start: Instant::now() }
    }

    fn decide(&mut self, tracks: &[Track], estimate: Option<u64>, ms: u64) -> Vec<Decision> {
        let candidates: Vec<_> = tracks.iter().map(Track::candidate).collect();
        self.allocator.allocate(&candidates, estimate, self.at(ms))
    }

    /// The layers that the tracks get.
    fn layers(&mut self, tracks: &[Track], estimate: Option<u64>, ms: u64) -> Vec<Option<usize>> {
        self.decide(tracks, estimate, ms).iter().map(|decision| decision.layer).collect()
    }

    /// The layers after the estimate was told every 500 ms from `from` to `to`.
    fn layers_after(&mut self, tracks: &[Track], estimate: u64, from: u64, to: u64) -> Vec<Option<usize>> {
        let mut layers = Vec::new();
        for ms in (from..=to).step_by(500) {
            layers = self.layers(tracks, Some(estimate), ms);
        }
        layers
    }

    fn at(&self, ms: u64) -> Instant {
        self.start + Duration::from_millis(ms)
    }
}

/// A [`Candidate`] that owns its layers.
#[derive(Clone, Debug)]
struct Track {
    sid: TrackSid,
    publisher_priority: TrackPriority,
    subscriber_priority: Option<TrackPriority>,
    is_dominant: bool,
    hint: Hint,
    layers: Vec<Layer>,
}

impl Track {
    fn new(number: u8, layers: Vec<Layer>) -> Self {
        Self {
            sid: TrackSid::from([number; 16]),
            publisher_priority: TrackPriority::Standard,
            subscriber_priority: None,
            is_dominant: false,
            hint: Hint::default(),
            layers,
        }
    }

    /// Three layers as the library sends them of a 1280x720 camera.
    fn simulcast(number: u8) -> Self {
        Self::new(
            number,
            vec![layer(150_000, 320, 180), layer(500_000, 640, 360), layer(2_500_000, 1280, 720)],
        )
    }

    /// One layer, as Firefox sends.
    fn single(number: u8, bitrate: u64) -> Self {
        Self::new(number, vec![layer(bitrate, 640, 480)])
    }

    fn priority(self, publisher_priority: TrackPriority) -> Self {
        Self { publisher_priority, ..self }
    }

    fn dominant(self) -> Self {
        Self { is_dominant: true, ..self }
    }

    fn rendered(mut self, width: u32, height: u32) -> Self {
        self.hint = Hint { enabled: Some(true), dimensions: Some(Dimensions { width, height }) };
        self
    }

    fn active(mut self, active: &[bool]) -> Self {
        for (layer, is_active) in self.layers.iter_mut().zip(active) {
            layer.is_active = *is_active;
        }
        self
    }

    fn candidate(&self) -> Candidate<'_> {
        Candidate {
            track: self.sid,
            publisher_priority: self.publisher_priority,
            subscriber_priority: self.subscriber_priority,
            is_dominant: self.is_dominant,
            hint: self.hint,
            layers: &self.layers,
        }
    }
}

fn layer(bitrate: u64, width: u32, height: u32) -> Layer {
    Layer { bitrate, dimensions: Some(Dimensions { width, height }), is_active: true }
}
