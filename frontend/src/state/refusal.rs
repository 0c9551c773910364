//! What the backend refuses, put into the page's own words by the code.

use shared::{ErrorCode, NAME_LENGTH_LIMIT};

use crate::messages::Message;

/// What a refusal is about, which decides where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalSubject {
    Name,
    Room,
    Request,
}

impl RefusalSubject {
    pub fn of(code: ErrorCode) -> Self {
        match code {
            ErrorCode::UsernameControlCharacters
            | ErrorCode::UsernameMissing
            | ErrorCode::UsernameTooLong => Self::Name,
            ErrorCode::RoomControlCharacters | ErrorCode::RoomTooLong => Self::Room,
            ErrorCode::BodyTooLarge
            | ErrorCode::NotFound
            | ErrorCode::NotJson
            | ErrorCode::ServerError
            | ErrorCode::TabMalformed
            | ErrorCode::Unknown => Self::Request,
        }
    }
}

/// What was wrong and what to do next.
pub fn refusal(code: ErrorCode) -> Message {
    let limited = |id| Message::new(id).with("limit", NAME_LENGTH_LIMIT);
    match code {
        ErrorCode::BodyTooLarge => Message::new("error-body-too-large"),
        ErrorCode::NotFound => Message::new("error-not-found"),
        ErrorCode::NotJson => Message::new("error-not-json"),
        ErrorCode::RoomControlCharacters => Message::new("error-room-control-characters"),
        ErrorCode::RoomTooLong => limited("error-room-too-long"),
        ErrorCode::ServerError => Message::new("error-server-error"),
        ErrorCode::TabMalformed => Message::new("error-tab-malformed"),
        ErrorCode::Unknown => Message::new("error-unknown"),
        ErrorCode::UsernameControlCharacters => Message::new("error-username-control-characters"),
        ErrorCode::UsernameMissing => Message::new("error-username-missing"),
        ErrorCode::UsernameTooLong => limited("error-username-too-long"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_name_is_told_beside_the_name() {
        assert_eq!(RefusalSubject::of(ErrorCode::UsernameMissing), RefusalSubject::Name);
        assert_eq!(RefusalSubject::of(ErrorCode::RoomTooLong), RefusalSubject::Room);
    }

    #[test]
    fn a_limit_is_named() {
        let limit = Message::new("error-username-too-long").with("limit", 128_u32);
        assert_eq!(refusal(ErrorCode::UsernameTooLong), limit);
    }
}
