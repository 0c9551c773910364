use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey};
use room_engine::{Admission, TokenFault};
use serde_json::{Map, Value};
use shared::{IDENTITY_LENGTH_LIMIT, identity_length};

use super::{CLOCK_TOLERANCE, CONTENT_TYPE, unix_seconds};
use crate::credentials::Credentials;

/// The helpers' tokens have about 500 bytes; the longest identity and room make 2 kB.
const TOKEN_LENGTH_LIMIT: usize = 8 * 1024;
const LIFETIME_LIMIT: Duration = Duration::from_secs(86_400);

/// Checks a token against the only key that the room server knows: form, header, issuer and subject, signature,
/// times, grants, identity, in this order.
///
/// # Errors
/// The first fault found.
pub fn verify(token: &str, credentials: &Credentials, now: SystemTime) -> Result<Admission, TokenFault> {
    if token.len() > TOKEN_LENGTH_LIMIT {
        return Err(TokenFault::Malformed);
    }
    let (message, signature) = token.rsplit_once('.').ok_or(TokenFault::Malformed)?;
    let (header, claims) = message.split_once('.').ok_or(TokenFault::Malformed)?;
    let header = object(header)?;
    let claims = object(claims)?;
    if signature.is_empty() || signature.contains('.') || message.matches('.').count() != 1 {
        return Err(TokenFault::Malformed);
    }
    check_header(&header)?;
    check_issuer(&claims, credentials)?;
    check_signature(signature, message, credentials)?;
    check_times(&claims, now)?;
    admission(&claims)
}

fn object(part: &str) -> Result<Map<String, Value>, TokenFault> {
    let json = URL_SAFE_NO_PAD.decode(part).map_err(|_| TokenFault::Malformed)?;
    serde_json::from_slice(&json).map_err(|_| TokenFault::Malformed)
}

fn check_header(header: &Map<String, Value>) -> Result<(), TokenFault> {
    let is = |name: &str, value: &str| header.get(name).and_then(Value::as_str) == Some(value);
    if is("typ", "JWT") && is("alg", "HS256") && is("cty", CONTENT_TYPE) {
        Ok(())
    } else {
        Err(TokenFault::Header)
    }
}

fn check_issuer(claims: &Map<String, Value>, credentials: &Credentials) -> Result<(), TokenFault> {
    let is = |name: &str, value: &str| claims.get(name).and_then(Value::as_str) == Some(value);
    if is("iss", &credentials.api_key_sid) && is("sub", &credentials.account_sid) {
        Ok(())
    } else {
        Err(TokenFault::Issuer)
    }
}

/// The algorithm is ours, whatever the header says; the comparison takes the same time for every wrong signature.
fn check_signature(signature: &str, message: &str, credentials: &Credentials) -> Result<(), TokenFault> {
    let key = DecodingKey::from_secret(credentials.api_key_secret.expose().as_bytes());
    match jsonwebtoken::crypto::verify(signature, message.as_bytes(), &key, Algorithm::HS256) {
        Ok(true) => Ok(()),
        Ok(false) | Err(_) => Err(TokenFault::Signature),
    }
}

fn check_times(claims: &Map<String, Value>, now: SystemTime) -> Result<(), TokenFault> {
    // Seconds as numbers of any kind: helpers of some languages write fractions.
    let seconds = |time: SystemTime| unix_seconds(time) as f64;
    if let Some(not_before) = claims.get("nbf").filter(|value| !value.is_null()) {
        let not_before = not_before.as_f64().ok_or(TokenFault::NotYetValid)?;
        if not_before > seconds(now + CLOCK_TOLERANCE) {
            return Err(TokenFault::NotYetValid);
        }
    }
    let expires = claims.get("exp").and_then(Value::as_f64).ok_or(TokenFault::Expired)?;
    if expires <= seconds(now) || expires > seconds(now + LIFETIME_LIMIT + CLOCK_TOLERANCE) {
        return Err(TokenFault::Expired);
    }
    Ok(())
}

fn admission(claims: &Map<String, Value>) -> Result<Admission, TokenFault> {
    let grants = claims.get("grants").and_then(Value::as_object).ok_or(TokenFault::Grants)?;
    let video = grants.get("video").and_then(Value::as_object).ok_or(TokenFault::Grants)?;
    let room = match video.get("room") {
        None | Some(Value::Null) => None,
        Some(Value::String(room)) if !room.is_empty() => Some(room.clone()),
        Some(_) => return Err(TokenFault::Grants),
    };
    let identity = grants.get("identity").and_then(Value::as_str).unwrap_or_default();
    if identity.is_empty() {
        return Err(TokenFault::Identity);
    }
    if identity_length(identity) > IDENTITY_LENGTH_LIMIT {
        return Err(TokenFault::IdentityTooLong);
    }
    Ok(Admission { identity: identity.to_owned(), room })
}
