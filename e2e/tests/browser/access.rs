//! For everybody: by keyboard alone, by screen reader, in one's own language, from the home screen.

use e2e::{Browser, ColorScheme, Person, Server, Stage};
use serde_json::json;

/// WebDriver's characters for keys.
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

#[tokio::test]
async fn axe_finds_no_barrier_on_any_page() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;
    alice.has_both_devices().await;
    let mut found = Vec::new();
    alice.browser.click("#open_room").await;
    alice.has("#room_name_error").await;
    found.extend(barriers(&alice.browser, "home").await);
    choose_language(&alice, "ar", "rtl").await;
    found.extend(barriers(&alice.browser, "home in Arabic").await);
    alice.browser.goto(&format!("{}/nowhere", server.url())).await;
    alice.has(".not-found").await;
    found.extend(barriers(&alice.browser, "an address without a page, in Arabic").await);
    choose_language(&alice, "en", "ltr").await;
    found.extend(barriers(&alice.browser, "an address without a page").await);
    alice.browser.goto(&server.room("My Room")).await;
    alice.has_both_devices().await;
    found.extend(barriers(&alice.browser, "the lobby").await);
    alice.browser.click("#show_shortcuts").await;
    found.extend(barriers(&alice.browser, "the list of shortcuts").await);
    alice.browser.press(ESCAPE).await;

    alice.submit_name("Alice").await;
    alice.is_in_the_call().await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    alice.sees("Bob").await;
    found.extend(barriers(&alice.browser, "a call").await);
    found.extend(barriers(&bob.browser, "a call").await);

    for (key, panel) in [("c", "#chat"), ("p", "#people")] {
        bob.browser.press(key).await;
        bob.has(panel).await;
        found.extend(barriers(&bob.browser, panel).await);
        bob.browser.press(ESCAPE).await;
        bob.lacks(panel).await;
    }

    for language in [("en", "ltr"), ("ar", "rtl")] {
        choose_language(&bob, language.0, language.1).await;
        for menu in ["#microphone_settings", "#camera_settings", "#more"] {
            let (button, panel) = match menu {
                "#more" => (menu.to_owned(), "#more_menu".to_owned()),
                settings => (format!("{settings}_open"), format!("{settings}:popover-open")),
            };
            bob.browser.click(&button).await;
            bob.has(&panel).await;
            found.extend(barriers(&bob.browser, &format!("{panel}, {}", language.0)).await);
            bob.browser.press(ESCAPE).await;
            bob.lacks(&panel).await;
        }
    }
    found.extend(barriers(&bob.browser, "a call in Arabic").await);

    server.stop().await;
    alice.has("#trouble[data-cause=room-ended]").await;
    found.extend(barriers(&alice.browser, "the end of a call").await);
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

#[tokio::test]
async fn a_call_needs_no_mouse() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;
    alice.has_both_devices().await;

    alice.browser.tab_to("#username").await;
    alice.browser.press("Alice").await;
    alice.browser.press(ENTER).await;
    alice.is_in_the_call().await;
    let at_bob = bob.tile_of("Alice").await;

    alice.browser.tab_to("#microphone").await;
    alice.browser.press(" ").await;
    bob.has(&format!("[id={at_bob}][data-microphone=off]")).await;
    alice.browser.press("m").await;
    bob.has(&format!("[id={at_bob}][data-microphone=on]")).await;
    alice.mentions("#announcer", "Microphone on").await;
    alice.browser.press("v").await;
    bob.has(&format!("[id={at_bob}][data-camera=off]")).await;

    alice.browser.press("?").await;
    alice.has("#shortcuts[open]").await;
    // Keys belong to the dialog while it is open.
    alice.browser.press("m").await;
    alice.browser.press(ESCAPE).await;
    alice.lacks("#shortcuts").await;
    alice.has("#microphone:focus").await;
    alice.has("#microphone[data-state=on]").await;

    alice.browser.press("c").await;
    alice.browser.tab_to("#chat_text").await;
    alice.browser.press("May I come in?").await;
    alice.browser.press(ENTER).await;
    bob.browser.press("c").await;
    bob.mentions("#chat_entries", "May I come in?").await;
    alice.browser.press(ESCAPE).await;
    alice.lacks("#chat").await;

    alice.browser.tab_to("#join_leave").await;
    alice.browser.press(ENTER).await;
    alice.shows("#count", "Disconnected").await;
    bob.counts(1).await;
    bob.mentions("#toasts", "Alice left").await;
}

#[tokio::test]
async fn the_language_is_the_persons_and_stays() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    alice.sees("Bob").await;

    for (language, direction, words) in [
        ("sw", "ltr", "Washiriki 2 wako mtandaoni"),
        ("fr", "ltr", "2 personnes en ligne"),
        ("es", "ltr", "2 participantes en línea"),
        ("de", "ltr", "2 Personen im Anruf"),
        ("ar", "rtl", "مشاركان متصلان"),
    ] {
        choose_language(&bob, language, direction).await;
        bob.shows("#count", words).await;
    }
    // Nobody was interrupted by it.
    alice.counts(2).await;
    alice.sees("Bob").await;

    bob.browser.goto(&server.room("Elsewhere")).await;
    bob.shows("#join_leave", "انضم إلى المكالمة").await;
    choose_language(&bob, "en", "ltr").await;
    bob.shows("#join_leave", "Join call").await;
}

#[tokio::test]
async fn the_page_can_be_installed() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;
    let found = alice.browser.devtools("Page.getInstallabilityErrors", json!({})).await;
    let faults = found["installabilityErrors"].as_array().map(Vec::as_slice).unwrap_or_default();
    // A browser of tests keeps nothing, as in a private window.
    let faults: Vec<_> = faults.iter().filter(|fault| fault["errorId"] != "in-incognito").collect();
    assert!(faults.is_empty(), "{faults:?}");
    let manifest = alice.browser.devtools("Page.getAppManifest", json!({})).await;
    assert!(manifest["url"].as_str().unwrap_or_default().ends_with("/manifest.webmanifest"), "{manifest}");
    assert_eq!(manifest["errors"], json!([]));
}

/// What axe finds in both themes, with room and without.
async fn barriers(browser: &Browser, what: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (width, scheme) in [(1280, ColorScheme::Light), (1280, ColorScheme::Dark), (390, ColorScheme::Light)]
    {
        browser.show_as(width, 800, scheme).await;
        let fits = "return document.documentElement.scrollWidth <= innerWidth";
        browser.until(&format!("{what} fits into {width} pixels"), fits, vec![]).await;
        let barriers = browser.barriers().await;
        found.extend(barriers.into_iter().map(|one| format!("{what} at {width} pixels, {scheme:?}: {one}")));
    }
    found
}

async fn choose_language(person: &Person, language: &str, direction: &str) {
    let choose = "const select = document.querySelector('#language');
        select.value = arguments[0];
        select.dispatchEvent(new Event('change', { bubbles: true }));";
    person.browser.run(choose, vec![json!(language)]).await;
    person.has(&format!("html[lang={language}][dir={direction}]")).await;
}
