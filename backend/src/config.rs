//! What the operator decides, parsed once.

mod room_server;
mod source;
#[cfg(test)]
mod tests;
mod variables;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use clap::ArgMatches;
use room_engine::{Limits, RoomSettings};
use thiserror::Error;
use url::Url;

pub use source::{Environment, command, environment};
pub use variables::{Kind, VARIABLES, Variable};

use crate::credentials::{Credentials, Secret};
use room_server::{auth_token, limits, rooms, rooms_alone, status_callback};
use source::{DEV, Source};

/// The longest life that Twilio allows a token.
const TOKEN_TTL_LIMIT: Duration = Duration::from_secs(86_400);

/// The longest stay in a room that Twilio allows.
const DURATION_LIMIT: Duration = Duration::from_secs(86_400);

/// The longest that Twilio lets a room wait for somebody.
const EMPTY_ROOM_TIMEOUT_LIMIT: Duration = Duration::from_secs(3600);

/// The variables of the room server's own credentials.
const ROOM_SERVER: [&str; 3] =
    ["ROOM_SERVER_ACCOUNT_SID", "ROOM_SERVER_API_KEY_SID", "ROOM_SERVER_API_KEY_SECRET"];

const PORT_EXPECTED: &str = "a port from 0 to 65535";

#[derive(Clone, Debug)]
pub struct Config {
    pub program: Program,
    pub http: HttpConfig,
    pub lan: Option<LanConfig>,
    pub log: LogConfig,
    pub mode: ModeConfig,
    pub page_directory: PathBuf,
    pub token_ttl: Duration,
    pub tunnel: Option<TunnelConfig>,
}

/// What is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// The page and its calls.
    App,
    /// The room server alone, with the whole of Twilio's interface.
    Rooms {
        /// The credentials are known to everybody.
        is_dev: bool,
    },
}

#[derive(Clone, Debug)]
pub struct HttpConfig {
    pub host: IpAddr,
    pub port: u16,
    pub tls: Option<TlsFiles>,
}

#[derive(Clone, Debug)]
pub struct TlsFiles {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

#[derive(Clone, Debug)]
pub struct LanConfig {
    pub host: IpAddr,
    pub port: u16,
    pub directory: PathBuf,
}

/// Where the rooms live.
#[derive(Clone, Debug)]
pub enum ModeConfig {
    Embedded(Box<EmbeddedConfig>),
    Twilio(TwilioConfig),
}

#[derive(Clone, Debug)]
pub struct EmbeddedConfig {
    /// `None`: random ones at each start.
    pub credentials: Option<Credentials>,
    /// The account's; `None`: a random one at each start.
    pub auth_token: Option<Secret>,
    /// The only address of the media ports; `None`: they are open at all of them.
    pub media_host: Option<IpAddr>,
    pub media_port: u16,
    pub media_tcp_port: TcpPort,
    /// Empty: the machine's own addresses.
    pub announced_addresses: Vec<IpAddr>,
    pub workers: u8,
    /// Of rooms that somebody opens by joining them; `None` if nobody can.
    pub ad_hoc_rooms: Option<RoomSettings>,
    pub session_timeout: Duration,
    /// Participants and completed rooms are those of the whole program, everything else that of each worker.
    pub limits: Limits,
    pub recordings: RecordingsConfig,
}

/// Where recordings go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordingsConfig {
    Folder(PathBuf),
    /// Nothing is recorded.
    Off,
    /// A folder that the program removes when it ends.
    Temporary,
}

/// Where media goes by TCP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TcpPort {
    Off,
    /// The number of the UDP port.
    LikeUdp,
    Number(u16),
}

#[derive(Clone, Debug)]
pub struct TwilioConfig {
    pub credentials: Credentials,
    /// `None`: the browser library's own, which is Twilio's cloud.
    pub signaling_url: Option<Url>,
}

#[derive(Clone, Debug)]
pub struct TunnelConfig {
    pub authtoken: Option<Secret>,
}

#[derive(Clone, Debug)]
pub struct LogConfig {
    pub filter: String,
    pub format: LogFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Json,
    Text,
}

