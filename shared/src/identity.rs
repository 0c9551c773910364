use std::fmt;

use crate::name::DisplayName;
use crate::tab_tag::TabTag;

/// The longest identity that Twilio takes, in the units of [`identity_length`].
pub const IDENTITY_LENGTH_LIMIT: usize = 128;

/// Stands between name and tag. Names may contain it: the last one counts.
const SEPARATOR: char = '~';
const ELLIPSIS: char = '…';

/// Who a participant is: a display name and the tag of the tab, as in `Ada~x7k2p9`. Twilio disconnects the older of two
/// participants with one identity, so the tag keeps people of one name apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identity {
    name: String,
    tag: Option<TabTag>,
}

impl Identity {
    /// Joins the two, shortening the name with an ellipsis so that the whole fits Twilio's limit. Without a tag the
    /// identity is the name alone.
    pub fn new(name: &DisplayName, tag: Option<TabTag>) -> Self {
        let tag_length = if tag.is_some() { TabTag::LENGTH + SEPARATOR.len_utf8() } else { 0 };
        Self { name: shorten(name.as_str(), IDENTITY_LENGTH_LIMIT - tag_length), tag }
    }

    /// Reads the identity of any participant. One without a well-formed tag is a name as a whole.
    pub fn parse(text: &str) -> Self {
        let tagged =
            text.rsplit_once(SEPARATOR).and_then(|(name, tag)| Some((name, TabTag::parse(tag).ok()?)));
        match tagged {
            Some((name, tag)) if !name.is_empty() => Self { name: name.to_owned(), tag: Some(tag) },
            _ => Self { name: text.to_owned(), tag: None },
        }
    }

    /// What to show to people.
    pub fn display_name(&self) -> &str {
        &self.name
    }

    pub fn tag(&self) -> Option<TabTag> {
        self.tag
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)?;
        match self.tag {
            Some(tag) => write!(formatter, "{SEPARATOR}{tag}"),
            None => Ok(()),
        }
    }
}

/// The length that Twilio's identity limit counts. Its documentation says that "double-byte" characters count as two
/// and not which they are; every character beyond ASCII is the strictest reading, which holds under all others.
pub fn identity_length(text: &str) -> usize {
    text.chars().map(character_length).sum()
}

fn character_length(character: char) -> usize {
    if character.is_ascii() { 1 } else { 2 }
}

fn shorten(name: &str, limit: usize) -> String {
    if identity_length(name) <= limit {
        return name.to_owned();
    }
    let mut left = limit - character_length(ELLIPSIS);
    let fitting = name.chars().take_while(|character| {
        let length = character_length(*character);
        let fits = length <= left;
        left = left.saturating_sub(length);
        fits
    });
    let kept: String = fitting.collect();
    // A joiner at the end would bind the ellipsis to half an emoji.
    let mut shortened = kept
        .trim_end_matches(|character: char| character.is_whitespace() || character == '\u{200d}')
        .to_owned();
    shortened.push(ELLIPSIS);
    shortened
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> DisplayName {
        DisplayName::parse(text).unwrap()
    }

    fn tag() -> Option<TabTag> {
        TabTag::parse("x7k2p9").ok()
    }

    #[test]
    fn shows_the_name_without_the_tag() {
        let identity = Identity::new(&name("Ada"), tag());
        assert_eq!(identity.to_string(), "Ada~x7k2p9");
        assert_eq!(Identity::parse("Ada~x7k2p9"), identity);
        assert_eq!(identity.display_name(), "Ada");
        assert_eq!(identity.tag(), tag());
    }

    #[test]
    fn shows_an_identity_without_a_well_formed_tag_whole() {
        for text in ["Ada", "Ada~", "Ada~x7k2p", "Ada~X7K2P9", "~x7k2p9", "a~b", ""] {
            let identity = Identity::parse(text);
            assert_eq!(identity.display_name(), text);
            assert_eq!(identity.to_string(), text);
        }
    }

    #[test]
    fn a_name_may_contain_the_separator() {
        let identity = Identity::new(&name("Ada~abc123"), tag());
        assert_eq!(Identity::parse(&identity.to_string()).display_name(), "Ada~abc123");
    }

    #[test]
    fn a_long_name_is_shortened_until_the_whole_fits() {
        for text in ["x".repeat(128), "é".repeat(128), "🦀".repeat(128), format!("{}é", "x".repeat(121))]
        {
            for tag in [tag(), None] {
                let identity = Identity::new(&name(&text), tag);
                assert!(identity_length(&identity.to_string()) <= IDENTITY_LENGTH_LIMIT);
                let whole = identity.display_name() == text;
                assert!(whole || identity_length(&identity.to_string()) >= IDENTITY_LENGTH_LIMIT - 1);
                assert_eq!(Identity::parse(&identity.to_string()), identity);
            }
        }
        let longest = "x".repeat(121);
        assert_eq!(Identity::new(&name(&longest), tag()).display_name(), longest);
        assert!(Identity::new(&name(&"x".repeat(122)), tag()).display_name().ends_with("x…"));
    }
}
