//! Sharing the own screen.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeRoom, Page, end_sharing, is_sharing, lose_screen_sharing, new_browser, refuse_device,
};

#[wasm_bindgen_test]
async fn a_screen_is_shared_before_everything_else_and_stopped() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob~abc123");
    let page = Page::open_in_call(&room).await;
    assert_eq!((page.attribute("#share", "aria-pressed").as_str(), page.count("#sharing")), ("false", 0));
    page.click("#share").await;
    page.until_text("#sharing .share__text", "You are sharing your screen").await;
    page.until("the publication", || room.published().contains("screen high")).await;
    assert_eq!(
        (page.attribute("#share", "aria-pressed").as_str(), page.count("#local_screen video")),
        ("true", 1)
    );
    // Our own screen is nothing to look at: the others keep their place.
    assert_eq!(page.count("[data-place=stage]"), 0);
    page.click("#stop_sharing").await;
    page.until("the end", || page.count("#sharing") == 0 && !is_sharing()).await;
    assert!(!room.published().contains("screen"));
    assert_eq!(page.count("#local_screen"), 0);
    page.close().await;
}

#[wasm_bindgen_test]
async fn sharing_ends_by_the_browsers_own_bar_and_begins_again() {
    new_browser();
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    page.click("#share").await;
    page.until("the publication", || room.published().contains("screen")).await;
    end_sharing();
    page.until("the end", || page.count("#sharing") == 0 && !room.published().contains("screen")).await;
    page.click("#share").await;
    page.until("the publication", || room.published().contains("screen")).await;
    page.close().await;
    assert!(!is_sharing());
}

#[wasm_bindgen_test]
async fn leaving_ends_the_sharing() {
    new_browser();
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    page.click("#share").await;
    page.until("the publication", || room.published().contains("screen")).await;
    page.click("#join_leave").await;
    page.until("the end", || page.count("#sharing") == 0 && !is_sharing()).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn thinking_better_of_it_is_no_failure_but_a_failure_is_told() {
    new_browser();
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    refuse_device("screen", "NotAllowedError");
    page.click("#share").await;
    assert_eq!((page.count("#sharing"), page.count("#share_failure")), (0, 0));
    refuse_device("screen", "NotReadableError");
    page.click("#share").await;
    page.until("the reason", || page.count("#share_failure") == 1).await;
    assert!(page.text("#share_failure").contains("could not be shared"));
    page.close().await;
}

#[wasm_bindgen_test]
async fn where_sharing_is_impossible_there_is_no_button() {
    new_browser();
    lose_screen_sharing();
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    assert_eq!(page.count("#share"), 0);
    page.close().await;
}

#[wasm_bindgen_test]
async fn two_fingers_look_closer_at_a_shared_screen_and_one_moves_it() {
    const FRAME: &str = "[data-screen-of=PA1] .tile__frame";
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob~abc123");
    room.share("PA1", "screen");
    let page = Page::open_in_call(&room).await;
    page.until("the shared screen", || page.count("[data-screen-of=PA1][data-place=stage] video") == 1).await;
    let scale = |transform: &str| transform.split_once("scale").map(|(_, scale)| scale.to_owned());
    let transform = || page.attribute("[data-screen-of=PA1] .tile__zoom", "style");
    let whole = transform();
    page.point(FRAME, "pointerdown", 1, (0.5, 0.5)).await;
    page.point(FRAME, "pointermove", 1, (0.9, 0.5)).await;
    assert_eq!(transform(), whole);
    page.point(FRAME, "pointermove", 1, (0.4, 0.5)).await;
    page.point(FRAME, "pointerdown", 2, (0.6, 0.5)).await;
    page.point(FRAME, "pointermove", 2, (0.8, 0.5)).await;
    page.until("a closer look", || page.count(".tile--zoomed[data-screen-of=PA1]") == 1).await;
    page.point(FRAME, "pointerup", 2, (0.8, 0.5)).await;
    let before = transform();
    page.point(FRAME, "pointermove", 1, (0.5, 0.6)).await;
    page.until("the move", || transform() != before).await;
    assert_eq!(scale(&transform()), scale(&before));
    page.point(FRAME, "pointerup", 1, (0.5, 0.6)).await;
    let before = transform();
    page.point(FRAME, "pointermove", 1, (0.2, 0.2)).await;
    assert_eq!(transform(), before);
    page.close().await;
}
