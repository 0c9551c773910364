//! One packet in, the same packet out to a subscriber: what its headers must say there. Plain RTP values; knows
//! neither connections nor participants.

mod bit_reader;
mod codec;
mod dimensions;
mod h264;
mod keyframe;
mod layer_switch;
mod meter;
mod redundancy;
mod rewriter;
mod vp8;
mod vp9;

pub(crate) use codec::PayloadMap;
pub(crate) use dimensions::key_frame_dimensions;
pub(crate) use keyframe::{KeyFrameThrottle, starts_key_frame};
pub(crate) use layer_switch::LayerSwitch;
pub(crate) use meter::Meter;
pub(crate) use redundancy::primary_block;
pub(crate) use rewriter::{Incoming, Rewriter, Start};
pub(crate) use vp8::{Vp8Descriptor, patch};
