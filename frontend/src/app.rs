use yew::{Html, component, html, use_memo};

use crate::browser;
use crate::pages::{not_found::NotFoundPage, room::RoomPage};
use crate::route::Route;

/// The page that the address names.
#[component]
pub fn App() -> Html {
    let route = use_memo((), |()| browser::route());
    match &*route {
        Route::Room(room) => html! { <RoomPage room={room.clone()} /> },
        Route::RoomRefused(fault) => html! { <NotFoundPage fault={Some(*fault)} /> },
        Route::NotFound => html! { <NotFoundPage /> },
    }
}
