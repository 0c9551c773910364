use web_sys::HtmlInputElement;
use yew::{Callback, Event, Html, Properties, TargetCast, component, html};

use super::device_select::DeviceSelect;
use super::level_meter::LevelMeter;
use crate::hooks::LocalMedia;
use crate::messages::use_messages;
use crate::state::device_list::DeviceKind;
use crate::state::media::DeviceState;

#[derive(PartialEq, Properties)]
pub struct MicrophoneSettingsProps {
    pub media: LocalMedia,
}

#[component]
pub fn MicrophoneSettings(props: &MicrophoneSettingsProps) -> Html {
    let messages = use_messages();
    let LocalMedia { state, sources, devices, choices, .. } = &props.media;
    let source = sources.microphone.as_ref().filter(|_| state.microphone == DeviceState::On);
    let suppress = &choices.noise_suppression;
    let onchange: Callback<Event> = suppress.set.reform(|event: Event| {
        event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked())
    });
    html! {
        <div class="settings__group">
            <DeviceSelect
                kind={DeviceKind::Microphone}
                label={messages.text("lobby-microphone")}
                devices={devices.clone()}
                chosen={choices.device(DeviceKind::Microphone)}
                on_choose={choices.choose.clone()}
            />
            <LevelMeter source={source.cloned()} />
            <label class="setting__check">
                <input id="noise_suppression" type="checkbox" checked={suppress.value} {onchange} />
                { messages.text("lobby-noise-suppression") }
            </label>
        </div>
    }
}
