use yew::{AttrValue, Callback, Html, Properties, component, html, use_state_eq};

use super::copy_link::CopyLink;
use super::qr_picture::QrPicture;
use crate::components::close_button;
use crate::messages::use_messages;

#[derive(PartialEq, Properties)]
pub struct InviteCardProps {
    pub link: AttrValue,
}

/// For whoever is alone in a call: how others get in.
#[component]
pub fn InviteCard(props: &InviteCardProps) -> Html {
    let messages = use_messages();
    let is_closed = use_state_eq(|| false);
    if *is_closed {
        return Html::default();
    }
    let close = {
        let is_closed = is_closed.setter();
        Callback::from(move |()| is_closed.set(true))
    };
    html! {
        <section id="invite" class="invite" aria-labelledby="invite_title">
            <header class="invite__header">
                <h2 id="invite_title" class="invite__title">{ messages.text("talk-invite") }</h2>
                { close_button(messages.text("page-close"), &close) }
            </header>
            <p>{ messages.text("talk-invite-advice") }</p>
            <p class="invite__link" dir="ltr">{ &props.link }</p>
            <div class="invite__ways">
                <CopyLink id="invite_copy" link={props.link.clone()} />
                <QrPicture text={props.link.clone()} label={messages.text("talk-invite-code")} />
            </div>
        </section>
    }
}
