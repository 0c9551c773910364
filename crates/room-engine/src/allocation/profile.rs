//! What a subscriber asks for: the bandwidth profile of its *connect* and its render hints.

use super::rank::Priority;
use crate::track::TrackPriority;

/// In pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dimensions {
    pub width: u32,
    pub height: u32,
}

impl Dimensions {
    pub fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// How priorities turn into bandwidth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Higher priorities get more, but only of what is left when everybody is visible.
    Collaboration,
    /// All tracks get the same; priorities only say who is switched off first.
    #[default]
    Grid,
    /// Higher priorities get everything they want before lower ones get anything.
    Presentation,
}

/// When tracks are switched off because they do not fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SwitchOff {
    /// When the estimate has stayed below what is sent in the lowest layers.
    Detected,
    /// Never.
    Disabled,
    /// As soon as the estimate says so.
    #[default]
    Predicted,
}

/// The bandwidth profile of a subscriber. The default is that of a client which gave none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Profile {
    pub mode: Mode,
    /// Of all video together, in bits per second.
    pub max_bitrate: Option<u64>,
    pub max_tracks: Option<usize>,
    /// The least that the dominant speaker's tracks have.
    pub dominant_speaker_priority: Option<TrackPriority>,
    pub switch_off: SwitchOff,
    /// For tracks without a render hint.
    pub render_dimensions: RenderDimensions,
}

/// How large tracks are rendered, by their effective priority. `None`: as large as they come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RenderDimensions {
    pub high: Option<Dimensions>,
    pub standard: Option<Dimensions>,
    pub low: Option<Dimensions>,
}

impl RenderDimensions {
    pub(super) fn of(&self, priority: Priority) -> Option<Dimensions> {
        match priority {
            Priority::High => self.high,
            Priority::Standard => self.standard,
            Priority::Low => self.low,
        }
    }

    /// The values that the library documents (`VideoRenderDimensions` in `lib/connect.js`).
    pub(super) fn default_of(priority: Priority) -> Dimensions {
        match priority {
            Priority::High => Dimensions { width: 1280, height: 720 },
            Priority::Standard => Dimensions { width: 640, height: 480 },
            Priority::Low => Dimensions { width: 176, height: 144 },
        }
    }
}

/// What the client said about rendering a track. The default: nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hint {
    pub enabled: Option<bool>,
    pub dimensions: Option<Dimensions>,
}
