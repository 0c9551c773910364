use shared::RoomName;
use twilio_video::LocalMediaTrack;
use yew::{
    Callback, Html, Properties, classes, component, hook, html, use_callback, use_reducer_eq, use_state_eq,
};

use super::room_talk::use_talk_parts;
use crate::browser;
use crate::components::{
    AudioSinks, CallControls, CallTimer, DetailsPanel, DeviceSettings, Header, HomePanel, JoinForm,
    MediaControls, MediaHelp, Notice, PictureWishes, Reconnecting, ReliefBanner, ShareBanner, Stage,
    StatusLine, Trouble,
};
use crate::hooks::{
    Effect, use_arrivals, use_background, use_call, use_layout, use_leaving_guard, use_local_media,
    use_occupancy, use_rejoin, use_relief, use_screen_share, use_sending_limit, use_title, use_wake_lock,
};
use crate::messages::{Message, use_messages};
use crate::notifications::use_notifier;
use crate::render_marks;
use crate::settings::{Preference, use_preference};
use crate::shortcuts::use_shortcut;
use crate::state::call::Phase;
use crate::state::failure::Failure;
use crate::state::layout::LayoutAction;
use crate::state::media::{Device, DeviceProblem, DeviceState, MediaState};
use crate::state::session::{SessionAction, SessionState};
use crate::state::shortcut::Shortcut;

/// The others are heard and not seen.
const AUDIO_ONLY: Preference<bool> = Preference::new("audio-only", || false);
/// Small pictures, to and fro.
const DATA_SAVER: Preference<bool> = Preference::new("data-saver", || false);

#[derive(PartialEq, Properties)]
pub struct RoomPageProps {
    pub room: RoomName,
    /// Shows the ways to other rooms, too.
    #[prop_or_default]
    pub home: bool,
}

