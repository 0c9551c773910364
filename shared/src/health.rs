use serde::{Deserialize, Serialize};

/// The answer to a probe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// Always `ok`: a backend that is not does not answer.
    pub status: String,
    pub mode: Mode,
}

/// Where the rooms live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// In the room server inside the backend.
    Embedded,
    /// In Twilio's cloud.
    Twilio,
}
