use std::fmt;
use std::str::FromStr;

/// A language of which every message is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    Arabic,
    #[default]
    English,
    French,
    German,
    Spanish,
    Swahili,
}

/// Where lines begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

/// The text names no language of this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLanguage;

impl Language {
    /// In the order of their own names.
    pub const ALL: [Self; 6] =
        [Self::German, Self::English, Self::Spanish, Self::French, Self::Swahili, Self::Arabic];

    /// The tag of BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::English => "en",
            Self::French => "fr",
            Self::German => "de",
            Self::Spanish => "es",
            Self::Swahili => "sw",
        }
    }

    /// The language's name in itself, for whoever reads no other.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Arabic => "العربية",
            Self::English => "English",
            Self::French => "Français",
            Self::German => "Deutsch",
            Self::Spanish => "Español",
            Self::Swahili => "Kiswahili",
        }
    }

    pub fn direction(self) -> Direction {
        match self {
            Self::Arabic => Direction::RightToLeft,
            Self::English | Self::French | Self::German | Self::Spanish | Self::Swahili => {
                Direction::LeftToRight
            }
        }
    }

    /// The first that we speak of the languages that a person reads, as in `navigator.languages`.
    pub fn preferred<'tags>(tags: impl IntoIterator<Item = &'tags str>) -> Self {
        tags.into_iter().find_map(|tag| tag.parse().ok()).unwrap_or_default()
    }
}

impl Direction {
    /// The value of the attribute `dir`.
    pub fn word(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Region and script make no difference: `fr-CA` is French.
    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let same = |language: &Self| language.tag().eq_ignore_ascii_case(primary);
        Self::ALL.into_iter().find(same).ok_or(UnknownLanguage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_we_speak_is_taken() {
        assert_eq!(Language::preferred(["nl-NL", "fr-CA", "en"]), Language::French);
        assert_eq!(Language::preferred(["AR_eg"]), Language::Arabic);
        assert_eq!(Language::preferred(["arz", "nl"]), Language::English);
        assert_eq!(Language::preferred([]), Language::English);
    }
}
