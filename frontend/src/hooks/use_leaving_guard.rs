use gloo_events::{EventListener, EventListenerOptions};
use yew::{hook, use_effect_with};

/// Has the browser ask before the page is left, while something would be lost with it.
#[hook]
pub fn use_leaving_guard(is_needed: bool) {
    use_effect_with(is_needed, |is_needed| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = is_needed.then(web_sys::window).flatten().map(|window| {
            EventListener::new_with_options(&window, "beforeunload", options, |event| event.prevent_default())
        });
        move || drop(listener)
    });
}
