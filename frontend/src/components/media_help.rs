use yew::{Callback, Html, MouseEvent, Properties, component, html};

use crate::state::media::{DeviceState, MediaState};

#[derive(PartialEq, Properties)]
pub struct MediaHelpProps {
    pub media: MediaState,
    pub on_retry: Callback<()>,
}

/// Why the browser asks for devices, and what to do when it gives none.
#[component]
pub fn MediaHelp(props: &MediaHelpProps) -> Html {
    let asking = [props.media.camera, props.media.microphone].contains(&DeviceState::Asking);
    let problems = props.media.problems();
    let comfort = match problems.len() {
        0 | 1 => "You can be in the call without it.",
        _ => "You can be in the call without them.",
    };
    let can_retry = problems.iter().any(|(_, problem)| problem.is_retry_useful());
    let retry = props.on_retry.reform(|_: MouseEvent| ());
    html! {
        <div id="media_help" class="media-help" role="status">
            if asking {
                <p class="media-help__text">
                    { "Your browser asks for your camera and microphone so that the others can see and hear you. \
                       Nothing is sent before you join." }
                </p>
            }
            for (device, problem) in problems.iter().copied() {
                <p
                    key={device.word()}
                    class="media-help__text media-help__text--problem"
                    data-device={device.word()}
                    data-problem={problem.word()}
                >
                    { problem.sentence(device) }
                </p>
            }
            if !problems.is_empty() {
                <p class="media-help__text media-help__text--comfort">{ comfort }</p>
            }
            if can_retry {
                <button id="retry_media" class="button button--small" type="button" onclick={retry}>
                    { "Try again" }
                </button>
            }
        </div>
    }
}
