//! The bar and its menu.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{FakeRoom, Page, document, new_browser};

#[wasm_bindgen_test]
async fn the_bar_begins_with_the_devices_and_ends_with_leaving() {
    new_browser();
    let page = Page::open().await;
    assert_eq!(page.count("#call_bar"), 0);
    page.join(&FakeRoom::new()).await;
    let buttons = page.ids("#call_bar button");
    assert_eq!(buttons.first().map(String::as_str), Some("microphone"));
    assert_eq!(buttons.last().map(String::as_str), Some("join_leave"));
    assert_eq!(page.text("#join_leave"), "Leave call");
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_menu_is_walked_by_keys_and_gives_the_focus_back() {
    new_browser();
    let page = Page::open_in_call(&FakeRoom::new()).await;
    assert_eq!(page.attribute("#more", "aria-expanded"), "false");
    page.click("#more").await;
    assert_eq!(page.attribute("#more", "aria-expanded"), "true");
    page.press("End").await;
    assert_eq!(focused(), "quality");
    page.press("ArrowUp").await;
    assert_eq!(focused(), "data_saver");
    page.press("Home").await;
    page.press("ArrowUp").await;
    assert_eq!(focused(), "quality");
    page.press("Escape").await;
    assert_eq!((page.count("#more_menu"), focused().as_str()), (0, "more"));
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_choice_of_the_menu_is_marked() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob~abc123");
    let page = Page::open_in_call(&room).await;
    page.click("#more").await;
    assert_eq!(page.attribute("#view_auto", "aria-checked"), "true");
    page.click("#view_speaker").await;
    assert_eq!((page.count("#more_menu"), page.attribute("#PA1", "data-place").as_str()), (0, "stage"));
    page.click("#more").await;
    assert_eq!(page.attribute("#view_speaker", "aria-checked"), "true");
    assert_eq!(page.attribute("#view_auto", "aria-checked"), "false");
    page.close().await;
}

/// The id of the element that has the focus.
fn focused() -> String {
    document().active_element().map(|element| element.id()).unwrap_or_default()
}
