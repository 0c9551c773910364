//! Twilio's access tokens: JSON Web Tokens signed with an API key's secret. Pure: the time is an argument.
//!
//! Sources: Twilio's page "Access Tokens"; the official helper libraries, whose tokens are test fixtures here.

mod verify;

use std::time::{Duration, SystemTime};

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;

pub use verify::verify;

use crate::credentials::Credentials;

/// The header's content type: Twilio's "first person authorization", version 1.
const CONTENT_TYPE: &str = "twilio-fpa;v=1";

/// How far the clocks of the issuer and the verifier of a token may be apart: our tokens are valid since this long ago,
/// and a token that becomes valid within this is taken.
const CLOCK_TOLERANCE: Duration = Duration::from_secs(60);

/// Whom a token is for.
#[derive(Clone, Copy, Debug)]
pub struct Grant<'a> {
    pub identity: &'a str,
    /// The only room that the token opens; `None` opens every room.
    pub room: Option<&'a str>,
    pub ttl: Duration,
}

/// Makes a token.
///
/// # Errors
/// If the signing library refuses, which no input is known to bring about.
pub fn mint(
    grant: Grant<'_>,
    credentials: &Credentials,
    now: SystemTime,
) -> Result<String, jsonwebtoken::errors::Error> {
    let issued_at = unix_seconds(now);
    let claims = Claims {
        jti: format!("{}-{issued_at}", credentials.api_key_sid),
        iss: &credentials.api_key_sid,
        sub: &credentials.account_sid,
        iat: issued_at,
        nbf: issued_at.saturating_sub(CLOCK_TOLERANCE.as_secs()),
        exp: issued_at.saturating_add(grant.ttl.as_secs()),
        grants: Grants { identity: grant.identity, video: VideoGrant { room: grant.room } },
    };
    let mut header = Header::new(Algorithm::HS256);
    header.cty = Some(CONTENT_TYPE.to_owned());
    let key = EncodingKey::from_secret(credentials.api_key_secret.expose().as_bytes());
    jsonwebtoken::encode(&header, &claims, &key)
}

#[derive(Serialize)]
struct Claims<'a> {
    jti: String,
    iss: &'a str,
    sub: &'a str,
    iat: u64,
    nbf: u64,
    exp: u64,
    grants: Grants<'a>,
}

#[derive(Serialize)]
struct Grants<'a> {
    identity: &'a str,
    video: VideoGrant<'a>,
}

#[derive(Serialize)]
struct VideoGrant<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    room: Option<&'a str>,
}

fn unix_seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests;
