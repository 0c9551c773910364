use shared::routes;
use web_sys::HtmlElement;
use yew::{Callback, Html, MouseEvent, Properties, component, html, use_effect_with, use_node_ref};

use crate::messages::use_messages;
use crate::state::failure::Failure;

#[derive(PartialEq, Properties)]
pub struct TroubleProps {
    pub failure: Failure,
    /// Another attempt is under way.
    pub busy: bool,
    pub on_retry: Callback<()>,
}

/// Why the person is not in the call, what to do, and the way back. The focus goes to the heading, also after an attempt
/// that came to the same: what was done last is gone.
#[component]
pub fn Trouble(props: &TroubleProps) -> Html {
    let messages = use_messages();
    let heading = use_node_ref();
    use_effect_with((props.failure.clone(), props.busy, heading.clone()), |(_, busy, heading)| {
        if let Some(heading) = heading.cast::<HtmlElement>().filter(|_| !busy) {
            // Nothing is lost if the browser keeps the focus elsewhere.
            let _ = heading.focus();
        }
    });
    let explanation = props.failure.explanation();
    let code = props.failure.code();
    let retry = props.on_retry.reform(|_: MouseEvent| ());
    html! {
        <section
            id="trouble"
            class="trouble"
            aria-labelledby="trouble_title"
            data-cause={props.failure.cause()}
            data-code={code.map(|code| code.to_string())}
        >
            <h1 ref={heading} id="trouble_title" class="trouble__title" tabindex="-1">
                { messages.text(props.failure.heading()) }
            </h1>
            <p>
                { messages.say(&explanation.title) }
                if let Some(advice) = &explanation.advice {
                    { " " }{ messages.say(advice) }
                }
                if let Some(code) = code {
                    <span class="trouble__code">{ " (" }{ code }{ ")" }</span>
                }
            </p>
            <div class="trouble__ways">
                if let Some(words) = props.failure.way_back() {
                    <button
                        id="rejoin"
                        class="button button--primary"
                        type="button"
                        disabled={props.busy}
                        onclick={retry}
                    >
                        { messages.text(if props.busy { "lobby-connecting" } else { words }) }
                    </button>
                }
                <a class="button" href={routes::HOME}>{ messages.text("trouble-go-home") }</a>
            </div>
        </section>
    }
}
