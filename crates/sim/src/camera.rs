//! What a simulated camera takes: the layers of its pictures and how much they weigh.

use std::time::Duration;

/// One layer of simulcast; a camera without simulcast has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CameraLayer {
    pub width: u16,
    pub height: u16,
    /// Of all pictures together. Every picture is at least one packet.
    pub bits_per_second: u32,
}

/// A camera, fixed when its track is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Camera {
    pub frame_interval: Duration,
    /// Lowest resolution first.
    pub layers: Vec<CameraLayer>,
}

impl Default for Camera {
    /// One packet for a picture, few pictures: cheap to simulate.
    fn default() -> Self {
        let layers = vec![CameraLayer { width: 640, height: 480, bits_per_second: 0 }];
        Self { frame_interval: Duration::from_millis(150), layers }
    }
}

impl Camera {
    /// One layer of this size and weight, ten pictures a second.
    pub fn single(width: u16, height: u16, bits_per_second: u32) -> Self {
        let layers = vec![CameraLayer { width, height, bits_per_second }];
        Self { frame_interval: TENTH, layers }
    }

    /// Three layers, as the library asks Chromium for with `simulcast: true`.
    pub fn simulcast() -> Self {
        let layer = |width, height, bits_per_second| CameraLayer { width, height, bits_per_second };
        let layers = vec![layer(320, 180, 120_000), layer(640, 360, 400_000), layer(1280, 720, 1_200_000)];
        Self { frame_interval: TENTH, layers }
    }

    /// Three layers of one packet per picture, for calls in which only their number matters.
    pub fn small_simulcast() -> Self {
        let mut camera = Self::simulcast();
        for layer in &mut camera.layers {
            layer.bits_per_second = 0;
        }
        Self { frame_interval: Self::default().frame_interval, ..camera }
    }

    /// Bytes of one picture of a layer.
    pub(crate) fn frame_bytes(&self, layer: usize, is_key: bool) -> usize {
        let rate = self.layers.get(layer).map_or(0, |layer| layer.bits_per_second);
        let bytes = f64::from(rate) / 8.0 * self.frame_interval.as_secs_f64();
        (bytes * if is_key { KEY_FRAME_WEIGHT } else { 1.0 }) as usize
    }
}

const TENTH: Duration = Duration::from_millis(100);

/// Key frames weigh more; a real encoder's are three to ten times as large.
const KEY_FRAME_WEIGHT: f64 = 3.0;
