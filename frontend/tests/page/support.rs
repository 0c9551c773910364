//! The page in a browser whose library, backend and devices are fakes.

mod window;

use std::fmt::Debug;

use frontend::app::App;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlElement};
use yew::{AppHandle, Renderer, scheduler};

pub use window::*;

#[wasm_bindgen(module = "/tests/page/support/fake_browser.js")]
extern "C" {
    fn install();
    #[wasm_bindgen(js_name = listenersLeft)]
    fn listeners_left() -> u32;
    fn enter(input: &Element, text: &str);
    fn submit(form: &Element);
    #[wasm_bindgen(js_name = chooseOption)]
    fn choose_option(select: &Element, value: &str);
    #[wasm_bindgen(js_name = eventLoopTurn)]
    fn event_loop_turn() -> Promise;

    /// `kind` is `audio` or `video`, `error` the name of a `DOMException`.
    #[wasm_bindgen(js_name = refuseDevice)]
    pub fn refuse_device(kind: &str, error: &str);
    /// Leaves the browser's question for devices open until the function is called.
    pub fn hesitate() -> Function;
    #[wasm_bindgen(js_name = allowDevice)]
    pub fn allow_device(kind: &str);
    pub fn unplug(kind: &str);
    #[wasm_bindgen(js_name = allowLate)]
    pub fn allow_late(kind: &str);
    #[wasm_bindgen(js_name = plugIn)]
    pub fn plug_in(kind: &str, id: &str, label: &str);
    #[wasm_bindgen(js_name = plugOut)]
    pub fn plug_out(id: &str);
    #[wasm_bindgen(js_name = deviceInUse)]
    pub fn device_in_use(kind: &str) -> String;
    #[wasm_bindgen(js_name = publishedInCallCount)]
    pub fn published_in_call_count() -> u32;
    #[wasm_bindgen(js_name = answerOccupancy)]
    pub fn answer_occupancy(participants: u32);
    #[wasm_bindgen(js_name = wasTaken)]
    pub fn was_taken(kind: &str) -> bool;
    #[wasm_bindgen(js_name = isOn)]
    pub fn is_on(kind: &str) -> bool;
    #[wasm_bindgen(js_name = isMuted)]
    pub fn is_muted(kind: &str) -> bool;
    #[wasm_bindgen(js_name = endSharing)]
    pub fn end_sharing();
    #[wasm_bindgen(js_name = isSharing)]
    pub fn is_sharing() -> bool;
    #[wasm_bindgen(js_name = loseScreenSharing)]
    pub fn lose_screen_sharing();
    /// What is shared has sound from now on.
    #[wasm_bindgen(js_name = giveScreenSound)]
    pub fn give_screen_sound();
    fn press(element: &Element, key: &str, shift: bool);
    fn point(element: &Element, event: &str, pointer: i32, x: f64, y: f64);
    fn choose(input: &Element, name: &str, bytes: &[u8]);
    #[wasm_bindgen(js_name = blockSound)]
    pub fn block_sound();
    #[wasm_bindgen(js_name = allowSound)]
    pub fn allow_sound();

    #[wasm_bindgen(js_name = answerLogin)]
    pub fn answer_login(status: u16, body: &str);
    /// What the page says in another language than English.
    #[wasm_bindgen(js_name = answerMessages)]
    pub fn answer_messages(language: &str, catalogue: &str);
    #[wasm_bindgen(js_name = breakLogin)]
    pub fn break_login();
    #[wasm_bindgen(js_name = requestCount)]
    pub fn request_count() -> usize;
    #[wasm_bindgen(js_name = lastRequest)]
    pub fn last_request() -> String;

    /// What the address bar shows: `/` unless this is called.
    #[wasm_bindgen(js_name = showAddress)]
    pub fn show_address(path: &str);
    #[wasm_bindgen(js_name = hidePage)]
    pub fn hide_page();

    #[wasm_bindgen(js_name = loseLibrary)]
    pub fn lose_library();
    /// Calls of `connect`.
    #[wasm_bindgen(js_name = attemptCount)]
    pub fn attempt_count() -> usize;
    #[wasm_bindgen(js_name = isCanceled)]
    pub fn is_canceled() -> bool;
    /// What `connect` was told, as JSON, with the tracks' kinds for the tracks.
    #[wasm_bindgen(js_name = connectOptions)]
    pub fn connect_options() -> String;
    pub fn admit(room: &FakeRoom);
    pub fn refuse(code: u32);

    /// See `fake_browser.js`. `kind` is `audio` or `video`.
    #[derive(Clone)]
    pub type FakeRoom;
    #[wasm_bindgen(constructor)]
    pub fn new() -> FakeRoom;
    #[wasm_bindgen(method)]
    pub fn arrive(this: &FakeRoom, sid: &str, identity: &str);
    #[wasm_bindgen(method)]
    pub fn depart(this: &FakeRoom, sid: &str);
    #[wasm_bindgen(method)]
    pub fn publish(this: &FakeRoom, sid: &str, kind: &str);
    /// Shares a screen under that name.
    #[wasm_bindgen(method)]
    pub fn share(this: &FakeRoom, sid: &str, name: &str);
    /// Shares the sound of a screen under that name.
    #[wasm_bindgen(method, js_name = shareSound)]
    pub fn share_sound(this: &FakeRoom, sid: &str, name: &str);
    #[wasm_bindgen(method)]
    pub fn speak(this: &FakeRoom, sid: &str);
    /// Whoever is not among the others is ourselves.
    #[wasm_bindgen(method, js_name = changeNetworkQuality)]
    pub fn change_network_quality(this: &FakeRoom, sid: &str, level: u8);
    /// Empty if the server was told nothing. `name` is the track's.
    #[wasm_bindgen(method, js_name = shownSize)]
    pub fn shown_size(this: &FakeRoom, sid: &str, name: &str) -> String;
    /// Names and priorities of what we publish.
    #[wasm_bindgen(method)]
    pub fn published(this: &FakeRoom) -> String;
    /// In bits per second; 0 if there is none.
    #[wasm_bindgen(method, js_name = bitrateLimit)]
    pub fn bitrate_limit(this: &FakeRoom) -> u32;
    /// The participant's messages reach us from now on.
    #[wasm_bindgen(method)]
    pub fn hear(this: &FakeRoom, sid: &str);
    #[wasm_bindgen(method)]
    pub fn say(this: &FakeRoom, sid: &str, text: &str);
    #[wasm_bindgen(method, js_name = say)]
    pub fn say_bytes(this: &FakeRoom, sid: &str, bytes: &[u8]);
    /// The message of ours that contains this; empty if there is none.
    #[wasm_bindgen(method)]
    pub fn said(this: &FakeRoom, words: &str) -> String;
    #[wasm_bindgen(method)]
    pub fn unpublish(this: &FakeRoom, sid: &str, kind: &str);
    #[wasm_bindgen(method)]
    pub fn mute(this: &FakeRoom, sid: &str, kind: &str);
    #[wasm_bindgen(method)]
    pub fn unmute(this: &FakeRoom, sid: &str, kind: &str);
    /// The server holds a picture back; `name` is the track's.
    #[wasm_bindgen(method, js_name = switchOff)]
    pub fn switch_off(this: &FakeRoom, sid: &str, name: &str);
    #[wasm_bindgen(method, js_name = switchOn)]
    pub fn switch_on(this: &FakeRoom, sid: &str, name: &str);
    #[wasm_bindgen(method)]
    pub fn lose(this: &FakeRoom, sid: &str);
    #[wasm_bindgen(method)]
    pub fn find(this: &FakeRoom, sid: &str);
    #[wasm_bindgen(method)]
    pub fn interrupt(this: &FakeRoom);
    #[wasm_bindgen(method)]
    pub fn resume(this: &FakeRoom);
    #[wasm_bindgen(method)]
    pub fn end(this: &FakeRoom, code: u32);
    /// As when somebody takes us out.
    #[wasm_bindgen(method, js_name = disconnect)]
    pub fn remove(this: &FakeRoom);
    #[wasm_bindgen(method)]
    pub fn players(this: &FakeRoom, sid: &str, kind: &str) -> u32;
    #[wasm_bindgen(method, js_name = publishedKinds)]
    pub fn published_kinds(this: &FakeRoom) -> String;
    #[wasm_bindgen(method, getter)]
    pub fn state(this: &FakeRoom) -> String;
}

