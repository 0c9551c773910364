/// Which track goes first where a line is too thin for all (`Track.Priority` of the library).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackPriority {
    High,
    Low,
    Standard,
}

impl TrackPriority {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Low => "low",
            Self::Standard => "standard",
        }
    }
}
