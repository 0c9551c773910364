//! The sequence parameter set (H.264 §7.3.2.1.1) in an RTP payload (RFC 6184 §5).

use crate::forward::bit_reader::BitReader;
use crate::forward::h264::units;

/// NAL unit type of a sequence parameter set.
const PARAMETER_SET: u8 = 7;

/// Bytes of a parameter set that are looked at. Those of browsers have about 20, with scaling lists some hundred.
const LONGEST: usize = 512;

/// Profiles that say more about color, and may carry scaling lists.
const HIGH_PROFILES: [u32; 13] = [44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244];

/// One unit of the picture size, in pixels.
const MACROBLOCK: u32 = 16;

pub(super) fn dimensions(payload: &[u8]) -> Option<(u32, u32)> {
    let (_, set) = units(payload).find(|(kind, _)| *kind == PARAMETER_SET)?;
    read(&mut BitReader::new(&unescape(set.get(1..)?)))
}

/// Without the bytes that keep start codes from appearing (H.264 §7.4.1).
fn unescape(unit: &[u8]) -> Vec<u8> {
    let mut zeros = 0;
    let bytes = unit.iter().take(LONGEST).copied();
    bytes
        .filter(|byte| {
            let is_escape = zeros >= 2 && *byte == 3;
            zeros = if *byte == 0 { zeros + 1 } else { 0 };
            !is_escape
        })
        .collect()
}

fn read(set: &mut BitReader<'_>) -> Option<(u32, u32)> {
    let profile = set.bits(8)?;
    // Constraints and level.
    set.skip(16)?;
    // Its own number.
    set.golomb()?;
    let mut chroma_format = 1;
    let mut has_separate_planes = false;
    if HIGH_PROFILES.contains(&profile) {
        chroma_format = set.golomb()?;
        if chroma_format == 3 {
            has_separate_planes = set.flag()?;
        }
        // Bit depths of luma and chroma.
        set.golomb()?;
        set.golomb()?;
        // A transform bypass.
        set.skip(1)?;
        if set.flag()? {
            skip_scaling_lists(set, chroma_format)?;
        }
    }
    // Width of frame numbers.
    set.golomb()?;
    skip_picture_order(set)?;
    // Reference frames, and whether frame numbers may have gaps.
    set.golomb()?;
    set.skip(1)?;
    let columns = set.golomb()?.checked_add(1)?;
    let rows = set.golomb()?.checked_add(1)?;
    let has_only_frames = set.flag()?;
    let fields = if has_only_frames { 1 } else { 2 };
    if !has_only_frames {
        // Whether single macroblocks change between frames and fields.
        set.skip(1)?;
    }
    // Direct prediction.
    set.skip(1)?;
    let mut width = columns.checked_mul(MACROBLOCK)?;
    let mut height = rows.checked_mul(MACROBLOCK)?.checked_mul(fields)?;
    if set.flag()? {
        let (unit_x, unit_y) = match chroma_format {
            1 if !has_separate_planes => (2, 2),
            2 if !has_separate_planes => (2, 1),
            _ => (1, 1),
        };
        let crop = |one: u32, other: u32, unit: u32| one.checked_add(other)?.checked_mul(unit);
        width = width.checked_sub(crop(set.golomb()?, set.golomb()?, unit_x)?)?;
        height = height.checked_sub(crop(set.golomb()?, set.golomb()?, unit_y * fields)?)?;
    }
    Some((width, height))
}

/// Lists of differences (H.264 §7.3.2.1.1.1): six of 16 numbers, the others of 64. A difference that leads to 0 ends its
/// list.
fn skip_scaling_lists(set: &mut BitReader<'_>, chroma_format: u32) -> Option<()> {
    let lists = if chroma_format == 3 { 12 } else { 8 };
    for list in 0..lists {
        if !set.flag()? {
            continue;
        }
        let mut last = 8;
        for _ in 0..if list < 6 { 16 } else { 64 } {
            last = (last + set.signed_golomb()?).rem_euclid(256);
            if last == 0 {
                break;
            }
        }
    }
    Some(())
}

fn skip_picture_order(set: &mut BitReader<'_>) -> Option<()> {
    /// Frames that a cycle can have.
    const LONGEST_CYCLE: u32 = 255;
    match set.golomb()? {
        0 => {
            set.golomb()?;
        }
        1 => {
            set.skip(1)?;
            set.golomb()?;
            set.golomb()?;
            let frames = set.golomb()?;
            if frames > LONGEST_CYCLE {
                return None;
            }
            for _ in 0..frames {
                set.golomb()?;
            }
        }
        _ => {}
    }
    Some(())
}
