//! The page's requests to the backend; nothing else in the page fetches.

use gloo_net::http::Request;
use shared::{ErrorBody, ErrorCode, LoginRequest, LoginResponse, Occupancy, RoomName, routes};
use web_sys::AbortSignal;

use crate::messages::Language;

/// A backend that is there answers within milliseconds; a phone's network may take seconds to wake.
const TIMEOUT_MS: u32 = 15_000;

/// Why there is no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginError {
    /// Nobody answered, or only a proxy whose backend is away.
    Unreachable,
    /// The backend said no, and why.
    Refused(ErrorCode),
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

/// The catalogue of a language; `None` if it cannot be had.
pub async fn messages(language: Language) -> Option<String> {
    let signal = AbortSignal::timeout_with_u32(TIMEOUT_MS);
    let request =
        Request::get(&format!("/messages/{language}.ftl")).abort_signal(Some(&signal)).build().ok()?;
    let response = request.send().await.ok()?;
    if response.ok() { response.text().await.ok() } else { None }
}

/// How many are in a room; `None` where nobody can tell. What goes wrong here is no matter: joining says it better.
pub async fn occupancy(room: &RoomName) -> Option<u32> {
    let signal = AbortSignal::timeout_with_u32(TIMEOUT_MS);
    let request = Request::get(routes::OCCUPANCY).query([("room", room.as_str())]);
    let response = request.abort_signal(Some(&signal)).send().await.ok()?;
    // The browser's own reader: ours comes with the call.
    let answer = js_sys::JSON::parse(&response.text().await.ok()?).ok()?;
    let participants = js_sys::Reflect::get(&answer, &Occupancy::PARTICIPANTS.into()).ok()?.as_f64()?;
    Some(participants as u32)
}

/// Whether the backend answers at all.
pub async fn is_there() -> bool {
    let signal = AbortSignal::timeout_with_u32(TIMEOUT_MS);
    Request::get(routes::HEALTH).abort_signal(Some(&signal)).send().await.is_ok_and(|response| response.ok())
}

fn read_answer(status: u16, body: &str) -> Result<LoginResponse, LoginError> {
    if status == 200 {
        return serde_json::from_str(body).map_err(|_| LoginError::Unreadable { status });
    }
    match serde_json::from_str::<ErrorBody>(body) {
        Ok(refusal) => Err(LoginError::Refused(refusal.code)),
        Err(_) if matches!(status, 502..=504) => Err(LoginError::Unreachable),
        Err(_) => Err(LoginError::Unreadable { status }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_known_by_its_code() {
        let body = r#"{"code":"username_missing","message":"Enter your name."}"#;
        assert_eq!(read_answer(401, body), Err(LoginError::Refused(ErrorCode::UsernameMissing)));
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
