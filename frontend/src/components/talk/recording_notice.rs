use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html};

use crate::components::icon::{Icon, Picture};
use crate::messages::use_messages;

#[derive(PartialEq, Properties)]
pub struct RecordingNoticeProps {
    /// The others who record, by name.
    pub recorders: Vec<AttrValue>,
    /// Whether we record.
    pub own: bool,
    pub on_stop: Callback<()>,
}

/// Tells for as long as it lasts that the call is recorded, and by whom. The element stays, so that its text is read out.
#[component]
pub fn RecordingNotice(props: &RecordingNoticeProps) -> Html {
    let messages = use_messages();
    let stop = props.on_stop.reform(|_: MouseEvent| ());
    let others = match props.recorders.as_slice() {
        [] => None,
        [name] => Some(messages.format("talk-recorded-by", &[("name", name.clone().into())])),
        names => Some(messages.format("talk-recorded-by-several", &[("count", names.len().into())])),
    };
    html! {
        <div class="recording" role="status">
            if let Some(text) = others {
                <p id="recorded" class="recording__text"><Icon picture={Picture::Record} />{ text }</p>
            }
            if props.own {
                <p id="recording" class="recording__text">
                    <Icon picture={Picture::Record} />
                    <span>{ messages.text("talk-recording-own") }</span>
                    <button id="recording_stop" class="button button--small" type="button" onclick={stop}>
                        { messages.text("talk-recording-stop") }
                    </button>
                </p>
            }
        </div>
    }
}
