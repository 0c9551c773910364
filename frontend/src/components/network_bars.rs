use twilio_video::Room;
use yew::{AttrValue, Html, Properties, component, html};

use crate::hooks::use_network_quality;
use crate::messages::use_messages;

/// Bars of the drawing, and the best that the server says.
const BARS: u8 = 5;

#[derive(PartialEq, Properties)]
pub struct NetworkBarsProps {
    pub room: Room,
    /// Whose connection; `None`: our own.
    pub sid: Option<AttrValue>,
}

/// How well somebody's connection carries media, as bars and as words. Nothing until the server says so.
#[component]
pub fn NetworkBars(props: &NetworkBarsProps) -> Html {
    let messages = use_messages();
    let Some(level) = use_network_quality(props.room.clone(), props.sid.clone()) else {
        return Html::default();
    };
    let words = messages.text(match level {
        0 => "stage-network-broken",
        1 | 2 => "stage-network-poor",
        3 => "stage-network-fair",
        4..=u8::MAX => "stage-network-good",
    });
    html! {
        <span class="network" data-level={level.to_string()} title={words.clone()}>
            <svg class="network__bars" viewBox="0 0 20 16" aria-hidden="true" focusable="false">
                for bar in 0..BARS {
                    <rect
                        class={if bar < level { "network__bar network__bar--full" } else { "network__bar" }}
                        x={(u32::from(bar) * 4).to_string()}
                        y={(12 - u32::from(bar) * 3).to_string()}
                        width="3"
                        height={(4 + u32::from(bar) * 3).to_string()}
                        rx="1"
                    />
                }
            </svg>
            <span class="visually-hidden">{ words }</span>
        </span>
    }
}
