use gloo_events::EventListener;
use yew::{
    AttrValue, Callback, Classes, Html, Properties, component, hook, html, use_effect_with, use_state_eq,
};

use super::call_bar::{BarItem, CallBar, Fold};
use super::icon::Picture;
use super::menu::{MenuEntry, MenuItem, MenuItemKind};
use super::stage::PictureWishes;
use crate::browser::{screen, window};
use crate::messages::{Messages, use_messages};
use crate::shortcuts::use_shortcut;
use crate::state::layout::{LayoutAction, LayoutState, View};
use crate::state::shortcut::Shortcut;

#[derive(PartialEq, Properties)]
pub struct CallControlsProps {
    /// Microphone and camera.
    pub children: Html,
    /// Buttons and lines of the menu for what is said beside sound and picture.
    pub talk: Vec<BarItem>,
    pub talk_entries: Vec<MenuEntry>,
    pub sharing: bool,
    pub on_share: Callback<()>,
    pub layout: LayoutState,
    pub on_layout: Callback<LayoutAction>,
    pub wishes: PictureWishes,
    pub on_wishes: Callback<PictureWishes>,
    pub details_open: bool,
    pub on_details: Callback<()>,
    pub on_leave: Callback<()>,
}

/// The bar with everything that this browser can do.
#[component]
pub fn CallControls(props: &CallControlsProps) -> Html {
    let messages = use_messages();
    let fills_screen = use_fills_screen();
    use_shortcut(Shortcut::FullScreen, |is_down| {
        if is_down && window::can_fill_screen() {
            window::toggle_full_screen();
        }
    });
    use_shortcut(Shortcut::Layout, {
        let on_layout = props.on_layout.clone();
        move |is_down| {
            if is_down {
                on_layout.emit(LayoutAction::ViewToggled);
            }
        }
    });
    let mut items = Vec::new();
    if screen::can_share() {
        items.push(BarItem {
            id: "share",
            label: messages.text("stage-share"),
            picture: Picture::Screen,
            pressed: Some(props.sharing),
            badge: None,
            fold: Fold::Narrow,
            on_press: props.on_share.clone(),
        });
    }
    items.extend(props.talk.iter().cloned());
    items.push(BarItem {
        id: "layout",
        label: messages.text("stage-speaker-view"),
        picture: Picture::SpeakerView,
        pressed: Some(props.layout.is_staged()),
        badge: None,
        fold: Fold::Tiny,
        on_press: props.on_layout.reform(|()| LayoutAction::ViewToggled),
    });
    let mut entries = view_entries(&messages, props);
    let full_screen = Callback::from(|()| window::toggle_full_screen());
    let float = Callback::from(|()| window::toggle_floating());
    if window::can_fill_screen() {
        let label = messages.text("stage-full-screen");
        let kind = MenuItemKind::Check(fills_screen);
        entries.push(entry("full_screen", label, Picture::FullScreen, kind, full_screen));
    }
    if window::can_float() {
        let label = messages.text("stage-float");
        entries.push(entry("float", label, Picture::Window, MenuItemKind::Action, float));
    }
    entries.extend(props.talk_entries.iter().cloned());
    entries.extend(quality_entries(&messages, props));
    html! {
        <CallBar {items} {entries} on_leave={props.on_leave.clone()}>
            { props.children.clone() }
        </CallBar>
    }
}

fn view_entries(messages: &Messages, props: &CallControlsProps) -> Vec<MenuEntry> {
    let choices = [
        ("view_auto", "stage-view-auto", Picture::Window, View::Auto),
        ("view_grid", "stage-view-grid", Picture::Grid, View::Grid),
        ("view_speaker", "stage-speaker-view", Picture::SpeakerView, View::Speaker),
    ];
    let choices = choices.into_iter().map(|(id, message, picture, view)| {
        let kind = MenuItemKind::Choice(props.layout.view == view);
        let choose = props.on_layout.reform(move |()| LayoutAction::ViewChosen(view));
        entry(id, messages.text(message), picture, kind, choose)
    });
    std::iter::once(MenuEntry::Heading(messages.text("stage-view"))).chain(choices).collect()
}

fn quality_entries(messages: &Messages, props: &CallControlsProps) -> Vec<MenuEntry> {
    let wishes = props.wishes;
    let wish = |wished: PictureWishes| props.on_wishes.reform(move |()| wished);
    let audio_only = wish(PictureWishes { audio_only: !wishes.audio_only, ..wishes });
    let data_saver = wish(PictureWishes { data_saver: !wishes.data_saver, ..wishes });
    let details = props.on_details.clone();
    let choices = [
        ("audio_only", "stage-audio-only", Picture::CameraOff, wishes.audio_only, audio_only),
        ("data_saver", "stage-data-saver", Picture::Saver, wishes.data_saver, data_saver),
        ("quality", "stage-details", Picture::Details, props.details_open, details),
    ];
    let choices = choices.into_iter().map(|(id, message, picture, is_on, choose)| {
        entry(id, messages.text(message), picture, MenuItemKind::Check(is_on), choose)
    });
    std::iter::once(MenuEntry::Heading(messages.text("stage-quality"))).chain(choices).collect()
}

fn entry(
    id: &'static str,
    label: AttrValue,
    picture: Picture,
    kind: MenuItemKind,
    on_select: Callback<()>,
) -> MenuEntry {
    MenuEntry::Item(MenuItem {
        id: id.into(),
        label,
        picture: Some(picture),
        kind,
        class: Classes::new(),
        on_select,
    })
}

/// Whether the page fills the screen; Escape ends that without asking us.
#[hook]
fn use_fills_screen() -> bool {
    let fills = use_state_eq(window::fills_screen);
    use_effect_with((), {
        let fills = fills.setter();
        move |()| {
            let document = web_sys::window().and_then(|window| window.document());
            let listener = document.map(|document| {
                EventListener::new(&document, "fullscreenchange", move |_| fills.set(window::fills_screen()))
            });
            move || drop(listener)
        }
    });
    *fills
}
