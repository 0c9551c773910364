//! The sequence header (AV1 bitstream specification §5.5) in an RTP payload (RTP payload format for AV1 §4.4).

use crate::forward::bit_reader::BitReader;
use crate::forward::keyframe::starts_av1_sequence;

/// The type of an open bitstream unit with a sequence header.
const SEQUENCE_HEADER: u8 = 1;

/// Units of one packet that are looked at. The sequence header is the first, or follows a temporal delimiter.
const UNITS: usize = 4;

pub(super) fn dimensions(payload: &[u8]) -> Option<(u32, u32)> {
    let (&aggregation, mut rest) = payload.split_first()?;
    if !starts_av1_sequence(payload) {
        return None;
    }
    // 0 means that each unit has its length in front; otherwise the last has none.
    let counted = usize::from(aggregation >> 4 & 0x03);
    for index in 1..=UNITS {
        let unit = if index == counted {
            std::mem::take(&mut rest)
        } else {
            let length = usize::try_from(leb128(&mut rest)?).ok()?;
            let (unit, others) = rest.split_at_checked(length)?;
            rest = others;
            unit
        };
        let (&header, mut contents) = unit.split_first()?;
        if header >> 3 & 0x0F != SEQUENCE_HEADER {
            continue;
        }
        if header & 0x04 != 0 {
            (_, contents) = contents.split_first()?;
        }
        if header & 0x02 != 0 {
            leb128(&mut contents)?;
        }
        return sequence_header(&mut BitReader::new(contents));
    }
    None
}

/// A number in groups of seven bits, the lowest first; each byte says whether another follows. Lengths take up to four.
fn leb128(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0;
    for group in 0..4 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u32::from(byte & 0x7F) << (7 * group);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn sequence_header(header: &mut BitReader<'_>) -> Option<(u32, u32)> {
    // The profile, and whether it is a still picture.
    header.skip(4)?;
    if header.flag()? {
        // A reduced header has but a level.
        header.skip(5)?;
    } else {
        skip_operating_points(header)?;
    }
    let width_bits = header.bits(4)? + 1;
    let height_bits = header.bits(4)? + 1;
    Some((header.bits(width_bits)? + 1, header.bits(height_bits)? + 1))
}

fn skip_operating_points(header: &mut BitReader<'_>) -> Option<()> {
    /// The highest level without tiers.
    const UNTIERED_LEVEL: u32 = 7;
    let mut delay_bits = None;
    if header.flag()? {
        // Units of a tick and of a second; then whether pictures come at an even pace.
        header.skip(64)?;
        if header.flag()? {
            header.golomb()?;
        }
        if header.flag()? {
            delay_bits = Some(header.bits(5)? + 1);
            // Units of a tick, and widths of other numbers.
            header.skip(42)?;
        }
    }
    let has_display_delays = header.flag()?;
    let points = header.bits(5)? + 1;
    for _ in 0..points {
        header.skip(12)?;
        if header.bits(5)? > UNTIERED_LEVEL {
            header.skip(1)?;
        }
        if let Some(delay_bits) = delay_bits
            && header.flag()?
        {
            // Delays of the decoder and the encoder, and whether the delay is low.
            header.skip(2 * delay_bits + 1)?;
        }
        if has_display_delays && header.flag()? {
            header.skip(4)?;
        }
    }
    Some(())
}
