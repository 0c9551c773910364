mod talk;

use shared::RoomName;
use twilio_video::LocalMediaTrack;
use web_sys::Element;
use yew::{
    Callback, Html, Properties, UseReducerDispatcher, classes, component, html, use_callback, use_state_eq,
};

use self::talk::use_talk_parts;
use super::call_part::Entered;
use crate::components::{
    AudioSinks, CallControls, CallTimer, CameraSettings, DetailsPanel, MediaControls, MediaHelp,
    MicrophoneSettings, PictureWishes, Popover, Reconnecting, ReliefBanner, ShareBanner, SpeakerSettings,
    Stage, StatusLine,
};
use crate::hooks::{
    Effect, LocalMedia, use_arrivals, use_layout, use_leaving_guard, use_page_hide, use_publishing,
    use_relief, use_room, use_screen_share, use_sending_limit, use_speaking_while_muted, use_wake_lock,
};
use crate::messages::use_messages;
use crate::render_marks;
use crate::settings::{Preference, use_preference};
use crate::state::call::{CallAction, CallState, Phase};
use crate::state::layout::LayoutAction;
use crate::state::media::{Device, DeviceProblem, DeviceState};

/// The others are heard and not seen.
const AUDIO_ONLY: Preference<bool> = Preference::new("audio-only", || false);
/// Small pictures, to and fro.
const DATA_SAVER: Preference<bool> = Preference::new("data-saver", || false);

#[derive(Clone, PartialEq, Properties)]
pub struct CallPageProps {
    pub name: RoomName,
    pub entered: Entered,
    pub call: CallState,
    /// Is told what happens in the room.
    pub dispatcher: UseReducerDispatcher<CallState>,
    /// The call is over.
    pub ended: Callback<()>,
    pub own_name: String,
    pub media: LocalMedia,
    pub effect: Effect,
    pub own_picture: Option<Element>,
    /// The person asked for a device that is not there.
    pub asks_for_help: bool,
    pub on_toggle: Callback<Device>,
}

/// What the part with the call gives to the page of the room.
pub fn draw(props: CallPageProps) -> Html {
    html! { <CallPage ..props /> }
}

/// The call: the stage, and everything that can be done in it.
#[component]
fn CallPage(props: &CallPageProps) -> Html {
    render_marks::mark("call", "");
    let messages = use_messages();
    let CallPageProps { call, media, entered, .. } = props;
    let room = &entered.room;
    use_room(room.clone(), props.dispatcher.clone(), props.ended.clone());
    use_publishing(room.clone(), media.tracks.clone(), &entered.published);
    let leave = use_callback((room.clone(), props.dispatcher.clone()), |(), (room, dispatcher)| {
        dispatcher.dispatch(CallAction::Leaving);
        // The only error is a library of another version, which has said so when it was bound.
        let _ = room.disconnect();
    });
    use_page_hide({
        let (room, dispatcher) = (room.clone(), props.dispatcher.clone());
        move || {
            dispatcher.dispatch(CallAction::PageHidden);
            let _ = room.disconnect();
        }
    });

    let share = use_screen_share(room.clone());
    let layout = use_layout(call);
    let shows_details = use_state_eq(|| false);
    let (audio_only, data_saver) = (use_preference(AUDIO_ONLY), use_preference(DATA_SAVER));
    let wishes = PictureWishes { audio_only: audio_only.value, data_saver: data_saver.value };
    use_sending_limit(room.clone(), wishes.data_saver);
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

    let muted = media.sources.microphone.clone().filter(|_| media.state.microphone == DeviceState::Off);
    let speaks_muted = use_speaking_while_muted(muted);

    let talk = use_talk_parts(props, share.picture.is_some());
    let in_call = call.phase.is_in_call();
    use_arrivals(in_call, call.participants.clone());
    use_wake_lock(in_call);
    // A background is given up first.
    let may_be_relieved = in_call && props.effect != Effect::On && media.state.camera == DeviceState::On;
    let (relieved, on_insist) = use_relief(media.sources.camera.clone(), may_be_relieved);
    use_leaving_guard(share.picture.is_some() || talk.records);
    let lost = match call.phase {
        Phase::Reconnecting(lost) => Some(lost),
        Phase::Connected | Phase::Connecting | Phase::Ended | Phase::Idle => None,
    };
    let lost_device =
        media.state.problems().iter().any(|(_, problem)| matches!(problem, DeviceProblem::Stopped));
    html! {
        <>
            <div class="notices">
                <Reconnecting {lost} />
                <ShareBanner
                    sharing={share.picture.is_some()}
                    failure={share.failure}
                    on_stop={share.toggle.clone()}
                />
                <ReliefBanner reduced={relieved} {on_insist} />
                { talk.notice }
            </div>
            <main class={classes!("room", "room--call", talk.panel.is_some().then_some("room--panel"))}>
                <h1 class="room__title visually-hidden">
                    { messages.format("stage-call", &[("room", props.name.as_str().into())]) }
                </h1>
                <Stage
                    room={room.clone()}
                    participants={call.participants.clone()}
                    speaker={call.speaker.clone()}
                    own_name={props.own_name.clone()}
                    media={media.state}
                    own_picture={props.own_picture.clone()}
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
                if *shows_details {
                    <DetailsPanel
                        room={room.clone()}
                        participants={call.participants.clone()}
                        on_close={on_details.clone()}
                    />
                }
                if props.asks_for_help || lost_device {
                    <MediaHelp media={media.state} on_retry={media.retry.clone()} />
                }
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
                    on_leave={leave}
                >
                    <MediaControls
                        media={media.state}
                        microphone_settings={html! {
                            <Popover id="microphone_settings" label={messages.text("lobby-microphone-settings")}>
                                <MicrophoneSettings media={media.clone()} />
                                <SpeakerSettings media={media.clone()} />
                            </Popover>
                        }}
                        camera_settings={html! {
                            <Popover id="camera_settings" label={messages.text("lobby-camera-settings")}>
                                <CameraSettings media={media.clone()} effect={props.effect} />
                            </Popover>
                        }}
                        speaks_muted={speaks_muted}
                        on_toggle={props.on_toggle.clone()}
                    />
                </CallControls>
                <StatusLine text={messages.say(&call.status())} />
                <CallTimer />
            </main>
            <AudioSinks
                room={room.clone()}
                participants={call.participants.clone()}
                speaker={media.speaker()}
            />
        </>
    }
}
