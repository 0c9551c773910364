use yew::{Callback, Html, component, html, use_callback, use_state_eq};

use super::icon::{Icon, Picture};
use super::shortcut_list::{ShortcutList, ShortcutListProps};
use crate::messages::use_messages;
use crate::part::{part, use_part};
use crate::shortcuts::use_shortcut;
use crate::state::shortcut::Shortcut;

/// Opens the list of shortcuts, by its button and by its key.
#[component]
pub fn ShortcutHelp() -> Html {
    let messages = use_messages();
    let is_open = use_state_eq(|| false);
    let open = {
        let is_open = is_open.setter();
        move || is_open.set(true)
    };
    let open_by_key = open.clone();
    let close = use_callback((), {
        let is_open = is_open.setter();
        move |(), ()| is_open.set(false)
    });
    let list = use_part(*is_open, list, close.clone());
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
            if let Some(draw) = list.filter(|_| *is_open) {
                { draw(ShortcutListProps { on_close: close }) }
            }
        </>
    }
}

part! { help, fn list() -> fn(ShortcutListProps) -> Html { draw } }

fn draw(props: ShortcutListProps) -> Html {
    html! { <ShortcutList ..props /> }
}