/// Turns of the event loop within which everything that fakes answer has been drawn. None of them waits for a clock.
const TURN_LIMIT: usize = 500;

/// Puts the fakes in place. Before [`Page::open`], so that a test can change what the page meets first.
pub fn new_browser() {
    install();
    window::install();
}

/// The page, in an element of its own.
pub struct Page {
    root: Element,
    app: AppHandle<App>,
}

impl Page {
    /// Opens the page and waits until the devices have answered.
    pub async fn open() -> Self {
        let page = Self::open_anywhere().await;
        page.until("an answer of the devices", || {
            page.count("#camera") == 1 && page.count("[data-state=asking]") == 0
        })
        .await;
        page
    }

    /// Opens the page, be it a room or not.
    pub async fn open_anywhere() -> Self {
        let root = document().create_element("div").unwrap();
        window::screen(&STYLES.concat()).append_child(&root).unwrap();
        let app = Renderer::<App>::with_root(root.clone()).render();
        settle().await;
        Self { root, app }
    }

    /// Opens the page and joins `room` as Ada.
    pub async fn open_in_call(room: &FakeRoom) -> Self {
        let page = Self::open().await;
        page.join(room).await;
        page
    }

    /// Joins `room` as Ada.
    pub async fn join(&self, room: &FakeRoom) {
        let attempts = attempt_count();
        self.type_name("Ada").await;
        self.click("#join_leave").await;
        self.until("an attempt to connect", || attempt_count() > attempts).await;
        admit(room);
        self.until("the call", || self.attribute("[data-phase]", "data-phase") == "connected").await;
    }

