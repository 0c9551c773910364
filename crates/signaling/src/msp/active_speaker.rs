//! `active_speaker`: who is the loudest.

use serde::{Deserialize, Serialize};

/// Said on every change. The library shows nobody for a SID that it does not know, such as the receiver's own.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ActiveSpeaker {
    /// The participant's SID; written as `null` when nobody speaks.
    #[serde(default)]
    pub participant: Option<String>,
}
