//! `publisher_hints`: which simulcast layers of a publisher are wanted.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::lenient::{bounded_list, lenient_revision};

/// To the publisher.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct PublisherHints {
    /// Comes back in the [`PublisherHintsResult`]. The library skips hints with id zero.
    pub id: NonZeroU32,
    pub hints: Vec<PublisherHint>,
}

#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct PublisherHint {
    /// The track's SID.
    pub track: String,
    /// `None`: the library's defaults. Written as `null`, because a missing member is an error to the library and
    /// leaves the whole request without a result.
    #[serde(default)]
    pub encodings: Option<Vec<EncodingHint>>,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct EncodingHint {
    pub enabled: bool,
    /// Zero is the smallest layer.
    pub layer_index: u8,
}

/// From the publisher, when every hint of a [`PublisherHints`] is settled. Other than there, its members are not
/// nested.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct PublisherHintsResult {
    /// The hints' own.
    #[serde(deserialize_with = "lenient_revision")]
    pub id: u64,
    #[serde(default, deserialize_with = "bounded_list")]
    pub hints: Vec<PublisherHintResult>,
}

#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct PublisherHintResult {
    /// The track's SID.
    pub track: String,
    pub result: PublisherHintVerdict,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PublisherHintVerdict {
    Ok,
    /// The publisher does not know the track, or no longer sends it.
    UnknownTrack,
    /// The browser refuses to switch layers; Firefox always does.
    CouldNotApplyHint,
    /// Later hints for the same track came while the publisher was negotiating.
    RequestSkipped,
    /// A verdict that no known library gives.
    #[serde(other)]
    Unknown,
}

/// From the publisher: a video track was replaced, so its layers are back at the defaults and the hints are due again.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ClientReset {
    /// The track's SID.
    pub track: String,
    #[serde(default, deserialize_with = "lenient_revision")]
    pub id: u64,
}
