//! Reads numbers from bytes, most significant bit first. Everything is `None` behind the end.

#[derive(Clone, Debug)]
pub(super) struct BitReader<'a> {
    bytes: &'a [u8],
    /// Bits that were read.
    position: usize,
}

impl<'a> BitReader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, position: 0 }
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        let byte = self.bytes.get(self.position / 8)?;
        let bit = byte >> (7 - self.position % 8) & 1;
        self.position += 1;
        Some(bit == 1)
    }

    /// A number of up to 32 bits.
    pub(super) fn bits(&mut self, count: u32) -> Option<u32> {
        let mut value = 0;
        for _ in 0..count.min(32) {
            value = value << 1 | u32::from(self.flag()?);
        }
        Some(value)
    }

    pub(super) fn skip(&mut self, count: u32) -> Option<()> {
        self.position += usize::try_from(count).ok()?;
        (self.position <= self.bytes.len() * 8).then_some(())
    }

    /// An Exp-Golomb number, `ue(v)` of H.264 §9.1 and, but for its longest form, `uvlc()` of AV1 §4.10.3.
    pub(super) fn golomb(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.flag()? {
            zeros += 1;
            if zeros == 32 {
                return None;
            }
        }
        Some((1 << zeros) - 1 + self.bits(zeros)?)
    }

    /// A signed Exp-Golomb number, `se(v)` of H.264 §9.1.1.
    pub(super) fn signed_golomb(&mut self) -> Option<i64> {
        let number = i64::from(self.golomb()?);
        Some(if number % 2 == 1 { (number + 1) / 2 } else { -number / 2 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_of_all_kinds() {
        let mut reader = BitReader::new(&[0b1010_0110, 0b0100_0011, 0b1001_0100]);
        assert_eq!((reader.flag(), reader.bits(3)), (Some(true), Some(0b010)));
        // 011 is 2, 00100 is 3; 00111 is 6, which stands for -3.
        assert_eq!((reader.golomb(), reader.golomb(), reader.signed_golomb()), (Some(2), Some(3), Some(-3)));
        // 00101 is 4, which stands for -2; then two bits are left.
        assert_eq!((reader.signed_golomb(), reader.skip(2), reader.skip(1)), (Some(-2), Some(()), None));
    }

    #[test]
    fn there_is_nothing_behind_the_end() {
        let mut reader = BitReader::new(&[0]);
        assert_eq!((reader.clone().golomb(), reader.clone().bits(9), reader.bits(8)), (None, None, Some(0)));
        assert_eq!((reader.flag(), reader.skip(0), reader.skip(1)), (None, Some(()), None));
        assert_eq!(BitReader::new(&[0, 0, 0, 0, 0xFF, 0xFF]).golomb(), None, "too long for 32 bits");
        assert_eq!(BitReader::new(&[0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF]).golomb(), Some(u32::MAX - 1));
    }
}
