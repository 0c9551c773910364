//! Plain snapshots of rooms, participants and tracks, for reducers and tests that run without a browser.

/// A room as it stood when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomView {
    pub sid: String,
    pub name: String,
    pub state: RoomState,
    pub local_participant: ParticipantView,
    /// The remote participants, in the order in which they were met.
    pub participants: Vec<ParticipantView>,
}

/// A participant as it stood when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParticipantView {
    pub sid: String,
    pub identity: String,
    pub state: ParticipantState,
    /// The published tracks, in the order in which they were published.
    pub tracks: Vec<TrackView>,
}

/// A published track as it stood when its publication was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackView {
    pub sid: String,
    pub name: String,
    pub kind: TrackKind,
    /// `false` while its publisher has muted it.
    pub enabled: bool,
    /// Whether its media reaches this page; always `true` for our own tracks.
    pub subscribed: bool,
    /// Whether the server holds its pictures back; only remote pictures ever are.
    pub switched_off: bool,
}

/// What a track carries (`Track.Kind`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TrackKind {
    Audio,
    Data,
    Video,
}

impl TrackKind {
    /// Reads the library's word; `None` for one that is not known here.
    pub fn parse(kind: &str) -> Option<Self> {
        match kind {
            "audio" => Some(Self::Audio),
            "data" => Some(Self::Data),
            "video" => Some(Self::Video),
            _ => None,
        }
    }
}

/// `Room.state`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoomState {
    Connected,
    Disconnected,
    Reconnecting,
    /// A word that is not known here, as another version of the library may say.
    Unknown,
}

impl RoomState {
    /// Reads the library's word.
    pub fn parse(state: &str) -> Self {
        match state {
            "connected" => Self::Connected,
            "disconnected" => Self::Disconnected,
            "reconnecting" => Self::Reconnecting,
            _ => Self::Unknown,
        }
    }
}

/// `Participant.state`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParticipantState {
    Connected,
    Connecting,
    Disconnected,
    Reconnecting,
    /// A word that is not known here, as another version of the library may say.
    Unknown,
}

impl ParticipantState {
    /// Reads the library's word.
    pub fn parse(state: &str) -> Self {
        match state {
            "connected" => Self::Connected,
            "connecting" => Self::Connecting,
            "disconnected" => Self::Disconnected,
            "reconnecting" => Self::Reconnecting,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_words_of_the_library() {
        assert_eq!(TrackKind::parse("audio"), Some(TrackKind::Audio));
        assert_eq!(TrackKind::parse("data"), Some(TrackKind::Data));
        assert_eq!(TrackKind::parse("video"), Some(TrackKind::Video));
        assert_eq!(RoomState::parse("reconnecting"), RoomState::Reconnecting);
        assert_eq!(ParticipantState::parse("connecting"), ParticipantState::Connecting);
    }

    #[test]
    fn keeps_unknown_words_apart_from_known_ones() {
        assert_eq!(TrackKind::parse("smell"), None);
        assert_eq!(RoomState::parse("Connected"), RoomState::Unknown);
        assert_eq!(ParticipantState::parse(""), ParticipantState::Unknown);
    }
}
