//! Sharing a screen, a window or a tab: what the browser can, and how it is asked.

use js_sys::Reflect;
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DisplayMediaStreamConstraints, MediaDevices, MediaStream};

/// Motion stays fluent; text needs no more.
const FRAME_RATE: u32 = 30;

/// Whether this browser can share at all: phones cannot, though some of them have the function.
pub fn can_share() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let navigator = JsValue::from(window.navigator());
    let is_phone = get(&get(&navigator, "userAgentData"), "mobile").is_truthy();
    !is_phone && get(&get(&navigator, "mediaDevices"), "getDisplayMedia").is_function()
}

/// Asks the person what to share. It fails when they think better of it.
pub async fn share() -> Result<MediaStream, ShareFailure> {
    let devices = media_devices().ok_or(ShareFailure::Failed)?;
    let wish = wish(knows_own_sound(&devices)).to_string();
    let wish = js_sys::JSON::parse(&wish).map_err(|_| ShareFailure::Failed)?;
    let asked = devices
        .get_display_media_with_constraints(wish.unchecked_ref::<DisplayMediaStreamConstraints>())
        .map_err(|error| ShareFailure::of(&error))?;
    let stream = JsFuture::from(asked).await.map_err(|error| ShareFailure::of(&error))?;
    stream.dyn_into().map_err(|_| ShareFailure::Failed)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareFailure {
    /// The operating system keeps the browser from it.
    BlockedBySystem,
    /// The person chose nothing.
    Canceled,
    Failed,
}

impl ShareFailure {
    fn of(error: &JsValue) -> Self {
        let name = get(error, "name").as_string().unwrap_or_default();
        Self::named(&name, &get(error, "message").as_string().unwrap_or_default())
    }

    fn named(name: &str, message: &str) -> Self {
        match name {
            // Chromium's words for a refusal by the operating system.
            "NotAllowedError" if message.to_ascii_lowercase().contains("by system") => Self::BlockedBySystem,
            // Closing the browser's question without a choice is an abort for some browsers.
            "NotAllowedError" | "AbortError" => Self::Canceled,
            _ => Self::Failed,
        }
    }
}

/// What is asked for. The sound of a tab comes along where the browser offers it; that of the whole system only where
/// the browser leaves the call's own sound out of it, since everybody would hear themselves otherwise.
fn wish(leaves_own_sound_out: bool) -> Value {
    json!({
        "video": { "frameRate": { "ideal": FRAME_RATE } },
        "audio": {
            // Music stays music.
            "autoGainControl": false,
            "echoCancellation": false,
            "noiseSuppression": false,
            "restrictOwnAudio": true,
            "suppressLocalAudioPlayback": false,
        },
        "selfBrowserSurface": "exclude",
        "surfaceSwitching": "include",
        "systemAudio": if leaves_own_sound_out { "include" } else { "exclude" },
    })
}

fn knows_own_sound(devices: &MediaDevices) -> bool {
    get(&devices.get_supported_constraints(), "restrictOwnAudio").is_truthy()
}

fn media_devices() -> Option<MediaDevices> {
    web_sys::window()?.navigator().media_devices().ok()
}

/// A property of something that need not be an object.
fn get(object: &JsValue, property: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(property)).unwrap_or(JsValue::UNDEFINED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_sound_is_shared_only_without_the_calls_own() {
        assert_eq!(wish(true)["systemAudio"], "include");
        assert_eq!(wish(false)["systemAudio"], "exclude");
        assert_eq!(wish(false)["audio"]["restrictOwnAudio"], true);
    }

    #[test]
    fn thinking_better_of_it_is_no_failure() {
        assert_eq!(ShareFailure::named("NotAllowedError", "Permission denied"), ShareFailure::Canceled);
        let by_system = ShareFailure::named("NotAllowedError", "Permission denied by system");
        assert_eq!(by_system, ShareFailure::BlockedBySystem);
        assert_eq!(ShareFailure::named("NotReadableError", ""), ShareFailure::Failed);
    }
}
