//! How large the picture of a key frame is, read from the first packet of it.

mod av1;
mod h264;
mod vp9;

use super::vp8::Vp8Descriptor;
use crate::sdp::Codec;

/// The longest side that any encoder here makes.
const LONGEST_SIDE: u32 = 16_384;

/// Width and height of the picture that starts with this RTP payload; `None` if it is no key frame's first packet, or
/// does not tell. The width comes first as encoded: who shows it may turn it.
pub(crate) fn key_frame_dimensions(codec: &Codec, payload: &[u8]) -> Option<(u32, u32)> {
    let (width, height) = if codec.is("VP8") {
        vp8(payload)?
    } else if codec.is("H264") {
        h264::dimensions(payload)?
    } else if codec.is("VP9") {
        vp9::dimensions(payload)?
    } else if codec.is("AV1") {
        av1::dimensions(payload)?
    } else {
        return None;
    };
    let is_sound = |side: u32| (1..=LONGEST_SIDE).contains(&side);
    (is_sound(width) && is_sound(height)).then_some((width, height))
}

/// The frame header of a key frame (RFC 6386 §9.1): three bytes, a start code, and 14 bits for each side, which have two
/// bits of scaling above them.
fn vp8(payload: &[u8]) -> Option<(u32, u32)> {
    let (descriptor, frame) = Vp8Descriptor::split(payload)?;
    let (&[_, _, _, 0x9D, 0x01, 0x2A, width_low, width_high, height_low, height_high], _) =
        frame.split_first_chunk()?
    else {
        return None;
    };
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    descriptor.starts_key_frame.then(|| (side(width_low, width_high), side(height_low, height_high)))
}

#[cfg(test)]
mod tests;
