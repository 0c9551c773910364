use yew::{Callback, Html, MouseEvent, Properties, component, html};

use super::icon::{Icon, Picture};
use crate::messages::use_messages;
use crate::state::media::{Device, DeviceState, MediaState};

#[derive(PartialEq, Properties)]
pub struct MediaControlsProps {
    pub media: MediaState,
    pub on_toggle: Callback<Device>,
}

/// Mutes and unmutes microphone and camera, before and during the call.
#[component]
pub fn MediaControls(props: &MediaControlsProps) -> Html {
    let messages = use_messages();
    html! {
        <div class="media-controls" role="group" aria-label={messages.text("lobby-devices")}>
            <DeviceButton
                device={Device::Microphone}
                state={props.media.microphone}
                on_toggle={props.on_toggle.clone()}
            />
            <DeviceButton device={Device::Camera} state={props.media.camera} on_toggle={props.on_toggle.clone()} />
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