    /// Closes the page and sees to it that nothing of it stays behind.
    pub async fn close(self) {
        self.app.destroy();
        settle().await;
        self.root.remove();
        assert_eq!(listeners_left(), 0, "listeners stay behind");
        assert!(!is_on("audio") && !is_on("video"), "devices stay on");
    }

    pub async fn click(&self, selector: &str) {
        self.find(selector).unchecked_into::<HtmlElement>().click();
        settle().await;
    }

    /// Presses a key where the focus is, or on the page.
    pub async fn press(&self, key: &str) {
        let focus = document().active_element().unwrap_or_else(|| self.root.clone());
        press(&focus, key, false);
        settle().await;
    }

    /// Like [`Self::press`], with the Shift key held down.
    pub async fn press_with_shift(&self, key: &str) {
        let focus = document().active_element().unwrap_or_else(|| self.root.clone());
        press(&focus, key, true);
        settle().await;
    }

    /// Does something with a finger, at shares of the element's width and height.
    pub async fn point(&self, selector: &str, event: &str, finger: i32, (x, y): (f64, f64)) {
        point(&self.find(selector), event, finger, x, y);
        settle().await;
    }

    /// Writes into a field.
    pub async fn type_into(&self, selector: &str, text: &str) {
        enter(&self.find(selector), text);
        settle().await;
    }

    pub async fn choose_file(&self, selector: &str, name: &str, bytes: &[u8]) {
        choose(&self.find(selector), name, bytes);
        settle().await;
    }

    pub async fn type_name(&self, name: &str) {
        enter(&self.find("#username"), name);
        settle().await;
    }

    pub async fn choose_option(&self, selector: &str, value: &str) {
        choose_option(&self.find(selector), value);
        settle().await;
    }

    /// As by the Enter key in the field.
    pub async fn press_enter(&self) {
        submit(&self.find("#join_form"));
        settle().await;
    }

