use twilio_video::MediaTrack;
use yew::{AttrValue, Html, Properties, classes, component, html};

use super::icon::{Icon, Picture};
use super::video_view::VideoView;
use crate::messages::use_messages;
use crate::state::roster::{Sending, initials};

/// Colors of pictureless people in `tile.css`.
const AVATAR_COLORS: u32 = 6;

#[derive(PartialEq, Properties)]
pub struct TileProps {
    /// The element's id.
    pub id: AttrValue,
    /// What stands on the tile.
    pub label: AttrValue,
    /// Whose initials stand for the picture.
    pub name: AttrValue,
    pub microphone: Sending,
    pub camera: Sending,
    pub video: Option<MediaTrack>,
    #[prop_or_default]
    pub reconnecting: bool,
    /// Whether this is ourselves.
    #[prop_or_default]
    pub own: bool,
}

/// One person: picture or initials, name, and what is off.
#[component]
pub fn Tile(props: &TileProps) -> Html {
    let messages = use_messages();
    let sid = (!props.own).then(|| props.id.clone());
    let color =
        props.name.chars().fold(0_u32, |sum, letter| sum.wrapping_mul(31).wrapping_add(letter.into()));
    let avatar = classes!("tile__avatar", format!("tile__avatar--{}", color % AVATAR_COLORS));
    html! {
        <article
            id={props.id.clone()}
            class={classes!("tile", props.own.then_some("tile--own"))}
            aria-label={props.label.clone()}
            data-participant={sid}
            data-microphone={props.microphone.word()}
            data-camera={props.camera.word()}
            data-reconnecting={if props.reconnecting { "true" } else { "false" }}
        >
            if let Some(track) = props.video.clone() {
                <VideoView {track} mirrored={props.own} />
            } else if props.camera != Sending::On {
                <div class={avatar} aria-hidden="true">{ initials(&props.name) }</div>
            }
            if props.reconnecting {
                <p class="tile__state">
                    <span class="spinner" aria-hidden="true" />
                    { messages.text("trouble-person-reconnecting") }
                </p>
            }
            <div class="tile__caption">
                if props.microphone != Sending::On {
                    <span class="tile__muted">
                        <Icon picture={Picture::MicrophoneOff} />
                        <span class="visually-hidden">{ messages.text("stage-microphone-off") }</span>
                    </span>
                }
                <span class="tile__name">{ &props.label }</span>
            </div>
        </article>
    }
}
