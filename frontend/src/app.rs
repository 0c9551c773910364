use shared::RoomName;
use yew::{Html, component, html, use_memo};

use crate::browser;
use crate::messages::MessagesProvider;
use crate::notifications::NotificationsProvider;
use crate::pages::{not_found::NotFoundPage, room::RoomPage};
use crate::route::Route;
use crate::settings::SettingsProvider;
use crate::shortcuts::ShortcutsProvider;

/// The page that the address names, and what all pages share.
#[component]
pub fn App() -> Html {
    let route = use_memo((), |()| browser::route());
    let page = match &*route {
        Route::Home => html! { <RoomPage room={RoomName::default()} home=true /> },
        Route::Room(room) => html! { <RoomPage room={room.clone()} /> },
        Route::RoomRefused(fault) => html! { <NotFoundPage fault={Some(*fault)} /> },
        Route::NotFound => html! { <NotFoundPage /> },
    };
    html! {
        <SettingsProvider>
            <MessagesProvider>
                <NotificationsProvider>
                    <ShortcutsProvider>{ page }</ShortcutsProvider>
                </NotificationsProvider>
            </MessagesProvider>
        </SettingsProvider>
    }
}
