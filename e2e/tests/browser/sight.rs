//! For those who see otherwise.

use e2e::{Browser, Person, Server, Stage};
use serde_json::{Value, json};

const TAB: &str = "\u{e004}";

/// Stops of the Tab key within which one is through the page.
const ROUND: usize = 80;

#[tokio::test]
async fn whoever_goes_by_keys_sees_where_they_are() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let _bob = Person::join(&stage, server.url(), "Bob").await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;
    alice.has_both_devices().await;
    let mut stops = focus_is_seen(&alice.browser, "home").await;

    alice.submit_name("Alice").await;
    alice.sees("Bob").await;
    alice.browser.click("#chat_open").await;
    alice.writes("Hello").await;
    stops.extend(focus_is_seen(&alice.browser, "a call").await);
    alice.browser.click("#camera_settings_open").await;
    alice.has("#camera_settings:popover-open").await;
    stops.extend(focus_is_seen(&alice.browser, "the camera's menu").await);

    for expected in [
        "#username",
        "#new_room",
        "#microphone",
        "#join_leave",
        "#more",
        ".tile__pin",
        "#chat_text",
        "#chat_entries",
    ] {
        assert!(stops.iter().any(|stop| stop == expected), "Tab never came to {expected}: {stops:?}");
    }
}

/// Goes through the page by Tab and returns where that led.
async fn focus_is_seen(browser: &Browser, what: &str) -> Vec<String> {
    let unfocused = browser.run(&format!("document.activeElement.blur(); {OUTLINED}"), vec![]).await;
    assert_eq!(unfocused, json!([]), "{what}: outlined without a focus");
    let mut stops = Vec::new();
    for _ in 0..ROUND {
        browser.press(TAB).await;
        let stop = browser.run(STOP, vec![]).await;
        // Between the last element and the first.
        let Some(name) = stop["name"].as_str().map(str::to_owned) else { continue };
        if stop["again"] == true {
            break;
        }
        assert_eq!(stop["outlined"], true, "{what}: the focus on {name} is not seen");
        assert_eq!(stop["covered"], Value::Null, "{what}: something lies over {name}, which has the focus");
        stops.push(name);
    }
    browser
        .run("for (const one of document.querySelectorAll('[data-met]')) delete one.dataset.met", vec![])
        .await;
    assert!(stops.len() < ROUND, "{what}: Tab does not come round: {stops:?}");
    stops
}

/// What has an outline.
const OUTLINED: &str = "return [...document.body.querySelectorAll('*')]
    .filter((element) => getComputedStyle(element).outlineStyle !== 'none')
    .map(({ id, className }) => id || className)";

/// What has the focus now, and whether that is seen: it, or what is drawn for it, has an outline, and nothing lies over it.
const STOP: &str = "
    const element = document.activeElement;
    if (element === document.body || element === document.documentElement) return {};
    const again = element.dataset.met !== undefined;
    element.dataset.met = '';
    const drawn = element.matches('.swatch__input') ? element.nextElementSibling : element;
    const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
    const { left, top, width, height } = drawn.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    const covered = drawn.contains(above) || above?.contains(drawn) || element === above ? null : above?.className ?? 'out of sight';
    const name = element.id ? `#${element.id}` : `.${element.className.split(' ').at(-1) || element.tagName}`;
    return { name, again, covered, outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 }";
