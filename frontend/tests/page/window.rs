//! The screen, windows, and what happens when the page is left.

use shared::call_message::CallMessage;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeRoom, Page, asks_before_leaving, end_sharing, fills_screen, floating_tile, hide_tab,
    leave_full_screen, lose_extra_windows, new_browser, refuse_device, screen_is_kept_on, show_tab,
};

#[wasm_bindgen_test]
async fn the_screen_stays_on_for_the_call_and_no_longer() {
    new_browser();
    let room = FakeRoom::new();
    let page = Page::open().await;
    assert!(!screen_is_kept_on());
    page.join(&room).await;
    page.until("the screen to be kept on", screen_is_kept_on).await;
    // The browser lets go of it while nobody looks.
    hide_tab();
    assert!(!screen_is_kept_on());
    show_tab();
    page.until("the screen to be kept on again", screen_is_kept_on).await;
    page.click("#join_leave").await;
    page.until("the screen to be let go", || !screen_is_kept_on()).await;
    hide_tab();
    show_tab();
    page.until("the lobby", || page.count("[data-view=lobby]") == 1).await;
    assert!(!screen_is_kept_on());
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_browser_asks_before_leaving_only_while_sharing_or_recording() {
    new_browser();
    // The fake's sound is none that could be recorded.
    refuse_device("audio", "NotFoundError");
    let room = FakeRoom::new();
    let page = Page::open().await;
    assert!(!asks_before_leaving());
    page.join(&room).await;
    assert!(!asks_before_leaving());

    page.click("#share").await;
    page.until("the question", asks_before_leaving).await;
    end_sharing();
    page.until("no question", || !asks_before_leaving()).await;

    page.click("#more").await;
    page.click("#record").await;
    page.until("the question", asks_before_leaving).await;
    assert_eq!(CallMessage::decode(&room.said("recording")), Ok(CallMessage::Recording { active: true }));
    page.click("#recording_stop").await;
    page.until("no question", || !asks_before_leaving()).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_call_fills_the_screen_and_gives_it_back() {
    new_browser();
    let page = Page::open_in_call(&FakeRoom::new()).await;
    page.press("s").await;
    assert!(fills_screen());
    page.press("s").await;
    assert!(!fills_screen());

    page.click("#more").await;
    assert_eq!(page.attribute("#full_screen", "aria-checked"), "false");
    page.click("#full_screen").await;
    assert!(fills_screen());
    page.click("#more").await;
    page.until("the mark", || page.attribute("#full_screen", "aria-checked") == "true").await;
    leave_full_screen();
    page.until("no mark", || page.attribute("#full_screen", "aria-checked") == "false").await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_picture_that_matters_most_gets_a_window_of_its_own() {
    new_browser();
    let room = FakeRoom::new();
    for sid in ["PA1", "PA2"] {
        room.arrive(sid, &format!("{sid}~abc123"));
        room.publish(sid, "video");
    }
    let page = Page::open_in_call(&room).await;
    page.until("both pictures", || page.count(".tile[data-participant] video") == 2).await;
    float(&page).await;
    page.until("the first picture", || floating_tile() == "PA1").await;
    float(&page).await;
    page.until("no window", || floating_tile().is_empty()).await;

    room.speak("PA2");
    page.until("the speaker", || page.count("#PA2.tile--speaking") == 1).await;
    float(&page).await;
    page.until("the speaker's picture", || floating_tile() == "PA2").await;
    float(&page).await;

    room.share("PA1", "screen");
    page.until("the screen", || page.count(".tile[data-place=stage] video") == 1).await;
    float(&page).await;
    page.until("the shared screen", || floating_tile() == "MT-PA1-screen").await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn where_windows_are_impossible_the_menu_offers_none() {
    new_browser();
    lose_extra_windows();
    let page = Page::open_in_call(&FakeRoom::new()).await;
    page.press("s").await;
    assert!(!fills_screen());
    page.click("#more").await;
    assert_eq!((page.count("#more_menu"), page.count("#full_screen"), page.count("#float")), (1, 0, 0));
    page.close().await;
}

async fn float(page: &Page) {
    page.click("#more").await;
    page.click("#float").await;
}
