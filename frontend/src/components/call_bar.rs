use yew::{AttrValue, Callback, Html, MouseEvent, Properties, classes, component, html};

use super::icon::{Icon, Picture};
use super::menu::{Menu, MenuEntry, MenuItem, MenuItemKind};
use crate::messages::use_messages;

/// A button of the bar, which becomes a line of its menu where the window is too narrow.
#[derive(Clone, Debug, PartialEq)]
pub struct BarItem {
    /// The button's id; the line's is this and `_item`.
    pub id: &'static str,
    /// What pressing it does, or what is on while it is pressed.
    pub label: AttrValue,
    pub picture: Picture,
    /// `None`: it does something once.
    pub pressed: Option<bool>,
    /// What is new behind it.
    pub badge: Option<u32>,
    pub fold: Fold,
    pub on_press: Callback<()>,
}

/// When a button gives its place to the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// On a phone.
    Narrow,
    /// On a phone that is held upright.
    Tiny,
}

impl Fold {
    /// The end of the classes in `call-bar.css`.
    fn word(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Tiny => "tiny",
        }
    }
}

#[derive(PartialEq, Properties)]
pub struct CallBarProps {
    /// Microphone and camera: they always stay.
    pub children: Html,
    /// In the order that people know from elsewhere: share, chat, hand, reactions, people, layout, and the rest.
    pub items: Vec<BarItem>,
    /// The rest of the menu.
    pub entries: Vec<MenuEntry>,
    pub on_leave: Callback<()>,
}

/// What one does in a call. The red button, last, leaves it.
#[component]
pub fn CallBar(props: &CallBarProps) -> Html {
    let messages = use_messages();
    let leave = props.on_leave.reform(|_: MouseEvent| ());
    let folded = props.items.iter().map(|item| MenuEntry::Item(line(item)));
    let entries = folded.chain(props.entries.iter().cloned()).collect::<Vec<_>>();
    let has_news = props.items.iter().any(|item| item.badge.is_some_and(|count| count > 0));
    html! {
        <div id="call_bar" class="call-bar" role="group" aria-label={messages.text("stage-bar")}>
            { props.children.clone() }
            for item in props.items.iter() {
                { button(item) }
            }
            <Menu
                id="more"
                label={messages.text("stage-more")}
                picture={Picture::More}
                {entries}
                class={classes!("bar-button", has_news.then_some("bar-button--news"))}
            />
            <button
                id="join_leave"
                class="bar-button bar-button--leave"
                type="button"
                title={messages.text("stage-leave")}
                onclick={leave}
            >
                <Icon picture={Picture::Leave} />
                <span class="visually-hidden">{ messages.text("stage-leave") }</span>
            </button>
        </div>
    }
}

fn button(BarItem { id, label, picture, pressed, badge, fold, on_press }: &BarItem) -> Html {
    let onclick = on_press.reform(|_: MouseEvent| ());
    html! {
        <button
            key={*id}
            id={*id}
            class={classes!("bar-button", format!("bar-button--{}", fold.word()))}
            type="button"
            aria-label={label.clone()}
            aria-pressed={pressed.map(|pressed| if pressed { "true" } else { "false" })}
            title={label.clone()}
            {onclick}
        >
            <Icon picture={*picture} />
            if let Some(count) = badge.filter(|count| *count > 0) {
                <span class="bar-button__badge">{ count }</span>
            }
        </button>
    }
}

fn line(item: &BarItem) -> MenuItem {
    MenuItem {
        id: format!("{}_item", item.id).into(),
        label: item.label.clone(),
        picture: Some(item.picture),
        kind: item.pressed.map_or(MenuItemKind::Action, MenuItemKind::Check),
        class: classes!(format!("menu__item--{}", item.fold.word())),
        on_select: item.on_press.clone(),
    }
}
