use twilio_video::{MediaTrack, Room};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlAudioElement;
use yew::{
    Callback, Html, MouseEvent, Properties, component, html, use_callback, use_effect_with, use_node_ref,
    use_state_eq,
};

use super::icon::{Icon, Picture};
use super::stage::media_track;
use crate::browser;
use crate::messages::use_messages;
use crate::state::roster::Participant;

#[derive(PartialEq, Properties)]
pub struct AudioSinksProps {
    pub room: Room,
    pub participants: Vec<Participant>,
    /// The id of the speaker that the person chose and that is there.
    pub speaker: Option<String>,
}

/// The sound of the others. It stands outside of the tiles: no change of the layout interrupts it.
#[component]
pub fn AudioSinks(props: &AudioSinksProps) -> Html {
    let messages = use_messages();
    let blocked = use_state_eq(|| false);
    // Counts the clicks that allow sound, so that every sink tries again.
    let attempt = use_state_eq(|| 0_u32);
    let on_blocked = use_callback((), {
        let blocked = blocked.setter();
        move |(), ()| blocked.set(true)
    });
    let hear = Callback::from({
        let (blocked, attempt) = (blocked.clone(), attempt.clone());
        move |_: MouseEvent| {
            blocked.set(false);
            attempt.set(*attempt + 1);
        }
    });
    let remote = props.room.participants();
    let sinks = props.participants.iter().flat_map(|participant| {
        participant.audio_tracks.iter().filter_map(|sid| {
            let track = media_track(&remote, &participant.sid, sid)?;
            Some(html! {
                <AudioSink
                    key={sid.clone()}
                    {track}
                    participant={participant.sid.clone()}
                    speaker={props.speaker.clone()}
                    attempt={*attempt}
                    on_blocked={on_blocked.clone()}
                />
            })
        })
    });
    html! {
        <>
            <div id="audio_sinks" hidden=true>{ sinks.collect::<Html>() }</div>
            if *blocked && !props.participants.is_empty() {
                <button id="hear" class="button button--primary hear" type="button" onclick={hear}>
                    <Icon picture={Picture::Speaker} />
                    { messages.text("trouble-hear") }
                </button>
            }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct AudioSinkProps {
    track: MediaTrack,
    /// SID of whom we hear.
    participant: String,
    speaker: Option<String>,
    attempt: u32,
    on_blocked: Callback<()>,
}

/// One sound, for as long as this component lives.
#[component]
fn AudioSink(props: &AudioSinkProps) -> Html {
    let node = use_node_ref();
    use_effect_with((props.track.clone(), node.clone()), |(track, node)| {
        let held = node.cast::<HtmlAudioElement>().map(|audio| {
            // A track that ended meanwhile is silent, which is the truth.
            let _ = track.attach(&audio);
            (track.clone(), audio)
        });
        move || {
            if let Some((track, audio)) = held {
                let _ = track.detach(&audio);
                audio.set_src_object(None);
            }
        }
    });
    use_effect_with((props.speaker.clone(), node.clone()), |(speaker, node)| {
        if let Some(audio) = node.cast::<HtmlAudioElement>() {
            browser::set_speaker(&audio, speaker.as_deref());
        }
    });
    use_effect_with((props.track.clone(), props.attempt, node.clone()), {
        let on_blocked = props.on_blocked.clone();
        move |(_, _, node)| {
            if let Some(audio) = node.cast::<HtmlAudioElement>() {
                play(audio, on_blocked);
            }
        }
    });
    html! { <audio ref={node} autoplay=true data-participant={props.participant.clone()} /> }
}

/// Browsers keep a page silent until the person has touched it, and say so by this error only.
fn play(audio: HtmlAudioElement, on_blocked: Callback<()>) {
    let Ok(playing) = audio.play() else { return };
    spawn_local(async move {
        if let Err(error) = JsFuture::from(playing).await {
            let name = js_sys::Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
            if name.as_deref() == Some("NotAllowedError") {
                on_blocked.emit(());
            }
        }
    });
}
