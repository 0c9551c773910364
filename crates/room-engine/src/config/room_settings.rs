//! What a room is made with.

use std::time::Duration;

use crate::rules::TrackRule;

/// Participants of Twilio's legacy room type `group-small`.
pub const GROUP_SMALL_PARTICIPANTS: usize = 4;

/// Participants of the largest ordinary room, as Twilio has it. A room made for more is a large room.
pub const GROUP_PARTICIPANTS: usize = 50;

/// Where rooms are that ask for no region: on this machine.
pub const DEFAULT_MEDIA_REGION: &str = "local";

/// Tracks that may be published at once in an ordinary room, as Twilio has it.
const PUBLISHED_TRACKS: usize = 170;

/// Tracks that may be published at once in a large room, as Twilio has it.
const PUBLISHED_TRACKS_OF_LARGE_ROOM: usize = 16;

/// Settings of one room, fixed for its life. The names are those of Twilio's Rooms API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomSettings {
    /// Participants at once; the next one is refused with 53105. Above [`GROUP_PARTICIPANTS`] the room is large: only
    /// participants that publish are shown.
    pub max_participants: usize,
    /// How long a participant may stay; it is put out with 53216 then.
    pub max_participant_duration: Duration,
    /// How long the room stays open when its last participant has left.
    pub empty_room_timeout: Duration,
    /// How long the room waits for its first participant.
    pub unused_room_timeout: Duration,
    /// Codecs that video is sent and received in. Empty: whatever the browsers offer.
    pub video_codecs: Vec<VideoCodec>,
    /// Video tracks fail with 53125.
    pub audio_only: bool,
    /// Whether the first recording rules include everything.
    pub record_participants_on_connect: bool,
    /// The first recording rules, which go before [`Self::record_participants_on_connect`].
    pub recording_rules: Option<Vec<TrackRule>>,
    /// Whom the shell tells what happens in the room.
    pub status_callback: Option<StatusCallback>,
    /// What clients are told as the room's media region.
    pub media_region: String,
}

/// Where and how the shell tells what happens in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusCallback {
    pub url: String,
    pub method: CallbackMethod,
}

/// Where the parameters of a status callback stand: in the body, or in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackMethod {
    Get,
    Post,
}

/// A codec that a room can be confined to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VideoCodec {
    H264,
    Vp8,
}

impl VideoCodec {
    /// The name in session descriptions and in Twilio's API.
    pub fn name(self) -> &'static str {
        match self {
            Self::H264 => "H264",
            Self::Vp8 => "VP8",
        }
    }
}

impl RoomSettings {
    /// Of a room that a client opens by joining it: as Twilio's, it ends with its last participant.
    pub fn ad_hoc() -> Self {
        Self { empty_room_timeout: Duration::ZERO, ..Self::default() }
    }

    /// Whether only participants that publish are shown.
    pub fn is_large(&self) -> bool {
        self.max_participants > GROUP_PARTICIPANTS
    }

    /// Tracks that may be published at once in the whole room; the next one fails with 53203.
    pub fn max_published_tracks(&self) -> usize {
        if self.is_large() { PUBLISHED_TRACKS_OF_LARGE_ROOM } else { PUBLISHED_TRACKS }
    }
}

/// What Twilio's API gives a room that asks for nothing.
impl Default for RoomSettings {
    fn default() -> Self {
        Self {
            max_participants: GROUP_PARTICIPANTS,
            max_participant_duration: Duration::from_secs(4 * 3600),
            empty_room_timeout: Duration::from_secs(5 * 60),
            unused_room_timeout: Duration::from_secs(5 * 60),
            video_codecs: Vec::new(),
            audio_only: false,
            record_participants_on_connect: false,
            recording_rules: None,
            status_callback: None,
            media_region: DEFAULT_MEDIA_REGION.to_owned(),
        }
    }
}
