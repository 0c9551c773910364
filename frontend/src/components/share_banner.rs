use yew::{Callback, Html, MouseEvent, Properties, component, html};

use super::icon::{Icon, Picture};
use crate::browser::screen::ShareFailure;
use crate::messages::use_messages;

#[derive(PartialEq, Properties)]
pub struct ShareBannerProps {
    pub sharing: bool,
    pub failure: Option<ShareFailure>,
    pub on_stop: Callback<()>,
}

/// Reminds whoever shares their screen that everybody sees it. The element stays, so that its text is read out.
#[component]
pub fn ShareBanner(props: &ShareBannerProps) -> Html {
    let messages = use_messages();
    let stop = props.on_stop.reform(|_: MouseEvent| ());
    let failure = props.failure.filter(|_| !props.sharing).map(|failure| match failure {
        ShareFailure::BlockedBySystem => "stage-share-blocked",
        ShareFailure::Canceled | ShareFailure::Failed => "stage-share-failed",
    });
    html! {
        <div class="share" role="status">
            if props.sharing {
                <div id="sharing" class="share__banner">
                    <Icon picture={Picture::Screen} />
                    <p class="share__text">{ messages.text("stage-sharing") }</p>
                    <button id="stop_sharing" class="button button--small" type="button" onclick={stop}>
                        { messages.text("stage-share-stop") }
                    </button>
                </div>
            } else if let Some(failure) = failure {
                <p id="share_failure" class="share__banner share__banner--failure">{ messages.text(failure) }</p>
            }
        </div>
    }
}