/// Why the program does not start with what it was given. Names variables, never their values.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ConfigError {
    #[error(
        "The file .env could not be read: each line must be NAME=value, with quotes around values that have spaces."
    )]
    Dotenv,
    #[error("{name} is malformed: give {expected}.")]
    Malformed { name: &'static str, expected: &'static str },
    #[error(
        "{} missing: set {} beside {}, or none of them.",
        names_and_verb(missing),
        pronoun(missing),
        names(given)
    )]
    Incomplete { given: Vec<&'static str>, missing: Vec<&'static str> },
    #[error("{first} and {second} exclude each other: give one of them. {why}.")]
    Conflict { first: &'static str, second: &'static str, why: &'static str },
    #[error(
        "The room server needs credentials: set {} (`ona-ana rooms --dev` brings its own, for tests).",
        names(missing)
    )]
    NoCredentials { missing: Vec<&'static str> },
    #[error("There is no data directory for this user: name one with DATA_DIRECTORY or --data-directory.")]
    NoDataDirectory,
}

impl Config {
    /// Reads flags over environment over defaults.
    ///
    /// # Errors
    /// The first variable that is malformed, incomplete or at odds with another.
    pub fn new(arguments: &ArgMatches, environment: &Environment) -> Result<Self, ConfigError> {
        let source = Source::new(arguments, environment);
        let program = program(arguments);
        let tls = tls(&source)?;
        let lan = lan(&source)?;
        let tunnel = source
            .switch("START_NGROK")
            .then(|| TunnelConfig { authtoken: source.text("NGROK_AUTHTOKEN").map(Secret::new) });
        if tls.is_some() && lan.is_some() {
            let why = "Both serve HTTPS to other devices";
            return Err(ConfigError::Conflict { first: "TLS_CERT", second: "LAN", why });
        }
        if tls.is_some() && tunnel.is_some() {
            let why = "The tunnel brings its own HTTPS";
            return Err(ConfigError::Conflict { first: "TLS_CERT", second: "START_NGROK", why });
        }
        let default_host = if tls.is_some() { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST };
        let host = source.parse("HOST", "an IP address such as 127.0.0.1")?.unwrap_or(default_host.into());
        let mode = match program {
            Program::App => mode(&source)?,
            Program::Rooms { is_dev } => {
                rooms_alone(&source)?;
                ModeConfig::Embedded(Box::new(rooms(&source, is_dev, host)?))
            }
        };
        Ok(Self {
            program,
            http: HttpConfig { host, port: source.required("PORT", PORT_EXPECTED)?, tls },
            lan,
            log: log(&source)?,
            mode,
            page_directory: source.required("PAGE_DIRECTORY", "a directory")?,
            token_ttl: seconds(&source, "TOKEN_TTL_SECONDS", "seconds from 1 to 86400", TOKEN_TTL_LIMIT)?,
            tunnel,
        })
    }
}

fn program(arguments: &ArgMatches) -> Program {
    match arguments.subcommand() {
        Some(("rooms", rooms)) => Program::Rooms { is_dev: rooms.get_flag(DEV) },
        _ => Program::App,
    }
}

fn mode(source: &Source<'_>) -> Result<ModeConfig, ConfigError> {
    let twilio = credentials(source, ["TWILIO_ACCOUNT_SID", "TWILIO_API_KEY_SID", "TWILIO_API_KEY_SECRET"])?;
    let Some(credentials) = twilio else {
        return Ok(ModeConfig::Embedded(Box::new(embedded(source)?)));
    };
    let expected = "an address that starts with ws:// or wss://";
    let signaling_url: Option<Url> = source.parse("TWILIO_SIGNALING_URL", expected)?;
    if signaling_url.as_ref().is_some_and(|url| !matches!(url.scheme(), "ws" | "wss") || url.host().is_none())
    {
        return Err(ConfigError::Malformed { name: "TWILIO_SIGNALING_URL", expected });
    }
    Ok(ModeConfig::Twilio(TwilioConfig { credentials, signaling_url }))
}

