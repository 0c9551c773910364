use std::rc::Rc;

use web_sys::Element;
use yew::{
    Callback, Event, Html, MouseEvent, Properties, component, html, use_callback, use_effect_with,
    use_mut_ref, use_node_ref, use_state_eq,
};

use super::chat_entry::ChatEntry;
use super::composer::Composer;
use super::side_panel::SidePanel;
use crate::browser;
use crate::components::icon::{Icon, Picture};
use crate::hooks::TalkWish;
use crate::messages::use_messages;
use crate::state::talk::Entry;
use crate::state::transcript::transcript;

/// Pixels from the end of the chat within which one reads along.
const END_MARGIN: i32 = 48;

#[derive(PartialEq, Properties)]
pub struct ChatPanelProps {
    pub entries: Rc<[Rc<Entry>]>,
    pub act: Callback<TalkWish>,
    pub on_close: Callback<()>,
}

/// What was written and sent, and where to write.
#[component]
pub fn ChatPanel(props: &ChatPanelProps) -> Html {
    let messages = use_messages();
    let list = use_node_ref();
    let reads_along = use_mut_ref(|| true);
    let seen = use_mut_ref(|| None::<Rc<Entry>>);
    let missed = use_state_eq(|| 0_usize);

    use_effect_with(props.act.clone(), |act| {
        act.emit(TalkWish::LookAtChat(true));
        let act = act.clone();
        move || act.emit(TalkWish::LookAtChat(false))
    });
    use_effect_with(props.entries.clone(), {
        let (list, reads_along, seen, missed) =
            (list.clone(), reads_along.clone(), seen.clone(), missed.clone());
        move |entries| {
            let last = entries.last().cloned();
            let wrote =
                last.as_ref().is_some_and(|last| last.author.own && !was(seen.borrow().as_ref(), last));
            if *reads_along.borrow() || wrote {
                scroll_to_end(list.cast());
                seen.replace(last);
            } else {
                let new = entries.iter().rev().take_while(|entry| !was(seen.borrow().as_ref(), entry));
                missed.set(new.count());
            }
        }
    });
    let onscroll = use_callback(props.entries.last().cloned(), {
        let (list, reads_along, missed) = (list.clone(), reads_along.clone(), missed.setter());
        move |_: Event, last| {
            let at_end = list.cast::<Element>().is_none_or(|list| is_at_end(&list));
            reads_along.replace(at_end);
            if at_end {
                seen.replace(last.clone());
                missed.set(0);
            }
        }
    });
    let to_end = use_callback((), {
        let list = list.clone();
        move |_: MouseEvent, ()| scroll_to_end(list.cast())
    });
    let save =
        use_callback((props.entries.clone(), messages.language()), |_: MouseEvent, (entries, language)| {
            let clock = |time| browser::clock_time(time, language.tag());
            let text = transcript(entries.iter().map(Rc::as_ref), clock);
            browser::save_file("chat.txt", "text/plain;charset=utf-8", text.as_bytes());
        });

    let tools = html! {
        <button
            id="chat_save"
            class="button button--plain"
            type="button"
            disabled={props.entries.is_empty()}
            aria-label={messages.text("talk-chat-save")}
            title={messages.text("talk-chat-save")}
            onclick={save}
        >
            <Icon picture={Picture::Save} />
        </button>
    };
    html! {
        <SidePanel id="chat" title={messages.text("talk-chat")} on_close={props.on_close.clone()} {tools}>
            <div class="chat">
                <div ref={list} id="chat_entries" class="side-panel__body" tabindex="0" role="log" aria-live="off"
                    aria-label={messages.text("talk-chat-messages")} {onscroll}>
                    if props.entries.is_empty() {
                        <p class="chat__empty">{ messages.text("talk-chat-empty") }</p>
                    }
                    <ol class="chat__entries">
                        { draw(&props.entries, &props.act, |name| messages.format("talk-chat-told", &[("name", name.into())])) }
                    </ol>
                </div>
                if *missed > 0 {
                    <button id="chat_new" class="button button--small chat__new" type="button" onclick={to_end}>
                        { messages.format("talk-chat-new", &[("count", (*missed).into())]) }
                    </button>
                }
            </div>
            <Composer act={props.act.clone()} />
        </SidePanel>
    }
}

fn draw(entries: &[Rc<Entry>], act: &Callback<TalkWish>, told: impl Fn(&str) -> yew::AttrValue) -> Html {
    let mut above: Option<&Rc<Entry>> = None;
    let mut drawn = Vec::new();
    for entry in entries {
        let teller = |entry: &Entry| entry.told_by.clone();
        if let Some(name) = teller(entry)
            && above.and_then(|above| teller(above)).as_deref() != Some(&*name)
        {
            let key = format!("told {}", entry.number);
            drawn.push(html! { <li {key} class="chat__told">{ told(&name) }</li> });
        }
        let continues = above.is_some_and(|above| above.author.sid == entry.author.sid);
        drawn.push(
            html! { <ChatEntry key={entry.number} entry={entry.clone()} {continues} act={act.clone()} /> },
        );
        above = Some(entry);
    }
    drawn.into_iter().collect()
}

/// Whether it is the same entry, whatever became of its file.
fn was(known: Option<&Rc<Entry>>, entry: &Entry) -> bool {
    known.is_some_and(|known| known.number == entry.number)
}

fn is_at_end(list: &Element) -> bool {
    list.scroll_height() - list.scroll_top() - list.client_height() <= END_MARGIN
}

fn scroll_to_end(list: Option<Element>) {
    if let Some(list) = list {
        list.set_scroll_top(list.scroll_height());
    }
}
