use twilio_video::{MediaTrack, Room};
use web_sys::Element;
use yew::{AttrValue, Callback, Html, MouseEvent, Properties, classes, component, html};

use super::avatar::{avatar, caption};
use super::icon::{Icon, Picture};
use super::network_bars::NetworkBars;
use super::video_view::VideoView;
use crate::messages::{Messages, use_messages};
use crate::render_marks;
use crate::state::layout::{Place, Subject};
use crate::state::picture::Ceiling;
use crate::state::roster::Sending;

#[derive(PartialEq, Properties)]
pub struct TileProps {
    pub subject: Subject,
    /// The element's id.
    pub id: AttrValue,
    /// What stands on the tile.
    pub label: AttrValue,
    /// Whose initials stand for the picture.
    pub name: AttrValue,
    pub microphone: Sending,
    pub camera: Sending,
    #[prop_or_default]
    pub video: Option<MediaTrack>,
    /// Our own picture, which plays on wherever it stands.
    #[prop_or_default]
    pub own_picture: Option<Element>,
    /// Of a picture that the server sends.
    #[prop_or_default]
    pub ceiling: Option<Ceiling>,
    /// The server holds the picture back.
    #[prop_or_default]
    pub paused: bool,
    /// We want no pictures.
    #[prop_or_default]
    pub audio_only: bool,
    #[prop_or_default]
    pub reconnecting: bool,
    #[prop_or_default]
    pub speaking: bool,
    /// The place of a raised hand, counted from 1.
    #[prop_or_default]
    pub hand: Option<usize>,
    pub place: Place,
    #[prop_or_default]
    pub pinned: bool,
    /// `None`: there is nobody else to choose from.
    #[prop_or_default]
    pub on_pin: Option<Callback<Subject>>,
    pub room: Room,
}

/// One person: picture or initials, name, what is off, and how their line is.
#[component]
pub fn Tile(props: &TileProps) -> Html {
    render_marks::mark("tile", &props.id);
    let messages = use_messages();
    let own = props.subject == Subject::Own;
    let sid = (!own).then(|| props.id.clone());
    html! {
        <article
            id={props.id.clone()}
            class={classes!("tile", own.then_some("tile--own"), props.speaking.then_some("tile--speaking"))}
            aria-label={props.label.clone()}
            hidden={props.place == Place::Hidden}
            data-place={props.place.word()}
            data-participant={sid.clone()}
            data-microphone={props.microphone.word()}
            data-camera={props.camera.word()}
            data-reconnecting={if props.reconnecting { "true" } else { "false" }}
        >
            if let Some(picture) = props.own_picture.clone() {
                { Html::VRef(picture.into()) }
            } else if let Some(track) = props.video.clone() {
                <VideoView {track} ceiling={props.ceiling} />
                if props.paused {
                    { paused_cover(&messages, avatar(&props.name)) }
                }
            } else if props.camera != Sending::On || props.audio_only {
                { avatar(&props.name) }
            }
            if props.reconnecting {
                <p class="tile__state">
                    <span class="spinner" aria-hidden="true" />
                    { messages.text("trouble-person-reconnecting") }
                </p>
            }
            if let Some(place) = props.hand {
                <p class="tile__hand">
                    <Icon picture={Picture::Hand} />
                    <span class="visually-hidden">
                        { messages.format("talk-hand-up", &[("place", place.into())]) }
                    </span>
                    <span aria-hidden="true">{ place }</span>
                </p>
            }
            <div class="tile__caption">
                { caption(&messages, &props.label, props.microphone) }
                <NetworkBars room={props.room.clone()} {sid} />
            </div>
            if let Some(on_pin) = &props.on_pin {
                { pin_button(&messages, props.subject.clone(), &props.label, props.pinned, on_pin) }
            }
        </article>
    }
}

/// Lies over a picture that stands still, because the server holds it back.
pub fn paused_cover(messages: &Messages, avatar: Html) -> Html {
    html! {
        <div class="tile__paused">
            { avatar }
            <p class="tile__pause">{ messages.text("trouble-picture-paused") }</p>
        </div>
    }
}

/// The button that keeps a tile on the stage; `label` is what stands on the tile.
pub fn pin_button(
    messages: &Messages,
    subject: Subject,
    label: &AttrValue,
    is_pinned: bool,
    on_pin: &Callback<Subject>,
) -> Html {
    let words = messages.format("stage-pin", &[("name", label.clone().into())]);
    let onclick = on_pin.reform(move |_: MouseEvent| subject.clone());
    html! {
        <button
            class="tile__button tile__pin"
            type="button"
            aria-label={words.clone()}
            aria-pressed={if is_pinned { "true" } else { "false" }}
            title={words}
            {onclick}
        >
            <Icon picture={Picture::Pin} />
        </button>
    }
}
