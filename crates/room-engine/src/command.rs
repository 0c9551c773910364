//! What is asked of an engine from outside, as Twilio's Rooms API asks it, and what it answers. Plain values.

use thiserror::Error;

use crate::config::RoomSettings;
use crate::id::{ParticipantSid, RoomSid};
use crate::rules::TrackRule;
use crate::snapshot::{ParticipantSnapshot, RoomSnapshot, RulesSnapshot, SubscribedTrackSnapshot};

/// Tells which answer belongs to which command. The shell numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommandId(pub u64);

/// A room, as paths of the API name it. Unique names find rooms in progress only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomKey {
    Name(String),
    Sid(RoomSid),
}

/// A participant, as paths of the API name it. Identities find participants that are in the room only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParticipantKey {
    Identity(String),
    Sid(ParticipantSid),
}

/// One thing to do or to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Answered with [`Reply::Room`].
    CreateRoom {
        /// `None` or empty for a room without a name.
        name: Option<String>,
        settings: RoomSettings,
    },
    /// Answered with [`Reply::Room`].
    FetchRoom { room: RoomKey },
    /// Rooms in progress, then remembered completed ones from the latest. Answered with [`Reply::Rooms`].
    ListRooms,
    /// Ends the room for everybody in it, who are told 53118. Answered with [`Reply::Room`].
    CompleteRoom { room: RoomKey },
    /// Who left, as far as remembered, and who is here. Answered with [`Reply::Participants`].
    ListParticipants { room: RoomKey },
    /// Answered with [`Reply::Participant`].
    FetchParticipant { room: RoomKey, participant: ParticipantKey },
    /// Puts a participant out, whose room ends without a fault. Answered with [`Reply::Participant`].
    RemoveParticipant { room: RoomKey, participant: ParticipantKey },
    /// Replaces the identity of a participant that has left by its SID. Answered with [`Reply::Participant`].
    AnonymizeParticipant { room: RoomKey, participant: ParticipantKey },
    /// Answered with [`Reply::SubscribedTracks`].
    ListSubscribedTracks { room: RoomKey, participant: ParticipantKey },
    /// Answered with [`Reply::Rules`].
    FetchSubscribeRules { room: RoomKey, participant: ParticipantKey },
    /// Replaces what a participant receives, at once and for tracks to come. Answered with [`Reply::Rules`].
    SetSubscribeRules { room: RoomKey, participant: ParticipantKey, rules: Vec<TrackRule> },
    /// Answered with [`Reply::Rules`].
    FetchRecordingRules { room: RoomKey },
    /// Replaces what is recorded; clients are told that they are while at least one published track is. Answered with
    /// [`Reply::Rules`].
    SetRecordingRules { room: RoomKey, rules: Vec<TrackRule> },
}

/// What came of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    Participant(ParticipantSnapshot),
    Participants(Vec<ParticipantSnapshot>),
    Room(RoomSnapshot),
    Rooms(Vec<RoomSnapshot>),
    Rules(RulesSnapshot),
    SubscribedTracks(Vec<SubscribedTrackSnapshot>),
}

/// Why a command is refused; nothing was changed. The numbers are Twilio's.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum CommandFault {
    #[error("the participant is still in the room")]
    ParticipantConnected,
    #[error("there is no such participant in the room")]
    ParticipantNotFound,
    #[error("the participant has left the room")]
    ParticipantNotConnected,
    #[error("this server does not record: name a folder for recordings (RECORDINGS_DIR) when it starts")]
    RecordingNotSupported,
    #[error("the recording rules are invalid: give 1 to 20 rules about audio and video")]
    RecordingRules,
    #[error("a room of this name is in progress")]
    RoomExists,
    #[error("the room's name has control characters")]
    RoomNameCharacters,
    #[error("the room's name looks like the SID of a room")]
    RoomNameInvalid,
    #[error("the room's name is too long")]
    RoomNameTooLong,
    #[error("there is no such room")]
    RoomNotFound,
    #[error("the room is completed")]
    RoomNotInProgress,
    #[error("no more rooms can be opened")]
    RoomsExhausted,
    #[error("the subscribe rules are invalid: give 1 to 20 rules")]
    SubscribeRules,
}

impl CommandFault {
    pub fn code(self) -> u32 {
        match self {
            Self::ParticipantNotFound | Self::RoomNotFound => 20404,
            Self::ParticipantConnected => 20409,
            Self::ParticipantNotConnected => 53204,
            Self::RecordingNotSupported => 53122,
            Self::RecordingRules => 53120,
            Self::RoomExists => 53113,
            Self::RoomNameCharacters => 53102,
            Self::RoomNameInvalid => 53100,
            Self::RoomNameTooLong => 53101,
            Self::RoomNotInProgress => 53112,
            Self::RoomsExhausted => 53119,
            Self::SubscribeRules => 53215,
        }
    }
}

impl RoomKey {
    /// Reads a SID or a unique name.
    pub fn parse(text: &str) -> Self {
        RoomSid::parse(text).map_or_else(|| Self::Name(text.to_owned()), Self::Sid)
    }
}

impl ParticipantKey {
    /// Reads a SID or an identity.
    pub fn parse(text: &str) -> Self {
        ParticipantSid::parse(text).map_or_else(|| Self::Identity(text.to_owned()), Self::Sid)
    }
}
