//! Where tiles stand, and that pictures play on whatever the layout.

use shared::call_message::{CallMessage, ChatText, HandPlace};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{FakeRoom, Page, new_browser, next_frame, take_rendered_tiles};

/// More tiles than any page holds.
const CROWD: usize = 30;

#[wasm_bindgen_test]
async fn a_picture_keeps_its_element_whatever_the_layout() {
    new_browser();
    let room = crowd(CROWD);
    room.publish("PA1", "video");
    room.publish("PA30", "video");
    let page = Page::open_in_call(&room).await;
    page.until("both pictures", || page.count(".tile[data-participant] video") == 2).await;
    let (first, last) = (page.find("#PA1 video"), page.find("#PA30 video"));
    for action in ["#layout", "#next_page", "#layout", "#next_page", "#PA30 .tile__pin", "#PA30 .tile__pin"] {
        page.click(action).await;
        assert_eq!(
            (page.find("#PA1 video"), page.find("#PA30 video")),
            (first.clone(), last.clone()),
            "{action}"
        );
    }
    room.share("PA2", "screen");
    page.until("the screen on the stage", || stage(&page) == "MT-PA2-screen").await;
    room.speak("PA30");
    page.until("the speaker on this page", || !page.is_hidden("#PA30")).await;
    room.unpublish("PA2", "screen");
    page.until("the grid", || page.count("[data-place=stage]") == 0).await;
    assert_eq!((page.find("#PA1 video"), page.find("#PA30 video")), (first, last));
    assert_eq!((room.players("PA1", "video"), room.players("PA30", "video")), (1, 1));
    page.close().await;
}

#[wasm_bindgen_test]
async fn more_people_than_fit_stand_on_more_pages() {
    new_browser();
    let page = Page::open_in_call(&crowd(CROWD)).await;
    assert!(!page.is_hidden("#local") && !page.is_hidden("#PA1") && page.is_hidden("#PA30"));
    assert!(page.is_disabled("#previous_page"));
    page.click("#next_page").await;
    assert_eq!(page.attribute("#page", "data-page"), "2");
    assert!(page.is_hidden("#local") && page.is_hidden("#PA1"));
    page.click("#previous_page").await;
    assert!(!page.is_hidden("#PA1"));
    page.close().await;
}

