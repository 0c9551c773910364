//! The payload descriptor in front of every VP9 payload (RFC 9628 §4.2).

/// What of a descriptor matters to forwarding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Vp9Descriptor {
    /// The frame refers to earlier frames.
    pub(super) is_predicted: bool,
    /// The packet is the first of its layer's frame.
    pub(super) starts_frame: bool,
    /// 0 is the smallest picture.
    pub(super) spatial_layer: u8,
    /// Width and height of the largest layer, where the descriptor tells.
    pub(super) dimensions: Option<(u32, u32)>,
}

impl Vp9Descriptor {
    /// The descriptor and the frame's bytes behind it; `None` if the payload ends within.
    pub(super) fn split(payload: &[u8]) -> Option<(Self, &[u8])> {
        let mut rest = payload.iter();
        let mut next = || rest.next().copied();
        let flags = next()?;
        let has = |flag: u8| flags & flag != 0;
        let (has_picture_id, is_predicted, has_layers, is_flexible) =
            (has(0x80), has(0x40), has(0x20), has(0x10));
        let (starts_frame, has_structure) = (has(0x08), has(0x02));
        if has_picture_id && next()? & 0x80 != 0 {
            next()?;
        }
        let mut spatial_layer = 0;
        if has_layers {
            spatial_layer = next()? >> 1 & 0x07;
            if !is_flexible {
                next()?;
            }
        }
        if is_flexible && is_predicted {
            // Up to three references, each of which says whether another follows.
            for _ in 0..3 {
                if next()? & 1 == 0 {
                    break;
                }
            }
        }
        let dimensions = if has_structure { read_structure(&mut next)? } else { None };
        Some((Self { is_predicted, starts_frame, spatial_layer, dimensions }, rest.as_slice()))
    }
}

/// The scalability structure (RFC 9628 §4.2.1): the outer `None` if the payload ends within, the inner if it has no
/// dimensions.
fn read_structure(next: &mut impl FnMut() -> Option<u8>) -> Option<Option<(u32, u32)>> {
    let head = next()?;
    let layers = (head >> 5) + 1;
    let mut largest = None;
    if head & 0x10 != 0 {
        for _ in 0..layers {
            let mut side = || Some(u32::from(u16::from_be_bytes([next()?, next()?])));
            let layer = (side()?, side()?);
            largest = largest.max(Some(layer));
        }
    }
    if head & 0x08 != 0 {
        for _ in 0..next()? {
            let references = next()? >> 2 & 0x03;
            for _ in 0..references {
                next()?;
            }
        }
    }
    Some(largest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, proptest};

    #[test]
    fn reads_a_flexible_descriptor_of_three_layers() {
        // Long picture id 0x102, layer 2, two references, then the frame.
        let payload = [0xF8, 0x81, 0x02, 0x04, 0x03, 0x04, 0xAA];
        let (descriptor, frame) = Vp9Descriptor::split(&payload).unwrap();
        let expected =
            Vp9Descriptor { is_predicted: true, starts_frame: true, spatial_layer: 2, dimensions: None };
        assert_eq!((descriptor, frame), (expected, &[0xAA][..]));
    }

    #[test]
    fn reads_a_scalability_structure() {
        // Two layers of 320x180 and 640x360, a group of two pictures with one and no references.
        let structure = [0x38, 0x01, 0x40, 0x00, 0xB4, 0x02, 0x80, 0x01, 0x68, 0x02, 0x04, 0x01, 0x00];
        let payload = [&[0x8A, 0x05][..], &structure, &[0x82]].concat();
        let (descriptor, frame) = Vp9Descriptor::split(&payload).unwrap();
        assert_eq!((descriptor.dimensions, frame), (Some((640, 360)), &[0x82][..]));
        for length in 0..payload.len() - 1 {
            assert_eq!(Vp9Descriptor::split(&payload[..length]), None, "{length} bytes");
        }
    }

    proptest! {
        #[test]
        fn any_payload_is_read_or_refused(payload: Vec<u8>) {
            if let Some((_, frame)) = Vp9Descriptor::split(&payload) {
                prop_assert!(payload.ends_with(frame) && frame.len() < payload.len());
            }
        }
    }
}
