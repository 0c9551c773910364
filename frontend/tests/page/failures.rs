//! What the page says when joining fails or a call ends by itself.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeRoom, Page, admit, answer_login, attempt_count, break_login, document, lose_library, new_browser,
    refuse, settle,
};

#[wasm_bindgen_test]
async fn a_backend_that_cannot_be_reached_is_named() {
    new_browser();
    break_login();
    let page = try_to_join().await;
    check(&page, "no-backend", "", "server cannot be reached").await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn answers_of_the_backend_are_told_apart() {
    let room_refused = r#"{"code":"room_too_long","message":"From the backend."}"#;
    let server_error = r#"{"code":"server_error","message":"From the backend."}"#;
    for (status, body, cause, words) in [
        (502, "Bad Gateway", "no-backend", "server cannot be reached"),
        (500, "<html>", "server-error", "500"),
        (500, server_error, "server-error", "Something went wrong on the server."),
        (400, room_refused, "room-refused", "The room name is too long."),
        (200, "{}", "server-error", "200"),
    ] {
        new_browser();
        answer_login(status, body);
        let page = try_to_join().await;
        check(&page, cause, "", words).await;
        assert_eq!(attempt_count(), 0);
        page.close().await;
    }
}

#[wasm_bindgen_test]
async fn refusals_of_the_room_server_are_told_apart() {
    for (code, cause, words) in [
        (20101, "token-refused", "sign-in"),
        (20104, "token-refused", "sign-in"),
        (53000, "connection-lost", "connection"),
        (53105, "room-full", "is full"),
        (53405, "media-failed", "media"),
        (53999, "other", "failed"),
    ] {
        new_browser();
        let page = try_to_join().await;
        page.until("an attempt", || attempt_count() == 1).await;
        refuse(code);
        check(&page, cause, &code.to_string(), words).await;
        assert_eq!(page.text("#count"), "You need to join the call");
        page.close().await;
    }
}

#[wasm_bindgen_test]
async fn ends_of_the_call_are_told_apart_and_offer_the_way_back() {
    for (code, cause, words, way_back) in [
        (53001, "connection-lost", "connection", "Rejoin"),
        (53118, "room-ended", "ended", "Rejoin"),
        (53205, "duplicate", "another tab", "Use here instead"),
        (53405, "media-failed", "media", "Try again"),
    ] {
        new_browser();
        let room = FakeRoom::new();
        room.arrive("PA1", "Bob");
        let page = Page::open_in_call(&room).await;
        room.end(code);
        page.until("the reason", || page.count("#trouble") == 1).await;
        assert_eq!(page.attribute("#trouble", "data-cause"), cause);
        assert!(page.text("#trouble").contains(words), "{}", page.text("#trouble"));
        assert_eq!(page.text("#count"), "Disconnected");
        assert_eq!((page.count(".tile"), page.count("#audio_sinks audio")), (1, 0));
        assert_eq!((page.count("#join_form"), page.text("#rejoin").as_str()), (0, way_back));
        page.click("#rejoin").await;
        page.until("a second attempt", || attempt_count() == 2).await;
        assert_eq!((page.text("#rejoin").as_str(), page.is_disabled("#rejoin")), ("Connecting…", true));
        admit(&FakeRoom::new());
        page.until_text("#count", "1 participant online").await;
        assert_eq!((page.count("#trouble"), document().title().as_str()), (0, "My Room | Ona Ana"));
        page.close().await;
    }
}

#[wasm_bindgen_test]
async fn a_library_that_did_not_load_is_named() {
    new_browser();
    lose_library();
    let page = try_to_join().await;
    page.until("the notice", || page.count("#notice[data-cause=library-missing]") == 1).await;
    assert_eq!(page.attribute("#notice", "role"), "alert");
    assert!(page.text("#notice").contains("Reload the page"), "{}", page.text("#notice"));
    assert_eq!((page.text("#join_leave").as_str(), page.is_disabled("#join_leave")), ("Join call", false));
    assert_eq!(page.attribute("#camera", "data-state"), "failed");
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_notice_can_be_dismissed() {
    new_browser();
    lose_library();
    let page = Page::open().await;
    page.until("the notice", || page.count("#notice") == 1).await;
    page.click("#notice_close").await;
    assert_eq!(page.count("#notice"), 0);
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_lost_connection_shows_until_it_is_restored() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob");
    let page = Page::open_in_call(&room).await;
    room.interrupt();
    page.until("the banner", || page.count("#reconnecting") == 1).await;
    assert!(page.text("#reconnecting").contains("Reconnecting"));
    assert_eq!((page.text("#join_leave").as_str(), page.count(".tile")), ("Leave call", 2));
    room.resume();
    page.until("its end", || page.count("#reconnecting") == 0).await;
    assert_eq!(page.text("#count"), "2 participants online");
    page.close().await;
}

#[wasm_bindgen_test]
async fn whoever_is_removed_is_told_so_and_not_brought_back() {
    new_browser();
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    room.remove();
    page.until("the reason", || page.count("#trouble") == 1).await;
    assert_eq!(page.attribute("#trouble", "data-cause"), "removed");
    assert_eq!(page.text("h1"), "Removed from the call");
    go_online();
    settle().await;
    assert_eq!((attempt_count(), page.count("#rejoin")), (1, 1));
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_network_that_is_there_again_brings_the_lost_call_back() {
    new_browser();
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    room.end(53001);
    page.until("the reason", || page.count("#trouble") == 1).await;
    assert_eq!(page.text("h1"), "Connection lost");
    go_online();
    page.until("a second attempt", || attempt_count() == 2).await;
    admit(&FakeRoom::new());
    page.until_text("#count", "1 participant online").await;
    assert_eq!(page.count("#trouble"), 0);
    page.close().await;
}

fn go_online() {
    web_sys::window().unwrap().dispatch_event(&web_sys::Event::new("online").unwrap()).unwrap();
}

async fn try_to_join() -> Page {
    let page = Page::open().await;
    page.type_name("Ada").await;
    page.click("#join_leave").await;
    page
}

/// Waits for the page that tells the reason: it has the focus and the tab's title, and a way on.
async fn check(page: &Page, cause: &str, code: &str, words: &str) {
    page.until("the reason", || page.count("#trouble") == 1).await;
    assert_eq!(page.attribute("#trouble", "data-cause"), cause);
    assert_eq!(page.attribute("#trouble", "data-code"), code);
    assert!(page.text("#trouble").contains(words), "{}", page.text("#trouble"));
    assert_eq!(document().active_element().map(|focus| focus.id()).as_deref(), Some("trouble_title"));
    assert_eq!(document().title(), format!("{} | Ona Ana", page.text("h1")));
    assert_eq!(page.attribute("#trouble a", "href"), "/home");
    // A room that is refused is refused again.
    let way_back = u32::from(cause != "room-refused");
    assert_eq!((page.count("#rejoin:enabled"), page.count("#join_form")), (way_back, 0));
}
