//! What keys do, and when they do nothing.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Page, new_browser};

#[wasm_bindgen_test]
async fn a_key_mutes_and_says_so() {
    new_browser();
    let page = Page::open().await;
    page.focus("#camera").await;
    page.press("m").await;
    assert_eq!(page.attribute("#microphone", "data-state"), "off");
    page.until_text("#announcer", "Microphone off").await;
    page.press("M").await;
    assert_eq!(page.attribute("#microphone", "data-state"), "on");
    page.until_text("#announcer", "Microphone on").await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn keys_belong_to_whoever_types() {
    new_browser();
    let page = Page::open().await;
    page.focus("#username").await;
    for key in ["m", "v", "?"] {
        page.press(key).await;
    }
    assert_eq!(page.attribute("#microphone", "data-state"), "on");
    assert_eq!(page.attribute("#camera", "data-state"), "on");
    assert_eq!(page.count("#shortcuts"), 0);
    page.close().await;
}

#[wasm_bindgen_test]
async fn keys_can_be_turned_off_and_on_again() {
    new_browser();
    let page = Page::open().await;
    page.focus("#camera").await;
    page.press("?").await;
    assert_eq!(page.count("#shortcuts[open]"), 1);
    assert!(page.text("#shortcuts").contains("Mute or unmute yourself"));
    page.press("m").await;
    assert_eq!(page.attribute("#microphone", "data-state"), "on", "keys belong to the dialog");
    page.click("#shortcuts_on").await;
    page.click("#shortcuts .dialog__header button").await;
    assert_eq!(page.count("#shortcuts"), 0);

    page.press("m").await;
    assert_eq!(page.attribute("#microphone", "data-state"), "on");

    page.click("#show_shortcuts").await;
    page.click("#shortcuts_on").await;
    page.click("#shortcuts .dialog__header button").await;
    page.press("m").await;
    assert_eq!(page.attribute("#microphone", "data-state"), "off");
    page.press("m").await;
    page.close().await;
}
