use yew::{AttrValue, Html, Properties, component, html};

use super::icon::Logo;
use super::language_picker::LanguagePicker;
use super::shortcut_help::ShortcutHelp;
use crate::messages::use_messages;

#[derive(PartialEq, Properties)]
pub struct HeaderProps {
    /// The name of the room that the page shows.
    #[prop_or_default]
    pub room: Option<AttrValue>,
}

#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let messages = use_messages();
    html! {
        <header class="header">
            <a class="header__brand" href="/">
                <Logo />
                <span class="header__name">{ "Ona Ana" }</span>
            </a>
            if let Some(room) = &props.room {
                <p class="header__room" title={room.clone()}>
                    <span class="visually-hidden">{ messages.text("page-room") }{ " " }</span>{ room }
                </p>
            }
            <div class="header__tools">
                <ShortcutHelp />
                <LanguagePicker />
            </div>
        </header>
    }
}
