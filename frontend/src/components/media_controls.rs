use yew::{Callback, Html, MouseEvent, Properties, component, html};

use super::icon::{Icon, Picture};
use crate::state::media::{Device, DeviceState, MediaState};

#[derive(PartialEq, Properties)]
pub struct MediaControlsProps {
    pub media: MediaState,
    pub on_toggle: Callback<Device>,
}

/// Mutes and unmutes microphone and camera, before and during the call.
#[component]
pub fn MediaControls(props: &MediaControlsProps) -> Html {
    html! {
        <div class="media-controls" role="group" aria-label="Your microphone and camera">
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
    let device = props.device;
    let is_on = props.state == DeviceState::On;
    let (name, picture) = match (device, is_on || props.state == DeviceState::Asking) {
        (Device::Camera, true) => ("Camera", Picture::Camera),
        (Device::Camera, false) => ("Camera", Picture::CameraOff),
        (Device::Microphone, true) => ("Microphone", Picture::Microphone),
        (Device::Microphone, false) => ("Microphone", Picture::MicrophoneOff),
    };
    let hint = match props.state {
        DeviceState::Asking => format!("Waiting for your {}", device.word()),
        DeviceState::On => format!("Turn your {} off", device.word()),
        DeviceState::Off => format!("Turn your {} on", device.word()),
        DeviceState::Unavailable(_) => format!("Try your {} again", device.word()),
    };
    let onclick = props.on_toggle.reform(move |_: MouseEvent| device);
    html! {
        <button
            id={device.word()}
            class="toggle"
            type="button"
            aria-label={name}
            aria-pressed={if is_on { "true" } else { "false" }}
            data-state={props.state.word()}
            title={hint}
            {onclick}
        >
            <Icon {picture} />
        </button>
    }
}
