use shared::call_message::Reaction;
use yew::{Callback, Html, MouseEvent, Properties, component, html};

use crate::messages::use_messages;

#[derive(PartialEq, Properties)]
pub struct ReactionBarProps {
    pub on_react: Callback<Reaction>,
}

/// The reactions to choose from.
#[component]
pub fn ReactionBar(props: &ReactionBarProps) -> Html {
    let messages = use_messages();
    html! {
        <div id="reaction_bar" class="reaction-bar" role="group" aria-label={messages.text("talk-reactions")}>
            for (reaction, emoji) in Reaction::ALL.into_iter().filter_map(|one| Some((one, one.emoji()?))) {
                <button
                    class="button button--plain button--round reaction-bar__button"
                    type="button"
                    aria-label={messages.text(reaction_name(reaction))}
                    title={messages.text(reaction_name(reaction))}
                    data-reaction={emoji}
                    onclick={props.on_react.reform(move |_: MouseEvent| reaction)}
                >
                    { emoji }
                </button>
            }
        </div>
    }
}

/// The id of the reaction's name in the message catalogue.
pub(super) fn reaction_name(reaction: Reaction) -> &'static str {
    match reaction {
        Reaction::Applause => "talk-reaction-applause",
        Reaction::Celebration => "talk-reaction-celebration",
        Reaction::Heart => "talk-reaction-heart",
        Reaction::Laughter => "talk-reaction-laughter",
        Reaction::Surprise => "talk-reaction-surprise",
        Reaction::ThumbsUp => "talk-reaction-thumbs-up",
        Reaction::Unknown => "talk-reactions",
    }
}