#[wasm_bindgen_test]
async fn whoever_speaks_is_ringed_and_comes_to_the_first_page() {
    new_browser();
    let room = crowd(CROWD);
    let page = Page::open_in_call(&room).await;
    room.speak("PA30");
    page.until("the speaker", || !page.is_hidden("#PA30")).await;
    assert_eq!(page.count("#PA30.tile--speaking"), 1);
    room.speak("PA1");
    page.until("the other speaker", || page.count("#PA1.tile--speaking") == 1).await;
    assert_eq!(page.count(".tile--speaking"), 1);
    assert!(!page.is_hidden("#PA30"));
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_speaker_view_follows_who_speaks() {
    new_browser();
    let room = crowd(3);
    let page = Page::open_in_call(&room).await;
    assert_eq!(page.count("[data-place=stage]"), 0);
    page.click("#layout").await;
    assert_eq!((stage(&page).as_str(), page.attribute("#layout", "aria-pressed").as_str()), ("PA1", "true"));
    room.speak("PA3");
    page.until("the speaker", || stage(&page) == "PA3").await;
    assert_eq!(page.count("[data-place=grid]"), 0);
    room.depart("PA3");
    page.until("somebody else", || stage(&page) == "PA1").await;
    page.click("#layout").await;
    assert_eq!(page.count("[data-place=stage]"), 0);
    page.close().await;
}

#[wasm_bindgen_test]
async fn whoever_is_pinned_stays_on_the_stage() {
    new_browser();
    let room = crowd(3);
    let page = Page::open_in_call(&room).await;
    page.click("#PA2 .tile__pin").await;
    assert_eq!(
        (stage(&page).as_str(), page.attribute("#PA2 .tile__pin", "aria-pressed").as_str()),
        ("PA2", "true")
    );
    room.speak("PA1");
    page.until("the speaker", || page.count("#PA1.tile--speaking") == 1).await;
    assert_eq!(stage(&page), "PA2");
    page.click("#PA2 .tile__pin").await;
    assert_eq!(page.count("[data-place=stage]"), 0);
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_shared_screen_takes_the_stage_and_gives_it_back() {
    new_browser();
    let room = crowd(2);
    let page = Page::open_in_call(&room).await;
    room.share("PA1", "screen");
    page.until("the first screen", || stage(&page) == "MT-PA1-screen").await;
    assert_eq!(page.text("#MT-PA1-screen .tile__name"), "Screen of Person 1");
    assert_eq!(page.attribute("#PA1", "data-camera"), "none");
    room.share("PA2", "screen");
    page.until("the newer screen", || stage(&page) == "MT-PA2-screen").await;
    page.click("#layout").await;
    assert_eq!(page.count("[data-place=stage]"), 0);
    page.click("#layout").await;
    room.unpublish("PA2", "screen");
    page.until("the older screen", || stage(&page) == "MT-PA1-screen").await;
    room.depart("PA1");
    page.until("the last one", || page.count(".tile--screen") == 0).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_shared_screen_is_looked_at_closely() {
    new_browser();
    let room = crowd(1);
    room.share("PA1", "screen");
    let page = Page::open_in_call(&room).await;
    page.until("the screen", || page.count("#zoom_in") == 1).await;
    assert!(page.is_disabled("#zoom_out"));
    page.click("#zoom_in").await;
    assert!(page.attribute(".tile__zoom", "style").contains("1.25"));
    page.focus(".tile__frame").await;
    page.press("ArrowRight").await;
    assert!(page.attribute(".tile__zoom", "style").contains("-10%"));
    page.press("0").await;
    assert_eq!(page.count(".tile--zoomed"), 0);
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_server_is_told_how_large_a_picture_is_shown() {
    new_browser();
    let room = crowd(1);
    room.publish("PA1", "video");
    let page = Page::open_in_call(&room).await;
    page.until("the size", || !room.shown_size("PA1", "video").is_empty()).await;
    let in_grid = room.shown_size("PA1", "video");
    page.click("#local .tile__pin").await;
    page.until("a smaller size", || room.shown_size("PA1", "video") != in_grid).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn what_concerns_one_person_renders_one_tile() {
    new_browser();
    let room = crowd(24);
    for number in 1..=24 {
        let sid = format!("PA{number}");
        room.publish(&sid, "audio");
        room.publish(&sid, "video");
        room.hear(&sid);
    }
    let page = Page::open_in_call(&room).await;
    page.until("every picture", || page.count(".tile[data-participant] video") == 24).await;
    page.click("#chat_open").await;
    next_frame().await;
    take_rendered_tiles();

    room.mute("PA3", "audio");
    page.until("the mark", || page.count("#PA3[data-microphone=off]") == 1).await;
    assert_eq!(take_rendered_tiles(), ["PA3"], "muted");

    room.mute("PA4", "video");
    page.until("the initials", || page.count("#PA4 .tile__avatar") == 1).await;
    assert_eq!(take_rendered_tiles(), ["PA4"], "camera off");

    room.speak("PA1");
    page.until("the ring", || page.count("#PA1.tile--speaking") == 1).await;
    assert_eq!(take_rendered_tiles(), ["PA1"], "speaks");
    room.speak("PA2");
    page.until("the other ring", || page.count("#PA2.tile--speaking") == 1).await;
    assert_eq!(take_rendered_tiles(), ["PA1", "PA2"], "somebody else speaks");

    let hand = CallMessage::Hand { place: Some(HandPlace::FIRST) };
    room.say("PA5", &hand.encode().unwrap());
    page.until("the hand", || page.count("#PA5 .tile__hand") == 1).await;
    assert_eq!(take_rendered_tiles(), ["PA5"], "raises a hand");

    room.lose("PA6");
    page.until("the trouble", || page.count("#PA6 .tile__state") == 1).await;
    assert_eq!(take_rendered_tiles(), ["PA6"], "reconnects");

    room.change_network_quality("PA7", 1);
    let words = CallMessage::Chat { id: 1, text: ChatText::parse("Hello").unwrap() };
    room.say("PA8", &words.encode().unwrap());
    page.until("the words", || page.count("#chat .chat-entry") == 1).await;
    page.click("#people_open").await;
    assert_eq!(take_rendered_tiles(), [""; 0], "a bad line, words, and another panel are none of the tiles'");
    page.close().await;
}

/// A room with so many others.
fn crowd(people: usize) -> FakeRoom {
    let room = FakeRoom::new();
    for number in 1..=people {
        room.arrive(&format!("PA{number}"), &format!("Person {number}~abc123"));
    }
    room
}

/// The id of the tile on the stage; empty if there is none.
fn stage(page: &Page) -> String {
    if page.count("[data-place=stage]") == 1 {
        page.attribute("[data-place=stage]", "id")
    } else {
        String::new()
    }
}
