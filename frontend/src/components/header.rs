use yew::{AttrValue, Html, Properties, component, html};

use super::icon::Logo;

#[derive(PartialEq, Properties)]
pub struct HeaderProps {
    /// The name of the room that the page shows.
    #[prop_or_default]
    pub room: Option<AttrValue>,
}

#[component]
pub fn Header(props: &HeaderProps) -> Html {
    html! {
        <header class="header">
            <a class="header__brand" href="/">
                <Logo />
                <span>{ "Ona Ana" }</span>
            </a>
            if let Some(room) = &props.room {
                <p class="header__room" title={room.clone()}>
                    <span class="visually-hidden">{ "Room: " }</span>{ room }
                </p>
            }
        </header>
    }
}