fn embedded(source: &Source<'_>) -> Result<EmbeddedConfig, ConfigError> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let workers: usize =
        source.parse("MEDIA_WORKERS", "a number from 1 up to the number of cores")?.unwrap_or(cores);
    if workers == 0 {
        let expected = "a number from 1 up to the number of cores";
        return Err(ConfigError::Malformed { name: "MEDIA_WORKERS", expected });
    }
    let workers = u8::try_from(workers.min(cores)).unwrap_or(u8::MAX);
    let hour = Duration::from_secs(3600);
    Ok(EmbeddedConfig {
        credentials: credentials(source, ROOM_SERVER)?,
        auth_token: auth_token(source)?,
        media_host: None,
        media_port: source.required("MEDIA_PORT", PORT_EXPECTED)?,
        media_tcp_port: media_tcp_port(source)?,
        announced_addresses: announced_addresses(source)?,
        workers,
        ad_hoc_rooms: ad_hoc_rooms(source)?,
        session_timeout: seconds(source, "SESSION_TIMEOUT_SECONDS", "seconds from 1 to 3600", hour)?,
        limits: limits(source, workers)?,
        recordings: source
            .text("RECORDINGS_DIR")
            .map_or(RecordingsConfig::Off, |folder| RecordingsConfig::Folder(folder.into())),
    })
}

impl EmbeddedConfig {
    /// What one worker may hold: its share of what the program may, and one at least.
    pub fn worker_limits(&self, worker: u8) -> Limits {
        let (workers, worker) = (usize::from(self.workers.max(1)), usize::from(worker));
        let share = |all: usize| (all / workers + usize::from(worker < all % workers)).max(1);
        Limits {
            participants: share(self.limits.participants),
            completed_rooms: share(self.limits.completed_rooms),
            ..self.limits.clone()
        }
    }
}

fn ad_hoc_rooms(source: &Source<'_>) -> Result<Option<RoomSettings>, ConfigError> {
    let max_participants = source.required("MAX_PARTICIPANTS", "a number from 1 up")?;
    if max_participants == 0 {
        return Err(ConfigError::Malformed { name: "MAX_PARTICIPANTS", expected: "a number from 1 up" });
    }
    let (name, expected) = ("MAX_PARTICIPANT_DURATION_SECONDS", "seconds from 1 to 86400");
    let max_participant_duration = seconds(source, name, expected, DURATION_LIMIT)?;
    let (name, expected) = ("EMPTY_ROOM_TIMEOUT_SECONDS", "seconds from 0 to 3600");
    let empty_room_timeout = Duration::from_secs(source.required(name, expected)?);
    if empty_room_timeout > EMPTY_ROOM_TIMEOUT_LIMIT {
        return Err(ConfigError::Malformed { name, expected });
    }
    let settings = RoomSettings {
        max_participants,
        max_participant_duration,
        empty_room_timeout,
        status_callback: status_callback(source)?,
        ..RoomSettings::ad_hoc()
    };
    let name = "CLIENT_ROOM_CREATION";
    match source.text(name) {
        Some("on") | None => Ok(Some(settings)),
        Some("off") => Ok(None),
        Some(_) => Err(ConfigError::Malformed { name, expected: "on or off" }),
    }
}

fn media_tcp_port(source: &Source<'_>) -> Result<TcpPort, ConfigError> {
    match source.text("MEDIA_TCP_PORT") {
        Some("off") => Ok(TcpPort::Off),
        _ => {
            let number = source.parse("MEDIA_TCP_PORT", "a port from 0 to 65535, or off")?;
            Ok(number.map_or(TcpPort::LikeUdp, TcpPort::Number))
        }
    }
}

fn announced_addresses(source: &Source<'_>) -> Result<Vec<IpAddr>, ConfigError> {
    let name = "MEDIA_ANNOUNCED_ADDRESS";
    let expected = "IP addresses separated by commas, without ports";
    let list = source.text(name).unwrap_or_default();
    let parse = |text: &str| -> Result<IpAddr, ConfigError> {
        let address: IpAddr = text.trim().parse().map_err(|_| ConfigError::Malformed { name, expected })?;
        if address.is_unspecified() || address.is_multicast() {
            return Err(ConfigError::Malformed { name, expected });
        }
        Ok(address)
    };
    list.split(',').filter(|text| !text.trim().is_empty()).map(parse).collect()
}

