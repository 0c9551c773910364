use yew::{Callback, Html, component, html};

use super::devices::{DeviceSettings, DeviceSettingsProps};
use crate::part::{part, use_part};
use crate::state::media::DeviceState;

/// All settings of devices, once the browser has told of its devices.
#[component]
pub fn LobbySettings(props: &DeviceSettingsProps) -> Html {
    let state = props.media.state;
    let has_answered = ![state.camera, state.microphone].contains(&DeviceState::Asking);
    match use_part(has_answered, settings, Callback::noop()) {
        Some(draw) => draw(props.clone()),
        None => html! { <div class="settings settings--coming" /> },
    }
}

part! { settings, fn settings() -> fn(DeviceSettingsProps) -> Html { draw } }

fn draw(props: DeviceSettingsProps) -> Html {
    html! { <DeviceSettings ..props /> }
}
