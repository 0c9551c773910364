use yew::{Html, Properties, component, html};

use super::background_choice::BackgroundChoice;
use super::device_select::DeviceSelect;
use crate::hooks::{Effect, LocalMedia};
use crate::messages::use_messages;
use crate::state::device_list::DeviceKind;

#[derive(PartialEq, Properties)]
pub struct CameraSettingsProps {
    pub media: LocalMedia,
    pub effect: Effect,
}

#[component]
pub fn CameraSettings(props: &CameraSettingsProps) -> Html {
    let messages = use_messages();
    let LocalMedia { devices, choices, .. } = &props.media;
    html! {
        <div class="settings__group">
            <DeviceSelect
                kind={DeviceKind::Camera}
                label={messages.text("lobby-camera")}
                devices={devices.clone()}
                chosen={choices.device(DeviceKind::Camera)}
                on_choose={choices.choose.clone()}
            />
            <BackgroundChoice
                chosen={choices.background.value}
                effect={props.effect}
                on_choose={choices.background.set.clone()}
            />
        </div>
    }
}
