//! Answers that say no, as Twilio says it.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::WWW_AUTHENTICATE;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use room_engine::CommandFault;
use serde::Serialize;

use crate::media::AskFault;

/// What was wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub code: u32,
    status: StatusCode,
    message: String,
}

#[derive(Serialize)]
struct Body<'a> {
    code: u32,
    message: &'a str,
    more_info: String,
    status: u16,
}

impl Fault {
    /// With the words that Twilio has for the code.
    pub fn new(code: u32) -> Self {
        Self { code, status: status(code), message: words(code).to_owned() }
    }

    /// With what would be right.
    pub fn expecting(code: u32, expected: impl fmt::Display) -> Self {
        let mut fault = Self::new(code);
        fault.message = format!("{}: {expected}", fault.message);
        fault
    }

    pub fn missing(parameter: &str) -> Self {
        let message = format!("Missing required parameter {parameter} in the post body");
        Self { message, ..Self::new(20001) }
    }

    /// A parameter without a code of its own.
    pub fn parameter(name: &str, expected: impl fmt::Display) -> Self {
        Self { message: format!("Invalid parameter {name}: {expected}"), ..Self::new(20422) }
    }

    pub fn too_large(limit: usize) -> Self {
        let message = format!("Invalid request: the body is longer than {limit} bytes");
        Self { code: 20422, status: StatusCode::PAYLOAD_TOO_LARGE, message }
    }

    pub fn not_found(request: &HttpRequest) -> Self {
        let path = request.path();
        let path = path.strip_prefix("/v1").unwrap_or(path);
        Self { message: format!("The requested resource {path} was not found"), ..Self::new(20404) }
    }

    /// A part of Twilio Video that is not here.
    pub fn absent(what: &str) -> Self {
        Self { message: format!("This room server has no {what}"), ..Self::new(20404) }
    }

    /// Something that cannot be done as things are.
    pub fn conflict(why: impl fmt::Display) -> Self {
        Self { message: format!("Conflict: {why}"), ..Self::new(20409) }
    }

    pub fn unavailable(why: impl fmt::Display) -> Self {
        Self { message: format!("Service unavailable: {why}"), ..Self::new(20503) }
    }

    pub fn method() -> Self {
        Self::new(20004)
    }

    pub fn unauthorized() -> Self {
        Self::new(20003)
    }

    pub fn of_ask(fault: AskFault, request: &HttpRequest) -> Self {
        match fault {
            AskFault::Refused(CommandFault::ParticipantNotFound | CommandFault::RoomNotFound) => {
                Self::not_found(request)
            }
            AskFault::Refused(fault) => Self::new(fault.code()),
            AskFault::Unavailable => Self::new(20503),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.code, self.message)
    }
}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        if self.status == StatusCode::UNAUTHORIZED {
            response.insert_header((WWW_AUTHENTICATE, "Basic realm=\"Twilio API\""));
        }
        response.json(Body {
            code: self.code,
            message: &self.message,
            more_info: format!("https://www.twilio.com/docs/errors/{}", self.code),
            status: self.status.as_u16(),
        })
    }
}

fn status(code: u32) -> StatusCode {
    match code {
        20003 => StatusCode::UNAUTHORIZED,
        20004 => StatusCode::METHOD_NOT_ALLOWED,
        20404 | 53204 => StatusCode::NOT_FOUND,
        20409 => StatusCode::CONFLICT,
        20429 => StatusCode::TOO_MANY_REQUESTS,
        20503 => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// Twilio's error dictionary, as far as it is used here.
fn words(code: u32) -> &'static str {
    match code {
        20001 => "Unknown parameters",
        20003 => "Authenticate",
        20004 => "Method not allowed",
        20007 => "Page size too large",
        20404 => "Not found",
        20409 => "Conflict: the participant is still in the room",
        20422 => "Invalid parameter",
        20429 => "Too many requests",
        20503 => "Service unavailable",
        53100 => "Room name is invalid",
        53101 => "Room name is too long",
        53102 => "Room name contains invalid characters",
        53107 => "MaxParticipants is out of range",
        53108 => "RoomType is not valid",
        53109 => "Timeout is out of range",
        53110 => "Status callback method is invalid",
        53111 => "Status callback is invalid",
        53112 => "Status is invalid",
        53113 => "Room exists",
        53115 => "Media region is invalid",
        53119 => "The maximum number of rooms is reached",
        53120 => "Invalid Recording Rule(s)",
        53122 => "Recording is not supported: this server has no folder for recordings",
        53123 => "MaxParticipantDuration is out of range",
        53204 => "Participant not found",
        53209 => "Participant status is invalid",
        53215 => "Invalid Subscribe Rule(s)",
        _ => "The request was refused",
    }
}
