//! One packet in, the same packet out to a subscriber: what its headers must say there. Plain RTP values; knows
//! neither connections nor participants.

mod codec;
mod keyframe;
mod rewriter;
mod vp8;

pub(crate) use codec::PayloadMap;
pub(crate) use keyframe::{KeyFrameThrottle, starts_key_frame};
pub(crate) use rewriter::{Incoming, Rewriter, Start};
pub(crate) use vp8::{Vp8Descriptor, patch};
