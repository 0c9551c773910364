//! What people see when the page itself fails: nothing of it works after a panic.

use std::cell::RefCell;
use std::panic::PanicHookInfo;

use yew::AttrValue;

use crate::messages::Messages;

/// Put into words ahead: after a panic nothing of the page can be asked.
struct Words {
    text: AttrValue,
    reload: AttrValue,
}

thread_local! {
    static WORDS: RefCell<Option<Words>> = const { RefCell::new(None) };
}

/// From now on a crash is told in this language.
pub fn speak(messages: &Messages) {
    let words = Words { text: messages.text("page-crash"), reload: messages.text("page-reload") };
    WORDS.with(|known| known.replace(Some(words)));
}

/// Reports panics in the browser's console and offers the person a fresh start.
pub fn install() {
    std::panic::set_hook(Box::new(report));
}

fn report(info: &PanicHookInfo<'_>) {
    console_error_panic_hook::hook(info);
    // A failure to show the banner has nowhere to go.
    let _ = show_banner();
}

fn show_banner() -> Option<()> {
    let document = web_sys::window()?.document()?;
    if document.get_element_by_id("app_crash").is_some() {
        return Some(());
    }
    let banner = document.create_element("div").ok()?;
    banner.set_id("app_crash");
    banner.set_class_name("crash");
    banner.set_attribute("role", "alert").ok()?;
    let Words { text, reload: link } = WORDS.with(RefCell::take)?;
    banner.append_with_str_1(&text).ok()?;
    banner.append_with_str_1(" ").ok()?;
    // A link, because a button would need code of ours.
    let reload = document.create_element("a").ok()?;
    reload.set_attribute("href", "").ok()?;
    reload.set_class_name("crash__reload");
    reload.set_text_content(Some(&link));
    banner.append_child(&reload).ok()?;
    document.body()?.append_child(&banner).ok()?;
    Some(())
}
