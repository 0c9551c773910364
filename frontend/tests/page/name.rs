//! The name: what is refused beside the field, and what is remembered.

use shared::ErrorCode;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::support::{FakeRoom, Page, answer_login, attempt_count, last_request, new_browser, request_count};

#[wasm_bindgen_test]
async fn a_name_that_cannot_be_is_refused_without_a_request() {
    new_browser();
    let page = Page::open().await;
    assert_eq!(page.count("#username_error"), 0);
    let too_long = "x".repeat(129);
    for (name, code) in [
        ("", ErrorCode::UsernameMissing),
        ("   ", ErrorCode::UsernameMissing),
        (&too_long, ErrorCode::UsernameTooLong),
        ("A\u{7}da", ErrorCode::UsernameControlCharacters),
    ] {
        page.type_name(name).await;
        page.click("#join_leave").await;
        assert_eq!(page.text("#username_error"), code.to_string());
        assert_eq!(page.attribute("#username_error", "role"), "alert");
        assert_eq!(page.attribute("#username", "aria-invalid"), "true");
        assert_eq!(page.text("#join_leave"), "Join call");
    }
    assert_eq!((request_count(), attempt_count()), (0, 0));
    page.close().await;
}

#[wasm_bindgen_test]
async fn typing_takes_the_refusal_away() {
    new_browser();
    let page = Page::open().await;
    page.click("#join_leave").await;
    assert_eq!(page.count("#username_error"), 1);
    page.type_name("A").await;
    assert_eq!(page.count("#username_error"), 0);
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_name_that_the_backend_refuses_is_refused_beside_the_field() {
    new_browser();
    answer_login(401, r#"{"code":"username_missing","message":"From the backend."}"#);
    let page = Page::open().await;
    page.type_name("4da").await;
    page.click("#join_leave").await;
    page.until_text("#username_error", "Enter your name before you join.").await;
    assert_eq!((page.count("#notice"), attempt_count()), (0, 0));
    assert_eq!((page.text("#join_leave").as_str(), page.is_disabled("#join_leave")), ("Join call", false));
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_own_tile_bears_the_name() {
    new_browser();
    let page = Page::open().await;
    assert_eq!(page.text("#local .tile__name"), "Me");
    page.type_name(" Ada ").await;
    assert_eq!(page.text("#local .tile__name"), "Me (Ada)");
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_name_of_the_last_call_stands_in_the_field_again() {
    new_browser();
    let page = Page::open_in_call(&FakeRoom::new()).await;
    page.close().await;
    let page = Page::open().await;
    assert_eq!(page.find("#username").unchecked_into::<HtmlInputElement>().value(), "Ada");
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_tab_keeps_its_tag() {
    new_browser();
    let page = Page::open_in_call(&FakeRoom::new()).await;
    let first = last_request();
    page.close().await;
    let page = Page::open_in_call(&FakeRoom::new()).await;
    assert!(first.contains(r#""tab":""#), "{first}");
    assert_eq!(last_request(), first);
    page.close().await;
}
