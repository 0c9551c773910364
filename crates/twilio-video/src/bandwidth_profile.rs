use js_sys::Object;
use wasm_bindgen::JsValue;

use crate::{TrackPriority, door};

/// How the server shares a subscriber's line among pictures (`VideoBandwidthProfileOptions` of the library).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BandwidthProfile {
    pub mode: BandwidthMode,
    /// What whoever speaks is raised to.
    pub dominant_speaker_priority: TrackPriority,
    /// Who says how large pictures are shown.
    pub content_preferences: Control,
    /// Who switches off pictures that nobody sees.
    pub switch_off: Control,
}

impl BandwidthProfile {
    pub(crate) fn to_js(self) -> Object {
        let Self { mode, dominant_speaker_priority, content_preferences, switch_off } = self;
        let video = Object::new();
        for (property, word) in [
            ("mode", mode.word()),
            ("dominantSpeakerPriority", dominant_speaker_priority.word()),
            ("contentPreferencesMode", content_preferences.word()),
            ("clientTrackSwitchOffControl", switch_off.word()),
        ] {
            door::set(&video, property, &JsValue::from_str(word));
        }
        let profile = Object::new();
        door::set(&profile, "video", &video);
        profile
    }
}

/// `BandwidthProfileMode` of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandwidthMode {
    /// A few pictures of high priority get more, the others share the rest.
    Collaboration,
    /// All alike.
    Grid,
    /// Pictures of high priority first, at the cost of the others.
    Presentation,
}

impl BandwidthMode {
    fn word(self) -> &'static str {
        match self {
            Self::Collaboration => "collaboration",
            Self::Grid => "grid",
            Self::Presentation => "presentation",
        }
    }
}

/// Who decides: the library, by watching the elements that show a track, or the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    Auto,
    Manual,
}

impl Control {
    fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Manual => "manual",
        }
    }
}
