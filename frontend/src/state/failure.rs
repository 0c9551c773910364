//! Why somebody is not in the call, and what to do next.

use shared::ErrorCode;
use twilio_video::{ErrorKind, TwilioError, code};

use super::refusal::{RefusalSubject, refusal};
use crate::messages::Message;

/// Why joining failed or a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    ConnectionLost {
        code: Option<u32>,
    },
    /// The same identity joined from elsewhere: a copy of this tab.
    Duplicate,
    /// The page was put away while the call was on, and has been taken out again.
    LeftPage,
    LibraryMissing,
    MediaFailed {
        code: u32,
    },
    NoBackend,
    Other {
        code: Option<u32>,
        name: String,
    },
    /// The server has another version of this page by now.
    Outdated,
    /// Somebody who may do so took us out.
    Removed,
    RoomEnded,
    RoomFull,
    RoomRefused(ErrorCode),
    ServerBusy,
    ServerError(ErrorCode),
    /// The person was in the call for as long as the room allows.
    TimeUp,
    TokenRefused {
        code: u32,
    },
    /// An answer that is none of the contract's, with its HTTP status.
    Unreadable {
        status: u16,
    },
    /// The library does not know this browser as one that can hold calls.
    Unsupported,
}

/// A sentence on what happened, and one on what to do if the first does not say so.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    pub title: Message,
    pub advice: Option<Message>,
}

impl Failure {
    /// Reads why the library gave no room or took it away.
    pub fn of_call(error: &TwilioError) -> Self {
        match error.kind() {
            ErrorKind::Twilio(code) => Self::of_code(code, error),
            ErrorKind::LibraryMissing | ErrorKind::LibraryMismatch => Self::LibraryMissing,
            ErrorKind::Canceled => Self::LeftPage,
            ErrorKind::Media(_) | ErrorKind::Other => Self::Other { code: None, name: error.name.clone() },
        }
    }

    /// Reads why a call ended that was going on. A session that the server does not know, or does not accept the token
    /// of any more, was lost with its connection: joining again gets a new token.
    pub fn of_ended_call(error: &TwilioError) -> Self {
        match Self::of_call(error) {
            Self::TokenRefused { code } => Self::ConnectionLost { code: Some(code) },
            Self::Other { code: Some(code::PARTICIPANT_NOT_FOUND), .. } => {
                Self::ConnectionLost { code: Some(code::PARTICIPANT_NOT_FOUND) }
            }
            other => other,
        }
    }

    /// Codes of <https://www.twilio.com/docs/api/errors> that have an advice of their own; the rest of a family shares
    /// its family's.
    fn of_code(code: u32, error: &TwilioError) -> Self {
        match code {
            code::SIGNALING_SERVER_BUSY => Self::ServerBusy,
            code::ROOM_MAX_PARTICIPANTS_EXCEEDED => Self::RoomFull,
            code::ROOM_NOT_FOUND | code::ROOM_COMPLETED => Self::RoomEnded,
            code::PARTICIPANT_DUPLICATE_IDENTITY => Self::Duplicate,
            code::PARTICIPANT_SESSION_LENGTH_EXCEEDED => Self::TimeUp,
            code::ACCESS_TOKEN_INVALID..=code::ACCESS_TOKEN_SIGNATURE_INVALID => Self::TokenRefused { code },
            code::SIGNALING_CONNECTION_ERROR..=53_099 => Self::ConnectionLost { code: Some(code) },
            53_400..=53_499 => Self::MediaFailed { code },
            _ => Self::Other { code: Some(code), name: error.name.clone() },
        }
    }

    /// Reads a refusal of the backend that is not about the name, which the form answers for.
    pub fn of_refusal(code: ErrorCode) -> Self {
        match RefusalSubject::of(code) {
            RefusalSubject::Room => Self::RoomRefused(code),
            RefusalSubject::Name | RefusalSubject::Request => Self::ServerError(code),
        }
    }

