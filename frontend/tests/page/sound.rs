//! What is heard, and where.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeRoom, Page, forget_notes, give_screen_sound, is_sharing, new_browser, played_notes, plug_in, plug_out,
};

#[wasm_bindgen_test]
async fn whoever_comes_or_goes_is_heard_unless_that_is_not_wanted() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob~abc123");
    let page = Page::open_in_call(&room).await;
    assert!(played_notes().is_empty(), "who was there before us makes no sound");

    room.arrive("PA2", "Eve~def456");
    page.until("the sound of who comes", || played_notes().len() == 2).await;
    assert!(played_notes().is_sorted(), "up for who comes: {:?}", played_notes());
    forget_notes();
    room.depart("PA2");
    page.until("the sound of who goes", || played_notes().len() == 2).await;
    assert!(!played_notes().is_sorted(), "down for who goes: {:?}", played_notes());
    forget_notes();

    page.click("#more").await;
    page.click("#sounds").await;
    room.arrive("PA3", "Dan~def456");
    room.depart("PA1");
    page.until("the change", || page.count("#PA3") == 1 && page.count("#PA1") == 0).await;
    assert!(played_notes().is_empty());
    page.close().await;

    // It is remembered.
    let page = Page::open_in_call(&FakeRoom::new()).await;
    page.click("#more").await;
    assert_eq!(page.attribute("#sounds", "aria-checked"), "false");
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_others_are_heard_on_the_chosen_speaker_while_it_is_there() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob~abc123");
    room.publish("PA1", "audio");
    let page = Page::open_in_call(&room).await;
    page.until("the list", || page.count("#speaker_device option") == 3).await;
    page.until("the default speaker", || speakers(&page) == [""]).await;

    page.choose_option("#speaker_device", "speaker-2").await;
    page.until("the headset", || speakers(&page) == ["speaker-2"]).await;
    room.arrive("PA2", "Eve~def456");
    room.publish("PA2", "audio");
    page.until("the headset for everybody", || speakers(&page) == ["speaker-2", "speaker-2"]).await;

    // Nobody falls silent with a headset that is pulled out.
    plug_out("speaker-2");
    page.until("the default speaker", || speakers(&page) == ["", ""]).await;
    plug_in("speaker", "speaker-2", "Headset");
    page.until("the headset again", || speakers(&page) == ["speaker-2", "speaker-2"]).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_shared_tab_brings_its_sound() {
    new_browser();
    give_screen_sound();
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    page.click("#share").await;
    page.until("picture and sound", || {
        room.published().contains("screen high") && room.published().contains("screen-sound high")
    })
    .await;
    page.click("#stop_sharing").await;
    page.until("the end of both", || !room.published().contains("screen") && !is_sharing()).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_sound_of_a_shared_tab_is_heard_and_is_no_microphone() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob~abc123");
    room.publish("PA1", "audio");
    room.mute("PA1", "audio");
    room.share("PA1", "screen");
    room.share_sound("PA1", "screen-sound");
    let page = Page::open_in_call(&room).await;
    page.until("both sounds", || page.count("#audio_sinks audio[data-participant=PA1]") == 2).await;
    assert_eq!(room.players("PA1", "screen-sound"), 1);
    assert_eq!(page.attribute("#PA1", "data-microphone"), "off");
    room.unpublish("PA1", "screen-sound");
    page.until("the voice alone", || page.count("#audio_sinks audio") == 1).await;
    page.close().await;
}

/// The ids of the speakers that the others are heard on, in the order of the document; an empty one is the default.
fn speakers(page: &Page) -> Vec<String> {
    page.attributes("#audio_sinks audio", "data-speaker")
}
