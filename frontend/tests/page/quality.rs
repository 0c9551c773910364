//! How well lines carry, and what the person wants of pictures.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{FakeRoom, Page, new_browser};

#[wasm_bindgen_test]
async fn bars_and_words_tell_how_a_line_is() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob~abc123");
    let page = Page::open_in_call(&room).await;
    assert_eq!(page.count(".network"), 0);
    room.change_network_quality("PA1", 5);
    page.until_text("#PA1 .network", "Connection: good").await;
    assert_eq!(page.count("#PA1 .network__bar--full"), 5);
    room.change_network_quality("PA1", 1);
    page.until_text("#PA1 .network", "Connection: poor").await;
    assert_eq!((page.count("#PA1 .network__bar--full"), page.count("#PA1 .network__bar")), (1, 5));
    room.change_network_quality("PA0", 3);
    page.until_text("#local .network", "Connection: fair").await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn audio_only_takes_no_pictures_and_is_remembered() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob~abc123");
    room.publish("PA1", "video");
    let page = Page::open_in_call(&room).await;
    page.until("the picture", || room.players("PA1", "video") == 1).await;
    page.click("#more").await;
    page.click("#audio_only").await;
    page.until("no picture", || room.players("PA1", "video") == 0).await;
    assert_eq!((page.count("#PA1 .tile__avatar"), page.attribute("#PA1", "data-camera").as_str()), (1, "on"));
    assert_eq!(page.count("#local video"), 1);
    page.close().await;

    let room = FakeRoom::new();
    room.arrive("PA1", "Bob~abc123");
    room.publish("PA1", "video");
    let page = Page::open_in_call(&room).await;
    assert_eq!(page.count("#PA1 video"), 0);
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_data_saver_wants_small_pictures_to_and_fro() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob~abc123");
    room.publish("PA1", "video");
    let page = Page::open_in_call(&room).await;
    page.until("the size", || !room.shown_size("PA1", "video").is_empty()).await;
    assert_eq!(room.bitrate_limit(), 0);
    page.click("#more").await;
    page.click("#data_saver").await;
    page.until("the small size", || room.shown_size("PA1", "video") == "320 × 180").await;
    assert_eq!(room.bitrate_limit(), 300_000);
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_details_open_and_close() {
    new_browser();
    let page = Page::open_in_call(&FakeRoom::new()).await;
    page.click("#more").await;
    page.click("#quality").await;
    assert_eq!(page.text("#details_title"), "Connection details");
    assert_eq!((page.count("[data-direction=received]"), page.count("[data-direction=sent]")), (1, 1));
    page.click("#close_details").await;
    assert_eq!(page.count("#details"), 0);
    page.close().await;
}
