use yew::{AttrValue, Callback, Html, Properties, component, html};

use super::chat_panel::ChatPanel;
use super::people_panel::{PeoplePanel, Person};
use crate::hooks::{Panel, TalkWish};
use crate::state::talk::TalkView;

#[derive(PartialEq, Properties)]
pub struct TalkPanelProps {
    pub open: Panel,
    pub view: TalkView,
    /// Ourselves first.
    pub people: Vec<Person>,
    /// The address that lets others in.
    pub link: AttrValue,
    pub act: Callback<TalkWish>,
    pub on_close: Callback<()>,
}

/// The panel beside the stage.
#[component]
pub fn TalkPanel(props: &TalkPanelProps) -> Html {
    match props.open {
        Panel::Chat => html! {
            <ChatPanel
                key="chat"
                entries={props.view.entries.clone()}
                act={props.act.clone()}
                on_close={props.on_close.clone()}
            />
        },
        Panel::People => html! {
            <PeoplePanel
                key="people"
                people={props.people.clone()}
                hands={props.view.hands.clone()}
                link={props.link.clone()}
                on_lower_hand={props.act.reform(|()| TalkWish::LowerHand)}
                on_close={props.on_close.clone()}
            />
        },
    }
}
