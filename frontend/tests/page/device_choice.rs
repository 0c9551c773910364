//! Choosing devices, and following what is plugged in and out.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeRoom, Page, allow_device, allow_late, device_in_use, is_muted, is_on, new_browser, plug_in, plug_out,
    published_in_call_count, refuse_device,
};

#[wasm_bindgen_test]
async fn a_chosen_camera_is_remembered() {
    new_browser();
    let page = Page::open().await;
    page.until("the list", || page.texts("#camera_device option").len() == 3).await;
    page.assert_texts("#camera_device option", &["System default", "Built-in camera", "Second camera"]);
    page.choose_option("#camera_device", "camera-2").await;
    page.until("the other camera", || device_in_use("video") == "camera-2").await;
    assert_eq!(page.count("[data-problem]"), 0);
    page.close().await;

    let page = Page::open().await;
    assert_eq!(device_in_use("video"), "camera-2");
    assert_eq!(device_in_use("audio"), "microphone-1");
    page.close().await;
}

#[wasm_bindgen_test]
async fn what_was_off_stays_off_the_next_time() {
    new_browser();
    let page = Page::open().await;
    page.click("#microphone").await;
    page.close().await;

    let page = Page::open().await;
    assert_eq!(page.attribute("#microphone", "data-state"), "off");
    assert_eq!(page.attribute("#camera", "data-state"), "on");
    assert!(is_muted("audio") && !is_muted("video"));
    page.close().await;
}

#[wasm_bindgen_test]
async fn another_camera_in_the_call_needs_no_other_publication() {
    new_browser();
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    page.until("the list", || page.count("#camera_device option") == 3).await;
    page.choose_option("#camera_device", "camera-2").await;
    page.until("the other camera", || device_in_use("video") == "camera-2").await;
    assert_eq!((room.published_kinds().as_str(), published_in_call_count()), ("audio video", 0));
    assert_eq!(page.count("#local video"), 1);
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_next_camera_stands_in_until_the_chosen_one_is_back() {
    new_browser();
    let page = Page::open().await;
    page.until("the list", || page.count("#camera_device option") == 3).await;
    page.choose_option("#camera_device", "camera-2").await;
    page.until("the other camera", || device_in_use("video") == "camera-2").await;
    plug_out("camera-2");
    page.until("the camera that is left", || device_in_use("video") == "camera-1").await;
    assert_eq!(page.attribute("#camera", "data-state"), "on");
    plug_in("video", "camera-2", "Second camera");
    page.until("the chosen camera", || device_in_use("video") == "camera-2").await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_camera_that_was_missing_is_taken_when_it_is_plugged_in() {
    new_browser();
    plug_out("camera-1");
    plug_out("camera-2");
    refuse_device("video", "NotFoundError");
    let page = Page::open().await;
    assert_eq!(page.attribute("#camera", "data-state"), "missing");
    allow_device("video");
    plug_in("video", "camera-3", "New camera");
    page.until("the camera", || page.attribute("#camera", "data-state") == "on").await;
    assert_eq!(device_in_use("video"), "camera-3");
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_late_yes_is_noticed() {
    new_browser();
    refuse_device("video", "NotAllowedError");
    let page = Page::open().await;
    assert_eq!(page.attribute("#camera", "data-state"), "denied");
    page.until("where to click", || page.text("#media_help").contains("icon left of the address")).await;
    allow_late("video");
    page.until("the camera", || page.attribute("#camera", "data-state") == "on").await;
    assert!(is_on("video"));
    assert_eq!(page.count("[data-problem]"), 0);
    page.close().await;
}
