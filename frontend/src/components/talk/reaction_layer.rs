use std::rc::Rc;

use shared::call_message::ParticipantSid;
use yew::{AttrValue, Html, Properties, classes, component, html};

use super::reaction_bar::reaction_name;
use crate::messages::use_messages;
use crate::state::talk::ShownReaction;

/// Columns of rising reactions in `reactions.css`: those of one moment do not cover each other.
const COLUMNS: u32 = 6;

#[derive(PartialEq, Properties)]
pub struct ReactionLayerProps {
    pub reactions: Rc<[ShownReaction]>,
    /// SIDs and names of those in the call.
    pub names: Vec<(AttrValue, AttrValue)>,
}

/// Reactions as they rise over the stage, each with the name of its person.
#[component]
pub fn ReactionLayer(props: &ReactionLayerProps) -> Html {
    let messages = use_messages();
    let name_of = |sid: &ParticipantSid| {
        props.names.iter().find(|(known, _)| *known == sid.as_str()).map(|(_, name)| name.clone())
    };
    html! {
        <ul id="reactions" class="reactions" aria-label={messages.text("talk-reactions")}>
            for shown in props.reactions.iter() {
                <li
                    key={shown.number}
                    class={classes!("reaction", format!("reaction--{}", shown.number % COLUMNS))}
                    data-reaction={shown.reaction.emoji()}
                >
                    <span class="reaction__emoji" role="img" aria-label={messages.text(reaction_name(shown.reaction))}>
                        { shown.reaction.emoji().unwrap_or_default() }
                    </span>
                    if let Some(name) = name_of(&shown.sid) {
                        <bdi class="reaction__name">{ name }</bdi>
                    }
                </li>
            }
        </ul>
    }
}
