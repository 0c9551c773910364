//! The payload descriptor in front of every VP8 payload (RFC 7741 §4.2).

use str0m::rtp::Vp8Patch;

/// What of a descriptor matters to forwarding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Vp8Descriptor {
    /// The packet is the first of a frame that needs no other frame.
    pub(crate) starts_key_frame: bool,
    pub(crate) picture_id: Option<PictureId>,
    /// TL0PICIDX: counts the frames of the lowest temporal layer, modulo 256.
    pub(crate) base_layer_index: Option<u8>,
}

/// Counts frames, modulo its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PictureId {
    pub(crate) value: u16,
    /// 15 bits wide instead of 7.
    pub(crate) is_long: bool,
}

impl Vp8Descriptor {
    /// `None` if the payload ends within its descriptor.
    pub(crate) fn parse(payload: &[u8]) -> Option<Self> {
        Self::split(payload).map(|(descriptor, _)| descriptor)
    }

    /// The descriptor and the frame's bytes behind it, of which there is at least one.
    pub(crate) fn split(payload: &[u8]) -> Option<(Self, &[u8])> {
        let mut rest = payload.iter();
        let mut next = || rest.next().copied();
        let first = next()?;
        let extensions = if first & 0x80 != 0 { next()? } else { 0 };
        let mut picture_id = None;
        if extensions & 0x80 != 0 {
            let high = next()?;
            let is_long = high & 0x80 != 0;
            let value = u16::from(high & 0x7F);
            let value = if is_long { value << 8 | u16::from(next()?) } else { value };
            picture_id = Some(PictureId { value, is_long });
        }
        let base_layer_index = if extensions & 0x40 != 0 { Some(next()?) } else { None };
        if extensions & 0x30 != 0 {
            next()?;
        }
        let frame = rest.as_slice();
        let frame_header = frame.first()?;
        let starts_frame = first & 0x10 != 0 && first & 0x07 == 0;
        let starts_key_frame = starts_frame && frame_header & 1 == 0;
        Some((Self { starts_key_frame, picture_id, base_layer_index }, frame))
    }
}

impl PictureId {
    /// The same width with another value.
    pub(crate) fn with(self, value: u16) -> Self {
        Self { value: value & if self.is_long { 0x7FFF } else { 0x7F }, ..self }
    }
}

/// Counters that a payload's descriptor should say instead of its own; `None` keeps a counter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Vp8Counters {
    pub(crate) picture_id: Option<u16>,
    pub(crate) base_layer_index: Option<u8>,
}

/// The change of bytes that makes `payload` say `counters`; `None` if it stays as it is.
pub(crate) fn patch(payload: &[u8], counters: Vp8Counters) -> Option<Vp8Patch> {
    if counters == Vp8Counters::default() {
        return None;
    }
    let mut patch = str0m::rtp::Vp8Descriptor::parse(payload).ok()?.patch();
    if let Some(picture_id) = counters.picture_id {
        patch = patch.picture_id(picture_id);
    }
    if let Some(index) = counters.base_layer_index {
        patch = patch.tl0_pic_idx(index);
    }
    patch.build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, proptest};

    #[test]
    fn reads_every_form_of_the_descriptor() {
        let plain = Vp8Descriptor::parse(&[0x10, 0x00]).unwrap();
        assert_eq!(plain, Vp8Descriptor { starts_key_frame: true, picture_id: None, base_layer_index: None });
        let short = Vp8Descriptor::parse(&[0x90, 0x80, 0x42, 0x01]).unwrap();
        assert_eq!(short.picture_id, Some(PictureId { value: 0x42, is_long: false }));
        assert!(!short.starts_key_frame, "an inter frame");
        let full = Vp8Descriptor::parse(&[0x80, 0xF0, 0x92, 0x34, 0x55, 0xA7, 0x00]).unwrap();
        assert_eq!(full.picture_id, Some(PictureId { value: 0x1234, is_long: true }));
        assert_eq!(full.base_layer_index, Some(0x55));
        assert!(!full.starts_key_frame, "not the first packet of its frame");
        assert!(!Vp8Descriptor::parse(&[0x11, 0x00]).unwrap().starts_key_frame, "not the first partition");
    }

    #[test]
    fn refuses_payloads_that_end_too_early() {
        let full = [0x90, 0xF0, 0x92, 0x34, 0x55, 0xA7, 0x00];
        for length in 0..full.len() {
            assert_eq!(Vp8Descriptor::parse(&full[..length]), None, "{length} bytes");
        }
    }

    #[test]
    fn counters_are_patched_only_where_they_change() {
        let payload = [0x90, 0xE0, 0x92, 0x34, 0x55, 0xA0, 0x00];
        assert_eq!(patch(&payload, Vp8Counters::default()), None);
        assert!(
            patch(&payload, Vp8Counters { picture_id: Some(0x7FFF), base_layer_index: Some(1) }).is_some()
        );
        let absent = Vp8Counters { picture_id: Some(1), base_layer_index: None };
        assert_eq!(patch(&[0x10, 0x00], absent), None, "there is no picture id to change");
    }

    proptest! {
        #[test]
        fn any_payload_is_read_or_refused(payload: Vec<u8>, value in any::<u16>()) {
            if let Some(Vp8Descriptor { picture_id: Some(id), .. }) = Vp8Descriptor::parse(&payload) {
                assert_eq!(id.with(id.value), id);
                assert!(id.with(value).value < 0x8000);
            }
        }
    }
}
