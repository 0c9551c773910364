//! The others: who is there, what is seen and heard of them.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{FakeRoom, Page, allow_sound, block_sound, new_browser, settle};

#[wasm_bindgen_test]
async fn tiles_come_and_go_with_the_people() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob~abc123");
    let page = Page::open_in_call(&room).await;
    check(&page, &["Me (Ada)", "Bob"], "2 participants online");
    room.arrive("PA2", "Eve~def456");
    page.until_text("#count", "3 participants online").await;
    check(&page, &["Me (Ada)", "Bob", "Eve"], "3 participants online");
    assert_eq!(page.text("#PA2 .tile__name"), "Eve");
    room.depart("PA1");
    page.until_text("#count", "2 participants online").await;
    check(&page, &["Me (Ada)", "Eve"], "2 participants online");
    room.depart("PA2");
    page.until_text("#count", "1 participant online").await;
    check(&page, &["Me (Ada)"], "1 participant online");
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_name_stays_text() {
    new_browser();
    let room = FakeRoom::new();
    let name = r#"<img src=x onerror="window.pwned = true"><b>Bob</b> &amp;"#;
    room.arrive("PA1", name);
    let page = Page::open_in_call(&room).await;
    assert_eq!(page.text("#PA1 .tile__name"), name);
    assert_eq!(page.count("#video_container :is(img, b)"), 0);
    page.close().await;
}

