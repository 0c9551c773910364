//! Chromium's flags and preferences.

use std::path::Path;

use fantoccini::wd::Capabilities;
use serde_json::{Map, Value, json};

use super::{BrowserOptions, Devices, MediaPath};
use crate::paths;

/// Why a flag is there stands where it is not plain from its name.
const FLAGS: [&str; 11] = [
    "--headless=new",
    // Containers run as root and without user namespaces.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    // Three that would make requests of their own.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--window-size=1280,800",
];

/// Sound is still decoded and played, to no device. A tab that is shared would be silent, too.
const MUTED: &str = "--mute-audio";

/// Says yes to everything, and to sharing with a fake window.
const ANSWERED_PROMPTS: &str = "--use-fake-ui-for-media-stream";

/// Frames per second of the fake camera: a moving picture that leaves the machine's cores to the test. There is a fake
/// window to share, too.
const FAKE_DEVICES: &str = "--use-fake-device-for-media-stream=fps=10,display-media-type=window";
const FAKE_DEVICES_WITH_MORE_CAMERAS: &str = "--use-fake-device-for-media-stream=device-count=3,fps=10";
const FAKE_DEVICES_WITHOUT_CAMERA: &str = "--use-fake-device-for-media-stream=device-count=0";

/// Values of Chromium's content settings.
const ALLOW: u8 = 1;
const BLOCK: u8 = 2;

pub(super) fn capabilities(options: &BrowserOptions, profile: &Path) -> Capabilities {
    let mut arguments: Vec<String> = FLAGS.map(str::to_owned).to_vec();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    let fake = match options.devices {
        Devices::NoCamera => FAKE_DEVICES_WITHOUT_CAMERA,
        Devices::SeveralCameras => FAKE_DEVICES_WITH_MORE_CAMERAS,
        Devices::Allowed | Devices::CameraRefused | Devices::Refused => FAKE_DEVICES,
    };
    arguments.push(fake.to_owned());
    if let Some(title) = options.shared_tab {
        arguments.push(format!("--auto-select-tab-capture-source-by-title={title}"));
    } else {
        arguments.push(MUTED.to_owned());
        if matches!(options.devices, Devices::Allowed | Devices::NoCamera | Devices::SeveralCameras) {
            arguments.push(ANSWERED_PROMPTS.to_owned());
        }
    }
    if let Some(file) = &options.camera_file {
        arguments.push(format!("--use-file-for-fake-video-capture={}", file.display()));
    }
    if let Some(file) = &options.microphone_file {
        arguments.push(format!("--use-file-for-fake-audio-capture={}", file.display()));
    }
    let mut capabilities = Map::new();
    // Every request of the page is in the performance log, with its address.
    let logs = json!({ "browser": "ALL", "performance": "ALL" });
    capabilities.insert("goog:loggingPrefs".to_owned(), logs);
    capabilities.insert(
        "goog:chromeOptions".to_owned(),
        json!({
            "binary": paths::chromium(),
            "args": arguments,
            "prefs": preferences(options),
            "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
        }),
    );
    capabilities
}

/// Answers to the permission prompt, given in advance, and what WebRTC may use.
fn preferences(options: &BrowserOptions) -> Value {
    let mut preferences = Map::new();
    let mut set = |name: &str, value: Value| preferences.insert(name.to_owned(), value);
    let answers = match options.devices {
        _ if options.shared_tab.is_some() => Some((ALLOW, ALLOW)),
        Devices::Allowed | Devices::NoCamera | Devices::SeveralCameras => None,
        Devices::CameraRefused => Some((BLOCK, ALLOW)),
        Devices::Refused => Some((BLOCK, BLOCK)),
    };
    if let Some((camera, microphone)) = answers {
        set("profile.default_content_setting_values.media_stream_camera", camera.into());
        set("profile.default_content_setting_values.media_stream_mic", microphone.into());
    }
    if options.media_path == MediaPath::UdpBlocked {
        set("webrtc.ip_handling_policy", "disable_non_proxied_udp".into());
    }
    preferences.into()
}
