use std::fmt;

use serde::{Deserialize, Serialize};

use crate::name::{NAME_LENGTH_LIMIT, NameFault};

/// The body of every refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    pub code: ErrorCode,
    /// For people: what was wrong and what to do next.
    pub message: String,
}

impl From<ErrorCode> for ErrorBody {
    fn from(code: ErrorCode) -> Self {
        Self { code, message: code.to_string() }
    }
}

/// Why a request was refused. The names on the wire never change; `Display` is the sentence for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    BodyTooLarge,
    NotFound,
    NotJson,
    RoomControlCharacters,
    RoomTooLong,
    ServerError,
    TabMalformed,
    UsernameControlCharacters,
    UsernameMissing,
    UsernameTooLong,
    /// A code of another version of the backend.
    #[serde(other)]
    Unknown,
}

impl ErrorCode {
    /// The code for a fault of the name somebody wants to be called by.
    pub fn of_username(fault: NameFault) -> Self {
        match fault {
            NameFault::Blank => Self::UsernameMissing,
            NameFault::ControlCharacters => Self::UsernameControlCharacters,
            NameFault::TooLong => Self::UsernameTooLong,
        }
    }

    /// The code for a fault of a room's name; `None` for a blank one, which means the default room.
    pub fn of_room(fault: NameFault) -> Option<Self> {
        match fault {
            NameFault::Blank => None,
            NameFault::ControlCharacters => Some(Self::RoomControlCharacters),
            NameFault::TooLong => Some(Self::RoomTooLong),
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BodyTooLarge => formatter.write_str("The request is too large. Send only a name and a room."),
            Self::NotFound => formatter.write_str("There is nothing at this address. Check the link."),
            Self::NotJson => formatter.write_str(
                "The request could not be read. Send a JSON object such as {\"username\": \"Ada\", \"room\": \"My Room\"}.",
            ),
            Self::RoomControlCharacters => formatter.write_str(
                "The room name contains characters that cannot be shown. Type it by hand without line breaks.",
            ),
            Self::RoomTooLong => write!(
                formatter,
                "The room name is too long. Use at most {NAME_LENGTH_LIMIT} characters."
            ),
            Self::ServerError => formatter.write_str("Something went wrong on the server. Try again in a moment."),
            Self::TabMalformed => formatter
                .write_str("The tag of this browser tab is malformed. Close the tab and open the page again."),
            Self::UsernameControlCharacters => formatter.write_str(
                "Your name contains characters that cannot be shown. Type it by hand without line breaks.",
            ),
            Self::UsernameMissing => formatter.write_str("Enter your name before you join."),
            Self::UsernameTooLong => {
                write!(formatter, "Your name is too long. Use at most {NAME_LENGTH_LIMIT} characters.")
            }
            Self::Unknown => formatter.write_str("The server refused the request. Reload the page and try again."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_stable_names_on_the_wire() {
        let names = [
            (ErrorCode::BodyTooLarge, "body_too_large"),
            (ErrorCode::NotFound, "not_found"),
            (ErrorCode::NotJson, "not_json"),
            (ErrorCode::RoomControlCharacters, "room_control_characters"),
            (ErrorCode::RoomTooLong, "room_too_long"),
            (ErrorCode::ServerError, "server_error"),
            (ErrorCode::TabMalformed, "tab_malformed"),
            (ErrorCode::UsernameControlCharacters, "username_control_characters"),
            (ErrorCode::UsernameMissing, "username_missing"),
            (ErrorCode::UsernameTooLong, "username_too_long"),
        ];
        for (code, name) in names {
            assert_eq!(serde_json::to_value(code).unwrap(), name);
            assert_eq!(serde_json::from_value::<ErrorCode>(name.into()).unwrap(), code);
        }
    }

    #[test]
    fn a_code_of_another_version_still_reads() {
        let body: ErrorBody = serde_json::from_str(r#"{"code":"brand_new","message":"Wait."}"#).unwrap();
        assert_eq!(body, ErrorBody { code: ErrorCode::Unknown, message: "Wait.".to_owned() });
    }
}
