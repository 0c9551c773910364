use yew::{Callback, Html, MouseEvent, Properties, component, html};

use crate::browser;
use crate::messages::use_messages;
use crate::state::media::MediaState;

#[derive(PartialEq, Properties)]
pub struct MediaHelpProps {
    pub media: MediaState,
    pub on_retry: Callback<()>,
}

/// Why the browser asks for devices, and what to do when it gives none.
#[component]
pub fn MediaHelp(props: &MediaHelpProps) -> Html {
    let messages = use_messages();
    let asking = props.media.is_asking();
    let problems = props.media.problems();
    let count = problems.len();
    let can_retry = problems.iter().any(|(_, problem)| problem.is_retry_useful());
    let place = problems.iter().find_map(|(_, problem)| problem.place(&browser::user_agent()));
    let retry = props.on_retry.reform(|_: MouseEvent| ());
    html! {
        <div id="media_help" class="media-help" role="status">
            if asking {
                <p class="media-help__text">{ messages.text("lobby-asking") }</p>
            }
            for (device, problem) in problems.iter().copied() {
                <p
                    key={device.word()}
                    class="media-help__text media-help__text--problem"
                    data-device={device.word()}
                    data-problem={problem.word()}
                >
                    { messages.say(&problem.message(device)) }
                </p>
            }
            if let Some(place) = place {
                <p class="media-help__text">{ messages.say(&place) }</p>
            }
            if !problems.is_empty() {
                <p class="media-help__text media-help__text--comfort">
                    { messages.format("lobby-without-devices", &[("count", count.into())]) }
                </p>
            }
            if can_retry {
                <button id="retry_media" class="button button--small" type="button" onclick={retry}>
                    { messages.text("lobby-try-again") }
                </button>
            }
        </div>
    }
}
