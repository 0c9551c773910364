use wasm_bindgen_futures::spawn_local;
use yew::{Callback, Html, MouseEvent, Properties, component, html, use_state_eq};

use super::device_select::DeviceSelect;
use crate::browser;
use crate::components::icon::{Icon, Picture};
use crate::hooks::LocalMedia;
use crate::messages::use_messages;
use crate::state::device_list::DeviceKind;

#[derive(PartialEq, Properties)]
pub struct SpeakerSettingsProps {
    pub media: LocalMedia,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    Idle,
    Playing,
    Failed,
}

/// Where the others are heard, and a sound to find out. Some browsers leave the choice to the system.
#[component]
pub fn SpeakerSettings(props: &SpeakerSettingsProps) -> Html {
    let messages = use_messages();
    let test = use_state_eq(|| Test::Idle);
    let LocalMedia { devices, choices, .. } = &props.media;
    let speaker = props.media.speaker();
    let can_choose = browser::can_choose_speaker() && devices.choices(DeviceKind::Speaker).next().is_some();
    let onclick = {
        let (test, speaker) = (test.clone(), speaker.clone());
        Callback::from(move |_: MouseEvent| {
            if *test == Test::Playing {
                return;
            }
            test.set(Test::Playing);
            let (test, speaker) = (test.setter(), speaker.clone());
            spawn_local(async move {
                let played = browser::play_test_sound(speaker.as_deref()).await;
                test.set(if played { Test::Idle } else { Test::Failed });
            });
        })
    };
    html! {
        <div class="settings__group">
            if can_choose {
                <DeviceSelect
                    kind={DeviceKind::Speaker}
                    label={messages.text("lobby-speaker")}
                    devices={devices.clone()}
                    chosen={speaker}
                    on_choose={choices.choose.clone()}
                />
            }
            <button
                id="test_speaker"
                class="button button--small"
                type="button"
                data-state={match *test { Test::Idle => "idle", Test::Playing => "playing", Test::Failed => "failed" }}
                {onclick}
            >
                <Icon picture={Picture::Speaker} />
                {
                    messages.text(match *test {
                        Test::Idle | Test::Failed => "lobby-test-speaker",
                        Test::Playing => "lobby-test-speaker-playing",
                    })
                }
            </button>
            <p class="setting__note" role="status">
                if *test == Test::Failed {
                    { messages.text("lobby-test-speaker-failed") }
                }
            </p>
        </div>
    }
}
