use yew::{Callback, Html, MouseEvent, Properties, component, html};

use super::icon::{Icon, Picture};
use crate::messages::use_messages;
use crate::state::call::Lost;
use crate::state::failure::Failure;

#[derive(PartialEq, Properties)]
pub struct NoticeProps {
    pub failure: Failure,
    pub on_dismiss: Callback<()>,
}

/// What may keep this browser from calls, and what to do.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    let messages = use_messages();
    let explanation = props.failure.explanation();
    let dismiss = props.on_dismiss.reform(|_: MouseEvent| ());
    html! {
        <div
            id="notice"
            class="notice"
            role="alert"
            data-cause={props.failure.cause()}
        >
            <Icon picture={Picture::Warning} />
            <p class="notice__text">
                <strong>{ messages.say(&explanation.title) }</strong>
                if let Some(advice) = &explanation.advice {
                    { " " }{ messages.say(advice) }
                }
            </p>
            <button
                id="notice_close"
                class="button button--plain"
                type="button"
                aria-label={messages.text("page-dismiss")}
                onclick={dismiss}
            >
                <Icon picture={Picture::Close} />
            </button>
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub struct ReconnectingProps {
    /// `None` while all is well.
    pub lost: Option<Lost>,
}

/// Tells that a connection of our own is lost and being restored. The element stays, so that its text is read out.
#[component]
pub fn Reconnecting(props: &ReconnectingProps) -> Html {
    let messages = use_messages();
    html! {
        <div class="reconnecting" role="status">
            if let Some(lost) = props.lost {
                <p id="reconnecting" class="reconnecting__text">
                    <span class="spinner" aria-hidden="true" />
                    {
                        messages.text(match lost {
                            Lost::Media => "trouble-reconnecting-media",
                            Lost::Signaling => "trouble-reconnecting",
                        })
                    }
                </p>
            }
        </div>
    }
}
