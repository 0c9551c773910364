use twilio_video::{LocalMediaTrack, MediaTrack, Room};
use yew::{AttrValue, Html, Properties, component, html};

use super::tile::Tile;
use crate::messages::use_messages;
use crate::state::media::{DeviceState, MediaState};
use crate::state::roster::{Participant, Sending};

#[derive(PartialEq, Properties)]
pub struct TileGridProps {
    pub room: Option<Room>,
    pub participants: Vec<Participant>,
    /// As typed so far; may be empty.
    pub own_name: String,
    pub media: MediaState,
    pub camera: Option<LocalMediaTrack>,
}

/// Everybody, ourselves first. The stage's size and the number of tiles decide how they stand; see `stage.css`.
#[component]
pub fn TileGrid(props: &TileGridProps) -> Html {
    let messages = use_messages();
    let count = props.participants.len() + 1;
    let me = messages.text("stage-me");
    let (own_name, own_label) = if props.own_name.is_empty() {
        (me.clone(), me)
    } else {
        let name = AttrValue::from(props.own_name.clone());
        let label = messages.format("stage-me-named", &[("name", name.clone().into())]);
        (name, label)
    };
    let own_video = (props.media.camera == DeviceState::On)
        .then(|| props.camera.as_ref().map(|camera| camera.media().clone()))
        .flatten();
    let others = props.participants.iter().map(|participant| {
        let video = participant
            .video_track
            .as_deref()
            .and_then(|sid| media_track(props.room.as_ref()?, &participant.sid, sid));
        html! {
            <Tile
                key={participant.sid.clone()}
                id={participant.sid.clone()}
                label={participant.name.clone()}
                name={participant.name.clone()}
                microphone={participant.microphone}
                camera={participant.camera}
                {video}
                reconnecting={participant.reconnecting}
            />
        }
    });
    let own = html! {
        <Tile
            key="local"
            id="local"
            label={own_label}
            name={own_name}
            microphone={sending(props.media.microphone)}
            camera={sending(props.media.camera)}
            video={own_video}
            own=true
        />
    };
    html! {
        <div id="video_container" class="tiles" data-tiles={count.to_string()}>
            { std::iter::once(own).chain(others).collect::<Html>() }
        </div>
    }
}

fn sending(device: DeviceState) -> Sending {
    match device {
        DeviceState::On => Sending::On,
        DeviceState::Off => Sending::Off,
        DeviceState::Asking | DeviceState::Unavailable(_) => Sending::Absent,
    }
}

/// The handle of a track that reaches us, by the SIDs of its publisher and itself.
pub fn media_track(room: &Room, participant_sid: &str, track_sid: &str) -> Option<MediaTrack> {
    room.participant(participant_sid)?.publication(track_sid)?.track()?.media().cloned()
}
