//! Choosing devices and what becomes of their pictures and sound.

mod background_choice;
mod camera_settings;
mod device_select;
mod level_meter;
mod microphone_settings;
mod speaker_settings;

use yew::{Html, Properties, component, html};

use crate::hooks::{Effect, LocalMedia};
use crate::messages::use_messages;

pub use camera_settings::CameraSettings;
pub use microphone_settings::MicrophoneSettings;
pub use speaker_settings::SpeakerSettings;

#[derive(Clone, PartialEq, Properties)]
pub struct DeviceSettingsProps {
    pub media: LocalMedia,
    pub effect: Effect,
}

/// All settings of devices at once, as before the call.
#[component]
pub fn DeviceSettings(props: &DeviceSettingsProps) -> Html {
    let messages = use_messages();
    html! {
        <section class="settings" aria-label={messages.text("lobby-settings")}>
            <MicrophoneSettings media={props.media.clone()} />
            <SpeakerSettings media={props.media.clone()} />
            <CameraSettings media={props.media.clone()} effect={props.effect} />
        </section>
    }
}