#[wasm_bindgen_test]
async fn two_people_of_one_name_have_two_tiles() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob~abc123");
    room.arrive("PA2", "Bob~def456");
    let page = Page::open_in_call(&room).await;
    check(&page, &["Me (Ada)", "Bob", "Bob"], "3 participants online");
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_picture_keeps_its_element_while_others_come_and_go() {
    new_browser();
    let room = FakeRoom::new();
    for sid in ["PA1", "PA2", "PA3"] {
        room.arrive(sid, sid);
        room.publish(sid, "video");
    }
    let page = Page::open_in_call(&room).await;
    page.until("all pictures", || page.count(".tile[data-participant] video") == 3).await;
    let video = page.find("#PA2 video");
    room.depart("PA1");
    page.until("the first to be gone", || page.count("#PA1") == 0).await;
    assert_eq!(page.find("#PA2 video"), video);
    room.arrive("PA4", "PA4");
    room.publish("PA4", "video");
    page.until("the fourth", || page.count("#PA4 video") == 1).await;
    assert_eq!(page.find("#PA2 video"), video);
    room.depart("PA3");
    page.until("the third to be gone", || page.count("#PA3") == 0).await;
    assert_eq!(page.find("#PA2 video"), video);
    assert_eq!(room.players("PA2", "video"), 1);
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_picture_comes_and_goes_with_its_track() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob");
    let page = Page::open_in_call(&room).await;
    assert_eq!((page.attribute("#PA1", "data-camera").as_str(), page.count("#PA1 video")), ("none", 0));
    assert_eq!(page.count("#PA1 .tile__avatar"), 1);
    room.publish("PA1", "video");
    page.until("the picture", || page.count("#PA1 video.tile__video") == 1).await;
    assert_eq!((page.attribute("#PA1", "data-camera").as_str(), room.players("PA1", "video")), ("on", 1));
    room.mute("PA1", "video");
    page.until("the camera to be off", || page.attribute("#PA1", "data-camera") == "off").await;
    assert_eq!((page.count("#PA1 video"), room.players("PA1", "video")), (0, 0));
    assert_eq!(page.count("#PA1 .tile__avatar"), 1);
    room.unmute("PA1", "video");
    page.until("the picture again", || page.count("#PA1 video") == 1).await;
    room.unpublish("PA1", "video");
    page.until("no picture", || page.count("#PA1 video") == 0).await;
    assert_eq!(page.attribute("#PA1", "data-camera"), "none");
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_picture_that_the_server_holds_back_says_so_and_plays_on_afterwards() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob");
    room.publish("PA1", "video");
    room.share("PA1", "screen");
    let page = Page::open_in_call(&room).await;
    page.until("both pictures", || page.count("[id^=PA1] video, [data-screen-of=PA1] video") == 2).await;
    let picture = page.find("#PA1 video");
    room.switch_off("PA1", "video");
    page.until_text("#PA1 .tile__pause", "Video paused: slow connection").await;
    assert_eq!(page.text("#PA1 .tile__avatar"), "B");
    assert_eq!(page.count("[data-screen-of=PA1] .tile__pause"), 0);
    room.switch_off("PA1", "screen");
    page.until("the shared screen's cover", || page.count("[data-screen-of=PA1] .tile__pause") == 1).await;
    room.switch_on("PA1", "video");
    page.until("the picture", || page.count("#PA1 .tile__pause, #PA1 .tile__avatar") == 0).await;
    assert_eq!(page.find("#PA1 video"), picture);
    assert_eq!(room.players("PA1", "video"), 1);
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_sound_plays_outside_of_the_tiles_for_as_long_as_its_track_is_there() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob");
    room.arrive("PA2", "Eve");
    room.publish("PA1", "audio");
    room.publish("PA2", "audio");
    let page = Page::open_in_call(&room).await;
    page.until("both sounds", || page.count("#audio_sinks audio") == 2).await;
    assert_eq!(page.count(".tile audio"), 0);
    assert_eq!(room.players("PA2", "audio"), 1);
    let audio = page.find("audio[data-participant=PA2]");
    room.depart("PA1");
    page.until("one sound", || page.count("#audio_sinks audio") == 1).await;
    assert_eq!(page.find("audio[data-participant=PA2]"), audio);
    room.arrive("PA3", "Mia");
    room.publish("PA3", "audio");
    page.until("the third sound", || page.count("#audio_sinks audio") == 2).await;
    assert_eq!(page.find("audio[data-participant=PA2]"), audio);
    room.depart("PA3");
    page.until("one sound again", || page.count("#audio_sinks audio") == 1).await;
    room.mute("PA2", "audio");
    page.until("the mark", || page.count("#PA2 .tile__muted") == 1).await;
    assert_eq!(page.attribute("#PA2", "data-microphone"), "off");
    assert_eq!(page.find("audio[data-participant=PA2]"), audio);
    room.unmute("PA2", "audio");
    page.until("no mark", || page.count("#PA2 .tile__muted") == 0).await;
    room.unpublish("PA2", "audio");
    page.until("silence", || page.count("#audio_sinks audio") == 0).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_participant_who_reconnects_is_marked() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob");
    let page = Page::open_in_call(&room).await;
    assert_eq!(
        (page.attribute("#PA1", "data-reconnecting").as_str(), page.count("#PA1 .tile__state")),
        ("false", 0)
    );
    room.lose("PA1");
    page.until_text("#PA1 .tile__state", "Reconnecting…").await;
    assert_eq!(page.attribute("#PA1", "data-reconnecting"), "true");
    room.find("PA1");
    page.until("the mark to go", || page.count("#PA1 .tile__state") == 0).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn sound_that_the_browser_blocks_plays_after_a_click() {
    new_browser();
    block_sound();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob");
    room.publish("PA1", "audio");
    let page = Page::open_in_call(&room).await;
    page.until_text("#hear", "Click to hear").await;
    allow_sound();
    page.click("#hear").await;
    settle().await;
    assert_eq!((page.count("#hear"), page.count("#audio_sinks audio")), (0, 1));
    page.close().await;
}

#[wasm_bindgen_test]
async fn leaving_lets_go_of_everybody() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob");
    room.publish("PA1", "audio");
    room.publish("PA1", "video");
    let page = Page::open_in_call(&room).await;
    page.until("picture and sound", || page.count("#PA1 video") + page.count("#audio_sinks audio") == 2)
        .await;
    page.click("#join_leave").await;
    page.until_text("#count", "Disconnected").await;
    check(&page, &["Me (Ada)"], "Disconnected");
    assert_eq!(page.count("#audio_sinks audio"), 0);
    page.close().await;
}

#[track_caller]
fn check(page: &Page, names: &[&str], status: &str) {
    page.assert_texts("#video_container .tile .tile__name", names);
    assert_eq!(page.attribute("#video_container", "data-tiles"), names.len().to_string());
    assert_eq!(page.text("#count"), status);
}
