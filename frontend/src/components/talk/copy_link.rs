use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html};

use crate::browser;
use crate::components::icon::{Icon, Picture};
use crate::messages::{Message, use_messages};
use crate::notifications::use_notifier;

#[derive(PartialEq, Properties)]
pub struct CopyLinkProps {
    /// The button's id.
    pub id: AttrValue,
    pub link: AttrValue,
}

/// Copies the address that lets others in.
#[component]
pub fn CopyLink(props: &CopyLinkProps) -> Html {
    let messages = use_messages();
    let notifier = use_notifier();
    let onclick = {
        let link = props.link.clone();
        Callback::from(move |_: MouseEvent| {
            let (link, notifier) = (link.clone(), notifier.clone());
            spawn_local(async move {
                let is_copied = browser::copy(&link).await;
                let id = if is_copied { "talk-link-copied" } else { "talk-link-not-copied" };
                notifier.toast(Message::new(id));
            });
        })
    };
    html! {
        <button id={props.id.clone()} class="button" type="button" {onclick}>
            <Icon picture={Picture::Link} />
            { messages.text("talk-link-copy") }
        </button>
    }
}
