//! `disconnect` and `disconnected`: the end, from either side.

use serde::{Deserialize, Serialize};

use crate::lenient::lenient;

/// The participant leaves. The library also sends it after `error` and `disconnected`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Disconnect {
    /// `None` if the client was never connected.
    #[serde(default, deserialize_with = "lenient")]
    pub session: Option<String>,
}

/// Why the server ends it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DisconnectedStatus {
    /// The room ended: the library reports 53118.
    Completed,
    /// The participant was removed: the library reports no fault.
    Disconnected,
}
