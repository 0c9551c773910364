//! What a participant publishes, and why a track is refused.

use thiserror::Error;

use crate::id::TrackSid;

/// Audio, video or data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TrackKind {
    Audio,
    Data,
    Video,
}

/// How much a track matters when not everything fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TrackPriority {
    High,
    Low,
    Standard,
}

/// A track as a client asks to publish it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TrackRequest {
    /// The client's own id: the msid of its media, or the label of its data channel.
    pub id: String,
    pub kind: TrackKind,
    pub name: String,
    pub enabled: bool,
    pub priority: TrackPriority,
}

/// A published track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Publication {
    pub sid: TrackSid,
    pub id: String,
    pub kind: TrackKind,
    pub name: String,
    pub enabled: bool,
    pub priority: TrackPriority,
}

/// A track that was refused; only its publisher is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RejectedTrack {
    pub id: String,
    pub fault: TrackFault,
}

/// Why a track is refused. The numbers are Twilio's.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub(crate) enum TrackFault {
    #[error("another track of this participant has the same name")]
    NameDuplicated,
    #[error("the track name is longer than {MAX_TRACK_NAME_CHARACTERS} characters")]
    NameTooLong,
    #[error("the participant publishes as many tracks as the room allows")]
    TooManyTracks,
}

impl TrackFault {
    pub fn code(self) -> u32 {
        match self {
            Self::NameDuplicated => 53304,
            Self::NameTooLong => 53302,
            Self::TooManyTracks => 53203,
        }
    }
}

/// The longest name Twilio takes; 129 characters fail in the library's own tests.
pub(crate) const MAX_TRACK_NAME_CHARACTERS: usize = 128;
