//! For those who see otherwise: high contrast, nothing that moves, and a focus that is seen.

use e2e::{Browser, Person, Server, Stage};
use serde_json::{Value, json};

const TAB: &str = "\u{e004}";
const ESCAPE: &str = "\u{e00c}";

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

#[tokio::test]
async fn high_contrast_and_stillness_lose_nothing() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;
    alice.has_both_devices().await;
    // Nothing moves for whom that is too much, not even what shows that the page is busy.
    alice.browser.prefer("prefers-reduced-motion", "reduce").await;
    alice.browser.run(WATCH_MOTION, vec![]).await;
    alice.submit_name("Alice").await;
    alice.sees("Bob").await;
    bob.browser.click("#react").await;
    bob.browser.click("#reaction_bar [data-reaction='👏']").await;
    alice.has("#reactions [data-reaction='👏']").await;
    alice.browser.click("#more").await;
    alice.has("#more_menu").await;
    alice.browser.press(ESCAPE).await;
    let moved = alice.browser.run("return [...window.moved]", vec![]).await;
    assert_eq!(moved, json!([]), "these moved");

    // The system's few colors replace ours: what a color alone told is told otherwise.
    alice.browser.prefer("forced-colors", "active").await;
    alice
        .browser
        .until("the system's colors", "return matchMedia('(forced-colors: active)').matches", vec![])
        .await;
    for (button, pressed) in [("#microphone", false), ("#hand", true)] {
        let before = look(&alice.browser, button).await;
        alice.browser.click(button).await;
        alice.has(&format!("{button}[aria-pressed={pressed}]")).await;
        assert_ne!(look(&alice.browser, button).await, before, "{button} looks alike, pressed and not");
    }
    // Where there is no picture, only an edge tells a button or a field from plain words.
    let borderless =
        "return [...document.querySelectorAll('button:not(:has(svg)), select, textarea, input[type=text]')]
        .filter((element) => element.checkVisibility() && getComputedStyle(element).borderTopWidth === '0px')
        .map(({ id, className }) => id || className)";
    assert_eq!(alice.browser.run(borderless, vec![]).await, json!([]), "these have no edge");
}

/// Keeps what starts to move for longer than the eye can see, by name, from now on.
const WATCH_MOTION: &str = "
    window.moved = new Set();
    for (const kind of ['animationstart', 'transitionstart']) {
        document.addEventListener(kind, ({ target }) => {
            for (const { effect } of target.getAnimations({ subtree: true })) {
                if (effect.getComputedTiming().activeDuration > 1) moved.add(`${kind} of ${target.className}`);
            }
        }, true);
    }";

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

/// How a button is drawn: its colors and its picture.
async fn look(browser: &Browser, selector: &str) -> Value {
    let script = "const button = document.querySelector(arguments[0]);
        const { color, backgroundColor, borderColor } = getComputedStyle(button);
        return [color, backgroundColor, borderColor, button.querySelector('svg').innerHTML]";
    browser.run(script, vec![json!(selector)]).await
}
