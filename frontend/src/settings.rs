//! What a person chose and this browser keeps. Each part of the page declares its own [`Preference`]s.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;
use std::str::FromStr;

use yew::html::ChildrenProps;
use yew::{
    Callback, ContextProvider, Html, Reducible, UseReducerDispatcher, component, hook, html, use_callback,
    use_context, use_reducer_eq,
};

use crate::browser;

/// One choice: its name in the browser's storage, and what holds until somebody chooses.
#[derive(Clone, Copy, Debug)]
pub struct Preference<T> {
    key: &'static str,
    default: fn() -> T,
}

impl<T: FromStr> Preference<T> {
    /// A default must not depend on anything that changes while the page is open.
    pub const fn new(key: &'static str, default: fn() -> T) -> Self {
        Self { key, default }
    }

    fn read(&self, text: Option<String>) -> T {
        // What another version of the page left may be unreadable: that is no choice.
        text.and_then(|text| text.parse().ok()).unwrap_or_else(self.default)
    }
}

/// A choice as it stands, and the way to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept<T> {
    pub value: T,
    /// Keeps a value for this and later visits, and shows it everywhere on the page.
    pub set: Callback<T>,
}

/// Reads a preference and draws again when it changes.
#[hook]
pub fn use_preference<T>(preference: Preference<T>) -> Kept<T>
where
    T: FromStr + fmt::Display + 'static,
{
    let settings = use_context::<Settings>();
    let changed = settings.as_ref().and_then(|settings| settings.changed.0.get(preference.key).cloned());
    let value = preference.read(changed.or_else(|| browser::setting(preference.key)));
    let change = settings.map(|settings| settings.change);
    let set = use_callback(change, move |value: T, change: &Option<UseReducerDispatcher<Changed>>| {
        let value = value.to_string();
        browser::keep_setting(preference.key, &value);
        if let Some(change) = change {
            change.dispatch(Change { key: preference.key, value });
        }
    });
    Kept { value, set }
}

/// Shares the settings with everything inside of it.
#[component]
pub fn SettingsProvider(props: &ChildrenProps) -> Html {
    let changed = use_reducer_eq(Changed::default);
    let settings = Settings { changed: (*changed).clone(), change: changed.dispatcher() };
    html! {
        <ContextProvider<Settings> context={settings}>{ props.children.clone() }</ContextProvider<Settings>>
    }
}

#[derive(Clone, PartialEq)]
struct Settings {
    changed: Changed,
    change: UseReducerDispatcher<Changed>,
}

/// What was chosen since the page was opened; a browser that keeps nothing has it, too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Changed(BTreeMap<&'static str, String>);

struct Change {
    key: &'static str,
    value: String,
}

impl Reducible for Changed {
    type Action = Change;

    fn reduce(self: Rc<Self>, Change { key, value }: Change) -> Rc<Self> {
        if self.0.get(key) == Some(&value) {
            return self;
        }
        let mut next = (*self).clone();
        next.0.insert(key, value);
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUNDS: Preference<bool> = Preference::new("sounds", || true);

    #[test]
    fn what_cannot_be_read_is_no_choice() {
        assert!(!SOUNDS.read(Some("false".into())));
        assert!(SOUNDS.read(Some("maybe".into())));
        assert!(SOUNDS.read(None));
    }

    #[test]
    fn the_same_choice_again_draws_nothing() {
        let change = || Change { key: "sounds", value: "false".into() };
        let once = Rc::new(Changed::default()).reduce(change());
        assert!(Rc::ptr_eq(&once, &once.clone().reduce(change())));
    }
}
