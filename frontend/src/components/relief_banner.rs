use yew::{Callback, Html, MouseEvent, Properties, component, html};

use crate::messages::use_messages;

#[derive(PartialEq, Properties)]
pub struct ReliefBannerProps {
    pub reduced: bool,
    pub on_insist: Callback<()>,
}

/// Tells that less of the camera is sent, since the computer cannot keep up. The element stays, so that its text is
/// read out.
#[component]
pub fn ReliefBanner(props: &ReliefBannerProps) -> Html {
    let messages = use_messages();
    let insist = props.on_insist.reform(|_: MouseEvent| ());
    html! {
        <div class="share" role="status">
            if props.reduced {
                <div id="relief" class="share__banner share__banner--relief">
                    <p class="share__text">{ messages.text("trouble-overload") }</p>
                    <button id="relief_end" class="button button--small" type="button" onclick={insist}>
                        { messages.text("trouble-overload-insist") }
                    </button>
                </div>
            }
        </div>
    }
}
