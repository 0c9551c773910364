//! The NAL units of a picture out of their packets (RFC 6184 §5), each behind its length as Matroska wants it.

/// Single-time aggregation packet.
const STAP_A: u8 = 24;

/// Fragmentation unit.
const FU_A: u8 = 28;

const LENGTH_BYTES: usize = 4;

/// The bytes of one picture, as far as they have come.
#[derive(Debug, Default)]
pub(super) struct AccessUnit {
    bytes: Vec<u8>,
    /// Where the unit begins whose fragments have not all come.
    fragmented: Option<usize>,
}

impl AccessUnit {
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Adds bytes of a codec without NAL units.
    pub fn add_bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Adds what an H.264 payload holds; `false` if it does not fit what came before or makes no sense.
    pub fn add_payload(&mut self, payload: &[u8]) -> bool {
        let Some((header, rest)) = payload.split_first() else { return false };
        match header & 0x1F {
            FU_A => self.add_fragment(*header, rest).is_some(),
            _ if self.fragmented.is_some() => false,
            1..STAP_A => self.add_unit(payload).is_some(),
            STAP_A => self.add_aggregated(rest).is_some(),
            _ => false,
        }
    }

    /// The whole picture; `None` if there is nothing, or a unit is not complete.
    pub fn finish(self) -> Option<Vec<u8>> {
        (self.fragmented.is_none() && !self.bytes.is_empty()).then_some(self.bytes)
    }

    fn add_unit(&mut self, unit: &[u8]) -> Option<()> {
        let length = u32::try_from(unit.len()).ok()?;
        self.bytes.extend_from_slice(&length.to_be_bytes());
        self.bytes.extend_from_slice(unit);
        Some(())
    }

    fn add_aggregated(&mut self, mut units: &[u8]) -> Option<()> {
        while !units.is_empty() {
            let (length, rest) = units.split_first_chunk()?;
            let (unit, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
            if !unit.is_empty() {
                self.add_unit(unit)?;
            }
            units = rest;
        }
        Some(())
    }

    /// `indicator` has the importance of the unit that is in pieces, the first byte of `fragment` its type.
    fn add_fragment(&mut self, indicator: u8, fragment: &[u8]) -> Option<()> {
        const FIRST: u8 = 0x80;
        const LAST: u8 = 0x40;
        let (header, fragment) = fragment.split_first()?;
        match (header & FIRST != 0, self.fragmented) {
            (true, None) => {
                self.fragmented = Some(self.bytes.len());
                self.bytes.extend_from_slice(&[0; LENGTH_BYTES]);
                self.bytes.push(indicator & 0xE0 | header & 0x1F);
            }
            (false, Some(_)) => {}
            (true, Some(_)) | (false, None) => return None,
        }
        self.bytes.extend_from_slice(fragment);
        if header & LAST != 0 {
            let start = self.fragmented.take()?;
            let length = u32::try_from(self.bytes.len().checked_sub(start + LENGTH_BYTES)?).ok()?;
            self.bytes.get_mut(start..start + LENGTH_BYTES)?.copy_from_slice(&length.to_be_bytes());
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    fn picture(payloads: &[&[u8]]) -> Option<Vec<u8>> {
        let mut unit = AccessUnit::default();
        payloads.iter().all(|payload| unit.add_payload(payload)).then(|| unit.finish()).flatten()
    }

    #[test]
    fn whole_aggregated_and_fragmented_units_stand_behind_their_lengths() {
        let parameters: &[u8] = &[0x78, 0, 2, 0x67, 1, 0, 1, 0x68];
        let picture =
            picture(&[parameters, &[0x7C, 0x85, 7], &[0x7C, 0x05, 8], &[0x7C, 0x45, 9], &[0x06, 5]]);
        let expected = [
            &[0, 0, 0, 2, 0x67, 1][..],
            &[0, 0, 0, 1, 0x68],
            &[0, 0, 0, 4, 0x65, 7, 8, 9],
            &[0, 0, 0, 2, 6, 5],
        ];
        assert_eq!(picture, Some(expected.concat()));
    }

    #[test]
    fn what_does_not_fit_together_is_no_picture() {
        let cases: [&[&[u8]]; 8] = [
            &[],
            &[&[]],
            &[&[0x7C, 0x05, 1]],
            &[&[0x7C, 0x85, 1]],
            &[&[0x7C, 0x85, 1], &[0x41, 1]],
            &[&[0x7C, 0x85, 1], &[0x7C, 0x85, 1]],
            &[&[0x78, 0, 9, 0x67]],
            &[&[0x7D, 1]],
        ];
        for payloads in cases {
            assert_eq!(picture(payloads), None, "{payloads:02x?}");
        }
    }

    proptest! {
        #[test]
        fn every_picture_is_a_row_of_units(payloads in vec(vec(any::<u8>(), 0..40), 0..8)) {
            let payloads: Vec<&[u8]> = payloads.iter().map(Vec::as_slice).collect();
            let Some(picture) = picture(&payloads) else { return Ok(()) };
            let mut rest = &picture[..];
            while let Some((length, after)) = rest.split_first_chunk() {
                rest = &after[u32::from_be_bytes(*length) as usize..];
            }
            prop_assert_eq!(rest.len(), 0);
        }
    }
}