/// All three, or none of them.
fn credentials(source: &Source<'_>, names: [&'static str; 3]) -> Result<Option<Credentials>, ConfigError> {
    let (given, missing): (Vec<_>, Vec<_>) = names.iter().partition(|name| source.text(name).is_some());
    if given.is_empty() {
        return Ok(None);
    }
    let [account, key, secret] = names;
    let (Some(account_sid), Some(api_key_sid), Some(api_key_secret)) =
        (source.text(account), source.text(key), source.text(secret))
    else {
        return Err(ConfigError::Incomplete { given, missing });
    };
    if !is_sid(account_sid, "AC") {
        let expected = "AC followed by 32 hexadecimal digits, as the console shows it";
        return Err(ConfigError::Malformed { name: account, expected });
    }
    if !is_sid(api_key_sid, "SK") {
        let expected = "SK followed by 32 hexadecimal digits, as it was shown when the key was made";
        return Err(ConfigError::Malformed { name: key, expected });
    }
    if api_key_secret.chars().any(|character| character.is_whitespace() || character.is_control()) {
        let expected = "the secret of the API key, without spaces";
        return Err(ConfigError::Malformed { name: secret, expected });
    }
    Ok(Some(Credentials {
        account_sid: account_sid.to_owned(),
        api_key_sid: api_key_sid.to_owned(),
        api_key_secret: Secret::new(api_key_secret),
    }))
}

fn is_sid(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|digits| digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

fn tls(source: &Source<'_>) -> Result<Option<TlsFiles>, ConfigError> {
    match (source.text("TLS_CERT"), source.text("TLS_KEY")) {
        (None, None) => Ok(None),
        (Some(certificate), Some(key)) => {
            Ok(Some(TlsFiles { certificate: certificate.into(), key: key.into() }))
        }
        (Some(_), None) => Err(ConfigError::Incomplete { given: vec!["TLS_CERT"], missing: vec!["TLS_KEY"] }),
        (None, Some(_)) => Err(ConfigError::Incomplete { given: vec!["TLS_KEY"], missing: vec!["TLS_CERT"] }),
    }
}

fn lan(source: &Source<'_>) -> Result<Option<LanConfig>, ConfigError> {
    if !source.switch("LAN") {
        return Ok(None);
    }
    let directory = match source.text("DATA_DIRECTORY") {
        Some(directory) => directory.into(),
        None => data_directory().ok_or(ConfigError::NoDataDirectory)?,
    };
    Ok(Some(LanConfig {
        host: Ipv4Addr::UNSPECIFIED.into(),
        port: source.required("LAN_PORT", PORT_EXPECTED)?,
        directory,
    }))
}

fn data_directory() -> Option<PathBuf> {
    let home = std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
    let base = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    Some(base.or_else(|| home.map(|home| home.join(".local/share")))?.join("ona-ana"))
}

fn log(source: &Source<'_>) -> Result<LogConfig, ConfigError> {
    let expected = "a level (error, warn, info, debug, trace) or a list such as info,backend=debug";
    let filter = source.text("LOG").unwrap_or_default();
    if tracing_subscriber::EnvFilter::try_new(filter).is_err() {
        return Err(ConfigError::Malformed { name: "LOG", expected });
    }
    let format = match source.text("LOG_FORMAT") {
        Some("json") => LogFormat::Json,
        Some("text") | None => LogFormat::Text,
        Some(_) => return Err(ConfigError::Malformed { name: "LOG_FORMAT", expected: "text or json" }),
    };
    Ok(LogConfig { filter: filter.to_owned(), format })
}

fn seconds(
    source: &Source<'_>,
    name: &'static str,
    expected: &'static str,
    limit: Duration,
) -> Result<Duration, ConfigError> {
    let duration = Duration::from_secs(source.required(name, expected)?);
    if duration.is_zero() || duration > limit {
        return Err(ConfigError::Malformed { name, expected });
    }
    Ok(duration)
}

fn names(names: &[&str]) -> String {
    names.join(" and ")
}

fn names_and_verb(missing: &[&str]) -> String {
    format!("{} {}", names(missing), if missing.len() == 1 { "is" } else { "are" })
}

fn pronoun(missing: &[&str]) -> &'static str {
    if missing.len() == 1 { "it" } else { "them" }
}
