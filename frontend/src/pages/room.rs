use shared::RoomName;
use yew::{
    Callback, Html, Properties, classes, component, hook, html, use_callback, use_reducer_eq, use_state_eq,
};

use crate::browser;
use crate::components::{
    AudioSinks, Header, JoinForm, MediaControls, MediaHelp, Notice, Reconnecting, StatusLine, TileGrid,
};
use crate::hooks::{use_arrivals, use_call, use_local_media, use_title};
use crate::messages::{Message, use_messages};
use crate::notifications::use_notifier;
use crate::shortcuts::use_shortcut;
use crate::state::call::Phase;
use crate::state::media::{Device, DeviceProblem, DeviceState, MediaState};
use crate::state::session::{SessionAction, SessionState};
use crate::state::shortcut::Shortcut;

#[derive(PartialEq, Properties)]
pub struct RoomPageProps {
    pub room: RoomName,
}

/// A room: the lobby before joining, the stage during the call. One tree for both, so that the own picture plays on.
#[component]
pub fn RoomPage(props: &RoomPageProps) -> Html {
    let messages = use_messages();
    let session = use_reducer_eq(|| SessionState::with_name(browser::remembered_name()));
    let media = use_local_media();
    let call = use_call(props.room.clone(), media.tracks.clone(), session.dispatcher());
    let asked_in_call = use_state_eq(|| false);
    use_title(props.room.to_string().into());

    let dispatcher = session.dispatcher();
    let type_name = use_callback((), {
        let dispatcher = dispatcher.clone();
        move |name, ()| dispatcher.dispatch(SessionAction::Typed(name))
    });
    let join = use_callback(((*session).clone(), call.join.clone()), {
        let asked_in_call = asked_in_call.setter();
        move |(), (session, join): &(SessionState, Callback<_>)| match session.checked_name() {
            Ok(name) => {
                asked_in_call.set(false);
                join.emit(name);
            }
            Err(problem) => dispatcher.dispatch(SessionAction::Refused(problem)),
        }
    });
    let toggle = use_callback((media.state, media.toggle.clone()), {
        let asked_in_call = asked_in_call.setter();
        move |device: Device, (state, toggle): &(MediaState, Callback<Device>)| {
            if matches!(state.of(device), DeviceState::Unavailable(_)) {
                asked_in_call.set(true);
            }
            toggle.emit(device);
        }
    });

    use_device_shortcut(Shortcut::Microphone, Device::Microphone, media.state, toggle.clone());
    use_device_shortcut(Shortcut::Camera, Device::Camera, media.state, toggle.clone());

    let phase = call.state.phase;
    use_arrivals(phase.is_in_call(), call.state.participants.clone());
    let in_call = phase.is_in_call();
    let lost = match phase {
        Phase::Reconnecting(lost) => Some(lost),
        Phase::Connected | Phase::Connecting | Phase::Ended | Phase::Idle => None,
    };
    let view = if in_call { "call" } else { "lobby" };
    let lost_device =
        media.state.problems().iter().any(|(_, problem)| matches!(problem, DeviceProblem::Stopped));
    let shows_help = !in_call || *asked_in_call || lost_device;
    let alone = phase == Phase::Connected && call.state.participants.is_empty();
    html! {
        <div class="app" data-view={view} data-phase={phase.word()}>
            <Header room={props.room.to_string()} />
            <div class="notices">
                if let Some(failure) = call.state.failure.clone() {
                    <Notice {failure} on_rejoin={join.clone()} on_dismiss={call.dismiss_failure.clone()} />
                }
                <Reconnecting {lost} />
            </div>
            <main class={classes!("room", format!("room--{view}"))}>
                <h1 class={classes!("room__title", in_call.then_some("visually-hidden"))}>
                    if in_call {
                        { messages.format("stage-call", &[("room", props.room.as_str().into())]) }
                    } else {
                        { messages.say(&call.state.invitation()) }
                    }
                </h1>
                <section class="stage" aria-label={messages.text("stage-participants")}>
                    <TileGrid
                        room={call.room.clone()}
                        participants={call.state.participants.clone()}
                        own_name={session.name.trim().to_owned()}
                        media={media.state}
                        camera={media.tracks.camera.clone()}
                    />
                    if alone {
                        <p class="stage__hint">{ messages.text("stage-alone") }</p>
                    }
                </section>
                <MediaControls media={media.state} on_toggle={toggle} />
                if shows_help {
                    <MediaHelp media={media.state} on_retry={media.retry.clone()} />
                }
                <JoinForm
                    name={session.name.clone()}
                    problem={session.name_problem}
                    {phase}
                    on_name={type_name}
                    on_join={join}
                    on_leave={call.leave.clone()}
                />
                <StatusLine text={messages.say(&call.state.status())} />
            </main>
            <AudioSinks room={call.room.clone()} participants={call.state.participants.clone()} />
        </div>
    }
}

/// Mutes and unmutes by a key, and says so, for the focus is elsewhere.
#[hook]
fn use_device_shortcut(shortcut: Shortcut, device: Device, media: MediaState, toggle: Callback<Device>) {
    let notifier = use_notifier();
    use_shortcut(shortcut, move |_| {
        let becomes = match media.of(device) {
            DeviceState::On => Some("stage-device-now-off"),
            DeviceState::Off => Some("stage-device-now-on"),
            DeviceState::Asking | DeviceState::Unavailable(_) => None,
        };
        if let Some(id) = becomes {
            notifier.announce(Message::new(id).with("device", device.word()));
        }
        toggle.emit(device);
    });
}
