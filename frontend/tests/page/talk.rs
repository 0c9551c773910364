//! What people say to each other beside sound and picture.

use shared::call_message::{
    CallMessage, ChatText, FileChunk, FileName, FileOffer, FileSize, HandPlace, Reaction,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{FakeRoom, Page, document, new_browser};

/// A call with Bob (PA1) and Eve (PA2), who hear us and are heard.
async fn in_call_with_two(room: &FakeRoom) -> Page {
    new_browser();
    room.arrive("PA1", "Bob~abc123");
    room.arrive("PA2", "Eve~def456");
    room.hear("PA1");
    room.hear("PA2");
    Page::open_in_call(room).await
}

fn says(room: &FakeRoom, sid: &str, message: &CallMessage) {
    room.say(sid, &message.encode().unwrap());
}

fn writes(room: &FakeRoom, sid: &str, id: u32, text: &str) {
    says(room, sid, &CallMessage::Chat { id, text: ChatText::parse(text).unwrap() });
}

#[wasm_bindgen_test]
async fn what_is_written_is_counted_until_it_is_read_and_its_links_open_elsewhere() {
    let room = FakeRoom::new();
    let page = in_call_with_two(&room).await;
    writes(&room, "PA1", 1, "See https://a.test/x, <b>not</b> javascript:alert(1)");
    page.until_text("#chat_open .bar-button__badge", "1").await;
    assert_eq!(page.attribute("#chat_open", "aria-label"), "Chat, 1 unread message");

    page.click("#chat_open").await;
    page.until_text("#chat .chat-entry__text", "See https://a.test/x, <b>not</b> javascript:alert(1)").await;
    page.assert_texts("#chat a", &["https://a.test/x"]);
    for (name, value) in [("href", "https://a.test/x"), ("target", "_blank"), ("rel", "noopener noreferrer")]
    {
        assert_eq!(page.attribute("#chat a", name), value);
    }
    assert_eq!(page.count("#chat_open .bar-button__badge"), 0);
    page.assert_texts("#chat .chat-entry__author", &["Bob"]);
    page.close().await;
}

#[wasm_bindgen_test]
async fn enter_sends_and_shift_enter_begins_a_line() {
    let room = FakeRoom::new();
    let page = in_call_with_two(&room).await;
    page.click("#chat_open").await;
    assert_eq!(document().active_element().map(|element| element.id()).as_deref(), Some("chat_text"));
    page.type_into("#chat_text", "one\ntwo").await;
    page.press_with_shift("Enter").await;
    assert_eq!(page.count("#chat .chat-entry"), 0);
    page.press("Enter").await;
    page.until_text("#chat .chat-entry__text", "one\ntwo").await;
    assert_eq!(
        CallMessage::decode(&room.said("two")),
        CallMessage::decode(r#"{"version":1,"message":{"kind":"chat","id":1,"text":"one\ntwo"}}"#)
    );
    // A blank message is none.
    page.type_into("#chat_text", "  ").await;
    page.press("Enter").await;
    assert_eq!(page.count("#chat .chat-entry"), 1);
    // Escape leads back.
    page.press("Escape").await;
    page.until("the chat to close", || page.count("#chat") == 0).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn nonsense_harms_nobody_and_says_nothing() {
    let room = FakeRoom::new();
    let page = in_call_with_two(&room).await;
    page.click("#chat_open").await;
    for nonsense in ["", "{", "null", r#"{"version":1}"#, r#"{"version":1,"message":{"kind":"chat","id":1}}"#]
    {
        room.say("PA1", nonsense);
    }
    room.say_bytes("PA1", &[1, 2, 3]);
    room.say_bytes("PA1", &[0; 100]);
    writes(&room, "PA2", 1, "Still here");
    page.until_text("#chat .chat-entry__text", "Still here").await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_file_is_taken_and_a_picture_is_shown() {
    let room = FakeRoom::new();
    let page = in_call_with_two(&room).await;
    page.click("#chat_open").await;
    for (id, name) in [(1, "plan.svg"), (2, "photo.png")] {
        let (name, size) = (FileName::parse(name).unwrap(), FileSize::new(4).unwrap());
        says(&room, "PA1", &CallMessage::FileOffer(FileOffer { id, name, size }));
        room.say_bytes("PA1", &FileChunk { id, offset: 0, payload: vec![1, 2] }.encode());
        page.until("the half of it", || page.count(".file[data-state=moving] progress[value='50']") == 1)
            .await;
        room.say_bytes("PA1", &FileChunk { id, offset: 2, payload: vec![3, 4] }.encode());
        page.until("the whole", || page.count(".file[data-state=moving]") == 0).await;
    }
    assert_eq!(page.count(".file[data-state=complete] a[download]"), 2);
    assert_eq!(page.attribute(".file a", "download"), "plan.svg");
    // What can run is not shown.
    assert_eq!(page.count(".file img"), 1);
    assert_eq!(page.attribute(".file img", "alt"), "photo.png");
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_file_is_sent_unless_it_is_too_large() {
    let room = FakeRoom::new();
    let page = in_call_with_two(&room).await;
    page.click("#chat_open").await;
    page.choose_file("#chat_file_input", "notes.txt", b"hello").await;
    page.until("the file to be sent", || page.count(".file[data-state=complete]") == 1).await;
    assert!(room.said("file_offer").contains("notes.txt"));
    page.choose_file("#chat_file_input", "film.mp4", &vec![0; 8 * 1024 * 1024 + 1]).await;
    page.until_text(".composer__problem", "film.mp4 is larger than 8 MB: send a link to it instead.").await;
    assert_eq!(page.count(".file"), 1);
    page.close().await;
}

#[wasm_bindgen_test]
async fn hands_stand_in_order_on_tiles_and_in_the_list() {
    let room = FakeRoom::new();
    let page = in_call_with_two(&room).await;
    says(&room, "PA2", &CallMessage::Hand { place: Some(HandPlace::FIRST) });
    page.until_text("#toasts .toast__text", "Eve raised a hand").await;
    page.click("#hand").await;
    assert!(room.said("hand").contains(r#""place":2"#));
    page.until("our hand", || page.count("#local .tile__hand") == 1).await;
    assert_eq!(page.attribute("#hand", "aria-pressed"), "true");
    assert!(page.text("#PA2 .tile__hand").starts_with("Hand raised, number 1"));
    page.click("#people_open").await;
    page.assert_texts("#hands .person__name", &["Eve", "Ada (you)"]);
    page.click("#hands button").await;
    page.until("our hand to go down", || page.count("#hands li") == 1).await;
    room.depart("PA2");
    page.until("no hands", || page.count("#hands") == 0).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn everybody_is_listed_with_what_is_off() {
    let room = FakeRoom::new();
    let page = in_call_with_two(&room).await;
    room.publish("PA1", "audio");
    room.mute("PA1", "audio");
    room.lose("PA2");
    page.click("#people_open").await;
    page.assert_texts("#people_list .person__name", &["Ada (you)", "Bob", "Eve"]);
    page.until("Bob's microphone", || page.text("[data-person=PA1] .person__states").contains("Muted")).await;
    assert!(page.text("[data-person=PA2] .person__states").contains("Reconnecting"));
    // One panel at a time.
    page.click("#chat_open").await;
    assert_eq!((page.count("#people"), page.count("#chat")), (0, 1));
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_reaction_is_shown_with_its_name_unless_it_is_not_wanted() {
    let room = FakeRoom::new();
    let page = in_call_with_two(&room).await;
    says(&room, "PA1", &CallMessage::Reaction { reaction: Reaction::Heart });
    page.until_text("[data-reaction='❤️'] .reaction__name", "Bob").await;
    page.click("#react").await;
    page.click("#reaction_bar [data-reaction='👏']").await;
    page.until("our own", || page.count("#reactions [data-reaction='👏']") == 1).await;
    assert!(room.said("applause").contains("reaction"));
    page.click("#more").await;
    page.click("#reactions_show").await;
    page.until("none", || page.count("#reactions") == 0).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_recording_is_told_for_as_long_as_it_lasts() {
    let room = FakeRoom::new();
    let page = in_call_with_two(&room).await;
    says(&room, "PA1", &CallMessage::Recording { active: true });
    page.until_text("#recorded", "Bob is recording this call.").await;
    says(&room, "PA2", &CallMessage::Recording { active: true });
    page.until_text("#recorded", "2 people are recording this call.").await;
    room.depart("PA1");
    page.until_text("#recorded", "Eve is recording this call.").await;
    says(&room, "PA2", &CallMessage::Recording { active: false });
    page.until("no notice", || page.count("#recorded") == 0).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn whoever_is_alone_gets_the_address_to_send() {
    new_browser();
    let room = FakeRoom::new();
    let page = Page::open_in_call(&room).await;
    assert_eq!(page.text("#invite h2"), "Your meeting is ready");
    assert!(page.text(".invite__link").ends_with("/room/My%20Room"));
    assert_eq!(page.count("#invite svg.qr[role=img]"), 1);
    room.arrive("PA1", "Bob~abc123");
    page.until("the card to go", || page.count("#invite") == 0).await;
    page.close().await;
}
