use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, Responder};
use shared::{ErrorBody, ErrorCode};

/// An answer that says no, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal(pub ErrorCode);

impl Refusal {
    fn status(self) -> StatusCode {
        match self.0 {
            ErrorCode::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::NotFound => StatusCode::NOT_FOUND,
            ErrorCode::UsernameMissing => StatusCode::UNAUTHORIZED,
            ErrorCode::NotJson
            | ErrorCode::RoomControlCharacters
            | ErrorCode::RoomTooLong
            | ErrorCode::TabMalformed
            | ErrorCode::UsernameControlCharacters
            | ErrorCode::UsernameTooLong => StatusCode::BAD_REQUEST,
            ErrorCode::ServerError | ErrorCode::Unknown => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl Responder for Refusal {
    type Body = BoxBody;

    fn respond_to(self, _request: &HttpRequest) -> HttpResponse {
        HttpResponse::build(self.status()).json(ErrorBody::from(self.0))
    }
}
