use yew::{AttrValue, Html, Properties, component, html};

use super::icon::{Icon, Picture};

#[derive(PartialEq, Properties)]
pub struct PopoverProps {
    /// The panel's id; the button's is this and `_open`.
    pub id: AttrValue,
    /// What the button and the panel are called.
    pub label: AttrValue,
    pub children: Html,
}

/// A small button that opens a panel. The browser closes it by Escape or a click elsewhere and gives the focus back.
#[component]
pub fn Popover(props: &PopoverProps) -> Html {
    html! {
        <div class="popover">
            <button
                id={format!("{}_open", props.id)}
                class="button button--plain button--round popover__button"
                type="button"
                popovertarget={props.id.clone()}
                aria-label={props.label.clone()}
                title={props.label.clone()}
            >
                <Icon picture={Picture::ChevronUp} />
            </button>
            <div
                id={props.id.clone()}
                class="popover__panel"
                popover="auto"
                role="group"
                aria-label={props.label.clone()}
            >
                { props.children.clone() }
            </div>
        </div>
    }
}
