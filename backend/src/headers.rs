//! Headers that every answer carries.
//!
//! There is no `Strict-Transport-Security`: browsers apply it to every port of a host, so it would take other programs of
//! the same machine with it. Whoever serves a name of its own over HTTPS adds it at the proxy in front.

use actix_cors::Cors;
use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderName, HeaderValue,
    PERMISSIONS_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::middleware::Next;
use actix_web::web::Data;
use shared::Mode;
use url::Url;

use crate::state::State;

/// How long a browser need not ask again.
const PREFLIGHT_SECONDS: usize = 3600;

const PERMISSIONS: &str = "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), \
                           geolocation=(), hid=(), midi=(), payment=(), serial=(), usb=()";

/// Adds the security headers to an answer.
pub async fn security(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let policy =
        request.app_data::<Data<State>>().map(|state| content_security_policy(&sources(state, &request)));
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    let mut set =
        |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(REFERRER_POLICY, "no-referrer");
    set(PERMISSIONS_POLICY, PERMISSIONS);
    if let Some(policy) = policy.and_then(|policy| HeaderValue::from_str(&policy).ok()) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// Lets pages of every origin use the API, with the credentials that everybody knows: for `rooms --dev` alone. Headers are
/// listed because an asterisk does not stand for `Authorization`.
pub fn every_origin() -> Cors {
    Cors::default()
        .allow_any_origin()
        .send_wildcard()
        .allowed_methods([Method::GET, Method::POST, Method::DELETE])
        .allowed_headers([ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName::from_static("x-twilio-client")])
        .max_age(Some(PREFLIGHT_SECONDS))
}

fn content_security_policy(connect_sources: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
         media-src 'self' blob:; connect-src 'self'{connect_sources}; object-src 'none'; base-uri 'self'; \
         form-action 'self'; frame-ancestors 'none'"
    )
}

/// Where the page may connect to beside its own origin, each with a blank before it.
fn sources(state: &State, request: &ServiceRequest) -> String {
    match (state.mode(), &state.twilio_signaling_url) {
        (Mode::Embedded, _) => own_sockets(request),
        (Mode::Twilio, None) => " wss://*.twilio.com https://*.twilio.com".to_owned(),
        (Mode::Twilio, Some(url)) => format!(" {}", origin(url)),
    }
}

/// Not every browser counts WebSockets of the page's own host as `'self'`.
fn own_sockets(request: &ServiceRequest) -> String {
    let authority = request.uri().authority().map(|authority| authority.as_str());
    let host = authority.or_else(|| request.headers().get(HOST)?.to_str().ok()).unwrap_or_default();
    let plain = |character: char| {
        character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | ':' | '[' | ']')
    };
    if host.is_empty() || !host.chars().all(plain) {
        String::new()
    } else {
        format!(" ws://{host} wss://{host}")
    }
}

fn origin(url: &Url) -> String {
    let host = url.host().map(|host| host.to_string()).unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{host}{port}", url.scheme())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_a_host_and_a_port() {
        for (url, expected) in [
            ("wss://example.org/signaling?a=b", "wss://example.org"),
            ("ws://127.0.0.1:4000/signaling", "ws://127.0.0.1:4000"),
            ("ws://[::1]:4000/", "ws://[::1]:4000"),
        ] {
            assert_eq!(origin(&Url::parse(url).unwrap()), expected);
        }
    }
}
