//! What the others see behind the person.

use std::fmt;
use std::str::FromStr;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Background {
    /// The room as it is.
    #[default]
    None,
    Blur,
    Bookshelf,
    Dusk,
    Forest,
    Shore,
}

impl Background {
    pub const ALL: [Self; 6] =
        [Self::None, Self::Blur, Self::Bookshelf, Self::Dusk, Self::Forest, Self::Shore];

    /// A stable word for styles, scripts and tests.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Blur => "blur",
            Self::Bookshelf => "bookshelf",
            Self::Dusk => "dusk",
            Self::Forest => "forest",
            Self::Shore => "shore",
        }
    }

    /// The address of the picture, if it is one. `Trunk` copies the folder.
    pub fn picture(self) -> Option<String> {
        match self {
            Self::None | Self::Blur => None,
            Self::Bookshelf | Self::Dusk | Self::Forest | Self::Shore => {
                Some(format!("/backgrounds/{}.svg", self.word()))
            }
        }
    }
}

impl fmt::Display for Background {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

impl FromStr for Background {
    type Err = UnknownBackground;

    fn from_str(word: &str) -> Result<Self, UnknownBackground> {
        Self::ALL.into_iter().find(|background| background.word() == word).ok_or(UnknownBackground)
    }
}

/// The word is none of a background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownBackground;

/// Tells whether a computer is too slow for an effect, from how many pictures came out of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OverloadDetector {
    slow_seconds: f64,
}

impl OverloadDetector {
    /// A camera in a dark room gives 15 pictures a second or fewer: only what is well below is the computer's fault.
    const LOWEST_RATE: f64 = 8.0;

    /// How long it may take to catch up, as while another program starts.
    const PATIENCE_SECONDS: f64 = 12.0;

    /// Notes how many pictures were shown within a stretch of time; `true` when it has been too slow for too long.
    pub fn note(&mut self, pictures: u32, seconds: f64) -> bool {
        if seconds <= 0.0 {
            return false;
        }
        if f64::from(pictures) / seconds < Self::LOWEST_RATE {
            self.slow_seconds += seconds;
        } else {
            self.slow_seconds = 0.0;
        }
        self.slow_seconds >= Self::PATIENCE_SECONDS
    }

    /// Whether the last stretch was not too slow.
    pub fn is_calm(&self) -> bool {
        self.slow_seconds <= 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_computer_that_stays_slow_is_overloaded() {
        let mut detector = OverloadDetector::default();
        assert!(!(0..5).any(|_| detector.note(6, 2.0)));
        assert!(detector.note(6, 2.0));
    }

    #[test]
    fn a_computer_that_catches_up_is_not() {
        let mut detector = OverloadDetector::default();
        for _ in 0..20 {
            assert!(!detector.note(6, 2.0));
            assert!(!detector.note(24, 2.0));
            assert!(!detector.note(0, 0.0));
        }
    }

    #[test]
    fn words_are_read_back() {
        for background in Background::ALL {
            assert_eq!(background.to_string().parse(), Ok(background));
        }
        assert_eq!("beach".parse::<Background>(), Err(UnknownBackground));
    }
}