    /// A stable word for scripts and tests.
    pub fn cause(&self) -> &'static str {
        match self {
            Self::ConnectionLost { .. } => "connection-lost",
            Self::Duplicate => "duplicate",
            Self::LeftPage => "left-page",
            Self::LibraryMissing => "library-missing",
            Self::MediaFailed { .. } => "media-failed",
            Self::NoBackend => "no-backend",
            Self::Other { .. } => "other",
            Self::Outdated => "outdated",
            Self::Removed => "removed",
            Self::RoomEnded => "room-ended",
            Self::RoomFull => "room-full",
            Self::RoomRefused(_) => "room-refused",
            Self::ServerBusy => "server-busy",
            Self::ServerError(_) | Self::Unreadable { .. } => "server-error",
            Self::TimeUp => "time-up",
            Self::TokenRefused { .. } => "token-refused",
            Self::Unsupported => "unsupported",
        }
    }

    /// Twilio's code, where there is one that helps a person who helps.
    pub fn code(&self) -> Option<u32> {
        match self {
            Self::ConnectionLost { code } | Self::Other { code, .. } => *code,
            Self::MediaFailed { code } | Self::TokenRefused { code } => Some(*code),
            Self::Duplicate => Some(code::PARTICIPANT_DUPLICATE_IDENTITY),
            Self::RoomFull => Some(code::ROOM_MAX_PARTICIPANTS_EXCEEDED),
            Self::ServerBusy => Some(code::SIGNALING_SERVER_BUSY),
            Self::TimeUp => Some(code::PARTICIPANT_SESSION_LENGTH_EXCEEDED),
            Self::LeftPage
            | Self::LibraryMissing
            | Self::NoBackend
            | Self::Outdated
            | Self::RoomEnded
            | Self::Removed
            | Self::RoomRefused(_)
            | Self::ServerError(_)
            | Self::Unreadable { .. }
            | Self::Unsupported => None,
        }
    }

    /// The heading of the page that tells it.
    pub fn heading(&self) -> &'static str {
        match self {
            Self::ConnectionLost { .. } => "trouble-heading-connection-lost",
            Self::Duplicate => "trouble-heading-duplicate",
            Self::NoBackend => "trouble-heading-no-backend",
            Self::Removed => "trouble-heading-removed",
            Self::RoomEnded => "trouble-heading-room-ended",
            Self::RoomFull => "trouble-heading-room-full",
            Self::TimeUp => "trouble-heading-time-up",
            Self::LeftPage => "lobby-join-again",
            // It may still work.
            Self::Unsupported => "lobby-ready",
            Self::LibraryMissing
            | Self::MediaFailed { .. }
            | Self::Other { .. }
            | Self::Outdated
            | Self::RoomRefused(_)
            | Self::ServerBusy
            | Self::ServerError(_)
            | Self::TokenRefused { .. }
            | Self::Unreadable { .. } => "trouble-heading-not-joined",
        }
    }

    /// Whether the way back is open again as soon as there is a network.
    pub fn ends_with_the_outage(&self) -> bool {
        matches!(self, Self::ConnectionLost { .. })
    }

    pub fn explanation(&self) -> Explanation {
        let (title, advice) = match self {
            Self::ConnectionLost { .. } => ("trouble-connection-lost", "trouble-connection-lost-advice"),
            Self::Duplicate => ("trouble-duplicate", "trouble-duplicate-advice"),
            Self::LeftPage => ("trouble-left-page", "trouble-left-page-advice"),
            Self::LibraryMissing => ("trouble-library-missing", "trouble-library-missing-advice"),
            Self::MediaFailed { .. } => ("trouble-media-failed", "trouble-media-failed-advice"),
            Self::NoBackend => ("trouble-no-backend", "trouble-no-backend-advice"),
            Self::Other { name, .. } => {
                let title = Message::new("trouble-other").with("name", name.as_str());
                return Explanation { title, advice: Some(Message::new("trouble-other-advice")) };
            }
            Self::Outdated => ("trouble-outdated", "trouble-outdated-advice"),
            Self::Removed => ("trouble-removed", "trouble-removed-advice"),
            Self::RoomEnded => ("trouble-room-ended", "trouble-room-ended-advice"),
            Self::RoomFull => ("trouble-room-full", "trouble-room-full-advice"),
            Self::RoomRefused(code) => {
                let advice = Some(Message::new("trouble-room-refused-advice"));
                return Explanation { title: refusal(*code), advice };
            }
            Self::ServerBusy => ("trouble-server-busy", "trouble-server-busy-advice"),
            Self::ServerError(code) => return Explanation { title: refusal(*code), advice: None },
            Self::TimeUp => ("trouble-time-up", "trouble-time-up-advice"),
            Self::TokenRefused { .. } => ("trouble-token-refused", "trouble-token-refused-advice"),
            Self::Unreadable { status } => {
                let title = Message::new("error-unreadable").with("status", status.to_string());
                return Explanation { title, advice: None };
            }
            Self::Unsupported => ("trouble-unsupported", "trouble-unsupported-advice"),
        };
        Explanation { title: Message::new(title), advice: Some(Message::new(advice)) }
    }

    /// Whether it is told beside the form, which may work all the same, and not on a page of its own.
    pub fn is_told_beside_the_form(&self) -> bool {
        matches!(self, Self::LibraryMissing | Self::Unsupported)
    }

    /// What the button says that may bring the person into the call; `None` if it would be in vain.
    pub fn way_back(&self) -> Option<&'static str> {
        match self {
            Self::Duplicate => Some("trouble-use-here"),
            Self::ConnectionLost { .. } | Self::LeftPage | Self::Removed | Self::RoomEnded | Self::TimeUp => {
                Some("trouble-rejoin")
            }
            Self::MediaFailed { .. }
            | Self::NoBackend
            | Self::Other { .. }
            | Self::RoomFull
            | Self::ServerBusy
            | Self::ServerError(_)
            | Self::TokenRefused { .. }
            | Self::Unreadable { .. } => Some("lobby-try-again"),
            Self::LibraryMissing | Self::Outdated | Self::RoomRefused(_) | Self::Unsupported => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: u32) -> TwilioError {
        TwilioError { code: Some(code), name: "TwilioError".into(), message: String::new() }
    }

    fn of_code(code: u32) -> Failure {
        Failure::of_call(&error(code))
    }

    #[test]
    fn a_session_that_the_server_forgot_was_lost_with_its_connection() {
        for code in [20103, 20104, 53204] {
            let failure = Failure::of_ended_call(&error(code));
            assert_eq!(failure, Failure::ConnectionLost { code: Some(code) });
            assert_eq!(failure.way_back(), Some("trouble-rejoin"));
        }
        assert_eq!(Failure::of_ended_call(&error(53118)), Failure::RoomEnded);
    }

    #[test]
    fn every_cause_that_people_can_act_on_is_told_apart() {
        assert_eq!(of_code(20101), Failure::TokenRefused { code: 20101 });
        assert_eq!(of_code(20104), Failure::TokenRefused { code: 20104 });
        assert_eq!(of_code(53000), Failure::ConnectionLost { code: Some(53000) });
        assert_eq!(of_code(53001), Failure::ConnectionLost { code: Some(53001) });
        assert_eq!(of_code(53006), Failure::ServerBusy);
        assert_eq!(of_code(53105), Failure::RoomFull);
        assert_eq!(of_code(53118), Failure::RoomEnded);
        assert_eq!(of_code(53205), Failure::Duplicate);
        assert_eq!(of_code(53216), Failure::TimeUp);
        assert_eq!(of_code(53405), Failure::MediaFailed { code: 53405 });
        assert_eq!(of_code(53407), Failure::MediaFailed { code: 53407 });
    }

    #[test]
    fn an_unknown_code_is_shown_as_it_is() {
        let failure = of_code(53999);
        assert_eq!(failure.cause(), "other");
        assert_eq!(failure.code(), Some(53999));
    }

    #[test]
    fn an_error_without_a_code_keeps_its_name() {
        let error = TwilioError { code: None, name: "TypeError".into(), message: String::new() };
        let title = Message::new("trouble-other").with("name", "TypeError");
        assert_eq!(Failure::of_call(&error).explanation().title, title);
    }

    #[test]
    fn a_refused_room_is_told_apart_from_other_refusals() {
        let cause = |code: ErrorCode| Failure::of_refusal(code).cause();
        assert_eq!(cause(ErrorCode::RoomTooLong), "room-refused");
        assert_eq!(cause(ErrorCode::ServerError), "server-error");
    }

    #[test]
    fn the_way_back_is_offered_where_it_may_lead_in() {
        assert_eq!(Failure::Duplicate.way_back(), Some("trouble-use-here"));
        assert_eq!(Failure::Removed.way_back(), Some("trouble-rejoin"));
        assert_eq!(Failure::RoomFull.way_back(), Some("lobby-try-again"));
        assert_eq!(Failure::NoBackend.way_back(), Some("lobby-try-again"));
        assert_eq!(Failure::RoomRefused(ErrorCode::RoomTooLong).way_back(), None);
    }
}
