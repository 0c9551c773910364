//! The scalability structure of the payload descriptor, or else the uncompressed header of the frame (VP9 bitstream
//! specification §6.2).

use crate::forward::bit_reader::BitReader;
use crate::forward::vp9::Vp9Descriptor;

/// In front of every key frame.
const SYNC_CODE: u32 = 0x49_83_42;

/// The color space whose planes all have one size.
const RGB: u32 = 7;

/// The largest of all spatial layers: the stream is forwarded whole.
pub(super) fn dimensions(payload: &[u8]) -> Option<(u32, u32)> {
    let (descriptor, frame) = Vp9Descriptor::split(payload)?;
    if descriptor.is_predicted || !descriptor.starts_frame || descriptor.spatial_layer != 0 {
        return None;
    }
    descriptor.dimensions.or_else(|| header(&mut BitReader::new(frame)))
}

fn header(frame: &mut BitReader<'_>) -> Option<(u32, u32)> {
    if frame.bits(2)? != 0b10 {
        return None;
    }
    let profile = u32::from(frame.flag()?) | u32::from(frame.flag()?) << 1;
    if profile == 3 {
        // Reserved for a profile beyond.
        frame.skip(1)?;
    }
    let shows_existing_frame = frame.flag()?;
    let is_key = !frame.flag()?;
    // Whether it is shown, and whether it resists errors.
    frame.skip(2)?;
    if shows_existing_frame || !is_key || frame.bits(24)? != SYNC_CODE {
        return None;
    }
    if profile >= 2 {
        // Ten bits or twelve.
        frame.skip(1)?;
    }
    let has_subsampling = profile == 1 || profile == 3;
    if frame.bits(3)? == RGB {
        frame.skip(u32::from(has_subsampling))?;
    } else {
        // The range of colors; then two sides of subsampling and a reserved bit.
        frame.skip(if has_subsampling { 4 } else { 1 })?;
    }
    Some((frame.bits(16)? + 1, frame.bits(16)? + 1))
}
