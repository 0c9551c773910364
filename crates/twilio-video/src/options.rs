use js_sys::{Array, Object};
use wasm_bindgen::JsValue;

use crate::{LocalTrack, door};

/// How to join a room (`ConnectOptions` of the library).
///
/// The library captures devices by itself when it is given no tracks. These options always give a list, so that only
/// what is listed is published; `audio` and `video` are never given, because the library drops the tracks when both
/// are `false` (`lib/createlocaltracks.ts`).
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct ConnectOptions {
    room_name: Option<String>,
    tracks: Vec<LocalTrack>,
    ws_server: Option<String>,
    region: Option<String>,
    log_level: Option<LogLevel>,
}

impl ConnectOptions {
    /// No room name, no tracks, Twilio's servers, the library's own log level.
    pub fn new() -> Self {
        Self::default()
    }

    /// The room to join: its name or SID. Without it the token's grant decides.
    pub fn room_name(mut self, name: impl Into<String>) -> Self {
        self.room_name = Some(name.into());
        self
    }

    /// The tracks to publish from the first moment on.
    pub fn tracks(mut self, tracks: impl IntoIterator<Item = LocalTrack>) -> Self {
        self.tracks = tracks.into_iter().collect();
        self
    }

    /// The signaling server's `ws://` or `wss://` URL, where it is not Twilio's.
    pub fn ws_server(mut self, url: Option<String>) -> Self {
        self.ws_server = url;
        self
    }

    /// The region of Twilio's signaling server, such as `de1`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// How much the library writes to the console.
    pub fn log_level(mut self, level: LogLevel) -> Self {
        self.log_level = Some(level);
        self
    }

    /// `insights` is always off: the library would report every call to Twilio's servers.
    pub(crate) fn to_js(&self) -> Object {
        let Self { room_name, tracks, ws_server, region, log_level } = self;
        let options = Object::new();
        door::set(&options, "insights", &JsValue::FALSE);
        door::set(&options, "tracks", &tracks.iter().map(LocalTrack::as_js).collect::<Array>());
        let words = [
            ("name", room_name.as_deref()),
            ("wsServer", ws_server.as_deref()),
            ("region", region.as_deref()),
            ("logLevel", log_level.map(LogLevel::word)),
        ];
        for (property, word) in words {
            if let Some(word) = word {
                door::set(&options, property, &JsValue::from_str(word));
            }
        }
        options
    }
}

/// `LogLevel` of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogLevel {
    Debug,
    Error,
    Info,
    Off,
    Warn,
}

impl LogLevel {
    fn word(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Error => "error",
            Self::Info => "info",
            Self::Off => "off",
            Self::Warn => "warn",
        }
    }
}
