//! What a participant publishes, and why a track is refused.

use std::time::Instant;

use thiserror::Error;

use crate::id::{RecordingSid, TrackSid};
use crate::track::{TrackKind, TrackPriority};

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

/// What a participant may publish.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PublishLimits {
    /// Tracks of one participant.
    pub per_participant: usize,
    /// Whether the browser has a codec that this server forwards.
    pub can_send_audio: bool,
    pub can_send_video: bool,
}

impl PublishLimits {
    pub fn can_send(&self, kind: TrackKind) -> bool {
        match kind {
            TrackKind::Audio => self.can_send_audio,
            TrackKind::Data => true,
            TrackKind::Video => self.can_send_video,
        }
    }
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
    pub published_at: Instant,
    pub updated_at: Instant,
    /// `None` if it is not recorded.
    pub recorded: Option<Recorded>,
    /// Its recording failed: it is not recorded again until somebody gives new rules.
    pub recording_failed: bool,
    /// What its publisher was told about its recording; `None` if nothing.
    pub warning: Option<MediaWarning>,
}

/// The recording of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Recorded {
    pub recording: RecordingSid,
    pub since: Instant,
}

/// Whether a recorded track carries media.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MediaWarning {
    NoMedia,
    Resolved,
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
    #[error("the room does not carry this kind of track")]
    KindNotSupported,
    #[error("another track of this participant has the same name")]
    NameDuplicated,
    #[error("the track name is longer than {MAX_TRACK_NAME_CHARACTERS} characters")]
    NameTooLong,
    #[error("the browser offers no codec for this track that the room allows")]
    NoSupportedCodec,
    #[error("as many tracks are published as the room allows")]
    TooManyTracks,
}

impl TrackFault {
    pub fn code(self) -> u32 {
        match self {
            Self::KindNotSupported => 53125,
            Self::NameDuplicated => 53304,
            Self::NameTooLong => 53302,
            Self::NoSupportedCodec => 53404,
            Self::TooManyTracks => 53203,
        }
    }
}

/// Why a track does not reach one of its subscribers. The numbers are Twilio's.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub(crate) enum SubscriptionFault {
    #[error("the participant receives as many tracks as the server can carry to it")]
    CapacityReached,
    #[error("publisher and subscriber have no codec in common")]
    NoSupportedCodec,
}

impl SubscriptionFault {
    pub fn code(self) -> u32 {
        match self {
            Self::CapacityReached => 53305,
            Self::NoSupportedCodec => 53404,
        }
    }
}

/// The longest name Twilio takes; 129 characters fail in the library's own tests.
pub(crate) const MAX_TRACK_NAME_CHARACTERS: usize = 128;
