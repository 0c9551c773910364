//! What the simulated microphones and cameras send: packets that say whose they are.

/// Whose packet, and which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub browser: u16,
    pub publication: u16,
    /// Of a picture's layer or of the sound, from 0.
    pub frame: u32,
    pub layer: u8,
    pub is_key: bool,
    /// Which packet of its frame, and whether it is the last one.
    pub part: u16,
    pub is_last: bool,
}

/// Counters in the payload descriptor of VP8, which the server may rewrite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counters {
    /// 15 bits.
    pub picture_id: u16,
    pub base_layer_index: u8,
}

const STAMP_BYTES: usize = 13;

impl Stamp {
    fn to_bytes(self) -> [u8; STAMP_BYTES] {
        let mut bytes = [0; STAMP_BYTES];
        bytes[..2].copy_from_slice(&self.browser.to_be_bytes());
        bytes[2..4].copy_from_slice(&self.publication.to_be_bytes());
        bytes[4..8].copy_from_slice(&self.frame.to_be_bytes());
        bytes[8] = self.layer;
        bytes[9] = u8::from(self.is_key);
        bytes[10..12].copy_from_slice(&self.part.to_be_bytes());
        bytes[12] = u8::from(self.is_last);
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; STAMP_BYTES] = bytes.get(..STAMP_BYTES)?.try_into().ok()?;
        let [b0, b1, p0, p1, f0, f1, f2, f3, layer, is_key, n0, n1, is_last] = bytes;
        Some(Self {
            browser: u16::from_be_bytes([b0, b1]),
            publication: u16::from_be_bytes([p0, p1]),
            frame: u32::from_be_bytes([f0, f1, f2, f3]),
            layer,
            is_key: is_key == 1,
            part: u16::from_be_bytes([n0, n1]),
            is_last: is_last == 1,
        })
    }
}

pub(crate) fn write_opus(stamp: Stamp) -> Vec<u8> {
    [&[0xf8_u8][..], &stamp.to_bytes()].concat()
}

pub(crate) fn read_opus(payload: &[u8]) -> Option<Stamp> {
    Stamp::from_bytes(payload.get(1..)?)
}

/// One packet of a picture (RFC 7741), as Chromium describes it: picture id, TL0PICIDX and temporal id. `bytes` is how
/// long it shall be, if it can be so short.
pub(crate) fn write_vp8(stamp: Stamp, counters: Counters, size: (u16, u16), bytes: usize) -> Vec<u8> {
    let Counters { picture_id, base_layer_index } = counters;
    let [high, low] = picture_id.to_be_bytes();
    let is_first = stamp.part == 0;
    let start = if is_first { 0x90 } else { 0x80 };
    let mut payload = vec![start, 0xe0, 0x80 | high, low, base_layer_index, 0x20];
    if is_first && stamp.is_key {
        let ([w0, w1], [h0, h1]) = (size.0.to_le_bytes(), size.1.to_le_bytes());
        payload.extend([0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, w0, w1, h0, h1]);
    } else if is_first {
        payload.extend([0x11, 2, 0]);
    }
    payload.extend(stamp.to_bytes());
    payload.resize(payload.len().max(bytes), 0);
    payload
}

pub(crate) fn read_vp8(payload: &[u8]) -> Option<(Stamp, Counters)> {
    let first = *payload.first()?;
    let mut rest = payload.get(1..)?.iter().copied();
    let mut taken = 1;
    let mut next = || {
        taken += 1;
        rest.next()
    };
    let extensions = if first & 0x80 != 0 { next()? } else { 0 };
    let mut picture_id = 0;
    if extensions & 0x80 != 0 {
        let high = next()?;
        picture_id = u16::from(high & 0x7f);
        if high & 0x80 != 0 {
            picture_id = picture_id << 8 | u16::from(next()?);
        }
    }
    let base_layer_index = if extensions & 0x40 != 0 { next()? } else { 0 };
    if extensions & 0x30 != 0 {
        next()?;
    }
    let is_first = first & 0x10 != 0 && first & 0x07 == 0;
    if is_first {
        let is_key = payload.get(taken)? & 1 == 0;
        taken += if is_key { 10 } else { 3 };
    }
    Some((Stamp::from_bytes(payload.get(taken..)?)?, Counters { picture_id, base_layer_index }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_read_back() {
        let stamp = Stamp { browser: 3, publication: 700, frame: 123_456, layer: 2, ..Stamp::default() };
        assert_eq!(read_opus(&write_opus(stamp)), Some(stamp));
        let counters = Counters { picture_id: 0x1234, base_layer_index: 7 };
        for (is_key, part) in [(true, 0), (false, 0), (true, 1), (false, 300)] {
            let stamp = Stamp { is_key, part, is_last: part == 1, ..stamp };
            let payload = write_vp8(stamp, counters, (640, 480), 900);
            assert_eq!(payload.len(), 900);
            assert_eq!(read_vp8(&payload), Some((stamp, counters)));
        }
    }
}
