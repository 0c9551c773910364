//! One packet in, the same packet out to a subscriber: what its headers must say there. Plain RTP values; knows
//! neither connections nor participants.

pub(crate) mod codec;
pub(crate) mod keyframe;
pub(crate) mod rewriter;
pub(crate) mod vp8;
