//! Firefox's preferences.

use fantoccini::wd::Capabilities;
use serde_json::{Map, Value, json};

use super::{BrowserOptions, Devices};
use crate::paths;

/// Values of Firefox's permissions.
const ALLOW: u8 = 1;
const BLOCK: u8 = 2;
/// The value of `media.autoplay.default` that lets sound start by itself.
const AUTOPLAY: u8 = 0;

pub(super) fn capabilities(options: &BrowserOptions) -> Capabilities {
    let mut capabilities = Map::new();
    capabilities.insert(
        "moz:firefoxOptions".to_owned(),
        json!({ "binary": paths::firefox(), "args": ["-headless"], "prefs": preferences(options) }),
    );
    capabilities
}

/// geckodriver itself switches off what makes requests of its own: updates, reports, safe browsing.
fn preferences(options: &BrowserOptions) -> Value {
    let (camera, microphone) = match options.devices {
        Devices::Allowed => (ALLOW, ALLOW),
        Devices::CameraRefused => (BLOCK, ALLOW),
        Devices::Refused => (BLOCK, BLOCK),
        Devices::NoCamera | Devices::SeveralCameras => {
            panic!("Firefox's fake devices are one camera and one microphone")
        }
    };
    json!({
        // A picture of one color that never stands still, and a tone.
        "media.navigator.streams.fake": true,
        "permissions.default.camera": camera,
        "permissions.default.microphone": microphone,
        "media.autoplay.default": AUTOPLAY,
        // What the page logs is shown when a test fails.
        "devtools.console.stdout.content": true,
    })
}
