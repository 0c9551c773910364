//! From the form into the call and out again.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeRoom, Page, admit, answer_login, attempt_count, connect_options, document, is_canceled, last_request,
    new_browser, request_count, settle,
};

#[wasm_bindgen_test]
async fn every_state_of_the_call_shows() {
    new_browser();
    let page = Page::open().await;
    check(&page, "idle", "lobby", ("Join call", false), "You need to join the call");
    page.type_name("Ada").await;
    page.click("#join_leave").await;
    check(&page, "connecting", "lobby", ("Connecting…", true), "Connecting…");
    page.until("an attempt", || attempt_count() == 1).await;
    check(&page, "connecting", "lobby", ("Connecting…", true), "Connecting…");
    admit(&FakeRoom::new());
    page.until_text("#join_leave", "Leave call").await;
    check(&page, "connected", "call", ("Leave call", false), "1 participant online");
    assert!(page.is_hidden("#username"));
    page.click("#join_leave").await;
    check(&page, "ended", "lobby", ("Join call", false), "Disconnected");
    assert!(!page.is_hidden("#username"));
    assert_eq!(page.count("#notice"), 0);
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_backend_and_the_library_are_told_what_they_need() {
    new_browser();
    let page = Page::open().await;
    assert_eq!(document().title(), "My Room | Ona Ana");
    page.type_name("  Ada ").await;
    page.click("#join_leave").await;
    page.until("an attempt", || attempt_count() == 1).await;
    let request = last_request();
    assert!(request.starts_with(r#"{"username":"Ada","room":"My Room","tab":""#), "{request}");
    let origin = document().location().unwrap().origin().unwrap();
    let socket = origin.replacen("http", "ws", 1);
    assert_eq!(
        connect_options(),
        format!(
            r#"{{"insights":false,"name":"My Room","wsServer":"{socket}/signaling","tracks":["audio","video"]}}"#
        )
    );
    page.close().await;
}

#[wasm_bindgen_test]
async fn twilios_servers_are_used_when_the_backend_names_no_other() {
    new_browser();
    answer_login(200, r#"{"token":"t","identity":"Ada~abc123","room":"Stand-up"}"#);
    let page = Page::open().await;
    page.type_name("Ada").await;
    page.click("#join_leave").await;
    page.until("an attempt", || attempt_count() == 1).await;
    assert_eq!(connect_options(), r#"{"insights":false,"name":"Stand-up","tracks":["audio","video"]}"#);
    page.close().await;
}

#[wasm_bindgen_test]
async fn impatience_joins_once() {
    new_browser();
    let page = Page::open().await;
    page.type_name("Ada").await;
    for _ in 0..3 {
        page.click("#join_leave").await;
    }
    page.until("an attempt", || attempt_count() > 0).await;
    settle().await;
    assert_eq!((request_count(), attempt_count()), (1, 1));
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_call_can_be_joined_again_after_leaving() {
    new_browser();
    let first = FakeRoom::new();
    let page = Page::open_in_call(&first).await;
    page.click("#join_leave").await;
    page.until_text("#count", "Disconnected").await;
    assert_eq!(first.state(), "disconnected");
    let second = FakeRoom::new();
    page.join(&second).await;
    assert_eq!(page.text("#count"), "1 participant online");
    first.arrive("PA1", "Late news of the first call");
    settle().await;
    assert_eq!(page.text("#count"), "1 participant online");
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_page_that_goes_gives_the_attempt_up() {
    new_browser();
    let page = Page::open().await;
    page.type_name("Ada").await;
    page.click("#join_leave").await;
    page.until("an attempt", || attempt_count() == 1).await;
    page.close().await;
    assert!(is_canceled());
}

#[wasm_bindgen_test]
async fn a_room_that_arrives_as_the_page_goes_is_left() {
    new_browser();
    let page = Page::open().await;
    page.type_name("Ada").await;
    page.click("#join_leave").await;
    page.until("an attempt", || attempt_count() == 1).await;
    let room = FakeRoom::new();
    admit(&room);
    page.close().await;
    settle().await;
    assert_eq!(room.state(), "disconnected");
}

#[track_caller]
fn check(page: &Page, phase: &str, view: &str, (button, is_disabled): (&str, bool), status: &str) {
    assert_eq!(page.attribute("[data-phase]", "data-phase"), phase);
    assert_eq!(page.attribute("[data-view]", "data-view"), view);
    assert_eq!((page.text("#join_leave").as_str(), page.is_disabled("#join_leave")), (button, is_disabled));
    assert_eq!(page.text("#count"), status);
    assert_eq!(page.attribute("#count", "role"), "status");
}
