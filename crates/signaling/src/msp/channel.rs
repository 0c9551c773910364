//! Which channels this server speaks.

/// A media-signaling channel. Transcriptions (`extension_transcriptions`) are not among them: the server transcribes
/// nothing, so it never grants that channel.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Channel {
    ActiveSpeaker,
    NetworkQuality,
    PublisherHints,
    RenderHints,
    TrackPriority,
    TrackSwitchOff,
}

impl Channel {
    pub const ALL: [Self; 6] = [
        Self::ActiveSpeaker,
        Self::NetworkQuality,
        Self::PublisherHints,
        Self::RenderHints,
        Self::TrackPriority,
        Self::TrackSwitchOff,
    ];

    /// Its name in requests and grants.
    pub fn name(self) -> &'static str {
        match self {
            Self::ActiveSpeaker => "active_speaker",
            Self::NetworkQuality => "network_quality",
            Self::PublisherHints => "publisher_hints",
            Self::RenderHints => "render_hints",
            Self::TrackPriority => "track_priority",
            Self::TrackSwitchOff => "track_switch_off",
        }
    }

    /// The channel of this name, if it is supported.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }
}
