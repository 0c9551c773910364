use std::fmt;

/// Marks one browser tab: two people of one name are two participants, and a reloaded tab takes its own place over.
/// Six characters of `a`–`z` and `0`–`9`; not a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TabTag([u8; TabTag::LENGTH]);

impl TabTag {
    pub const LENGTH: usize = 6;
    const ALPHABET: &'static [u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";

    /// # Errors
    /// If the text has another shape.
    pub fn parse(text: &str) -> Result<Self, TabTagFault> {
        let bytes: [u8; Self::LENGTH] = text.as_bytes().try_into().map_err(|_| TabTagFault)?;
        if bytes.iter().all(|byte| Self::ALPHABET.contains(byte)) {
            Ok(Self(bytes))
        } else {
            Err(TabTagFault)
        }
    }

    /// Makes a tag of random bytes, one for each character.
    pub fn from_random(random: [u8; Self::LENGTH]) -> Self {
        Self(random.map(|byte| Self::ALPHABET[usize::from(byte) % Self::ALPHABET.len()]))
    }
}

impl fmt::Display for TabTag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        self.0.iter().try_for_each(|byte| formatter.write_char(char::from(*byte)))
    }
}

/// The text is no tag of a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TabTagFault;

impl fmt::Display for TabTagFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a tab's tag is {} characters of a-z and 0-9", TabTag::LENGTH)
    }
}

impl std::error::Error for TabTagFault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_made() {
        let tag = TabTag::from_random([0, 35, 36, 71, 200, 255]);
        assert_eq!(TabTag::parse(&tag.to_string()), Ok(tag));
    }

    #[test]
    fn refuses_other_shapes() {
        for text in ["", "abc12", "abc1234", "ABC123", "abc12~", "abé12"] {
            assert_eq!(TabTag::parse(text), Err(TabTagFault), "{text}");
        }
    }
}
