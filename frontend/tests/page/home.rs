//! The ways into rooms, and what is known of a room before entering it.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Page, answer_occupancy, new_browser, show_address};

#[wasm_bindgen_test]
async fn home_leads_to_the_default_room_and_to_others() {
    new_browser();
    let page = Page::open().await;
    assert_eq!((page.count("#join_form"), page.count("#new_room"), page.count("#room_form")), (1, 1, 1));
    page.click("#open_room").await;
    page.until_text("#room_name_error", "Enter the name of a room.").await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn a_rooms_own_page_says_how_many_are_in_it() {
    new_browser();
    show_address("/room/Stand-up");
    answer_occupancy(2);
    let page = Page::open().await;
    assert_eq!(page.count("#new_room"), 0);
    page.until_text("#occupancy", "2 people are in the room").await;
    page.close().await;
}

#[wasm_bindgen_test]
async fn nothing_is_said_of_a_room_that_nobody_can_look_into() {
    new_browser();
    let page = Page::open().await;
    assert_eq!(page.text("#occupancy"), "");
    page.close().await;
}
