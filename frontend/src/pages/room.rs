use shared::RoomName;
use yew::{
    Callback, Html, Properties, classes, component, hook, html, use_callback, use_memo, use_reducer_eq,
    use_state_eq,
};

mod use_call;
mod use_prefetch;

use self::use_call::use_call;
use self::use_prefetch::use_prefetch;
use super::call::CallPageProps;
use crate::browser;
use crate::components::{
    Header, HomePanel, JoinForm, LobbySettings, MediaControls, MediaHelp, Notice, OwnPicture, Preview,
    StatusLine, Trouble, own_picture_element,
};
use crate::hooks::{
    use_background, use_local_media, use_occupancy, use_phase_announcement, use_rejoin, use_title,
};
use crate::messages::{Message, use_messages};
use crate::notifications::use_notifier;
use crate::render_marks;
use crate::shortcuts::use_shortcut;
use crate::state::call::Phase;
use crate::state::failure::Failure;
use crate::state::media::{Device, DeviceState, MediaState};
use crate::state::session::{SessionAction, SessionState};
use crate::state::shortcut::Shortcut;

#[derive(PartialEq, Properties)]
pub struct RoomPageProps {
    pub room: RoomName,
    /// Shows the ways to other rooms, too.
    #[prop_or_default]
    pub home: bool,
}

/// A room: the lobby, and the call that it leads into. What outlives the change between them is kept here, our own
/// picture among it.
#[component]
pub fn RoomPage(props: &RoomPageProps) -> Html {
    render_marks::mark("page", "");
    let messages = use_messages();
    let session = use_reducer_eq(|| SessionState::with_name(browser::remembered_name()));
    let media = use_local_media();
    let call = use_call(props.room.clone(), media.tracks.clone(), session.dispatcher());
    let background = &media.choices.background;
    let effect = use_background(media.tracks.camera.clone(), background.value, background.set.clone());
    let asked_in_call = use_state_eq(|| false);
    let trouble = call.state.trouble().cloned();
    let own_title = trouble.as_ref().map(|failure| messages.text(failure.heading()));
    use_title(own_title.unwrap_or_else(|| props.room.to_string().into()));
    use_prefetch();

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
    let hold_to_talk = media.hold_to_talk.clone();
    use_shortcut(Shortcut::PushToTalk, move |is_down| hold_to_talk.emit(is_down));

    let phase = call.state.phase;
    let in_call = call.entered.is_some();
    use_phase_announcement(&call.state);
    use_rejoin(props.room.clone(), &call.state, media.state, toggle.clone(), join.clone());
    let occupancy = use_occupancy(props.room.clone(), !in_call);
    let picture_element = use_memo((), |()| own_picture_element());
    let camera = media.tracks.camera.clone().filter(|_| media.state.camera == DeviceState::On);
    let own_picture = camera.zip((*picture_element).clone());
    let picture = own_picture.as_ref().map(|(_, element)| element.clone());
    let own_name = session.name.trim().to_owned();
    let view = match (in_call, &trouble) {
        (true, _) => "call",
        (false, Some(_)) => "trouble",
        (false, None) => "lobby",
    };
    let in_lobby = view == "lobby";
    html! {
        <div class="app" data-view={view} data-phase={phase.word()}>
            <Header room={props.room.to_string()} />
            if let Some((camera, element)) = own_picture {
                <OwnPicture {camera} {element} />
            }
            if let Some(entered) = call.entered {
                {
                    entered.view.draw(CallPageProps {
                        name: props.room.clone(),
                        call: call.state,
                        dispatcher: call.dispatcher,
                        ended: call.ended,
                        own_name,
                        media: media.clone(),
                        effect,
                        own_picture: picture,
                        asks_for_help: *asked_in_call,
                        on_toggle: toggle,
                        entered,
                    })
                }
            } else {
                <>
                    <div class="notices">
                        if let Some(failure) = call.state.failure.clone().filter(Failure::is_told_beside_the_form) {
                            <Notice {failure} on_dismiss={call.dismiss_failure} />
                        }
                    </div>
                    <main class={classes!("room", format!("room--{view}"))}>
                        if let Some(failure) = trouble {
                            <Trouble {failure} busy={phase == Phase::Connecting} on_retry={join.clone()} />
                        } else {
                            <h1 class="room__title">{ messages.say(&call.state.invitation()) }</h1>
                            <p id="occupancy" class="occupancy" role="status">
                                if let Some(count) = occupancy {
                                    { messages.format("lobby-occupancy", &[("count", count.into())]) }
                                }
                            </p>
                        }
                        <Preview name={own_name} media={media.state} {picture} />
                        if in_lobby {
                            <MediaHelp media={media.state} on_retry={media.retry.clone()} />
                        }
                        <MediaControls media={media.state} on_toggle={toggle} />
                        if in_lobby {
                            <JoinForm
                                name={session.name.clone()}
                                problem={session.name_problem}
                                {phase}
                                on_name={type_name}
                                on_join={join}
                            />
                        }
                        <StatusLine text={messages.say(&call.state.status())} />
                        if in_lobby {
                            if props.home {
                                <HomePanel />
                            }
                            <LobbySettings {media} {effect} />
                        }
                    </main>
                </>
            }
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
