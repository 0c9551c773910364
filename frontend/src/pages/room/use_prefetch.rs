use gloo_events::EventListener;
use wasm_bindgen_futures::spawn_local;
use yew::{hook, use_effect_with};

use crate::pages::call_part;

/// What shows that somebody is there, and about to join.
const SIGNS: [&str; 3] = ["keydown", "pointerdown", "pointermove"];

/// Fetches the call while the person is still busy with the lobby, so that joining need not wait for it.
#[hook]
pub fn use_prefetch() {
    use_effect_with((), |()| {
        let listeners = web_sys::window().map(|window| {
            SIGNS.map(|sign| EventListener::once(&window, sign, |_| spawn_local(call_part::prefetch())))
        });
        move || drop(listeners)
    });
}
