use std::rc::Rc;

use gloo_events::EventListener;
use yew::{hook, use_effect_with, use_mut_ref};

/// Runs `leave` when the page goes: its tab is closed, reloaded, or put away with the way back open.
#[hook]
pub fn use_page_hide(leave: impl Fn() + 'static) {
    // The listener is attached once and finds the closure of the last rendering here.
    let latest = use_mut_ref(|| None::<Rc<dyn Fn()>>);
    *latest.borrow_mut() = Some(Rc::new(leave));
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "pagehide", move |_| {
                let leave = latest.borrow().clone();
                if let Some(leave) = leave {
                    leave();
                }
            })
        });
        move || drop(listener)
    });
}
