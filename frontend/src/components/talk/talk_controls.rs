use yew::{AttrValue, Callback, Classes, Html, Properties, component};

use crate::components::call_bar::{BarItem, Fold};
use crate::components::icon::Picture;
use crate::components::menu::{MenuEntry, MenuItem, MenuItemKind};
use crate::hooks::Panel;
use crate::messages::Messages;
use crate::settings::{Kept, Preference};
use crate::shortcuts::use_shortcut;
use crate::state::shortcut::Shortcut;

/// Whether a sound tells who comes and who goes.
pub const SOUNDS: Preference<bool> = Preference::new("sounds", || true);
/// Whether reactions rise over the stage.
pub const REACTIONS: Preference<bool> = Preference::new("reactions", || true);

/// What the bar and its menu offer beside speaking and being seen.
#[derive(Clone, Debug, PartialEq)]
pub struct TalkControls {
    /// Which panel is open.
    pub panel: Option<Panel>,
    pub on_panel: Callback<Panel>,
    /// Messages that were not looked at.
    pub unread: usize,
    pub hand_is_up: bool,
    pub on_hand: Callback<()>,
    /// Whether reactions are offered.
    pub reacting: bool,
    pub on_reacting: Callback<()>,
    /// `None`: this browser cannot record.
    pub recording: Option<bool>,
    pub on_recording: Callback<()>,
    pub reactions: Kept<bool>,
    pub sounds: Kept<bool>,
}

impl TalkControls {
    /// The buttons, in the order that people know from elsewhere.
    pub fn items(&self, messages: &Messages) -> Vec<BarItem> {
        let item = |id, label: AttrValue, picture, pressed: bool, on_press: Callback<()>| BarItem {
            id,
            label,
            picture,
            pressed: Some(pressed),
            badge: None,
            fold: Fold::Narrow,
            on_press,
        };
        let panel = |id, label, picture, panel| {
            item(id, label, picture, self.panel == Some(panel), self.on_panel.reform(move |()| panel))
        };
        let chat = messages.format("talk-chat-unread", &[("count", self.unread.into())]);
        let chat = panel("chat_open", chat, Picture::Chat, Panel::Chat);
        let (hand, reactions) = (messages.text("talk-hand-raise"), messages.text("talk-reactions"));
        vec![
            BarItem { badge: u32::try_from(self.unread).ok(), fold: Fold::Tiny, ..chat },
            item("hand", hand, Picture::Hand, self.hand_is_up, self.on_hand.clone()),
            item("react", reactions, Picture::Smile, self.reacting, self.on_reacting.clone()),
            panel("people_open", messages.text("talk-people"), Picture::People, Panel::People),
        ]
    }

    /// The lines of the menu.
    pub fn entries(&self, messages: &Messages) -> Vec<MenuEntry> {
        let line = |id: &'static str, message, picture, is_on, on_select| {
            MenuEntry::Item(MenuItem {
                id: id.into(),
                label: messages.text(message),
                picture: Some(picture),
                kind: MenuItemKind::Check(is_on),
                class: Classes::new(),
                on_select,
            })
        };
        let switch = |kept: &Kept<bool>| {
            let value = kept.value;
            kept.set.reform(move |()| !value)
        };
        let record = self.recording.map(|is_running| {
            line("record", "talk-record", Picture::Record, is_running, self.on_recording.clone())
        });
        let (reactions, sounds) = (&self.reactions, &self.sounds);
        let rest = [
            line("reactions_show", "talk-reactions-show", Picture::Smile, reactions.value, switch(reactions)),
            line("sounds", "talk-sounds", Picture::Speaker, sounds.value, switch(sounds)),
        ];
        std::iter::once(MenuEntry::Heading(messages.text("talk-more"))).chain(record).chain(rest).collect()
    }
}

#[derive(PartialEq, Properties)]
pub struct TalkKeysProps {
    pub on_panel: Callback<Panel>,
    pub on_hand: Callback<()>,
}

/// The keys of the buttons, while there are such.
#[component]
pub fn TalkKeys(props: &TalkKeysProps) -> Html {
    let opens = |panel: Panel| {
        let on_panel = props.on_panel.clone();
        move |is_down: bool| {
            if is_down {
                on_panel.emit(panel);
            }
        }
    };
    use_shortcut(Shortcut::Chat, opens(Panel::Chat));
    use_shortcut(Shortcut::People, opens(Panel::People));
    use_shortcut(Shortcut::Hand, {
        let on_hand = props.on_hand.clone();
        move |is_down| {
            if is_down {
                on_hand.emit(());
            }
        }
    });
    Html::default()
}
