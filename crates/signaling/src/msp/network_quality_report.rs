//! `network_quality` from the client: what it measures.

use serde::{Deserialize, Serialize};

use crate::lenient::{amount, lenient};

/// One report. It wants exactly one [`super::NetworkQuality`] as its answer: the next report follows a second after it,
/// and each further answer makes a further report.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkQualityReport {
    #[serde(default, deserialize_with = "lenient")]
    pub ice: IceStats,
    /// Of all tracks.
    #[serde(default, deserialize_with = "lenient")]
    pub send: SendStats,
    /// Of all tracks.
    #[serde(default, deserialize_with = "lenient")]
    pub recv: ReceiveStats,
    #[serde(default, deserialize_with = "lenient")]
    pub audio: MediaStats,
    #[serde(default, deserialize_with = "lenient")]
    pub video: MediaStats,
    /// How much to tell of the client itself.
    #[serde(default = "level_only", deserialize_with = "local_level")]
    pub report_level: ReportLevel,
    /// How much to tell of everybody else.
    #[serde(default, deserialize_with = "lenient")]
    pub remote_report_level: ReportLevel,
}

/// How much the client wants to be told.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(try_from = "f64", into = "u8")]
pub enum ReportLevel {
    #[default]
    Nothing,
    /// The level alone.
    Level,
    /// Also levels per kind and direction.
    Kinds,
    /// Also the scores behind those.
    Scores,
}

/// The selected candidate pair. Bits per second and seconds.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IceStats {
    #[serde(default, deserialize_with = "amount", skip_serializing_if = "Option::is_none")]
    pub send: Option<f64>,
    #[serde(default, deserialize_with = "amount", skip_serializing_if = "Option::is_none")]
    pub recv: Option<f64>,
    #[serde(default, deserialize_with = "amount", skip_serializing_if = "Option::is_none")]
    pub rtt: Option<f64>,
    /// What the browser believes it could send.
    #[serde(default, deserialize_with = "amount", skip_serializing_if = "Option::is_none")]
    pub available_send: Option<f64>,
}

/// One kind of media in both directions.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct MediaStats {
    #[serde(default, deserialize_with = "lenient")]
    pub send: SendStats,
    #[serde(default, deserialize_with = "lenient")]
    pub recv: ReceiveStats,
}

/// Bits per second and seconds.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct SendStats {
    #[serde(default, deserialize_with = "amount", skip_serializing_if = "Option::is_none")]
    pub bitrate: Option<f64>,
    #[serde(default, deserialize_with = "amount", skip_serializing_if = "Option::is_none")]
    pub rtt: Option<f64>,
}

/// Bits per second, a fraction from 0 to 1, and seconds.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiveStats {
    #[serde(default, deserialize_with = "amount", skip_serializing_if = "Option::is_none")]
    pub bitrate: Option<f64>,
    #[serde(default, deserialize_with = "amount", skip_serializing_if = "Option::is_none")]
    pub fraction_lost: Option<f64>,
    #[serde(default, deserialize_with = "amount", skip_serializing_if = "Option::is_none")]
    pub jitter: Option<f64>,
}

impl From<ReportLevel> for u8 {
    fn from(level: ReportLevel) -> Self {
        match level {
            ReportLevel::Nothing => 0,
            ReportLevel::Level => 1,
            ReportLevel::Kinds => 2,
            ReportLevel::Scores => 3,
        }
    }
}

impl TryFrom<f64> for ReportLevel {
    type Error = &'static str;

    fn try_from(number: f64) -> Result<Self, Self::Error> {
        [Self::Nothing, Self::Level, Self::Kinds, Self::Scores]
            .into_iter()
            .find(|level| number == f64::from(u8::from(*level)))
            .ok_or("a report level is 0, 1, 2 or 3")
    }
}

fn level_only() -> ReportLevel {
    ReportLevel::Level
}

/// The library never asks for less than the level, and neither does a report that says something else.
fn local_level<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<ReportLevel, D::Error> {
    Ok(lenient::<D, ReportLevel>(deserializer)?.max(ReportLevel::Level))
}
