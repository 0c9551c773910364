use web_sys::HtmlInputElement;
use yew::{Callback, Event, Html, Properties, TargetCast, component, html};

use super::dialog::Dialog;
use crate::messages::use_messages;
use crate::settings::use_preference;
use crate::shortcuts::{SHORTCUTS, use_shortcut_list};
use crate::state::shortcut::SPACE;

#[derive(PartialEq, Properties)]
pub struct ShortcutListProps {
    pub on_close: Callback<()>,
}

/// What the keys do on this page, and the switch that turns them off.
#[component]
pub fn ShortcutList(props: &ShortcutListProps) -> Html {
    let messages = use_messages();
    let shortcuts = use_shortcut_list();
    let is_on = use_preference(SHORTCUTS);
    let onchange = is_on.set.reform(|event: Event| {
        event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked())
    });
    html! {
        <Dialog id="shortcuts" title={messages.text("page-shortcuts")} on_close={props.on_close.clone()}>
            <dl class="shortcut-list">
                for shortcut in shortcuts {
                    <div key={shortcut.message()} class="shortcut-list__entry">
                        <dt>{ messages.text(shortcut.message()) }</dt>
                        <dd class="shortcut-list__keys">
                            for name in shortcut.keys() {
                                <kbd key={*name} class="shortcut-list__key">
                                    if *name == SPACE {
                                        { messages.text("page-space-key") }
                                    } else {
                                        { *name }
                                    }
                                </kbd>
                            }
                        </dd>
                    </div>
                }
            </dl>
            <label class="shortcut-list__switch">
                <input id="shortcuts_on" type="checkbox" checked={is_on.value} {onchange} />
                { messages.text("page-shortcuts-on") }
            </label>
        </Dialog>
    }
}
