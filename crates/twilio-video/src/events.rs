use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use crate::{TwilioError, door, sys};

/// Listeners on one object of the library. Dropping it removes them, also from within one of them.
#[must_use = "the listeners are removed when this is dropped"]
pub struct Subscription {
    emitter: sys::EventEmitter,
    listeners: Vec<(&'static str, Callback)>,
    active: Rc<Cell<bool>>,
}

/// No event of the library that is bound here has more than three arguments. `Fn` because an event may be emitted
/// again while its listener runs, which a closure of `FnMut` answers with an exception.
type Callback = Closure<dyn Fn(JsValue, JsValue, JsValue)>;

/// Makes an event of its arguments; those that the library left out are `undefined`.
pub(crate) type Read<E> = fn([JsValue; 3]) -> Result<E, TwilioError>;

impl Subscription {
    /// Listens to every event of `table` and gives each, read, to `listener`. What cannot be read is reported.
    pub(crate) fn new<E: 'static>(
        emitter: &sys::EventEmitter,
        table: &'static [(&'static str, Read<E>)],
        listener: impl Fn(E) + 'static,
    ) -> Self {
        let listener = Rc::new(listener);
        let active = Rc::new(Cell::new(true));
        let listeners = table
            .iter()
            .map(|&(event, read)| {
                let listener = Rc::clone(&listener);
                let active = Rc::clone(&active);
                let callback = Callback::new(move |first, second, third| {
                    if !active.get() {
                        return;
                    }
                    match read([first, second, third]) {
                        Ok(event) => listener(event),
                        Err(error) => door::report(&error),
                    }
                });
                if let Err(error) = emitter.on(event, callback.as_ref().unchecked_ref()) {
                    door::report(&TwilioError::from_js(&error));
                }
                (event, callback)
            })
            .collect();
        Self { emitter: emitter.clone(), listeners, active }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.active.set(false);
        for (event, callback) in &self.listeners {
            if let Err(error) = self.emitter.remove_listener(event, callback.as_ref().unchecked_ref()) {
                door::report(&TwilioError::from_js(&error));
            }
        }
        // Emitters walk a copy of their listeners: one that is removed by another listener of the same event is still
        // called, and a closure that is gone would throw. So the closures go once the emitter's call has ended.
        let listeners = std::mem::take(&mut self.listeners);
        spawn_local(async move { drop(listeners) });
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let events = self.listeners.iter().map(|(event, _)| event).collect::<Vec<_>>();
        formatter.debug_struct("Subscription").field("events", &events).finish_non_exhaustive()
    }
}
