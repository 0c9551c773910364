//! The page for whoever enlarges it.

use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::support::{
    FakeRoom, Page, answer_messages, document, new_browser, next_frame, out_of_sight, refuse_device,
    show_on_screen,
};

/// What is left of a screen of 1440 × 900 pixels when all is twice as large, and of one of 1280 × 1024 when it is four times
/// as large (WCAG 2.2, 1.4.4 and 1.4.10).
const SCREENS: [(u32, u32); 2] = [(720, 450), (320, 256)];

#[wasm_bindgen_test]
async fn home_and_lobby_fit_at_200_and_400_percent() {
    for (width, height) in SCREENS {
        new_browser();
        refuse_device("video", "NotAllowedError");
        show_on_screen(width, height);
        let page = Page::open().await;
        fits("home").await;
        page.click("#open_room").await;
        page.click("#join_leave").await;
        fits("home with what is missing").await;
        page.click("#show_shortcuts").await;
        fits("the list of shortcuts").await;
        page.close().await;
    }
}

#[wasm_bindgen_test]
async fn a_call_fits_at_200_and_400_percent() {
    for (width, height) in SCREENS {
        new_browser();
        show_on_screen(width, height);
        let room = FakeRoom::new();
        let page = Page::open_in_call(&room).await;
        fits("alone").await;
        room.arrive("PA1", "A person with a very long name that fits nowhere~abc123");
        room.share("PA1", "screen");
        page.until("the screen", || page.count("[data-place=stage]") == 1).await;
        fits("a shared screen").await;
        room.interrupt();
        page.until("the trouble", || page.count("#reconnecting") == 1).await;
        fits("reconnecting").await;
        room.resume();
        for opener in ["#more", "#more", "#chat_open", "#people_open", "#react"] {
            page.click(opener).await;
            fits(opener).await;
        }
        page.click("#more").await;
        page.click("#quality").await;
        fits("the details").await;
        page.close().await;
    }
}

#[wasm_bindgen_test]
async fn every_language_fits_on_the_smallest_phone() {
    for (language, catalogue) in LANGUAGES {
        new_browser();
        answer_messages(language, &catalogue.concat());
        show_on_screen(320, 568);
        let page = Page::open().await;
        page.choose_option("#language", language).await;
        page.until(language, || root().get_attribute("lang").as_deref() == Some(language)).await;
        page.click("#join_leave").await;
        fits(&format!("home, {language}")).await;

        let room = FakeRoom::new();
        page.join(&room).await;
        fits(&format!("alone, {language}")).await;
        room.arrive("PA1", "Bob~abc123");
        for opener in ["#more", "#more", "#chat_open", "#people_open"] {
            page.click(opener).await;
            fits(&format!("{opener}, {language}")).await;
        }
        room.end(53118);
        page.until("the end", || page.count("[data-view=call]") == 0).await;
        fits(&format!("the end of the call, {language}")).await;
        page.close().await;
    }
}

macro_rules! catalogue {
    ($language:literal) => {
        (
            $language,
            [
                include_str!(concat!("../../messages/", $language, "/error.ftl")),
                include_str!(concat!("../../messages/", $language, "/lobby.ftl")),
                include_str!(concat!("../../messages/", $language, "/page.ftl")),
                include_str!(concat!("../../messages/", $language, "/stage.ftl")),
                include_str!(concat!("../../messages/", $language, "/talk.ftl")),
                include_str!(concat!("../../messages/", $language, "/trouble.ftl")),
            ],
        )
    };
}

/// Those that are written from left to right, as the document that the fake screen stands in.
const LANGUAGES: [(&str, [&str; 6]); 4] =
    [catalogue!("de"), catalogue!("es"), catalogue!("fr"), catalogue!("sw")];

fn root() -> Element {
    document().document_element().unwrap()
}

async fn fits(what: &str) {
    next_frame().await;
    assert_eq!(out_of_sight(), [""; 0], "{what} does not fit");
}
