//! Twilio's error codes that this server sends, with the text for whoever reads them.

use thiserror::Error;

/// A fault, with the number under which twilio-video.js knows it (`lib/util/twilio-video-errors.js`).
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum ErrorCode {
    #[error("the access token cannot be read; request a new one")]
    AccessTokenInvalid,
    #[error("the access token's header is wrong; request a new one")]
    AccessTokenHeaderInvalid,
    #[error("the access token's issuer or account is unknown here")]
    AccessTokenIssuerInvalid,
    #[error("the access token is expired; request a new one")]
    AccessTokenExpired,
    #[error("the access token is not valid yet; compare the clocks of its maker and this server")]
    AccessTokenNotYetValid,
    #[error("the access token does not open this room")]
    AccessTokenGrantsInvalid,
    #[error("the access token's signature is wrong; request a new one")]
    AccessTokenSignatureInvalid,
    #[error("the message is not understood")]
    SignalingOutgoingMessageInvalid,
    #[error("the server is busy; try again later")]
    SignalingServerBusy,
    #[error("the room's name is invalid; choose another")]
    RoomNameInvalid,
    #[error("the room's name is too long; choose a shorter one")]
    RoomNameTooLong,
    #[error("the room's name has characters that are not allowed; choose another")]
    RoomNameCharsInvalid,
    #[error("the room cannot be created; try again later")]
    RoomCreateFailed,
    #[error("the room cannot be entered; try again")]
    RoomConnectFailed,
    #[error("the room is full; try again when somebody has left")]
    RoomMaxParticipantsExceeded,
    #[error("there is no such room")]
    RoomNotFound,
    #[error("the room has ended")]
    RoomCompleted,
    #[error("this room does not carry this kind of track")]
    RoomTrackKindNotSupported,
    #[error("the participant's identity is invalid")]
    ParticipantIdentityInvalid,
    #[error("the participant's identity is too long")]
    ParticipantIdentityTooLong,
    #[error("the participant's identity has characters that are not allowed")]
    ParticipantIdentityCharsInvalid,
    #[error("too many tracks are published; unpublish one first")]
    ParticipantMaxTracksExceeded,
    #[error("the session is over; join again")]
    ParticipantNotFound,
    #[error("the same identity joined from elsewhere")]
    ParticipantDuplicateIdentity,
    #[error("the participant was in the room for as long as the room allows; join again")]
    ParticipantSessionLengthExceeded,
    #[error("the track cannot be published")]
    TrackInvalid,
    #[error("the track's name is invalid; choose another")]
    TrackNameInvalid,
    #[error("the track's name is too long; choose a shorter one")]
    TrackNameTooLong,
    #[error("the track's name has characters that are not allowed; choose another")]
    TrackNameCharsInvalid,
    #[error("a track of this name is already published; choose another name")]
    TrackNameIsDuplicated,
    #[error("the server cannot carry one more track; try again later")]
    TrackServerTrackCapacityReached,
    #[error("the server cannot describe its media")]
    MediaServerLocalDescFailed,
    #[error("the server cannot use the client's session description")]
    MediaServerRemoteDescFailed,
    #[error("there is no codec that both sides know")]
    MediaNoSupportedCodec,
    #[error("the media connection was lost; check the network and join again")]
    MediaConnection,
    #[error("the ICE servers cannot be told; try again later")]
    ConfigurationAcquireFailed,
    #[error("the TURN servers cannot be told; try again later")]
    ConfigurationAcquireTurnFailed,
}

impl ErrorCode {
    pub fn code(self) -> u32 {
        match self {
            Self::AccessTokenInvalid => 20101,
            Self::AccessTokenHeaderInvalid => 20102,
            Self::AccessTokenIssuerInvalid => 20103,
            Self::AccessTokenExpired => 20104,
            Self::AccessTokenNotYetValid => 20105,
            Self::AccessTokenGrantsInvalid => 20106,
            Self::AccessTokenSignatureInvalid => 20107,
            Self::SignalingOutgoingMessageInvalid => 53004,
            Self::SignalingServerBusy => 53006,
            Self::RoomNameInvalid => 53100,
            Self::RoomNameTooLong => 53101,
            Self::RoomNameCharsInvalid => 53102,
            Self::RoomCreateFailed => 53103,
            Self::RoomConnectFailed => 53104,
            Self::RoomMaxParticipantsExceeded => 53105,
            Self::RoomNotFound => 53106,
            Self::RoomCompleted => 53118,
            Self::RoomTrackKindNotSupported => 53125,
            Self::ParticipantIdentityInvalid => 53200,
            Self::ParticipantIdentityTooLong => 53201,
            Self::ParticipantIdentityCharsInvalid => 53202,
            Self::ParticipantMaxTracksExceeded => 53203,
            Self::ParticipantNotFound => 53204,
            Self::ParticipantDuplicateIdentity => 53205,
            Self::ParticipantSessionLengthExceeded => 53216,
            Self::TrackInvalid => 53300,
            Self::TrackNameInvalid => 53301,
            Self::TrackNameTooLong => 53302,
            Self::TrackNameCharsInvalid => 53303,
            Self::TrackNameIsDuplicated => 53304,
            Self::TrackServerTrackCapacityReached => 53305,
            Self::MediaServerLocalDescFailed => 53401,
            Self::MediaServerRemoteDescFailed => 53403,
            Self::MediaNoSupportedCodec => 53404,
            Self::MediaConnection => 53405,
            Self::ConfigurationAcquireFailed => 53500,
            Self::ConfigurationAcquireTurnFailed => 53501,
        }
    }
}
