use yew::{Callback, Html, MouseEvent, Properties, component, html};

use super::icon::{Icon, Picture};
use crate::messages::use_messages;
use crate::state::media::{Device, DeviceState, MediaState};

#[derive(PartialEq, Properties)]
pub struct MediaControlsProps {
    pub media: MediaState,
    /// Beside the button of each device.
    #[prop_or_default]
    pub microphone_settings: Html,
    #[prop_or_default]
    pub camera_settings: Html,
    /// Whoever speaks while muted is told.
    #[prop_or_default]
    pub speaks_muted: bool,
    pub on_toggle: Callback<Device>,
}

/// Mutes and unmutes microphone and camera, before and during the call.
#[component]
pub fn MediaControls(props: &MediaControlsProps) -> Html {
    let messages = use_messages();
    let button =
        |device, state| html! { <DeviceButton {device} {state} on_toggle={props.on_toggle.clone()} /> };
    html! {
        <div class="media-controls" role="group" aria-label={messages.text("lobby-devices")}>
            <div class="media-controls__device">
                { button(Device::Microphone, props.media.microphone) }
                { props.microphone_settings.clone() }
            </div>
            <div class="media-controls__device">
                { button(Device::Camera, props.media.camera) }
                { props.camera_settings.clone() }
            </div>
            <div class="media-controls__hint" role="status">
                if props.speaks_muted {
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