/// A room: the lobby before joining, the stage during the call. One tree for both, so that the own picture plays on.
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
    let share = use_screen_share(call.room.clone());
    let layout = use_layout(&call.state);
    let shows_details = use_state_eq(|| false);
    let (audio_only, data_saver) = (use_preference(AUDIO_ONLY), use_preference(DATA_SAVER));
    let wishes = PictureWishes { audio_only: audio_only.value, data_saver: data_saver.value };
    use_sending_limit(call.room.clone(), wishes.data_saver);
    let trouble = call.state.trouble().cloned();
    let own_title = trouble.as_ref().map(|failure| messages.text(failure.heading()));
    use_title(own_title.unwrap_or_else(|| props.room.to_string().into()));

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
    let on_layout = use_callback((), {
        let layout = layout.dispatcher();
        move |action: LayoutAction, ()| layout.dispatch(action)
    });
    let on_wishes = use_callback((audio_only.set, data_saver.set), |wishes: PictureWishes, (audio, data)| {
        audio.emit(wishes.audio_only);
        data.emit(wishes.data_saver);
    });
    let on_details = {
        let shows_details = shows_details.clone();
        Callback::from(move |()| shows_details.set(!*shows_details))
    };

    let hold_to_talk = media.hold_to_talk.clone();
    use_shortcut(Shortcut::PushToTalk, move |is_down| hold_to_talk.emit(is_down));

    let talk = use_talk_parts(
        &props.room,
        &call,
        session.name.trim(),
        media.state,
        &media.tracks,
        share.picture.is_some(),
    );
    let phase = call.state.phase;
    use_arrivals(phase.is_in_call(), call.state.participants.clone());
    use_wake_lock(phase.is_in_call());
    // A background is given up first.
    let may_be_relieved = phase.is_in_call() && effect != Effect::On && media.state.camera == DeviceState::On;
    let (relieved, on_insist) = use_relief(media.sources.camera.clone(), may_be_relieved);
    use_leaving_guard(share.picture.is_some() || talk.records);
    use_rejoin(props.room.clone(), &call.state, media.state, toggle.clone(), join.clone());
    let in_call = phase.is_in_call();
    let occupancy = use_occupancy(props.room.clone(), !in_call);
    let lost = match phase {
        Phase::Reconnecting(lost) => Some(lost),
        Phase::Connected | Phase::Connecting | Phase::Ended | Phase::Idle => None,
    };
    let view = match (in_call, &trouble) {
        (true, _) => "call",
        (false, Some(_)) => "trouble",
        (false, None) => "lobby",
    };
    let in_lobby = view == "lobby";
    let lost_device =
        media.state.problems().iter().any(|(_, problem)| matches!(problem, DeviceProblem::Stopped));
    let shows_help = in_lobby || in_call && (*asked_in_call || lost_device);
    html! {
        <div class="app" data-view={view} data-phase={phase.word()}>
            <Header room={props.room.to_string()} />
            <div class="notices">
                if let Some(failure) = call.state.failure.clone().filter(Failure::is_told_beside_the_form) {
                    <Notice {failure} on_dismiss={call.dismiss_failure.clone()} />
                }
                <Reconnecting {lost} />
                <ShareBanner
                    sharing={share.picture.is_some()}
                    failure={share.failure}
                    on_stop={share.toggle.clone()}
                />
                <ReliefBanner reduced={relieved && in_call} {on_insist} />
                { talk.notice }
            </div>
            <main class={classes!("room", format!("room--{view}"), talk.panel.is_some().then_some("room--panel"))}>
                if let Some(failure) = trouble {
                    <Trouble {failure} busy={phase == Phase::Connecting} on_retry={join.clone()} />
                } else {
                    <h1 class={classes!("room__title", in_call.then_some("visually-hidden"))}>
                        if in_call {
                            { messages.format("stage-call", &[("room", props.room.as_str().into())]) }
                        } else {
                            { messages.say(&call.state.invitation()) }
                        }
                    </h1>
                }
                if in_lobby {
                    <p id="occupancy" class="occupancy" role="status">
                        if let Some(count) = occupancy {
                            { messages.format("lobby-occupancy", &[("count", count.into())]) }
                        }
                    </p>
                }
                <Stage
                    room={call.room.clone()}
                    participants={call.state.participants.clone()}
                    speaker={call.state.speaker.clone()}
                    own_name={session.name.trim().to_owned()}
                    media={media.state}
                    camera={media.tracks.camera.clone()}
                    own_screen={share.picture.as_ref().map(LocalMediaTrack::media).cloned()}
                    layout={(*layout).clone()}
                    on_layout={on_layout.clone()}
                    {wishes}
                    hands={talk.hands}
                >
                    { talk.overlay }
                </Stage>
                if let Some(panel) = talk.panel {
                    { panel }
                }
                if in_call && *shows_details {
                    <DetailsPanel
                        room={call.room.clone()}
                        participants={call.state.participants.clone()}
                        on_close={on_details.clone()}
                    />
                }
                if shows_help {
                    <MediaHelp media={media.state} on_retry={media.retry.clone()} />
                }
                if in_call {
                    { talk.reactions }
                    <CallControls
                        talk={talk.items}
                        talk_entries={talk.entries}
                        sharing={share.picture.is_some()}
                        on_share={share.toggle.clone()}
                        layout={(*layout).clone()}
                        {on_layout}
                        {wishes}
                        {on_wishes}
                        details_open={*shows_details}
                        {on_details}
                        on_leave={call.leave.clone()}
                    >
                        <MediaControls media={media.clone()} {effect} {in_call} on_toggle={toggle} />
                    </CallControls>
                } else {
                    <MediaControls media={media.clone()} {effect} {in_call} on_toggle={toggle} />
                    if in_lobby {
                        <JoinForm
                            name={session.name.clone()}
                            problem={session.name_problem}
                            {phase}
                            on_name={type_name}
                            on_join={join}
                        />
                    }
                }
                <StatusLine text={messages.say(&call.state.status())} />
                if in_call {
                    <CallTimer />
                } else if in_lobby {
                    if props.home {
                        <HomePanel />
                    }
                    <DeviceSettings media={media.clone()} {effect} />
                }
            </main>
            <AudioSinks
                room={call.room.clone()}
                participants={call.state.participants.clone()}
                speaker={media.speaker()}
            />
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
