//! What is shown of what people say beside sound and picture.

use std::rc::Rc;

use shared::call_message::ParticipantSid;
use yew::{AttrValue, Html, hook, html, use_callback, use_state_eq};

use super::CallPageProps;
use crate::browser;
use crate::components::{
    BarItem, InviteCard, MenuEntry, Person, REACTIONS, ReactionBar, ReactionLayer, RecordingNotice, SOUNDS,
    TalkControls, TalkKeys, TalkPanel,
};
use crate::hooks::{
    Panel, TalkWish, use_chimes, use_recording, use_side_panel, use_talk, use_talk_news, use_turn_to_speak,
};
use crate::messages::{Message, use_messages};
use crate::notifications::use_notifier;
use crate::recorder;
use crate::settings::use_preference;
use crate::state::call::Phase;
use crate::state::roster::{Participant, Sending};

/// The parts, each for its place on the page.
pub struct TalkParts {
    /// Buttons of the bar, and lines of its menu.
    pub items: Vec<BarItem>,
    pub entries: Vec<MenuEntry>,
    /// To choose from.
    pub reactions: Html,
    pub notice: Html,
    /// Whether we record.
    pub records: bool,
    /// Beside the stage.
    pub panel: Option<Html>,
    /// Over the stage.
    pub overlay: Html,
    /// Raised hands in their order.
    pub hands: Rc<[ParticipantSid]>,
}

#[hook]
pub fn use_talk_parts(props: &CallPageProps, sharing: bool) -> TalkParts {
    let messages = use_messages();
    let CallPageProps { call, entered, media, .. } = props;
    let (room, tracks) = (&entered.room, &media.tracks);
    let in_call = call.phase.is_in_call();
    let participants = &call.participants;
    let panel = use_side_panel();
    let on_news = use_talk_news(panel.open == Some(Panel::Chat));
    let talk = use_talk(room.clone(), entered.messages.clone(), on_news);
    let recording = use_recording(room.clone(), participants.clone(), tracks.clone(), talk.act.clone());
    let (sounds, reactions) = (use_preference(SOUNDS), use_preference(REACTIONS));
    let shows_reactions = reactions.value;
    use_chimes(sounds.value, in_call, participants);
    let reacting = use_state_eq(|| false);
    let on_hand = use_callback((talk.view.own_hand, talk.act.clone()), |(), (is_up, act)| {
        act.emit(if *is_up { TalkWish::LowerHand } else { TalkWish::RaiseHand });
    });
    let on_reacting = use_callback(*reacting, {
        let reacting = reacting.setter();
        move |(), shown| reacting.set(!shown)
    });

    let notifier = use_notifier();
    let on_spoken = use_callback((talk.act.clone(), notifier), |(), (act, notifier)| {
        act.emit(TalkWish::LowerHand);
        notifier.toast(Message::new("talk-hand-lowered"));
    });
    use_turn_to_speak(talk.view.own_hand, tracks.microphone.clone(), on_spoken);

    let own = room.local_participant().sid().to_owned();
    let view = &talk.view;
    let hands = view.hands.clone();
    let records = |sid: &str| view.recorders.iter().any(|recorder| recorder.as_str() == sid);
    let person = |other: &Participant| Person {
        sid: other.sid.clone().into(),
        name: other.name.clone().into(),
        own: false,
        microphone: other.microphone,
        camera: other.camera,
        sharing: !other.screens.is_empty(),
        recording: records(&other.sid),
        reconnecting: other.reconnecting,
    };
    let ourselves = Person {
        sid: own.into(),
        name: props.own_name.clone().into(),
        own: true,
        microphone: Sending::of_device(media.state.microphone),
        camera: Sending::of_device(media.state.camera),
        sharing,
        recording: recording.is_running,
        reconnecting: matches!(call.phase, Phase::Reconnecting(_)),
    };
    let people: Vec<Person> = std::iter::once(ourselves).chain(participants.iter().map(person)).collect();
    let names: Vec<(AttrValue, AttrValue)> =
        people.iter().map(|person| (person.sid.clone(), person.name.clone())).collect();
    let recorders: Vec<AttrValue> = people
        .iter()
        .filter(|person| !person.own && person.recording)
        .map(|person| person.name.clone())
        .collect();
    let link = AttrValue::from(browser::room_address(&props.name));
    let is_alone = call.phase == Phase::Connected && participants.is_empty();
    let on_recording = if recording.is_running { recording.stop.clone() } else { recording.start };
    let controls = TalkControls {
        panel: panel.open,
        on_panel: panel.toggle,
        unread: view.unread,
        hand_is_up: view.own_hand,
        on_hand,
        reacting: *reacting,
        on_reacting,
        recording: recorder::is_possible().then_some(recording.is_running),
        on_recording,
        reactions,
        sounds,
    };
    TalkParts {
        items: controls.items(&messages),
        entries: controls.entries(&messages),
        reactions: html! {
            if *reacting {
                <ReactionBar on_react={talk.act.reform(TalkWish::React)} />
            }
        },
        records: recording.is_running,
        notice: html! {
            <RecordingNotice {recorders} own={recording.is_running} on_stop={recording.stop} />
        },
        panel: panel.open.map(|open| {
            html! {
                <TalkPanel
                    {open}
                    view={view.clone()}
                    {people}
                    link={link.clone()}
                    act={talk.act.clone()}
                    on_close={panel.close}
                />
            }
        }),
        overlay: html! {
            <>
                <TalkKeys on_panel={controls.on_panel} on_hand={controls.on_hand} />
                if is_alone {
                    <InviteCard {link} />
                }
                if shows_reactions {
                    <ReactionLayer reactions={view.reactions.clone()} {names} />
                }
            </>
        },
        hands,
    }
}
