//! The NAL units that an H.264 payload holds or begins (RFC 6184 §5).

/// Single-time aggregation packet.
const STAP_A: u8 = 24;

/// Fragmentation unit.
const FU_A: u8 = 28;

/// The type and the bytes, header included, of each NAL unit that is whole in this payload, and the type of the one
/// whose first fragment it is, with the bytes of the fragment. Ends where the payload is cut or damaged.
pub(super) fn units(payload: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let (kind, mut aggregated, other) = match payload.split_first() {
        Some((header, rest)) if unit_type(*header) == STAP_A => (STAP_A, rest, None),
        Some((header, rest)) if unit_type(*header) == FU_A => {
            let first = rest.first().filter(|header| **header & 0x80 != 0);
            (FU_A, &[][..], first.map(|header| (unit_type(*header), rest)))
        }
        Some((header, _)) => (unit_type(*header), &[][..], Some((unit_type(*header), payload))),
        None => (0, &[][..], None),
    };
    let aggregated = std::iter::from_fn(move || {
        if kind != STAP_A {
            return None;
        }
        let (length, rest) = aggregated.split_first_chunk()?;
        let (unit, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        aggregated = rest;
        Some((unit_type(*unit.first()?), unit))
    });
    other.into_iter().chain(aggregated)
}

fn unit_type(header: u8) -> u8 {
    header & 0x1F
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, proptest};

    fn types(payload: &[u8]) -> Vec<u8> {
        units(payload).map(|(kind, _)| kind).collect()
    }

    #[test]
    fn finds_single_aggregated_and_fragmented_units() {
        assert_eq!(units(&[0x67, 1]).collect::<Vec<_>>(), [(7, &[0x67, 1][..])]);
        assert_eq!(types(&[0x78, 0, 2, 0x67, 1, 0, 1, 0x68, 0, 1, 0x65]), [7, 8, 5]);
        assert_eq!(types(&[0x7C, 0x85, 1]), [5]);
    }

    #[test]
    fn later_fragments_and_cut_aggregates_hold_nothing() {
        for payload in
            [&[][..], &[0x7C], &[0x7C, 0x05], &[0x78], &[0x78, 0], &[0x78, 0, 9, 0x67], &[0x78, 0, 0]]
        {
            assert_eq!(types(payload), [0; 0], "{payload:02x?}");
        }
        assert_eq!(types(&[0x78, 0, 1, 0x67, 0, 9, 0x68]), [7], "what came whole counts");
    }

    proptest! {
        #[test]
        fn any_payload_is_taken_apart(payload: Vec<u8>) {
            prop_assert!(units(&payload).count() <= payload.len());
        }
    }
}
