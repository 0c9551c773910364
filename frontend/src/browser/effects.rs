//! The library that changes backgrounds, which is fetched when somebody wants one.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlImageElement, HtmlScriptElement, HtmlVideoElement, window};

/// Where `index.html` puts `@twilio/video-processors`. The version in the name lets browsers keep the files for good.
pub const EFFECTS_FOLDER: &str = "/video-processors-3.2.0/";

const SCRIPT: &str = "twilio-video-processors.min.js";
const SCRIPT_ID: &str = "video_processors";

/// Runs the library's script once.
///
/// # Errors
/// What the browser says of a file that cannot be loaded.
pub async fn load_effects() -> Result<(), JsValue> {
    let document = window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)?;
    if twilio_video::BackgroundProcessor::is_supported() {
        return Ok(());
    }
    if let Some(failed) = document.get_element_by_id(SCRIPT_ID) {
        failed.remove();
    }
    let script = document.create_element("script")?.unchecked_into::<HtmlScriptElement>();
    script.set_id(SCRIPT_ID);
    script.set_src(&format!("{EFFECTS_FOLDER}{SCRIPT}"));
    let head = document.head().ok_or(JsValue::UNDEFINED)?;
    let loaded = Promise::new(&mut |resolve, reject| {
        script.set_onload(Some(&resolve));
        script.set_onerror(Some(&reject));
        if let Err(error) = head.append_child(&script) {
            // The promise is settled by its first answer.
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(loaded).await.map(drop)
}

/// A picture of our own, ready to be drawn.
///
/// # Errors
/// What the browser says of a picture that cannot be loaded.
pub async fn load_picture(address: &str) -> Result<HtmlImageElement, JsValue> {
    let picture = HtmlImageElement::new()?;
    picture.set_src(address);
    JsFuture::from(picture.decode()).await?;
    Ok(picture)
}

/// How many pictures of ourselves were shown so far; `None` while they are hidden, and in Firefox, which counts none of a
/// stream.
pub fn own_frames() -> Option<u32> {
    let document = window()?.document()?;
    let video = document.query_selector("#local video").ok()??;
    let video = video.dyn_into::<HtmlVideoElement>().ok()?;
    (!document.hidden() && video.client_width() > 0)
        .then(|| video.get_video_playback_quality().total_video_frames())
        .filter(|frames| *frames > 0)
}
