use yew::{Callback, Html, MouseEvent, Properties, component, html};

use super::devices::{CameraSettings, MicrophoneSettings, SpeakerSettings};
use super::icon::{Icon, Picture};
use super::popover::Popover;
use crate::hooks::{Effect, LocalMedia, use_speaking_while_muted};
use crate::messages::use_messages;
use crate::state::media::{Device, DeviceState};

#[derive(PartialEq, Properties)]
pub struct MediaControlsProps {
    pub media: LocalMedia,
    pub effect: Effect,
    /// In the call the settings are behind a button beside each device, and who speaks while muted is told.
    pub in_call: bool,
    pub on_toggle: Callback<Device>,
}

/// Mutes and unmutes microphone and camera, before and during the call.
#[component]
pub fn MediaControls(props: &MediaControlsProps) -> Html {
    let messages = use_messages();
    let LocalMedia { state, sources, .. } = &props.media;
    let muted = sources.microphone.as_ref().filter(|_| props.in_call && state.microphone == DeviceState::Off);
    let speaking = use_speaking_while_muted(muted.cloned());
    html! {
        <div class="media-controls" role="group" aria-label={messages.text("lobby-devices")}>
            <div class="media-controls__device">
                <DeviceButton
                    device={Device::Microphone}
                    state={state.microphone}
                    on_toggle={props.on_toggle.clone()}
                />
                if props.in_call {
                    <Popover id="microphone_settings" label={messages.text("lobby-microphone-settings")}>
                        <MicrophoneSettings media={props.media.clone()} />
                        <SpeakerSettings media={props.media.clone()} />
                    </Popover>
                }
            </div>
            <div class="media-controls__device">
                <DeviceButton device={Device::Camera} state={state.camera} on_toggle={props.on_toggle.clone()} />
                if props.in_call {
                    <Popover id="camera_settings" label={messages.text("lobby-camera-settings")}>
                        <CameraSettings media={props.media.clone()} effect={props.effect} />
                    </Popover>
                }
            </div>
            <div class="media-controls__hint" role="status">
                if speaking {
                    <p id="muted_hint">{ messages.text("lobby-muted-hint") }</p>
                }
            </div>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct DeviceButtonProps {
    device: Device,
    state: DeviceState,
    on_toggle: Callback<Device>,
}

#[component]
fn DeviceButton(props: &DeviceButtonProps) -> Html {
    let messages = use_messages();
    let device = props.device;
    let is_on = props.state == DeviceState::On;
    let (name, picture) = match (device, is_on || props.state == DeviceState::Asking) {
        (Device::Camera, true) => ("lobby-camera", Picture::Camera),
        (Device::Camera, false) => ("lobby-camera", Picture::CameraOff),
        (Device::Microphone, true) => ("lobby-microphone", Picture::Microphone),
        (Device::Microphone, false) => ("lobby-microphone", Picture::MicrophoneOff),
    };
    let hint = match props.state {
        DeviceState::Asking => "lobby-device-asking",
        DeviceState::On => "lobby-device-turn-off",
        DeviceState::Off => "lobby-device-turn-on",
        DeviceState::Unavailable(_) => "lobby-device-try",
    };
    let onclick = props.on_toggle.reform(move |_: MouseEvent| device);
    html! {
        <button
            id={device.word()}
            class="toggle"
            type="button"
            aria-label={messages.text(name)}
            aria-pressed={if is_on { "true" } else { "false" }}
            data-state={props.state.word()}
            title={messages.format(hint, &[("device", device.word().into())])}
            {onclick}
        >
            <Icon {picture} />
        </button>
    }
}
