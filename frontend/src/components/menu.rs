use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, Node};
use yew::{
    AttrValue, Callback, Classes, Html, MouseEvent, Properties, classes, component, html, use_callback,
    use_effect_with, use_node_ref, use_state_eq,
};

use super::icon::{Icon, Picture};
use crate::state::list_step::step;

/// A line of a menu.
#[derive(Clone, Debug, PartialEq)]
pub enum MenuEntry {
    /// Stands above the lines that belong together.
    Heading(AttrValue),
    Item(MenuItem),
}

#[derive(Clone, Debug, PartialEq)]
pub struct MenuItem {
    /// The element's id.
    pub id: AttrValue,
    pub label: AttrValue,
    pub picture: Option<Picture>,
    pub kind: MenuItemKind,
    pub class: Classes,
    pub on_select: Callback<()>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuItemKind {
    Action,
    /// On or off by itself.
    Check(bool),
    /// One of several, of which one is chosen.
    Choice(bool),
}

impl MenuItemKind {
    fn role(self) -> &'static str {
        match self {
            Self::Action => "menuitem",
            Self::Check(_) => "menuitemcheckbox",
            Self::Choice(_) => "menuitemradio",
        }
    }

    fn checked(self) -> Option<bool> {
        match self {
            Self::Action => None,
            Self::Check(is_on) | Self::Choice(is_on) => Some(is_on),
        }
    }
}

#[derive(PartialEq, Properties)]
pub struct MenuProps {
    /// The button's id; the menu's own is this and `_menu`.
    pub id: AttrValue,
    /// What the button is called.
    pub label: AttrValue,
    pub picture: Picture,
    pub entries: Vec<MenuEntry>,
    /// Of the button.
    #[prop_or_default]
    pub class: Classes,
}

/// A button that opens a list of actions and choices. Arrows, Home and End walk through it, Escape and a click elsewhere
/// close it, and the focus comes back to the button.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let is_open = use_state_eq(|| false);
    let (frame, button, list) = (use_node_ref(), use_node_ref(), use_node_ref());

    let close = use_callback((), {
        let (is_open, button) = (is_open.setter(), button.clone());
        move |(), ()| {
            is_open.set(false);
            focus(button.cast::<HtmlElement>());
        }
    });
    use_effect_with(*is_open, {
        let (frame, list, is_open) = (frame.clone(), list.clone(), is_open.setter());
        move |open| {
            let listener = open
                .then(|| {
                    focus(items(list.cast::<Element>()).into_iter().next());
                    let document = web_sys::window()?.document()?;
                    Some(EventListener::new(&document, "pointerdown", move |event| {
                        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
                        let inside =
                            frame.cast::<Node>().is_some_and(|frame| frame.contains(target.as_ref()));
                        if !inside {
                            is_open.set(false);
                        }
                    }))
                })
                .flatten();
            move || drop(listener)
        }
    });

    let onclick = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let onkeydown = {
        let (list, close, is_open) = (list.clone(), close.clone(), is_open.setter());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Escape" => close.emit(()),
                // The focus goes on by itself.
                "Tab" => return is_open.set(false),
                key => {
                    let items = items(list.cast::<Element>());
                    let active = web_sys::window().and_then(|window| window.document()?.active_element());
                    let current = items.iter().position(|item| active.as_ref() == Some(item.as_ref()));
                    let Some(next) = step(key, current, items.len()) else { return };
                    focus(items.into_iter().nth(next));
                }
            }
            // Neither the page's shortcuts nor its scrolling is meant.
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let list_id = format!("{}_menu", props.id);
    html! {
        <div ref={frame} class="menu">
            <button
                ref={button}
                id={props.id.clone()}
                class={props.class.clone()}
                type="button"
                aria-label={props.label.clone()}
                title={props.label.clone()}
                aria-haspopup="menu"
                aria-expanded={if *is_open { "true" } else { "false" }}
                aria-controls={is_open.then(|| list_id.clone())}
                {onclick}
            >
                <Icon picture={props.picture} />
            </button>
            if *is_open {
                <div ref={list} id={list_id} class="menu__list" role="menu" aria-label={props.label.clone()} {onkeydown}>
                    for entry in props.entries.iter() {
                        { draw(entry, &close) }
                    }
                </div>
            }
        </div>
    }
}

fn draw(entry: &MenuEntry, close: &Callback<()>) -> Html {
    let item = match entry {
        MenuEntry::Heading(text) => {
            return html! { <p class="menu__heading" role="presentation">{ text }</p> };
        }
        MenuEntry::Item(item) => item,
    };
    let onclick = {
        let (close, select) = (close.clone(), item.on_select.clone());
        Callback::from(move |_: MouseEvent| {
            // First: what is selected may take the focus elsewhere.
            close.emit(());
            select.emit(());
        })
    };
    let checked = item.kind.checked();
    html! {
        <button
            id={item.id.clone()}
            class={classes!("menu__item", item.class.clone())}
            type="button"
            role={item.kind.role()}
            tabindex="-1"
            aria-checked={checked.map(|checked| if checked { "true" } else { "false" })}
            {onclick}
        >
            if let Some(picture) = item.picture {
                <Icon {picture} />
            }
            <span class="menu__label">{ &item.label }</span>
            if checked == Some(true) {
                <span class="menu__check"><Icon picture={Picture::Check} /></span>
            }
        </button>
    }
}

/// The lines that are drawn: a narrow window has more of them.
fn items(list: Option<Element>) -> Vec<HtmlElement> {
    let found = list.and_then(|list| list.query_selector_all("[role^=menuitem]").ok());
    let Some(found) = found else { return Vec::new() };
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into::<HtmlElement>().ok())
        .filter(|item| item.offset_parent().is_some())
        .collect()
}

fn focus(element: Option<HtmlElement>) {
    if let Some(element) = element {
        // Nothing is lost if the browser keeps the focus elsewhere.
        let _ = element.focus();
    }
}
