//! What the page reads from and leaves with the browser: its address, its language, what it remembers, devices and
//! sound.

mod devices;
mod effects;
mod files;
mod permission;
pub mod screen;
mod screen_lock;
mod sound;
pub mod window;

use shared::{RoomName, TabTag, routes};
use wasm_bindgen::JsCast;
use web_sys::{NavigationType, PerformanceNavigationTiming, Storage};

use crate::messages::Language;
use crate::route::{Route, path_of};
use crate::state::media::Device;
use crate::state::new_room;

pub use devices::{device_id, device_list, media_devices};
pub use effects::{EFFECTS_FOLDER, load_effects, load_picture, own_frames};
pub use files::{ObjectUrl, clock_time, copy, ignore, now, read_file, save_blob, save_file};
pub use permission::{Permission, watch_permission};
pub use screen_lock::ScreenLock;
pub use sound::{LevelMeter, can_choose_speaker, play_test_sound, set_speaker};

const NAME_KEY: &str = "ona-ana.name";
const TAB_KEY: &str = "ona-ana.tab";
const CALL_KEY: &str = "ona-ana.call";
/// Stands before the names of the settings.
const SETTING_PREFIX: &str = "ona-ana.setting.";

/// The page that the address bar names.
pub fn route() -> Route {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    Route::from_path(path.as_deref().unwrap_or_default())
}

/// `http://host:port` or `https://host:port`.
pub fn origin() -> String {
    web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// The address that lets others into a room.
pub fn room_address(room: &RoomName) -> String {
    let name = String::from(js_sys::encode_uri_component(room.as_str()));
    format!("{}{}{name}", origin(), routes::ROOM_PREFIX)
}

pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// The best language for a person, by what the browser says that they read.
pub fn language() -> Language {
    let tags = web_sys::window().map(|window| {
        window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect::<Vec<_>>()
    });
    Language::preferred(tags.iter().flatten().map(String::as_str))
}

/// Tells screen readers, fonts and styles which language the page is in.
pub fn announce_language(language: Language) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        // Attributes of these names are always taken.
        let _ = root.set_attribute("lang", language.tag());
        let _ = root.set_attribute("dir", language.direction().word());
    }
}

/// Whether the browser gives cameras to pages of this address at all: it must be HTTPS or on this machine.
pub fn is_secure_context() -> bool {
    web_sys::window().is_some_and(|window| window.is_secure_context())
}

/// The name that was last used in this browser; empty if there is none.
pub fn remembered_name() -> String {
    local_storage().and_then(|storage| storage.get_item(NAME_KEY).ok()?).unwrap_or_default()
}

/// A browser that keeps nothing (private windows, blocked site data) is no fault.
pub fn remember_name(name: &str) {
    if let Some(storage) = local_storage() {
        let _ = storage.set_item(NAME_KEY, name);
    }
}

/// A setting that was left with this browser.
pub fn setting(key: &str) -> Option<String> {
    local_storage()?.get_item(&format!("{SETTING_PREFIX}{key}")).ok()?
}

pub fn keep_setting(key: &str, value: &str) {
    if let Some(storage) = local_storage() {
        let _ = storage.set_item(&format!("{SETTING_PREFIX}{key}"), value);
    }
}

/// What the browser calls itself.
pub fn user_agent() -> String {
    web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}

/// Goes to a room's page.
pub fn open_room(room: &RoomName) {
    if let Some(window) = web_sys::window() {
        // An address on our own origin cannot be refused.
        let _ = window.location().assign(&path_of(room));
    }
}

/// The name of a room that nobody else knows. `None` without a source of randomness.
pub fn new_room() -> Option<RoomName> {
    random().map(new_room::room_name)
}

/// The tag of this tab: made once, and the same again after a reload. `None` without a source of randomness.
pub fn tab_tag() -> Option<TabTag> {
    let storage = session_storage();
    let kept = storage.as_ref().and_then(|storage| storage.get_item(TAB_KEY).ok()?);
    if let Some(tag) = kept.and_then(|text| TabTag::parse(&text).ok()) {
        return Some(tag);
    }
    let tag = TabTag::from_random(random()?);
    if let Some(storage) = storage {
        let _ = storage.set_item(TAB_KEY, &tag.to_string());
    }
    Some(tag)
}

/// The devices that were muted, and the room that this tab was in, when it was last heard of.
pub fn call_of_tab() -> Option<(Vec<Device>, String)> {
    let mark = session_storage()?.get_item(CALL_KEY).ok()??;
    // No room's name holds a line break.
    let (muted, room) = mark.split_once('\n')?;
    let devices = [Device::Camera, Device::Microphone].into_iter();
    let muted = devices.filter(|device| muted.split(' ').any(|word| word == device.word())).collect();
    Some((muted, room.to_owned()))
}

pub fn mark_tab_in_call(muted: &[Device], room: &str) {
    let words: Vec<&str> = muted.iter().map(|device| device.word()).collect();
    if let Some(storage) = session_storage() {
        let _ = storage.set_item(CALL_KEY, &format!("{}\n{room}", words.join(" ")));
    }
}

pub fn mark_tab_out_of_call() {
    if let Some(storage) = session_storage() {
        let _ = storage.remove_item(CALL_KEY);
    }
}

/// Whether the page was there before and has been loaded anew.
pub fn is_reloaded() -> bool {
    web_sys::window()
        .and_then(|window| window.performance())
        .and_then(|performance| {
            let entry = performance.get_entries_by_type("navigation").get(0);
            entry.dyn_into::<PerformanceNavigationTiming>().ok()
        })
        .is_some_and(|navigation| navigation.type_() == NavigationType::Reload)
}

/// The address of the signaling socket: a path is on the page's own origin, on its own kind of connection.
pub fn signaling_address(signaling_url: &str, origin: &str) -> String {
    if !signaling_url.starts_with('/') {
        return signaling_url.to_owned();
    }
    // `http` becomes `ws`, and `https` becomes `wss`.
    match origin.strip_prefix("http") {
        Some(rest) => format!("ws{rest}{signaling_url}"),
        None => signaling_url.to_owned(),
    }
}

fn random<const LENGTH: usize>() -> Option<[u8; LENGTH]> {
    let mut random = [0; LENGTH];
    web_sys::window()?.crypto().ok()?.get_random_values_with_u8_array(&mut random).ok()?;
    Some(random)
}

fn local_storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn session_storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_resolved_on_the_pages_own_kind_of_connection() {
        assert_eq!(signaling_address("/signaling", "http://localhost:8080"), "ws://localhost:8080/signaling");
        assert_eq!(signaling_address("/signaling", "https://call.test"), "wss://call.test/signaling");
    }

    #[test]
    fn an_absolute_address_stays() {
        assert_eq!(signaling_address("wss://cloud.test/x", "https://call.test"), "wss://cloud.test/x");
    }
}
