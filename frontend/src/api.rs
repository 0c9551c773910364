//! The page's requests to the backend; nothing else in the page fetches.

use gloo_net::http::Request;
use shared::{ErrorBody, ErrorCode, LoginRequest, LoginResponse, routes};
use web_sys::AbortSignal;

/// A backend that is there answers within milliseconds; a phone's network may take seconds to wake.
const TIMEOUT_MS: u32 = 15_000;

/// Why there is no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginError {
    /// Nobody answered, or only a proxy whose backend is away.
    Unreachable,
    /// The backend said no, and why.
    Refused(ErrorBody),
    /// An answer that is none of the contract's.
    Unreadable { status: u16 },
}

/// Asks for the way into a room.
///
/// # Errors
/// See [`LoginError`].
pub async fn login(request: &LoginRequest) -> Result<LoginResponse, LoginError> {
    let signal = AbortSignal::timeout_with_u32(TIMEOUT_MS);
    let request = Request::post(routes::LOGIN)
        .abort_signal(Some(&signal))
        .json(request)
        .map_err(|_| LoginError::Unreachable)?;
    let response = request.send().await.map_err(|_| LoginError::Unreachable)?;
    let status = response.status();
    let body = response.text().await.map_err(|_| LoginError::Unreachable)?;
    read_answer(status, &body)
}

fn read_answer(status: u16, body: &str) -> Result<LoginResponse, LoginError> {
    if status == 200 {
        return serde_json::from_str(body).map_err(|_| LoginError::Unreadable { status });
    }
    match serde_json::from_str::<ErrorBody>(body) {
        Ok(refusal) => Err(LoginError::Refused(refusal)),
        Err(_) if matches!(status, 502..=504) => Err(LoginError::Unreachable),
        Err(_) => Err(LoginError::Unreadable { status }),
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_keeps_the_backends_sentence() {
        let body = r#"{"code":"username_missing","message":"Enter your name."}"#;
        let Err(LoginError::Refused(refusal)) = read_answer(401, body) else { panic!("a 401 is a refusal") };
        assert_eq!(refusal.message, "Enter your name.");
        assert_eq!(RefusalSubject::of(refusal.code), RefusalSubject::Name);
    }

    #[test]
    fn a_proxy_without_its_backend_counts_as_nobody() {
        assert_eq!(read_answer(502, "Bad Gateway"), Err(LoginError::Unreachable));
        assert_eq!(read_answer(500, "<html>"), Err(LoginError::Unreadable { status: 500 }));
    }

    #[test]
    fn an_answer_without_a_token_is_unreadable() {
        assert_eq!(read_answer(200, "{}"), Err(LoginError::Unreadable { status: 200 }));
        assert!(read_answer(200, r#"{"token":"t","identity":"Ada","room":"My Room"}"#).is_ok());
    }
}
