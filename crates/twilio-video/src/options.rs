use js_sys::{Array, Object};
use wasm_bindgen::JsValue;

use crate::{BandwidthProfile, LocalTrack, door};

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
    bandwidth_profile: Option<BandwidthProfile>,
    dominant_speaker: bool,
    network_quality: bool,
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

    /// How the server shares our line among the pictures. Without it every picture is sent in full.
    pub fn bandwidth_profile(mut self, profile: BandwidthProfile) -> Self {
        self.bandwidth_profile = Some(profile);
        self
    }

    /// Asks the server to say who speaks.
    pub fn dominant_speaker(mut self) -> Self {
        self.dominant_speaker = true;
        self
    }

    /// Asks the server to say how well everybody's connection carries media.
    pub fn network_quality(mut self) -> Self {
        self.network_quality = true;
        self
    }

    /// How much the library writes to the console.
    pub fn log_level(mut self, level: LogLevel) -> Self {
        self.log_level = Some(level);
        self
    }

    /// `insights` is always off: the library would report every call to Twilio's servers.
    pub(crate) fn to_js(&self) -> Object {
        let Self {
            room_name,
            tracks,
            ws_server,
            region,
            log_level,
            bandwidth_profile,
            dominant_speaker,
            network_quality,
        } = self;
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
        if let Some(profile) = bandwidth_profile {
            door::set(&options, "bandwidthProfile", &profile.to_js());
        }
        if *dominant_speaker {
            door::set(&options, "dominantSpeaker", &JsValue::TRUE);
        }
        if *network_quality {
            // Level 1, the least: a number for ourselves and for each of the others.
            let verbosity = Object::new();
            door::set(&verbosity, "local", &JsValue::from(1));
            door::set(&verbosity, "remote", &JsValue::from(1));
            door::set(&options, "networkQuality", &verbosity);
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
