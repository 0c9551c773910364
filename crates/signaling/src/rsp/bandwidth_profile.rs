//! What a subscriber wants to spend its downlink on.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::TrackPriority;
use crate::lenient::lenient;

/// `connect.bandwidth_profile`, the library's `BandwidthProfileOptions`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct BandwidthProfile {
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub video: Option<VideoBandwidthProfile>,
}

/// The video half, which is all there is.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct VideoBandwidthProfile {
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub mode: Option<VideoMode>,
    /// The least priority that the dominant speaker's tracks have.
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub active_speaker_priority: Option<TrackPriority>,
    /// Bits per second.
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub max_subscription_bandwidth: Option<f64>,
    /// Videos at once; zero or less means all.
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub max_tracks: Option<i64>,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub track_switch_off: Option<TrackSwitchOffMode>,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub render_dimensions: Option<RenderDimensions>,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum VideoMode {
    Collaboration,
    Grid,
    Presentation,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TrackSwitchOffMode {
    Detected,
    Disabled,
    Predicted,
}

/// Pixels per track priority.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct RenderDimensions {
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub high: Option<Dimensions>,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub standard: Option<Dimensions>,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub low: Option<Dimensions>,
}

/// A size in pixels.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Dimensions {
    #[serde(deserialize_with = "pixels")]
    pub height: u32,
    #[serde(deserialize_with = "pixels")]
    pub width: u32,
}

/// Reads what an app computed, perhaps with a fraction; one that has begun counts as a pixel.
fn pixels<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let pixels = f64::deserialize(deserializer)?;
    if pixels < 0.0 {
        return Err(D::Error::custom("a size is not negative"));
    }
    // The cast saturates.
    Ok(pixels.ceil() as u32)
}
