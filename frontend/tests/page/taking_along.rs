//! What is taken out of the call: its address, and what was written.

use shared::call_message::{CallMessage, ChatText};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeRoom, Page, copied_text, new_browser, next_frame, refuse_copying, saved_file, show_address,
};

#[wasm_bindgen_test]
async fn the_address_is_copied_and_the_page_says_so() {
    new_browser();
    show_address("/room/Stand-up");
    let page = Page::open_in_call(&FakeRoom::new()).await;
    page.click("#people_open").await;
    page.click("#people_copy").await;
    page.until_text("#toasts .toast__text", "Link copied").await;
    assert!(copied_text().ends_with("/room/Stand-up"), "{}", copied_text());
    page.close().await;
}

#[wasm_bindgen_test]
async fn an_address_that_is_not_copied_is_told() {
    new_browser();
    refuse_copying();
    let page = Page::open_in_call(&FakeRoom::new()).await;
    page.click("#invite_copy").await;
    page.until("the reason", || page.text("#toasts").contains("did not copy the link")).await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn the_chat_is_saved_as_a_text() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob~abc123");
    room.hear("PA1");
    let page = Page::open_in_call(&room).await;
    page.click("#chat_open").await;
    assert!(page.is_disabled("#chat_save"), "there is nothing to save");
    write(&room, 1, "Good\nmorning");
    page.until("the message", || page.count("#chat .chat-entry") == 1).await;
    page.type_into("#chat_text", "Hello Bob").await;
    page.press("Enter").await;
    page.until("our own message", || page.count("#chat .chat-entry") == 2).await;

    page.click("#chat_save").await;
    let file = saved_file().await;
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(lines.len(), 4, "{file}");
    assert_eq!((lines[0], lines[2]), ("chat.txt", "    morning"));
    assert!(lines[1].ends_with(" Bob: Good") && lines[3].ends_with(" me: Hello Bob"), "{file}");
    page.close().await;
}

#[wasm_bindgen_test]
async fn whoever_reads_further_up_is_told_of_what_is_new() {
    new_browser();
    let room = FakeRoom::new();
    room.arrive("PA1", "Bob~abc123");
    room.hear("PA1");
    let page = Page::open_in_call(&room).await;
    page.click("#chat_open").await;
    for number in 1..=30 {
        write(&room, number, &format!("Line {number}\nand what belongs to it"));
    }
    page.until("the newest message", || page.count("#chat .chat-entry") == 30 && is_at_end(&page)).await;
    assert_eq!(page.count("#chat_new"), 0);

    page.find("#chat_entries").set_scroll_top(0);
    // The browser tells of the scrolling a frame later.
    next_frame().await;
    write(&room, 31, "News");
    page.until_text("#chat_new", "1 new message").await;
    write(&room, 32, "More news");
    page.until_text("#chat_new", "2 new messages").await;
    assert_eq!(page.find("#chat_entries").scroll_top(), 0, "nobody is torn away from what they read");

    page.click("#chat_new").await;
    page.until("the end of the chat", || page.count("#chat_new") == 0 && is_at_end(&page)).await;
    write(&room, 33, "The newest");
    page.until("the newest message", || page.count("#chat .chat-entry") == 33 && is_at_end(&page)).await;
    assert_eq!(page.count("#chat_new"), 0);
    page.close().await;
}

fn write(room: &FakeRoom, id: u32, text: &str) {
    let message = CallMessage::Chat { id, text: ChatText::parse(text).unwrap() };
    room.say("PA1", &message.encode().unwrap());
}

fn is_at_end(page: &Page) -> bool {
    let list = page.find("#chat_entries");
    list.scroll_top() > 0 && list.scroll_height() - list.scroll_top() - list.client_height() <= 1
}
