//! Sound that repeats what came before it in each packet (RFC 2198), for subscribers that did not agree to it.

/// The newest sound of a redundant payload. `None` if the payload ends too early.
pub(crate) fn primary_block(payload: &[u8]) -> Option<&[u8]> {
    const ANOTHER_FOLLOWS: u8 = 0x80;
    let mut rest = payload;
    let mut redundant_bytes = 0;
    loop {
        let (first, after) = rest.split_first()?;
        if first & ANOTHER_FOLLOWS == 0 {
            return after.get(redundant_bytes..);
        }
        let ([_, high, low], after) = after.split_first_chunk()?;
        redundant_bytes += usize::from(u16::from_be_bytes([high & 0x03, *low]));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::*;

    #[test]
    fn takes_the_newest_of_several_blocks() {
        let two = [0x80 | 111, 0, 0, 3, 0x80 | 111, 0, 0, 2, 111, 1, 1, 1, 2, 2, 9, 8, 7];
        assert_eq!(primary_block(&two), Some(&[9, 8, 7][..]));
        assert_eq!(primary_block(&[111, 5]), Some(&[5][..]), "nothing is repeated");
    }

    #[test]
    fn refuses_what_ends_too_early() {
        for payload in [&[][..], &[0x80 | 111], &[0x80 | 111, 0, 0, 3], &[0x80 | 111, 0, 0, 3, 111, 1, 1]] {
            assert_eq!(primary_block(payload), None, "{payload:?}");
        }
    }

    proptest! {
        #[test]
        fn any_payload_is_read_or_refused(payload: Vec<u8>) {
            if let Some(block) = primary_block(&payload) {
                assert!(block.len() < payload.len());
            }
        }
    }
}