    /// Waits until `condition` holds; `what` says what is waited for.
    pub async fn until(&self, what: &str, condition: impl Fn() -> bool) {
        for _ in 0..TURN_LIMIT {
            settle().await;
            if condition() {
                return;
            }
        }
        panic!("waited in vain for {what}, with {}", self.root.inner_html());
    }

    /// Waits until the text of the element is `text`.
    pub async fn until_text(&self, selector: &str, text: &str) {
        self.until(text, || self.count(selector) == 1 && self.text(selector) == text).await;
    }

    pub fn find(&self, selector: &str) -> Element {
        let found = self.root.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("no {selector} in {}", self.root.inner_html()))
    }

    /// The ids of all that match, in the order of the document.
    pub fn ids(&self, selector: &str) -> Vec<String> {
        self.attributes(selector, "id")
    }

    pub async fn focus(&self, selector: &str) {
        self.find(selector).unchecked_into::<HtmlElement>().focus().unwrap();
        settle().await;
    }

    pub fn count(&self, selector: &str) -> u32 {
        self.root.query_selector_all(selector).unwrap().length()
    }

    pub fn text(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap_or_default().trim().to_owned()
    }

    /// The texts of all that match.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length())
            .filter_map(|index| found.item(index))
            .map(|element| element.text_content().unwrap_or_default().trim().to_owned())
            .collect()
    }

    /// An attribute of all that match, empty where there is none.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length())
            .filter_map(|index| found.item(index)?.dyn_into::<Element>().ok())
            .map(|element| element.get_attribute(name).unwrap_or_default())
            .collect()
    }

    /// Empty if there is none.
    pub fn attribute(&self, selector: &str, name: &str) -> String {
        self.find(selector).get_attribute(name).unwrap_or_default()
    }

    pub fn is_disabled(&self, selector: &str) -> bool {
        self.find(selector).has_attribute("disabled")
    }

    /// Whether the element is drawn: neither it nor what it stands in is hidden.
    pub fn is_hidden(&self, selector: &str) -> bool {
        self.find(selector).closest("[hidden]").unwrap().is_some()
    }

    #[track_caller]
    pub fn assert_texts<T: AsRef<str> + Debug>(&self, selector: &str, expected: &[T]) {
        let texts = self.texts(selector);
        let expected = expected.iter().map(AsRef::as_ref).collect::<Vec<_>>();
        assert_eq!(texts, expected, "{selector}");
    }
}

const STYLES: [&str; 28] = [
    include_str!("../../styles/tokens.css"),
    include_str!("../../styles/base.css"),
    include_str!("../../styles/layout.css"),
    include_str!("../../styles/components/button.css"),
    include_str!("../../styles/components/call-bar.css"),
    include_str!("../../styles/components/chat.css"),
    include_str!("../../styles/components/details.css"),
    include_str!("../../styles/components/dialog.css"),
    include_str!("../../styles/components/header.css"),
    include_str!("../../styles/components/home.css"),
    include_str!("../../styles/components/join-form.css"),
    include_str!("../../styles/components/media-controls.css"),
    include_str!("../../styles/components/menu.css"),
    include_str!("../../styles/components/notice.css"),
    include_str!("../../styles/components/pager.css"),
    include_str!("../../styles/components/people.css"),
    include_str!("../../styles/components/popover.css"),
    include_str!("../../styles/components/reactions.css"),
    include_str!("../../styles/components/recording.css"),
    include_str!("../../styles/components/settings.css"),
    include_str!("../../styles/components/share.css"),
    include_str!("../../styles/components/shortcut-list.css"),
    include_str!("../../styles/components/side-panel.css"),
    include_str!("../../styles/components/stage.css"),
    include_str!("../../styles/components/start.css"),
    include_str!("../../styles/components/tile.css"),
    include_str!("../../styles/components/toasts.css"),
    include_str!("../../styles/components/trouble.css"),
];

/// Lets the event loop turn once and Yew draw.
pub async fn settle() {
    JsFuture::from(event_loop_turn()).await.unwrap();
    scheduler::flush().await;
}

pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}
