use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen_futures::spawn_local;
use yew::{hook, use_effect_with};

use crate::browser::ScreenLock;

/// The lock, or `None` while there is none; the outer `None` when none is wanted any more.
type Held = Rc<RefCell<Option<Option<ScreenLock>>>>;

/// Keeps the screen on while `is_wanted`. The browser takes the lock away whenever the page is out of sight.
#[hook]
pub fn use_wake_lock(is_wanted: bool) {
    use_effect_with(is_wanted, |is_wanted| {
        let held: Held = Rc::new(RefCell::new(is_wanted.then_some(None)));
        let listener = is_wanted.then(|| web_sys::window()?.document()).flatten().map(|document| {
            let held = held.clone();
            EventListener::new(&document, "visibilitychange", move |_| take(held.clone()))
        });
        if *is_wanted {
            take(held.clone());
        }
        move || {
            drop(listener);
            held.replace(None);
        }
    });
}

fn take(held: Held) {
    spawn_local(async move {
        // Refused while the page is hidden, or to save power: then the screen does as it likes.
        let lock = ScreenLock::take().await;
        if let Some(known) = &mut *held.borrow_mut() {
            *known = lock;
        }
    });
}
