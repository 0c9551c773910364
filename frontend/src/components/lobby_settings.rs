use yew::{Callback, Html, component, html};

use super::devices::{DeviceSettings, DeviceSettingsProps};
use crate::part::{part, use_part};

/// All settings of devices, once the browser has told of its devices.
#[component]
pub fn LobbySettings(props: &DeviceSettingsProps) -> Html {
    match use_part(!props.media.state.is_asking(), settings, Callback::noop()) {
        Some(draw) => draw(props.clone()),
        None => html! { <div class="settings" /> },
    }
}

part! { settings, fn settings() -> fn(DeviceSettingsProps) -> Html { draw } }

fn draw(props: DeviceSettingsProps) -> Html {
    html! { <DeviceSettings ..props /> }
}
