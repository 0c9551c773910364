//! The key that is held down to talk.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{FakeRoom, Page, is_muted, new_browser};

#[wasm_bindgen_test]
async fn whoever_is_muted_is_heard_while_space_is_down() {
    new_browser();
    let page = Page::open_in_call(&FakeRoom::new()).await;
    page.click("#microphone").await;
    assert!(is_muted("audio"));
    page.press(" ").await;
    assert_eq!((is_muted("audio"), page.attribute("#microphone", "aria-pressed").as_str()), (false, "true"));
    // A key that is held repeats.
    page.press(" ").await;
    assert!(!is_muted("audio"));
    page.release(" ").await;
    assert_eq!((is_muted("audio"), page.attribute("#microphone", "aria-pressed").as_str()), (true, "false"));
    page.close().await;

    // It was no choice: the microphone is off the next time.
    let page = Page::open().await;
    assert_eq!(page.attribute("#microphone", "data-state"), "off");
    page.close().await;
}

#[wasm_bindgen_test]
async fn whoever_is_heard_already_stays_so() {
    new_browser();
    let page = Page::open_in_call(&FakeRoom::new()).await;
    page.press(" ").await;
    page.release(" ").await;
    assert!(!is_muted("audio"));
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_space_that_is_typed_or_presses_a_button_opens_no_microphone() {
    new_browser();
    let page = Page::open_in_call(&FakeRoom::new()).await;
    page.click("#microphone").await;
    page.click("#chat_open").await;
    for focus in ["#chat_text", "#chat_open"] {
        page.focus(focus).await;
        page.press(" ").await;
        assert!(is_muted("audio"), "{focus}");
        page.release(" ").await;
    }
    page.close().await;
}
