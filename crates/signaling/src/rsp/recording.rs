//! Whether the room is being recorded.

use serde::{Deserialize, Serialize};

use crate::lenient::revision;

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Recording {
    /// At least 1.
    #[serde(deserialize_with = "revision")]
    pub revision: u64,
    pub is_recording: bool,
}
