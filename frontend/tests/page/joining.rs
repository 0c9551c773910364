//! From the form into the call and out again.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeRoom, Page, admit, answer_login, attempt_count, connect_options, document, hide_page, is_canceled,
    is_on, last_request, new_browser, request_count, settle, show_address,
};

/// What the page asks of every server: pictures as large as they are shown, who speaks, and how lines carry.
const DEMANDS: &str = concat!(
    r#""bandwidthProfile":{"video":{"mode":"collaboration","dominantSpeakerPriority":"standard","#,
    r#""contentPreferencesMode":"manual","clientTrackSwitchOffControl":"auto"}},"#,
    r#""dominantSpeaker":true,"networkQuality":{"local":1,"remote":1}"#
);

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
    assert_eq!(page.count("#username"), 0);
    page.click("#join_leave").await;
    check(&page, "ended", "lobby", ("Join call", false), "Disconnected");
    assert_eq!(page.count("#username"), 1);
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
            r#"{{"insights":false,"name":"My Room","wsServer":"{socket}/signaling",{DEMANDS},"tracks":["audio","video"]}}"#
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
    assert_eq!(
        connect_options(),
        format!(r#"{{"insights":false,"name":"Stand-up",{DEMANDS},"tracks":["audio","video"]}}"#)
    );
    page.close().await;
}

#[wasm_bindgen_test]
async fn impatience_joins_once() {
    new_browser();
    let page = Page::open().await;
    page.type_name("Ada").await;
    for _ in 0..3 {
        page.click("#join_leave").await;
        page.press_enter().await;
    }
    page.until("an attempt", || attempt_count() > 0).await;
    settle().await;
    assert_eq!((request_count(), attempt_count()), (1, 1));
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_enter_key_joins() {
    new_browser();
    let page = Page::open().await;
    page.type_name("Ada").await;
    page.press_enter().await;
    page.until("an attempt", || attempt_count() == 1).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_address_names_the_room() {
    new_browser();
    show_address("/room/Caf%C3%A9%20%3Cb%3E");
    let page = Page::open().await;
    assert_eq!(document().title(), "Café <b> | Ona Ana");
    page.type_name("Ada").await;
    page.click("#join_leave").await;
    page.until("a request", || request_count() == 1).await;
    assert!(last_request().contains(r#""room":"Café <b>""#), "{}", last_request());
    page.close().await;
}

#[wasm_bindgen_test]
async fn other_addresses_lead_to_no_call_and_no_device() {
    for path in ["/rooms", &format!("/room/{}", "x".repeat(129))] {
        new_browser();
        show_address(path);
        let page = Page::open_anywhere().await;
        assert_eq!((page.count("h1"), page.count("#join_form")), (1, 0), "{path}");
        assert!(!is_on("video"));
        page.close().await;
    }
    new_browser();
}

#[wasm_bindgen_test]
async fn nobody_who_comes_in_the_moment_of_joining_is_missed() {
    new_browser();
    let page = Page::open().await;
    page.type_name("Ada").await;
    page.click("#join_leave").await;
    page.until("an attempt", || attempt_count() == 1).await;
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob");
    admit(&room);
    room.arrive("PA2", "Eve");
    room.publish("PA2", "video");
    page.until_text("#count", "3 participants online").await;
    page.until("the picture", || page.count("#PA2 video") == 1).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_page_that_is_put_away_leaves_the_call_and_offers_the_way_back() {
    new_browser();
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    hide_page();
    assert_eq!(room.state(), "disconnected");
    page.until("the reason", || page.count("#trouble") == 1).await;
    assert_eq!(page.attribute("#trouble", "data-cause"), "left-page");
    page.click("#rejoin").await;
    page.until("a second attempt", || attempt_count() == 2).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_page_that_is_put_away_while_it_joins_is_out() {
    new_browser();
    let page = Page::open().await;
    page.type_name("Ada").await;
    page.click("#join_leave").await;
    page.until("an attempt", || attempt_count() == 1).await;
    hide_page();
    assert!(is_canceled());
    page.until_text("#rejoin", "Rejoin").await;
    assert!(!page.is_disabled("#rejoin"));
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
