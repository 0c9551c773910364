use yew::{Html, classes, html};

use super::icon::{Icon, Picture};
use crate::messages::Messages;
use crate::state::roster::{Sending, initials};

/// Colors of pictureless people in `tile.css`.
const COLORS: u32 = 6;

/// Stands for the picture of whoever has none.
pub fn avatar(name: &str) -> Html {
    let color = name.chars().fold(0_u32, |sum, letter| sum.wrapping_mul(31).wrapping_add(letter.into()));
    let class = classes!("tile__avatar", format!("tile__avatar--{}", color % COLORS));
    html! { <div {class} aria-hidden="true">{ initials(name) }</div> }
}

/// Name and mute mark at the foot of a tile.
pub fn caption(messages: &Messages, label: &str, microphone: Sending) -> Html {
    html! {
        <>
            if microphone != Sending::On {
                <span class="tile__muted">
                    <Icon picture={Picture::MicrophoneOff} />
                    <span class="visually-hidden">{ messages.text("stage-microphone-off") }</span>
                </span>
            }
            <span class="tile__name">{ label.to_owned() }</span>
        </>
    }
}
