//! Which media-signaling channels (data channels that carry JSON) are wanted and granted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::lenient::lenient_list;

/// Wanted channels by name: `active_speaker`, `network_quality`, `track_priority`, …
pub type MediaSignalingRequests = BTreeMap<String, MediaSignalingRequest>;

/// Granted channels by name. Channels that are not supported are left out.
pub type MediaSignalingGrants = BTreeMap<String, MediaSignalingGrant>;

/// How a wanted channel may arrive.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct MediaSignalingRequest {
    #[serde(default, deserialize_with = "lenient_list")]
    pub transports: Vec<MediaSignalingTransport>,
}

/// How a granted channel arrives.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct MediaSignalingGrant {
    pub transport: MediaSignalingTransport,
}

/// The library understands data channels only.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum MediaSignalingTransport {
    DataChannel {
        /// The channel's label, in grants.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        label: Option<String>,
    },
}
