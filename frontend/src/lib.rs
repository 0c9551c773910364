//! The page: it asks for a name, shows the own camera, joins a room and shows who is there.
//!
//! `state` holds plain data and decides what it means; `hooks` connect it to the browser and to the call; `components`
//! draw it; `messages` holds every sentence, `settings` what the person chose; `api` is the only part that fetches.

mod api;
pub mod app;
mod browser;
mod chime;
mod components;
mod crash;
mod hooks;
mod messages;
mod notifications;
mod pages;
mod part;
mod recorder;
mod render_marks;
mod route;
mod settings;
mod shortcuts;
mod state;

/// Shows the page inside the element `#app`.
pub fn start() {
    crash::install();
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(root) = root {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
