use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::*;

/// First bytes of what the encoders of Chromium 156 make of a first frame, of 320x180, 1280x720 and 638x358.
const SIZES: [(u32, u32); 3] = [(320, 180), (1280, 720), (638, 358)];
const VP8: [&str; 3] = ["3012009d012a4001b40003", "10cb009d012a0005d0020a", "f037009d012a7e0266010a"];
const VP9: [&str; 3] = ["824983425013f00b360e38", "82498342504ff02cf66638", "824983425027d016563438"];
const AV1: [&str; 3] =
    ["000000043cfecc01a2021a0308", "0000002d4cffb3c01a2021a0308", "0000000cc4fb650068808680c2"];
const H264_BASELINE: [&str; 3] = [
    "6742c00d8c8d40a0cbcf37010d010784423500",
    "6742c01f8c8d402802dd37010d010784423500",
    "6742c01e8c8d405017f534dc0434041e1108d4",
];
const H264_HIGH: [&str; 3] = [
    "67640c0dac191a8141979e6e021a020f08846a",
    "67640c1fac191a805005ba6e021a020f08846a",
    "67640c1eac191a80a02fea69b80868083c2211a8",
];

fn bytes(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks_exact(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

fn of(name: &str, payload: &[u8]) -> Option<(u32, u32)> {
    let codec = Codec {
        payload_type: 96,
        name: name.to_owned(),
        clock_rate: 90_000,
        channels: None,
        fmtp: None,
        feedback: Vec::new(),
        rtx: None,
    };
    key_frame_dimensions(&codec, payload)
}

/// Checks every size, with the frame of each in the payload that `packet` makes of it.
fn check(name: &str, frames: [&str; 3], packet: impl Fn(&[u8]) -> Vec<u8>) {
    for (frame, size) in frames.into_iter().zip(SIZES) {
        let payload = packet(&bytes(frame));
        assert_eq!(of(name, &payload), Some(size), "{name} {payload:02x?}");
    }
}

#[test]
fn vp8_tells_in_its_frame_header() {
    check("VP8", VP8, |frame| [&[0x10], frame].concat());
    check("VP8", VP8, |frame| [&[0x90, 0xE0, 0x92, 0x34, 0x55, 0xA0], frame].concat());
    let later = [&[0x00], bytes(VP8[0]).as_slice()].concat();
    assert_eq!(of("VP8", &later), None, "not the first packet");
    assert_eq!(of("VP8", &[0x10, 0x31, 0x12, 0x00, 0x9D, 0x01, 0x2A, 64, 1, 180, 0]), None, "no key frame");
}

#[test]
fn h264_tells_in_its_parameter_set() {
    for sets in [H264_BASELINE, H264_HIGH] {
        check("H264", sets, <[u8]>::to_vec);
        check("H264", sets, |set| {
            let length = u8::try_from(set.len()).unwrap();
            [&[0x78, 0, 2, 0x09, 0x10, 0, length], set, &[0, 2, 0x68, 0xCE]].concat()
        });
    }
    assert_eq!(of("H264", &[0x65, 0xB8, 0, 4]), None, "a slice does not tell");
}

#[test]
fn vp9_tells_in_its_frame_header_or_its_scalability_structure() {
    check("VP9", VP9, |frame| [&[0x88, 0x81, 0x02], frame].concat());
    // Layers of 320x180 and 640x360; the frame is the smaller one's.
    let structure = [0xAA, 0x05, 0x00, 0x00, 0x30, 0x01, 0x40, 0x00, 0xB4, 0x02, 0x80, 0x01, 0x68];
    let payload = [&structure[..], bytes(VP9[0]).as_slice()].concat();
    assert_eq!(of("VP9", &payload), Some((640, 360)));
    let upper_layer = [&[0xA8, 0x05, 0x02, 0x00], bytes(VP9[1]).as_slice()].concat();
    assert_eq!(of("VP9", &upper_layer), None);
}

#[test]
fn av1_tells_in_its_sequence_header() {
    // The only unit, the first of several with lengths, and one with its own length inside.
    check("AV1", AV1, |header| [&[0x18, 0x08], header].concat());
    check("AV1", AV1, |header| {
        let length = u8::try_from(header.len()).unwrap() + 1;
        [&[0x08, 1, 0x10, length, 0x08], header, &[2, 0x30, 0]].concat()
    });
    check("AV1", AV1, |header| [&[0x18, 0x0A, u8::try_from(header.len()).unwrap()], header].concat());
    let later = [&[0x10, 0x08], bytes(AV1[0]).as_slice()].concat();
    assert_eq!(of("AV1", &later), None, "no new sequence");
}

#[test]
fn sound_and_impossible_sizes_have_none() {
    assert_eq!(of("opus", &[0x10, 0, 0, 0, 0x9D, 0x01, 0x2A, 64, 1, 180, 0]), None);
    assert_eq!(of("VP8", &[0x10, 0, 0, 0, 0x9D, 0x01, 0x2A, 0, 0, 180, 0]), None, "no width");
    assert_eq!(of("VP9", &[0x0A, 0x10, 0xFF, 0xFF, 0x00, 0x01]), None, "65535 pixels wide");
}

/// Writes numbers as [`crate::forward::bit_reader::BitReader`] reads them.
#[derive(Default)]
struct BitWriter(Vec<bool>);

impl BitWriter {
    fn bits(mut self, value: u32, count: u32) -> Self {
        self.0.extend((0..count).rev().map(|bit| value >> bit & 1 == 1));
        self
    }

    fn golomb(self, value: u32) -> Self {
        let width = (value + 1).ilog2() + 1;
        self.bits(0, width - 1).bits(value + 1, width)
    }

    /// The bytes of a parameter set, behind its header and with start codes escaped.
    fn into_parameter_set(self) -> Vec<u8> {
        let mut unit = vec![0x67];
        let mut zeros = 0;
        for bits in self.bits(1, 1).0.chunks(8) {
            let byte = (0..8).fold(0, |byte, bit| byte << 1 | u8::from(bits.get(bit) == Some(&true)));
            if zeros >= 2 && byte <= 3 {
                unit.push(3);
                zeros = 0;
            }
            zeros = if byte == 0 { zeros + 1 } else { 0 };
            unit.push(byte);
        }
        unit
    }
}

proptest! {
    #[test]
    fn parameter_sets_of_any_size_are_read(
        (columns, rows) in (1u32..=512, 1u32..=512),
        crop in prop_oneof![Just([0; 4]), any::<[u8; 4]>().prop_map(|crop| crop.map(|side| side % 4))],
        (has_only_frames, order, has_lists) in any::<(bool, u8, bool)>(),
    ) {
        let mut set = BitWriter::default().bits(100, 8).bits(0, 16).golomb(0).golomb(1).golomb(0).golomb(0).bits(0, 1);
        set = set.bits(has_lists.into(), 1);
        if has_lists {
            // One list of sixteen numbers without a difference, one that ends at once (with -8), six absent.
            set = set.bits(1, 1);
            for _ in 0..16 {
                set = set.golomb(0);
            }
            set = set.bits(1, 1).golomb(16).bits(0, 6);
        }
        set = set.golomb(4);
        set = match order % 3 {
            0 => set.golomb(0).golomb(2),
            1 => set.golomb(1).bits(0, 1).golomb(3).golomb(4).golomb(2).golomb(9).golomb(8),
            _ => set.golomb(2),
        };
        set = set.golomb(1).bits(0, 1).golomb(columns - 1).golomb(rows - 1).bits(has_only_frames.into(), 1);
        if !has_only_frames {
            set = set.bits(0, 1);
        }
        let has_crop = crop != [0; 4];
        set = set.bits(0, 1).bits(has_crop.into(), 1);
        let [left, right, top, bottom] = crop.map(u32::from);
        if has_crop {
            set = set.golomb(left).golomb(right).golomb(top).golomb(bottom);
        }
        let fields = if has_only_frames { 1 } else { 2 };
        let size = (columns * 16 - 2 * (left + right), (rows * 16 - 2 * (top + bottom)) * fields);
        let expected = (size.0.min(size.1) > 0).then_some(size);
        prop_assert_eq!(of("H264", &set.into_parameter_set()), expected);
    }

    #[test]
    fn any_payload_is_judged(mut payload: Vec<u8>, start in 0usize..6) {
        // Mostly something that looks like a key frame at first.
        let start: &[u8] = [&[][..], &[0x10, 0, 0, 0, 0x9D, 0x01, 0x2A], &[0x67, 100], &[0x78, 0, 20, 0x67], &[0x0A], &[0x18, 0x08]][start];
        payload.splice(0..0, start.iter().copied());
        for name in ["VP8", "H264", "VP9", "AV1", "opus"] {
            if let Some((width, height)) = of(name, &payload) {
                prop_assert!((1..=LONGEST_SIDE).contains(&width) && (1..=LONGEST_SIDE).contains(&height));
            }
        }
    }
}
