//! `network_quality` from the server: how good the connections are. A level is from 0 (broken) to 5 (excellent).

use serde::{Deserialize, Serialize};

/// The one answer to a [`super::NetworkQualityReport`].
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct NetworkQuality {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local: Option<NetworkQualityLevels>,
    /// Everybody else. `None` leaves what the library knows; a list takes its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remotes: Option<Vec<RemoteNetworkQuality>>,
}

/// One participant's levels.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct NetworkQualityLevels {
    pub level: u8,
    /// From [`super::ReportLevel::Kinds`] on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audio: Option<MediaLevels>,
    /// From [`super::ReportLevel::Kinds`] on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video: Option<MediaLevels>,
}

/// Another participant's levels.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct RemoteNetworkQuality {
    pub sid: String,
    #[serde(flatten)]
    pub levels: NetworkQualityLevels,
}

/// One kind of media, in both directions as its participant sees them.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MediaLevels {
    pub send: u8,
    pub recv: u8,
    /// At [`super::ReportLevel::Scores`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_stats: Option<DirectionScores>,
    /// At [`super::ReportLevel::Scores`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recv_stats: Option<DirectionScores>,
}

/// What a direction's level is made of. The library shows what is absent as null.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DirectionScores {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bandwidth: Option<BandwidthScore>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fraction_lost: Option<LossScore>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latency: Option<LatencyScore>,
}

/// Bits per second.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct BandwidthScore {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
}

/// A fraction from 0 to 1.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LossScore {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fraction_lost: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
}

/// Seconds.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct LatencyScore {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jitter: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rtt: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
}
