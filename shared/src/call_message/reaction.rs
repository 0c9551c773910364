use serde::{Deserialize, Serialize};

/// What one can show without a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reaction {
    Applause,
    Celebration,
    Heart,
    Laughter,
    Surprise,
    ThumbsUp,
    /// A reaction of a later page.
    #[serde(other)]
    Unknown,
}

impl Reaction {
    /// Those that can be chosen, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::ThumbsUp, Self::Applause, Self::Heart, Self::Laughter, Self::Surprise, Self::Celebration];

    /// `None` for a reaction of a later page.
    pub fn emoji(self) -> Option<&'static str> {
        match self {
            Self::Applause => Some("👏"),
            Self::Celebration => Some("🎉"),
            Self::Heart => Some("❤️"),
            Self::Laughter => Some("😂"),
            Self::Surprise => Some("😮"),
            Self::ThumbsUp => Some("👍"),
            Self::Unknown => None,
        }
    }
}
