use yew::{Callback, Html, component, html, use_state_eq};

use super::icon::{Icon, Picture};
use super::shortcut_list::ShortcutList;
use crate::messages::use_messages;
use crate::shortcuts::use_shortcut;
use crate::state::shortcut::Shortcut;

/// Opens the list of shortcuts, by its button and by its key.
#[component]
pub fn ShortcutHelp() -> Html {
    let messages = use_messages();
    let is_open = use_state_eq(|| false);
    let set = |value: bool| {
        let is_open = is_open.setter();
        move || is_open.set(value)
    };
    let (open, open_by_key, close) = (set(true), set(true), set(false));
    use_shortcut(Shortcut::Help, move |_| open_by_key());
    html! {
        <>
            <button
                id="show_shortcuts"
                class="button button--plain shortcut-help"
                type="button"
                aria-haspopup="dialog"
                aria-label={messages.text("page-shortcuts")}
                title={messages.text("page-shortcuts")}
                onclick={Callback::from(move |_| open())}
            >
                <Icon picture={Picture::Keyboard} />
            </button>
            if *is_open {
                <ShortcutList on_close={Callback::from(move |()| close())} />
            }
        </>
    }
}
