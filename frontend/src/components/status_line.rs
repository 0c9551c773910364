use yew::{AttrValue, Html, Properties, component, html};

#[derive(PartialEq, Properties)]
pub struct StatusLineProps {
    pub text: AttrValue,
}

/// Says how many are in the call; screen readers read it out when it changes.
#[component]
pub fn StatusLine(props: &StatusLineProps) -> Html {
    html! { <p id="count" class="status-line" role="status">{ &props.text }</p> }
}
