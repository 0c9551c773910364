use std::rc::Rc;

use yew::{AttrValue, Callback, Html, Properties, classes, component, html};

use super::file_view::FileView;
use crate::browser;
use crate::hooks::TalkWish;
use crate::messages::use_messages;
use crate::state::link::{Piece, pieces};
use crate::state::talk::{Body, Entry};

#[derive(PartialEq, Properties)]
pub struct ChatEntryProps {
    pub entry: Rc<Entry>,
    /// Whether it goes on from the entry above, by the same author.
    pub continues: bool,
    pub act: Callback<TalkWish>,
}

/// One thing that was written or sent.
#[component]
pub fn ChatEntry(props: &ChatEntryProps) -> Html {
    let messages = use_messages();
    let Entry { author, at, body, .. } = &*props.entry;
    let name: AttrValue =
        if author.own { messages.text("talk-you") } else { AttrValue::from(author.name.clone()) };
    let time = browser::clock_time(*at, messages.language().tag());
    let head = if props.continues { "chat-entry__head visually-hidden" } else { "chat-entry__head" };
    html! {
        <li class={classes!("chat-entry", author.own.then_some("chat-entry--own"))}>
            <p class={head}>
                <bdi class="chat-entry__author">{ name }</bdi>
                { " " }
                <time class="chat-entry__time">{ time }</time>
            </p>
            {
                match body {
                    Body::File(transfer) => html! {
                        <FileView
                            author={author.clone()}
                            id={props.entry.id}
                            transfer={transfer.clone()}
                            act={props.act.clone()}
                        />
                    },
                    Body::Text(text) => html! {
                        <p class="chat-entry__text" dir="auto">{ written(text.as_str()) }</p>
                    },
                }
            }
        </li>
    }
}

/// The text with its addresses as links. A link opens in a tab of its own, which learns nothing of this one.
fn written(text: &str) -> Html {
    let draw = |piece| match piece {
        Piece::Link(address) => html! {
            <a href={address.to_owned()} target="_blank" rel="noopener noreferrer">{ address }</a>
        },
        Piece::Text(text) => html! { { text } },
    };
    pieces(text).into_iter().map(draw).collect()
}
