//! Fakes of the window and the system beside devices.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use super::{Page, document, settle};

#[wasm_bindgen(module = "/tests/page/support/fake_window.js")]
extern "C" {
    #[wasm_bindgen(js_name = installWindow)]
    pub(super) fn install();

    /// Shows the page on a screen of this size, in CSS pixels, from the next time that it is opened.
    #[wasm_bindgen(js_name = showOnScreen)]
    pub fn show_on_screen(width: u32, height: u32);
    pub(super) fn screen(css: &str) -> Element;
    /// What reaches beyond the sides of that screen.
    #[wasm_bindgen(js_name = outOfSight)]
    pub fn out_of_sight() -> Vec<String>;

    #[wasm_bindgen(js_name = screenIsKeptOn)]
    pub fn screen_is_kept_on() -> bool;
    #[wasm_bindgen(js_name = hideTab)]
    pub fn hide_tab();
    #[wasm_bindgen(js_name = showTab)]
    pub fn show_tab();
    #[wasm_bindgen(js_name = fillsScreen)]
    pub fn fills_screen() -> bool;
    /// By the browser's own way out.
    #[wasm_bindgen(js_name = leaveFullScreen)]
    pub fn leave_full_screen();
    /// Neither the whole screen nor a picture in a window of its own.
    #[wasm_bindgen(js_name = loseExtraWindows)]
    pub fn lose_extra_windows();
    /// The id of the tile whose picture has a window of its own; empty if none has.
    #[wasm_bindgen(js_name = floatingTile)]
    pub fn floating_tile() -> String;
    #[wasm_bindgen(js_name = asksBeforeLeaving)]
    pub fn asks_before_leaving() -> bool;

    #[wasm_bindgen(js_name = copiedText)]
    pub fn copied_text() -> String;
    #[wasm_bindgen(js_name = refuseCopying)]
    pub fn refuse_copying();
    #[wasm_bindgen(js_name = savedFile)]
    fn saved_file_promise() -> Promise;

    /// The pitches of the page's own sounds, in hertz.
    #[wasm_bindgen(js_name = playedNotes)]
    pub fn played_notes() -> Vec<f32>;
    #[wasm_bindgen(js_name = forgetNotes)]
    pub fn forget_notes();

    /// The ids of the tiles that were rendered since the last call, sorted, once for each time.
    #[wasm_bindgen(js_name = takeRenderedTiles)]
    pub fn take_rendered_tiles() -> Vec<String>;

    fn release(element: &Element, key: &str);
    #[wasm_bindgen(js_name = nextFrame)]
    fn next_frame_promise() -> Promise;
}

/// Waits until the browser has told what a frame brings, such as scrolling.
pub async fn next_frame() {
    JsFuture::from(next_frame_promise()).await.unwrap();
    settle().await;
}

/// Name and text of the file that was saved last, below each other; empty if there is none.
pub async fn saved_file() -> String {
    JsFuture::from(saved_file_promise()).await.unwrap().as_string().unwrap_or_default()
}

impl Page {
    /// Lets a key come up where the focus is, or on the page.
    pub async fn release(&self, key: &str) {
        let focus = document().active_element().unwrap_or_else(|| self.root.clone());
        release(&focus, key);
        settle().await;
    }
}
