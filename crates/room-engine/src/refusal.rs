//! Why a participant is not let in or does not stay.

use thiserror::Error;

use crate::peer::PeerFault;
use crate::room::RoomNameFault;
use crate::verifier::TokenFault;

#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub(crate) enum Refusal {
    #[error("the same identity joined from elsewhere")]
    DuplicateIdentity,
    #[error("the session description cannot be used: {0}")]
    Description(PeerFault),
    #[error("the message is not understood")]
    InvalidMessage,
    #[error("the media connection is gone")]
    MediaLost,
    #[error("the room is over")]
    RoomCompleted,
    #[error("the room is full")]
    RoomFull,
    #[error(transparent)]
    RoomName(#[from] RoomNameFault),
    #[error("there is no such room")]
    RoomNotFound,
    #[error("the token opens another room")]
    RoomNotGranted,
    #[error("no more rooms can be opened")]
    RoomsExhausted,
    #[error("the server has as many participants as it can serve")]
    ServerBusy,
    #[error("the participant was in the room for as long as the room allows")]
    SessionTooLong,
    #[error("there is no such session")]
    SessionUnknown,
    #[error(transparent)]
    Token(#[from] TokenFault),
}
