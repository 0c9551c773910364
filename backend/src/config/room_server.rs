//! What concerns the room server, alone or inside the whole program.

use std::net::IpAddr;
use std::time::Duration;

use room_engine::{CallbackMethod, Limits, StatusCallback};

use super::source::Source;
use super::{ConfigError, EmbeddedConfig, ROOM_SERVER, RecordingsConfig, embedded};
use crate::callbacks;
use crate::credentials::{Credentials, Secret};

const AUTH_TOKEN: &str = "ROOM_SERVER_AUTH_TOKEN";

/// The longest that something completed can be asked for.
const HISTORY_LIMIT: Duration = Duration::from_secs(30 * 86_400);

/// For `ona-ana rooms`: the media ports stay where `HOST` is.
pub(super) fn rooms(source: &Source<'_>, is_dev: bool, host: IpAddr) -> Result<EmbeddedConfig, ConfigError> {
    let mut config = embedded(source)?;
    config.media_host = Some(host).filter(|host| !host.is_unspecified());
    let names = ROOM_SERVER.into_iter().chain([AUTH_TOKEN]);
    if is_dev {
        if let Some(first) = names.into_iter().find(|name| source.text(name).is_some()) {
            let why = "The credentials of --dev are known to everybody";
            return Err(ConfigError::Conflict { first, second: "--dev", why });
        }
        config.credentials = Some(Credentials::for_development());
        config.auth_token = Some(Secret::new(Credentials::DEVELOPMENT_AUTH_TOKEN));
        if config.recordings == RecordingsConfig::Off {
            config.recordings = RecordingsConfig::Temporary;
        }
        return Ok(config);
    }
    let missing: Vec<_> = names.filter(|name| source.text(name).is_none()).collect();
    if missing.is_empty() { Ok(config) } else { Err(ConfigError::NoCredentials { missing }) }
}

/// The room server alone has nothing for phones or for Twilio's cloud.
pub(super) fn rooms_alone(source: &Source<'_>) -> Result<(), ConfigError> {
    let why = "The room server serves no page";
    for second in ["LAN", "START_NGROK"] {
        if source.switch(second) {
            return Err(ConfigError::Conflict { first: "ona-ana rooms", second, why });
        }
    }
    Ok(())
}

pub(super) fn auth_token(source: &Source<'_>) -> Result<Option<Secret>, ConfigError> {
    let Some(token) = source.text(AUTH_TOKEN) else { return Ok(None) };
    let missing: Vec<_> = ROOM_SERVER.into_iter().filter(|name| source.text(name).is_none()).collect();
    if !missing.is_empty() {
        return Err(ConfigError::Incomplete { given: vec![AUTH_TOKEN], missing });
    }
    if token.chars().any(|character| character.is_whitespace() || character.is_control()) {
        return Err(ConfigError::Malformed { name: AUTH_TOKEN, expected: "a secret without spaces" });
    }
    Ok(Some(Secret::new(token)))
}

/// How many are let in and how much is remembered, of what clients cannot choose themselves.
pub(super) fn limits(source: &Source<'_>, workers: u8) -> Result<Limits, ConfigError> {
    let expected = "a number from 1 to 100000";
    let in_bounds = |name, count: usize| match count {
        1..=100_000 => Ok(count),
        _ => Err(ConfigError::Malformed { name, expected }),
    };
    let count = |name| in_bounds(name, source.required(name, expected)?);
    let usual = Limits::default();
    let name = "SERVER_MAX_PARTICIPANTS";
    let participants = match source.parse(name, expected)? {
        Some(chosen) => in_bounds(name, chosen)?,
        None => usual.participants * usize::from(workers),
    };
    let expected = "seconds from 1 to 2592000";
    Ok(Limits {
        participants,
        completed_rooms: count("HISTORY_ROOMS")?,
        departed_participants: count("HISTORY_PARTICIPANTS")?,
        completed_room_age: super::seconds(source, "HISTORY_SECONDS", expected, HISTORY_LIMIT)?,
        ..usual
    })
}

/// Whom rooms tell that somebody opens by joining them.
pub(super) fn status_callback(source: &Source<'_>) -> Result<Option<StatusCallback>, ConfigError> {
    let name = "STATUS_CALLBACK_METHOD";
    let method = match source.text(name) {
        Some("POST") | None => CallbackMethod::Post,
        Some("GET") => CallbackMethod::Get,
        Some(_) => return Err(ConfigError::Malformed { name, expected: "POST or GET" }),
    };
    let name = "STATUS_CALLBACK";
    let Some(url) = source.text(name) else { return Ok(None) };
    let expected = "an address that starts with http:// or https://";
    let url = callbacks::receiver_url(url).ok_or(ConfigError::Malformed { name, expected })?;
    Ok(Some(StatusCallback { url, method }))
}
