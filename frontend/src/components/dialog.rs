use web_sys::{HtmlDialogElement, HtmlElement};
use yew::{
    AttrValue, Callback, Event, Html, MouseEvent, Properties, component, html, use_effect_with, use_node_ref,
};

use super::icon::{Icon, Picture};
use crate::messages::use_messages;

#[derive(PartialEq, Properties)]
pub struct DialogProps {
    /// The element's id.
    pub id: AttrValue,
    pub title: AttrValue,
    /// Asked for by Escape, by the button, or by a click beside the dialog; whoever shows the dialog takes it away.
    pub on_close: Callback<()>,
    pub children: Html,
}

/// A modal dialog, for as long as this component lives. The focus goes in and comes back.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let messages = use_messages();
    let node = use_node_ref();
    use_effect_with(node.clone(), |node| {
        let before = focused();
        let dialog = node.cast::<HtmlDialogElement>();
        if let Some(dialog) = &dialog {
            // The only error is a dialog that is open already.
            let _ = dialog.show_modal();
        }
        move || {
            if let Some(dialog) = dialog {
                dialog.close();
            }
            if let Some(before) = before {
                // An element that is gone meanwhile takes no focus.
                let _ = before.focus();
            }
        }
    });
    let closed = props.on_close.reform(|_: Event| ());
    let close = props.on_close.reform(|_: MouseEvent| ());
    let click = {
        let (node, on_close) = (node.clone(), props.on_close.clone());
        // What lies within the dialog covers it: only its backdrop is hit by itself.
        Callback::from(move |event: MouseEvent| {
            if event.target().is_some() && event.target() == node.get().map(Into::into) {
                on_close.emit(());
            }
        })
    };
    let title_id = format!("{}_title", props.id);
    html! {
        <dialog
            ref={node}
            id={props.id.clone()}
            class="dialog"
            aria-labelledby={title_id.clone()}
            onclose={closed}
            onclick={click}
        >
            <div class="dialog__body">
                <div class="dialog__header">
                    <h2 id={title_id} class="dialog__title">{ &props.title }</h2>
                    <button
                        class="button button--plain"
                        type="button"
                        aria-label={messages.text("page-close")}
                        onclick={close}
                    >
                        <Icon picture={Picture::Close} />
                    </button>
                </div>
                { props.children.clone() }
            </div>
        </dialog>
    }
}

fn focused() -> Option<HtmlElement> {
    use wasm_bindgen::JsCast;
    web_sys::window()?.document()?.active_element()?.dyn_into().ok()
}
