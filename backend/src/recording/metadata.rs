//! What is known of a recording beside its media. It lies beside the media file, so that recordings outlive the program.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use room_engine::{
    CallbackMethod, ParticipantSid, RecordedCodec, RecordedTrack, RecordingSid, RoomSid, TrackKind, TrackSid,
};
use serde::{Deserialize, Serialize};

/// One recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    #[serde(with = "sid")]
    pub sid: RecordingSid,
    #[serde(with = "sid")]
    pub room: RoomSid,
    #[serde(with = "sid")]
    pub participant: ParticipantSid,
    #[serde(with = "sid")]
    pub track: TrackSid,
    pub track_name: String,
    pub media: Media,
    pub status: Status,
    /// In milliseconds since 1970; of the first frame.
    pub created_at: u64,
    /// In milliseconds.
    pub duration: u64,
    /// In bytes.
    pub size: u64,
    /// Whom the room told of it.
    pub status_callback: Option<StoredCallback>,
}

/// Container and codec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Media {
    H264,
    Opus,
    Vp8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Completed,
    /// The media is gone; this is all that is left.
    Deleted,
    /// What came before the failure is there.
    Failed,
    Processing,
}

/// As Twilio's API tells it of a recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredCallback {
    pub url: String,
    pub method: String,
}

impl Metadata {
    pub fn new(track: &RecordedTrack, codec: RecordedCodec, created_at: SystemTime) -> Self {
        let since_1970 = created_at.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            sid: track.recording,
            room: track.room.sid,
            participant: track.participant.sid,
            track: track.track.sid,
            track_name: track.track.name.clone(),
            media: codec.into(),
            status: Status::Processing,
            created_at: milliseconds(since_1970),
            duration: 0,
            size: 0,
            status_callback: track.room.settings.status_callback.as_ref().map(|callback| StoredCallback {
                url: callback.url.clone(),
                method: match callback.method {
                    CallbackMethod::Get => "GET".to_owned(),
                    CallbackMethod::Post => "POST".to_owned(),
                },
            }),
        }
    }

    pub fn created_at(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(self.created_at)
    }

    /// Of the media, in the folder of the recordings.
    pub fn file_name(&self) -> String {
        format!("{}.{}", self.sid, self.media.container())
    }
}

pub fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

impl Media {
    /// Twilio's names of the containers are the endings of their files.
    pub fn container(self) -> &'static str {
        match self {
            Self::Opus => "mka",
            Self::H264 | Self::Vp8 => "mkv",
        }
    }

    /// As Twilio writes it.
    pub fn codec(self) -> &'static str {
        match self {
            Self::H264 => "H264",
            Self::Opus => "OPUS",
            Self::Vp8 => "VP8",
        }
    }

    pub fn kind(self) -> TrackKind {
        match self {
            Self::Opus => TrackKind::Audio,
            Self::H264 | Self::Vp8 => TrackKind::Video,
        }
    }
}

impl From<RecordedCodec> for Media {
    fn from(codec: RecordedCodec) -> Self {
        match codec {
            RecordedCodec::H264 => Self::H264,
            RecordedCodec::Opus => Self::Opus,
            RecordedCodec::Vp8 => Self::Vp8,
        }
    }
}

impl Status {
    /// As Twilio writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Deleted => "deleted",
            Self::Failed => "failed",
            Self::Processing => "processing",
        }
    }
}

/// SIDs as their text.
mod sid {
    use std::fmt::Display;

    use room_engine::{ParticipantSid, RecordingSid, RoomSid, TrackSid};
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub trait Sid: Display + Sized {
        fn read(text: &str) -> Option<Self>;
    }

    macro_rules! sids {
        ($($name:ident),*) => {
            $(impl Sid for $name {
                fn read(text: &str) -> Option<Self> {
                    Self::parse(text)
                }
            })*
        };
    }

    sids!(ParticipantSid, RecordingSid, RoomSid, TrackSid);

    pub fn serialize<S: Sid, Z: Serializer>(sid: &S, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_str(sid)
    }

    pub fn deserialize<'de, S: Sid, D: Deserializer<'de>>(deserializer: D) -> Result<S, D::Error> {
        let text = String::deserialize(deserializer)?;
        S::read(&text).ok_or_else(|| D::Error::custom("not a SID of this kind"))
    }
}
