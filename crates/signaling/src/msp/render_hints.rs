//! `render_hints`: which tracks a subscriber shows, and how large.

use serde::{Deserialize, Serialize};

use crate::lenient::{bounded_list, lenient, lenient_revision};
use crate::rsp::Dimensions;

/// From the subscriber. The library sends no further hints until a [`RenderHintsReply`] comes; after two seconds it
/// repeats all of them.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct RenderHints {
    #[serde(deserialize_with = "lenient_revision")]
    pub id: u64,
    #[serde(default, deserialize_with = "bounded_list")]
    pub hints: Vec<RenderHint>,
}

/// What changed for one track; an absent member is as before.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RenderHint {
    /// The track's SID.
    pub track: String,
    /// Whether it is shown at all.
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub render_dimensions: Option<Dimensions>,
}

/// The answer to every [`RenderHints`].
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct RenderHintsReply {
    /// The hints' own.
    pub id: u64,
    pub hints: Vec<RenderHintResult>,
}

#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RenderHintResult {
    /// The track's SID.
    pub track: String,
    pub result: RenderHintVerdict,
}

/// Everything but `Ok` is only logged by the library.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum RenderHintVerdict {
    #[serde(rename = "OK")]
    Ok,
    #[serde(rename = "INVALID_RENDER_HINT")]
    Invalid,
}
