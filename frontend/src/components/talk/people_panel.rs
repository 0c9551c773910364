use std::rc::Rc;

use shared::call_message::ParticipantSid;
use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html};

use super::copy_link::CopyLink;
use super::side_panel::SidePanel;
use crate::components::icon::{Icon, Picture};
use crate::messages::{Messages, use_messages};
use crate::state::roster::{Sending, initials};

/// Somebody in the call as the list shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub sid: AttrValue,
    pub name: AttrValue,
    pub own: bool,
    pub microphone: Sending,
    pub camera: Sending,
    pub sharing: bool,
    pub recording: bool,
    pub reconnecting: bool,
}

#[derive(PartialEq, Properties)]
pub struct PeoplePanelProps {
    /// Ourselves first.
    pub people: Vec<Person>,
    /// Raised hands in their order.
    pub hands: Rc<[ParticipantSid]>,
    /// The address that lets others in.
    pub link: AttrValue,
    pub on_lower_hand: Callback<()>,
    pub on_close: Callback<()>,
}

/// Who is in the call, how they are, and who wants to speak.
#[component]
pub fn PeoplePanel(props: &PeoplePanelProps) -> Html {
    let messages = use_messages();
    let raised = props
        .hands
        .iter()
        .filter_map(|sid| props.people.iter().find(|person| person.sid.as_str() == sid.as_str()))
        .collect::<Vec<_>>();
    let lower = props.on_lower_hand.reform(|_: MouseEvent| ());
    let title = messages.format("talk-people-count", &[("count", props.people.len().into())]);
    html! {
        <SidePanel id="people" {title} on_close={props.on_close.clone()}>
            <div class="side-panel__body" tabindex="0" data-first-focus="true" role="group" aria-label={messages.text("talk-people")}>
                if !raised.is_empty() {
                    <section aria-labelledby="people_hands">
                        <h3 id="people_hands" class="people__heading">{ messages.text("talk-hands") }</h3>
                        <ol id="hands" class="people__list">
                            for person in raised {
                                <li key={person.sid.as_str()} class="person" data-hand={person.sid.clone()}>
                                    <Icon picture={Picture::Hand} />
                                    <bdi class="person__name">{ label(person, &messages) }</bdi>
                                    if person.own {
                                        <button class="button button--small" type="button" onclick={lower.clone()}>
                                            { messages.text("talk-hand-lower") }
                                        </button>
                                    }
                                </li>
                            }
                        </ol>
                    </section>
                }
                <section aria-labelledby="people_all">
                    <h3 id="people_all" class="people__heading">{ messages.text("talk-people-here") }</h3>
                    <ul id="people_list" class="people__list">
                        for person in props.people.iter() {
                            <li key={person.sid.as_str()} class="person" data-person={person.sid.clone()}>
                                <span class="person__initials" aria-hidden="true">{ initials(&person.name) }</span>
                                <bdi class="person__name">{ label(person, &messages) }</bdi>
                                <span class="person__states">{ states(person, &messages) }</span>
                            </li>
                        }
                    </ul>
                </section>
            </div>
            <footer class="side-panel__footer">
                <CopyLink id="people_copy" link={props.link.clone()} />
            </footer>
        </SidePanel>
    }
}

fn label(person: &Person, messages: &Messages) -> AttrValue {
    if person.own {
        messages.format("talk-person-own", &[("name", person.name.clone().into())])
    } else {
        person.name.clone()
    }
}

/// Pictures for the eye, words for the ear.
fn states(person: &Person, messages: &Messages) -> Html {
    let microphone = match person.microphone {
        Sending::On => (Picture::Microphone, "talk-microphone-on"),
        Sending::Off => (Picture::MicrophoneOff, "talk-microphone-muted"),
        Sending::Absent => (Picture::MicrophoneOff, "talk-microphone-absent"),
    };
    let camera = match person.camera {
        Sending::On => (Picture::Camera, "talk-camera-on"),
        Sending::Off | Sending::Absent => (Picture::CameraOff, "talk-camera-off"),
    };
    let states = [
        person.reconnecting.then_some((Picture::Warning, "talk-reconnecting")),
        person.recording.then_some((Picture::Record, "talk-person-records")),
        person.sharing.then_some((Picture::Screen, "talk-person-shares")),
        Some(camera),
        Some(microphone),
    ];
    let draw = |(picture, id): (Picture, &'static str)| {
        let text = messages.text(id);
        html! {
            <span class="person__state" title={text.clone()}>
                <Icon {picture} />
                <span class="visually-hidden">{ text }</span>
            </span>
        }
    };
    states.into_iter().flatten().map(draw).collect()
}
