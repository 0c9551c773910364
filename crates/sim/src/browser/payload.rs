//! What the simulated microphones and cameras send: packets that say whose they are.

/// Whose packet, and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub browser: u16,
    pub publication: u16,
    pub counter: u32,
}

/// What a VP8 packet says beside its stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    /// 15 bits.
    pub id: u16,
    pub is_key: bool,
}

impl Stamp {
    fn to_bytes(self) -> [u8; 8] {
        let mut bytes = [0; 8];
        bytes[..2].copy_from_slice(&self.browser.to_be_bytes());
        bytes[2..4].copy_from_slice(&self.publication.to_be_bytes());
        bytes[4..].copy_from_slice(&self.counter.to_be_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; 8] = bytes.get(..8)?.try_into().ok()?;
        let [b0, b1, p0, p1, c0, c1, c2, c3] = bytes;
        Some(Self {
            browser: u16::from_be_bytes([b0, b1]),
            publication: u16::from_be_bytes([p0, p1]),
            counter: u32::from_be_bytes([c0, c1, c2, c3]),
        })
    }
}

pub(crate) fn write_opus(stamp: Stamp) -> Vec<u8> {
    [&[0xf8_u8][..], &stamp.to_bytes()].concat()
}

pub(crate) fn read_opus(payload: &[u8]) -> Option<Stamp> {
    Stamp::from_bytes(payload.get(1..)?)
}

/// One whole picture in one packet (RFC 7741), as Chromium describes it: picture id, TL0PICIDX and temporal id.
pub(crate) fn write_vp8(stamp: Stamp, picture: Picture) -> Vec<u8> {
    let Picture { id, is_key } = picture;
    let [high, low] = id.to_be_bytes();
    let descriptor = [0x90, 0xe0, 0x80 | high, low, low, 0x20];
    let header: &[u8] =
        if is_key { &[0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x01] } else { &[0x11, 2, 0] };
    [&descriptor[..], header, &stamp.to_bytes()].concat()
}

pub(crate) fn read_vp8(payload: &[u8]) -> Option<(Stamp, Picture)> {
    let first = *payload.first()?;
    let mut at = 1;
    let mut id = 0;
    if first & 0x80 != 0 {
        let extensions = *payload.get(at)?;
        at += 1;
        if extensions & 0x80 != 0 {
            let high = *payload.get(at)?;
            if high & 0x80 != 0 {
                id = u16::from_be_bytes([high & 0x7f, *payload.get(at + 1)?]);
                at += 2;
            } else {
                id = u16::from(high);
                at += 1;
            }
        }
        at += usize::from(extensions & 0x40 != 0);
        at += usize::from(extensions & 0x30 != 0);
    }
    let is_key = payload.get(at)? & 1 == 0;
    at += if is_key { 10 } else { 3 };
    Some((Stamp::from_bytes(payload.get(at..)?)?, Picture { id, is_key }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_read_back() {
        let stamp = Stamp { browser: 3, publication: 700, counter: 123_456 };
        assert_eq!(read_opus(&write_opus(stamp)), Some(stamp));
        for is_key in [true, false] {
            let picture = Picture { id: 0x1234, is_key };
            assert_eq!(read_vp8(&write_vp8(stamp, picture)), Some((stamp, picture)));
        }
    }
}
