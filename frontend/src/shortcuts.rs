//! Carries keys to whoever can do what they ask for.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::html::ChildrenProps;
use yew::{
    ContextProvider, Html, component, hook, html, use_context, use_effect_with, use_memo, use_mut_ref,
};

use crate::settings::{Preference, use_preference};
use crate::state::shortcut::{Focus, KeyStroke, Shortcut};

/// Whether keys do anything at all.
pub const SHORTCUTS: Preference<bool> = Preference::new("shortcuts", || true);

/// Where keys belong to the element itself, and where only Space does.
const TAKING: &str = "input, textarea, select, [contenteditable], [role=menu], [role=listbox], dialog[open]";
const PRESSABLE: &str = "button, a[href], summary, [role=button], [tabindex]";

type Handler = Rc<dyn Fn(bool)>;

/// Who does what now; the one that came last does it.
#[derive(Clone, Default)]
struct Keymap(Rc<RefCell<Vec<(u32, Shortcut, Handler)>>>);

impl PartialEq for Keymap {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Keymap {
    fn add(&self, shortcut: Shortcut, handler: Handler) -> u32 {
        let mut entries = self.0.borrow_mut();
        let number = entries.last().map_or(0, |(number, ..)| number.wrapping_add(1));
        entries.push((number, shortcut, handler));
        number
    }

    fn remove(&self, number: u32) {
        self.0.borrow_mut().retain(|(known, ..)| *known != number);
    }

    fn has(&self, shortcut: Shortcut) -> bool {
        self.0.borrow().iter().any(|(_, known, _)| *known == shortcut)
    }

    fn find(&self, shortcut: Shortcut) -> Option<Handler> {
        let entries = self.0.borrow();
        entries.iter().rev().find(|(_, known, _)| *known == shortcut).map(|(.., handler)| handler.clone())
    }
}

/// Does what a key asks for while this component lives. `act` is told `true` when the key goes down and, of a key that
/// is held, `false` when it comes up.
#[hook]
pub fn use_shortcut(shortcut: Shortcut, act: impl Fn(bool) + 'static) {
    let keymap = use_context::<Keymap>();
    // The entry is made once and finds the closure of the last rendering here.
    let latest = use_mut_ref(|| None::<Handler>);
    *latest.borrow_mut() = Some(Rc::new(act));
    use_effect_with((keymap, shortcut), move |(keymap, shortcut)| {
        let entry = keymap.clone().map(|keymap| {
            let number = keymap.add(
                *shortcut,
                Rc::new(move |is_down| {
                    let latest = latest.borrow().clone();
                    if let Some(act) = latest {
                        act(is_down);
                    }
                }),
            );
            (keymap, number)
        });
        move || {
            if let Some((keymap, number)) = entry {
                keymap.remove(number);
            }
        }
    });
}

/// The shortcuts that somebody takes now.
#[hook]
pub fn use_shortcut_list() -> Vec<Shortcut> {
    let keymap = use_context::<Keymap>().unwrap_or_default();
    Shortcut::ALL.into_iter().filter(|shortcut| keymap.has(*shortcut)).collect()
}

/// Listens to the keyboard for everything inside of it.
#[component]
pub fn ShortcutsProvider(props: &ChildrenProps) -> Html {
    let keymap = (*use_memo((), |()| Keymap::default())).clone();
    let is_on = use_preference(SHORTCUTS).value;
    use_effect_with((keymap.clone(), is_on), |(keymap, is_on)| {
        let listeners = is_on.then(|| listen(keymap)).flatten();
        move || drop(listeners)
    });
    html! {
        <ContextProvider<Keymap> context={keymap}>{ props.children.clone() }</ContextProvider<Keymap>>
    }
}

fn listen(keymap: &Keymap) -> Option<[EventListener; 3]> {
    let window = web_sys::window()?;
    let document = window.document()?;
    // The microphone is on while Space is down.
    let talking: Rc<RefCell<Option<Handler>>> = Rc::default();
    let stop = {
        let talking = talking.clone();
        move || {
            let talking = talking.borrow_mut().take();
            if let Some(act) = talking {
                act(false);
            }
        }
    };
    let down = {
        let keymap = keymap.clone();
        move |event: &web_sys::Event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let Some((shortcut, act)) =
                asked_for(event).and_then(|shortcut| Some((shortcut, keymap.find(shortcut)?)))
            else {
                return;
            };
            event.prevent_default();
            if event.repeat() {
                return;
            }
            if shortcut == Shortcut::PushToTalk {
                talking.replace(Some(act.clone()));
            }
            act(true);
        }
    };
    let up = {
        let stop = stop.clone();
        move |event: &web_sys::Event| {
            if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == " ") {
                stop();
            }
        }
    };
    Some([
        EventListener::new_with_options(
            &document,
            "keydown",
            EventListenerOptions::enable_prevent_default(),
            down,
        ),
        EventListener::new(&document, "keyup", up),
        // A window that loses the keyboard never hears of the key that comes up.
        EventListener::new(&window, "blur", move |_| stop()),
    ])
}

fn asked_for(event: &KeyboardEvent) -> Option<Shortcut> {
    let (key, code) = (event.key(), event.code());
    let stroke = KeyStroke {
        key: &key,
        code: &code,
        command: event.ctrl_key() || event.meta_key(),
        alt: event.alt_key(),
    };
    Shortcut::of(stroke, focus(event))
}

fn focus(event: &KeyboardEvent) -> Focus {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let within =
        |selector| target.as_ref().is_some_and(|target| matches!(target.closest(selector), Ok(Some(_))));
    let dialog_is_open = web_sys::window()
        .and_then(|window| window.document()?.query_selector("dialog[open]").ok()?)
        .is_some();
    if dialog_is_open || event.is_composing() || within(TAKING) {
        Focus::Taken
    } else if within(PRESSABLE) {
        Focus::Pressable
    } else {
        Focus::Elsewhere
    }
}
