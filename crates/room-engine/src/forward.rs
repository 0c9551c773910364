//! One packet in, the same packet out to a subscriber: what its headers must say there. Plain RTP values; knows
//! neither connections nor participants.

mod bit_reader;
mod codec;
#[cfg_attr(not(test), expect(dead_code, reason = "nothing chooses layers by them yet"))]
mod dimensions;
mod h264;
mod keyframe;
mod rewriter;
mod vp8;
mod vp9;

pub(crate) use codec::PayloadMap;
#[expect(unused_imports, reason = "nothing chooses layers by them yet")]
pub(crate) use dimensions::key_frame_dimensions;
pub(crate) use keyframe::{KeyFrameThrottle, starts_key_frame};
pub(crate) use rewriter::{Incoming, Rewriter, Start};
pub(crate) use vp8::{Vp8Descriptor, patch};
