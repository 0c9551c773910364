//! `track_switch_off`: which tracks stopped flowing, and which flow again.

use serde::{Deserialize, Serialize};

/// Changes, by track SID. A track in both lists counts as off. SIDs that the library does not know are kept until the
/// track appears.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct TrackSwitchOff {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub off: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<String>,
}
