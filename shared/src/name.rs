use std::fmt;

/// Characters (Unicode scalar values) in the name of a person or a room. Twilio's limit for both.
pub const NAME_LENGTH_LIMIT: usize = 128;

/// What a person wants to be called in a call: 1 to [`NAME_LENGTH_LIMIT`] characters, trimmed, all of them showable.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DisplayName(String);

impl DisplayName {
    /// # Errors
    /// What is wrong with the text as a name.
    pub fn parse(text: &str) -> Result<Self, NameFault> {
        parse(text).map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DisplayName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The unique name of a room, with the limits of [`DisplayName`]. Case counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RoomName(String);

impl RoomName {
    /// The room of whoever names none.
    pub const DEFAULT: &'static str = "My Room";

    /// # Errors
    /// What is wrong with the text as a name.
    pub fn parse(text: &str) -> Result<Self, NameFault> {
        parse(text).map(Self)
    }

    /// Like [`Self::parse`], but a blank text or none is the default room.
    ///
    /// # Errors
    /// What is wrong with the text as a name; never [`NameFault::Blank`].
    pub fn parse_or_default(text: Option<&str>) -> Result<Self, NameFault> {
        match Self::parse(text.unwrap_or_default()) {
            Err(NameFault::Blank) => Ok(Self::default()),
            parsed => parsed,
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for RoomName {
    fn default() -> Self {
        Self(Self::DEFAULT.to_owned())
    }
}

impl fmt::Display for RoomName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// Nothing to see in it.
    Blank,
    /// It has line breaks, control characters or characters that turn the direction of the text around it.
    ControlCharacters,
    /// More than [`NAME_LENGTH_LIMIT`] characters after trimming.
    TooLong,
}

impl fmt::Display for NameFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => formatter.write_str("the name is blank"),
            Self::ControlCharacters => formatter.write_str("the name contains control characters"),
            Self::TooLong => write!(formatter, "the name is longer than {NAME_LENGTH_LIMIT} characters"),
        }
    }
}

impl std::error::Error for NameFault {}

fn parse(text: &str) -> Result<String, NameFault> {
    let name = text.trim();
    if name.chars().all(is_invisible) {
        return Err(NameFault::Blank);
    }
    if name.chars().any(is_control) {
        return Err(NameFault::ControlCharacters);
    }
    if name.chars().nth(NAME_LENGTH_LIMIT).is_some() {
        return Err(NameFault::TooLong);
    }
    Ok(name.to_owned())
}

/// Characters without a picture that are no control characters: a name of these alone would be an empty label.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{115f}'..='\u{1160}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2060}'..='\u{2064}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
        )
}

fn is_control(character: char) -> bool {
    character.is_control() || turns_direction(character)
}

/// Line and paragraph separators, and the bidirectional embeddings, overrides and isolates, which reach beyond a text
/// into what stands around it.
pub(crate) fn turns_direction(character: char) -> bool {
    matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_and_keeps_what_people_are_called() {
        for (text, name) in
            [(" Ada ", "Ada"), ("Zoë & Łukasz", "Zoë & Łukasz"), ("李", "李"), ("👩‍🚀", "👩‍🚀"), ("نور", "نور")]
        {
            assert_eq!(DisplayName::parse(text).unwrap().as_str(), name);
        }
    }

    #[test]
    fn refuses_names_with_nothing_to_see() {
        for text in ["", " ", "\t\n", "\u{200b}", "\u{200d}\u{3164}"] {
            assert_eq!(DisplayName::parse(text), Err(NameFault::Blank), "{text:?}");
        }
    }

    #[test]
    fn refuses_characters_that_control() {
        for text in ["a\0b", "a\nb", "a\u{7f}", "a\u{202e}b", "a\u{2028}b"] {
            assert_eq!(RoomName::parse(text), Err(NameFault::ControlCharacters), "{text:?}");
        }
    }

    #[test]
    fn counts_characters_and_not_bytes() {
        assert!(RoomName::parse(&"é".repeat(128)).is_ok());
        assert!(RoomName::parse(&format!("  {}  ", "x".repeat(128))).is_ok());
        assert_eq!(RoomName::parse(&"é".repeat(129)), Err(NameFault::TooLong));
    }

    #[test]
    fn a_room_that_nobody_named_is_the_default_one() {
        for text in [None, Some(""), Some("  ")] {
            assert_eq!(RoomName::parse_or_default(text).unwrap().as_str(), "My Room");
        }
        assert_eq!(RoomName::parse_or_default(Some("Stand-up")).unwrap().as_str(), "Stand-up");
        assert_eq!(RoomName::parse_or_default(Some("a\0")), Err(NameFault::ControlCharacters));
    }
}
