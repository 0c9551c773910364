//! Which unique names a room may have.

use thiserror::Error;

/// The longest room name, in characters, as Twilio has it.
const MAX_ROOM_NAME_CHARACTERS: usize = 128;

/// Why a room cannot have a name.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub(crate) enum RoomNameFault {
    #[error("the room name has control characters")]
    Characters,
    #[error("the room name is longer than {MAX_ROOM_NAME_CHARACTERS} characters")]
    TooLong,
}

pub(crate) fn check_name(name: &str) -> Result<(), RoomNameFault> {
    if name.chars().count() > MAX_ROOM_NAME_CHARACTERS {
        return Err(RoomNameFault::TooLong);
    }
    if name.chars().any(char::is_control) {
        return Err(RoomNameFault::Characters);
    }
    Ok(())
}
