//! The whole screen, and a picture in a window of its own.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, HtmlVideoElement};

/// Whether pages may take the whole screen; an iPhone does not let them.
pub fn can_fill_screen() -> bool {
    document().is_some_and(|document| document.fullscreen_enabled())
}

pub fn fills_screen() -> bool {
    document().is_some_and(|document| document.fullscreen_element().is_some())
}

/// Takes the whole screen, or gives it back.
pub fn toggle_full_screen() {
    let Some(document) = document() else { return };
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else if let Some(root) = document.document_element() {
        // The browser refuses without a touch or a key; nothing is lost then.
        let _ = root.request_fullscreen();
    }
}

/// Whether this browser shows a video in a window of its own.
pub fn can_float() -> bool {
    document().is_some_and(|document| {
        Reflect::get(&document, &"pictureInPictureEnabled".into()).is_ok_and(|value| value.is_truthy())
    })
}

/// Shows the video that matters most in a window of its own, or brings it back: the one on the stage, whoever speaks,
/// or the first of the others.
pub fn toggle_floating() {
    let Some(document) = document() else { return };
    let floating = Reflect::get(&document, &"pictureInPictureElement".into());
    if floating.is_ok_and(|element| element.is_object()) {
        call(&document, "exitPictureInPicture");
    } else if let Some(video) = FLOATING.iter().find_map(|selector| video(&document, selector)) {
        call(&video, "requestPictureInPicture");
    }
}

/// In the order in which they are looked for.
const FLOATING: [&str; 4] = [
    ".tile[data-place=stage] video",
    ".tile--speaking video",
    ".tile[data-participant] video",
    ".tile--own video",
];

fn video(document: &Document, selector: &str) -> Option<HtmlVideoElement> {
    document.query_selector(selector).ok()??.dyn_into().ok()
}

/// Calls a method that gives a promise. Its refusal, such as of a video without a picture yet, changes nothing.
fn call(object: &JsValue, method: &str) {
    let method =
        Reflect::get(object, &method.into()).ok().and_then(|method| method.dyn_into::<Function>().ok());
    let promise =
        method.and_then(|method| method.call0(object).ok()).map(|answer| answer.dyn_into::<Promise>());
    if let Some(Ok(promise)) = promise {
        spawn_local(async move {
            let _ = JsFuture::from(promise).await;
        });
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
