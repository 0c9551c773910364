//! The own camera and microphone.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeRoom, Page, admit, allow_device, attempt_count, connect_options, hesitate, is_muted, is_on,
    new_browser, refuse_device, settle, unplug, was_taken,
};

#[wasm_bindgen_test]
async fn the_own_picture_is_seen_before_joining() {
    new_browser();
    let page = Page::open().await;
    assert_eq!(page.count("#local video.tile__video"), 1);
    assert_eq!(page.attribute("#camera", "aria-pressed"), "true");
    assert_eq!(page.attribute("#microphone", "aria-pressed"), "true");
    assert_eq!((page.count("[data-problem]"), attempt_count()), (0, 0));
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_page_says_why_it_asks_and_lets_people_join_meanwhile() {
    new_browser();
    let decide = hesitate();
    let page = Page::open_anywhere().await;
    assert_eq!(page.attribute("#camera", "data-state"), "asking");
    assert!(page.text("#media_help").contains("asks for your camera and microphone"));
    let room = FakeRoom::new();
    page.join(&room).await;
    assert_eq!(room.published_kinds(), "");
    decide.call0(&JsValue::NULL).unwrap();
    page.until("the publications", || room.published_kinds() == "audio video").await;
    assert_eq!(page.count("#local video"), 1);
    page.close().await;
}

#[wasm_bindgen_test]
async fn devices_that_come_after_the_page_went_are_turned_off() {
    new_browser();
    let decide = hesitate();
    let page = Page::open_anywhere().await;
    page.close().await;
    decide.call0(&JsValue::NULL).unwrap();
    settle().await;
    assert!(was_taken("video") && !is_on("video"));
    assert!(was_taken("audio") && !is_on("audio"));
}

#[wasm_bindgen_test]
async fn a_camera_works_without_a_microphone() {
    new_browser();
    refuse_device("audio", "NotFoundError");
    let page = Page::open().await;
    assert!(page.text("#media_help [data-device=microphone]").contains("No microphone was found"));
    assert_eq!(
        (page.count("#local video"), page.attribute("#local", "data-microphone").as_str()),
        (1, "none")
    );
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_device_that_is_not_there_is_explained() {
    for (error, problem, words) in [
        ("NotAllowedError", "denied", "camera is blocked"),
        ("NotFoundError", "missing", "No camera was found"),
        ("NotReadableError", "in-use", "already in use"),
        ("OverconstrainedError", "missing", "No camera was found"),
    ] {
        new_browser();
        refuse_device("video", error);
        let page = Page::open().await;
        let help = "#media_help [data-device=camera]";
        assert_eq!(page.attribute(help, "data-problem"), problem, "{error}");
        assert!(page.text(help).contains(words), "{}", page.text(help));
        assert_eq!(page.attribute("#camera", "data-state"), problem);
        assert_eq!(page.attribute("#microphone", "data-state"), "on", "{error}");
        assert_eq!((page.count("#local video"), page.count("#local .tile__avatar")), (0, 1));
        page.close().await;
    }
}

#[wasm_bindgen_test]
async fn whoever_refuses_the_camera_can_still_join() {
    new_browser();
    refuse_device("video", "NotAllowedError");
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    assert_eq!(room.published_kinds(), "audio");
    assert_eq!(page.text("#join_leave"), "Leave call");
    page.close().await;
}

#[wasm_bindgen_test]
async fn whoever_has_no_device_at_all_can_still_join() {
    new_browser();
    refuse_device("video", "NotFoundError");
    refuse_device("audio", "NotFoundError");
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    assert!(connect_options().contains(r#""tracks":[]"#), "{}", connect_options());
    page.close().await;
}

#[wasm_bindgen_test]
async fn asking_again_gets_the_camera() {
    new_browser();
    refuse_device("video", "NotReadableError");
    let page = Page::open().await;
    allow_device("video");
    page.click("#retry_media").await;
    page.until("the camera", || page.count("#local video") == 1).await;
    assert_eq!(page.count("[data-problem]"), 0);
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_camera_that_comes_during_the_call_is_published() {
    new_browser();
    refuse_device("video", "NotReadableError");
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    assert_eq!(room.published_kinds(), "audio");
    allow_device("video");
    page.click("#camera").await;
    page.until("the publication", || room.published_kinds() == "audio video").await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_buttons_mute_and_unmute() {
    new_browser();
    let page = Page::open().await;
    for (button, kind) in [("#camera", "video"), ("#microphone", "audio")] {
        page.click(button).await;
        assert_eq!(page.attribute(button, "aria-pressed"), "false");
        assert!(is_muted(kind));
    }
    assert_eq!((page.count("#local video"), page.count("#local .tile__muted")), (0, 1));
    assert_eq!(page.attribute("#local", "data-microphone"), "off");
    for (button, kind) in [("#camera", "video"), ("#microphone", "audio")] {
        page.click(button).await;
        assert_eq!(page.attribute(button, "aria-pressed"), "true");
        assert!(!is_muted(kind));
    }
    assert_eq!((page.count("#local video"), page.count("#local .tile__muted")), (1, 0));
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_camera_that_is_unplugged_is_explained_and_taken_out_of_the_room() {
    new_browser();
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    assert_eq!(room.published_kinds(), "audio video");
    unplug("video");
    page.until("the loss", || page.attribute("#camera", "data-state") == "stopped").await;
    page.until("the end of its publication", || room.published_kinds() == "audio").await;
    assert_eq!(page.count("#local video"), 0);
    page.close().await;
}

#[wasm_bindgen_test]
async fn devices_go_off_with_the_page_and_stay_on_after_the_call() {
    new_browser();
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    page.click("#join_leave").await;
    page.until_text("#count", "Disconnected").await;
    assert!(is_on("video") && is_on("audio"));
    assert_eq!(page.count("#local video"), 1);
    page.close().await;
    assert!(!is_on("video") && !is_on("audio"));
}

#[wasm_bindgen_test]
async fn the_own_picture_plays_on_from_lobby_to_call_and_back() {
    new_browser();
    let room = FakeRoom::new();
    let page = Page::open().await;
    let video = page.find("#local video");
    page.type_name("Ada").await;
    page.click("#join_leave").await;
    page.until("an attempt", || attempt_count() == 1).await;
    assert_eq!(page.find("#local video"), video);
    admit(&room);
    page.until_text("#count", "1 participant online").await;
    assert_eq!(page.find("#local video"), video);
    room.arrive("PA1", "Bob");
    page.until_text("#count", "2 participants online").await;
    assert_eq!(page.find("#local video"), video);
    page.click("#join_leave").await;
    page.until_text("#count", "Disconnected").await;
    assert_eq!(page.find("#local video"), video);
    page.close().await;
}
