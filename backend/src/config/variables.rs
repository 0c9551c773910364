//! Every variable that there is. Flags, help, defaults and `.env-template` follow this table.

/// One setting: an environment variable and the flag that overrides it.
#[derive(Clone, Copy, Debug)]
pub struct Variable {
    pub name: &'static str,
    /// Without the dashes.
    pub flag: &'static str,
    pub kind: Kind,
    /// What holds if neither flag nor variable is given. `None`: the help says what happens.
    pub default: Option<&'static str>,
    pub help: &'static str,
}

/// What stands behind a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One value, shown by this name in the help.
    Value(&'static str),
    /// Nothing: giving the flag switches it on.
    Switch,
}

const fn value(
    name: &'static str,
    flag: &'static str,
    shown: &'static str,
    default: Option<&'static str>,
    help: &'static str,
) -> Variable {
    Variable { name, flag, kind: Kind::Value(shown), default, help }
}

const fn switch(name: &'static str, flag: &'static str, help: &'static str) -> Variable {
    Variable { name, flag, kind: Kind::Switch, default: None, help }
}

pub const VARIABLES: &[Variable] = &[
    value(
        "PORT",
        "port",
        "PORT",
        Some("8080"),
        "TCP port of the page, of signaling and of the Rooms API; 0 takes any free one",
    ),
    value(
        "HOST",
        "host",
        "ADDRESS",
        None,
        "IP address that PORT listens on [127.0.0.1, or 0.0.0.0 with TLS_CERT]",
    ),
    value(
        "PAGE_DIRECTORY",
        "page-directory",
        "DIRECTORY",
        Some("dist"),
        "Where the built page lies, seen from where the program starts",
    ),
    value(
        "TOKEN_TTL_SECONDS",
        "token-ttl-seconds",
        "SECONDS",
        Some("14400"),
        "How long an access token is valid; at most 86400",
    ),
    value(
        "TWILIO_ACCOUNT_SID",
        "twilio-account-sid",
        "SID",
        None,
        "Twilio mode: the account, AC and 32 hexadecimal digits",
    ),
    value(
        "TWILIO_API_KEY_SID",
        "twilio-api-key-sid",
        "SID",
        None,
        "Twilio mode: the API key, SK and 32 hexadecimal digits",
    ),
    value(
        "TWILIO_API_KEY_SECRET",
        "twilio-api-key-secret",
        "SECRET",
        None,
        "Twilio mode: the secret of the API key",
    ),
    value(
        "TWILIO_SIGNALING_URL",
        "twilio-signaling-url",
        "URL",
        None,
        "Twilio mode: another signaling address than Twilio's cloud, such as wss://example.org/signaling",
    ),
    value(
        "MEDIA_PORT",
        "media-port",
        "PORT",
        Some("8082"),
        "Embedded mode: UDP port of audio and video; 0 takes any free one",
    ),
    value(
        "MEDIA_TCP_PORT",
        "media-tcp-port",
        "PORT",
        None,
        "Embedded mode: TCP port of audio and video, for networks that block UDP; 0 takes any free one, off none [the number of MEDIA_PORT]",
    ),
    value(
        "MEDIA_ANNOUNCED_ADDRESS",
        "media-announced-address",
        "ADDRESSES",
        None,
        "Embedded mode: IP addresses, separated by commas, at which browsers reach MEDIA_PORT and MEDIA_TCP_PORT [the machine's own]",
    ),
    value(
        "MEDIA_WORKERS",
        "media-workers",
        "COUNT",
        None,
        "Embedded mode: media threads, at most one for each core [as many]",
    ),
    value(
        "MAX_PARTICIPANTS",
        "max-participants",
        "COUNT",
        Some("50"),
        "Embedded mode: participants in one room; above 50 only those are shown who publish something",
    ),
    value(
        "SERVER_MAX_PARTICIPANTS",
        "server-max-participants",
        "COUNT",
        None,
        "Embedded mode: participants in all rooms together; at most 100000 [1000 for each media thread]",
    ),
    value(
        "MAX_PARTICIPANT_DURATION_SECONDS",
        "max-participant-duration-seconds",
        "SECONDS",
        Some("14400"),
        "Embedded mode: how long a participant may stay in a room; at most 86400",
    ),
    value(
        "EMPTY_ROOM_TIMEOUT_SECONDS",
        "empty-room-timeout-seconds",
        "SECONDS",
        Some("0"),
        "Embedded mode: how long a room stays open when everybody has left it; at most 3600",
    ),
    value(
        "CLIENT_ROOM_CREATION",
        "client-room-creation",
        "ON_OR_OFF",
        Some("on"),
        "Embedded mode: whether somebody who joins an unknown room opens it: on or off",
    ),
    value(
        "SESSION_TIMEOUT_SECONDS",
        "session-timeout-seconds",
        "SECONDS",
        Some("30"),
        "Embedded mode: how long a participant whose connection was lost is kept",
    ),
    value(
        "ROOM_SERVER_ACCOUNT_SID",
        "room-server-account-sid",
        "SID",
        None,
        "Embedded mode: the account that the room server accepts [a random one at each start]",
    ),
    value(
        "ROOM_SERVER_API_KEY_SID",
        "room-server-api-key-sid",
        "SID",
        None,
        "Embedded mode: the API key that the room server accepts [a random one at each start]",
    ),
    value(
        "ROOM_SERVER_API_KEY_SECRET",
        "room-server-api-key-secret",
        "SECRET",
        None,
        "Embedded mode: the secret of that API key [a random one at each start]",
    ),
    value(
        "ROOM_SERVER_AUTH_TOKEN",
        "room-server-auth-token",
        "SECRET",
        None,
        "Embedded mode: the auth token of that account, which signs status callbacks [a random one at each start]",
    ),
    value(
        "STATUS_CALLBACK",
        "status-callback",
        "URL",
        None,
        "Embedded mode: where rooms report what happens in them that somebody opens by joining [nowhere]",
    ),
    value(
        "STATUS_CALLBACK_METHOD",
        "status-callback-method",
        "METHOD",
        Some("POST"),
        "Embedded mode: how they report: POST or GET",
    ),
    value(
        "RECORDINGS_DIR",
        "recordings-dir",
        "DIRECTORY",
        None,
        "Embedded mode: where recordings go, if rooms shall be recorded when the Rooms API says so [none: nothing is recorded; with --dev a folder that goes with the program]",
    ),
    value(
        "HISTORY_ROOMS",
        "history-rooms",
        "COUNT",
        Some("100"),
        "Embedded mode: completed rooms that are remembered for the Rooms API",
    ),
    value(
        "HISTORY_PARTICIPANTS",
        "history-participants",
        "COUNT",
        Some("100"),
        "Embedded mode: participants that left, remembered with each room",
    ),
    value(
        "HISTORY_SECONDS",
        "history-seconds",
        "SECONDS",
        Some("86400"),
        "Embedded mode: how long a completed room is remembered; at most 2592000",
    ),
    value("TLS_CERT", "tls-cert", "FILE", None, "Certificate chain (PEM): PORT speaks HTTPS"),
    value("TLS_KEY", "tls-key", "FILE", None, "Private key of TLS_CERT (PEM)"),
    switch(
        "LAN",
        "lan",
        "Serve phones on the local network over HTTPS, with a certificate authority made once",
    ),
    value("LAN_PORT", "lan-port", "PORT", Some("8443"), "TCP port of LAN; 0 takes any free one"),
    value(
        "DATA_DIRECTORY",
        "data-directory",
        "DIRECTORY",
        None,
        "Where LAN keeps its certificates [ona-ana in the user's data directory]",
    ),
    switch("START_NGROK", "start-ngrok", "Open a public HTTPS address with ngrok"),
    value(
        "NGROK_AUTHTOKEN",
        "ngrok-authtoken",
        "TOKEN",
        None,
        "The token of an ngrok account, for START_NGROK",
    ),
    value(
        "LOG",
        "log",
        "FILTER",
        Some("info,actix_server=warn,ngrok=warn,str0m=warn"),
        "What is logged: a level, or levels by module",
    ),
    value("LOG_FORMAT", "log-format", "FORMAT", Some("text"), "How it is logged: text or json"),
];
