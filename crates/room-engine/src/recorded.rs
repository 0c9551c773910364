//! Recorded media as plain values: what the shell needs to make one file of each recording.

use std::time::Instant;

use thiserror::Error;

use crate::id::RecordingSid;
use crate::snapshot::{ParticipantSnapshot, RoomSnapshot, TrackSnapshot};

/// What happens to one recording. After [`RecordingOutput::Ended`] nothing more is said of it.
#[derive(Debug, PartialEq, Eq)]
pub enum RecordingOutput {
    /// Media of a track will follow, as soon as there is some that a decoder can start with.
    Started(Box<RecordedTrack>),
    Frame(RecordedFrame),
    /// The track is recorded no more. `fault` says why, if it would go on otherwise.
    Ended {
        recording: RecordingSid,
        fault: Option<RecordingFault>,
    },
}

/// A track whose recording begins, as it is at this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedTrack {
    pub recording: RecordingSid,
    pub room: RoomSnapshot,
    pub participant: ParticipantSnapshot,
    pub track: TrackSnapshot,
}

/// One packet of sound, or one picture. They come in the order of their times, which never go back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedFrame {
    pub recording: RecordingSid,
    /// The same in every frame of a recording.
    pub codec: RecordedCodec,
    /// When it was sent, by the sender's timestamps from the arrival of its first packet on.
    pub at: Instant,
    /// A decoder can start here. The first picture is one, and the first after pictures that were lost.
    pub is_key_frame: bool,
    /// Width and height as encoded, of pictures that are key frames and tell.
    pub dimensions: Option<(u32, u32)>,
    /// Of H.264, the NAL units of one access unit, each after its length in four bytes.
    pub data: Vec<u8>,
}

/// What can be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordedCodec {
    H264,
    Opus,
    Vp8,
}

/// Why the engine gives a recording up.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum RecordingFault {
    #[error("the track's codec cannot be recorded: publish it as Opus, VP8 or H.264")]
    CodecNotSupported,
}
