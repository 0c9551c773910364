use std::rc::Rc;

use shared::call_message::ParticipantSid;
use twilio_video::{MediaTrack, RemoteParticipant, Room};
use web_sys::Element;
use yew::{Callback, Html, Properties, classes, component, html, use_callback, use_node_ref};

use super::own_picture::{OwnName, own_name};
use super::pager::pager;
use super::screen_tile::ScreenTile;
use super::tile::Tile;
use crate::hooks::use_element_size;
use crate::messages::{Messages, use_messages};
use crate::render_marks;
use crate::state::layout::{Grid, LayoutAction, LayoutState, Place, Room as Space, Subject, arrange};
use crate::state::media::MediaState;
use crate::state::picture::Ceiling;
use crate::state::roster::{Participant, Sending};

/// What the person wants of the others' pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PictureWishes {
    /// None at all.
    pub audio_only: bool,
    /// Small ones.
    pub data_saver: bool,
}

#[derive(PartialEq, Properties)]
pub struct StageProps {
    pub room: Room,
    pub participants: Vec<Participant>,
    /// SID of whoever speaks.
    #[prop_or_default]
    pub speaker: Option<String>,
    pub own_name: String,
    pub media: MediaState,
    /// Shows our camera.
    pub own_picture: Option<Element>,
    /// What we share.
    #[prop_or_default]
    pub own_screen: Option<MediaTrack>,
    pub layout: LayoutState,
    pub on_layout: Callback<LayoutAction>,
    #[prop_or_default]
    pub wishes: PictureWishes,
    /// Raised hands in their order.
    pub hands: Rc<[ParticipantSid]>,
    /// Lies over the pictures.
    #[prop_or_default]
    pub children: Html,
}

/// Everybody, ourselves first, and what is shared. Tiles stay where they are in the document, whatever the layout:
/// `stage.css` places them, so that no picture begins anew.
#[component]
pub fn Stage(props: &StageProps) -> Html {
    render_marks::mark("stage", "");
    let messages = use_messages();
    let node = use_node_ref();
    let space = use_element_size(node.clone());
    let subjects = subjects(props);
    let Space { grid, shape, strip, strip_side } = space.room();
    let arrangement = arrange(&subjects, &props.layout, grid, strip.columns * strip.rows);
    let lines = if arrangement.is_staged() {
        Grid { rows: arrangement.shown().div_ceil(strip.columns).max(1), ..strip }
    } else {
        space.grid(arrangement.shown())
    };
    let on_pin = use_callback(props.on_layout.clone(), |subject, on_layout| {
        on_layout.emit(LayoutAction::PinToggled(subject));
    });
    let on_page = use_callback(props.on_layout.clone(), |page, on_layout| {
        on_layout.emit(LayoutAction::PageChosen(page));
    });
    let drawing = Drawing {
        props,
        messages: &messages,
        remote: props.room.participants(),
        on_pin: (subjects.len() > 1).then_some(on_pin),
    };
    let tiles =
        subjects.iter().zip(&arrangement.places).map(|(subject, place)| drawing.tile(subject, *place));
    html! {
        <section class="stage" aria-label={messages.text("stage-participants")}>
            <div ref={node} class="stage__tiles">
                <div
                    id="video_container"
                    class={classes!("tiles", if arrangement.is_staged() { "tiles--staged" } else { "tiles--grid" })}
                    data-tiles={subjects.len().to_string()}
                    data-shown={arrangement.shown().to_string()}
                    data-columns={lines.columns.to_string()}
                    data-rows={lines.rows.to_string()}
                    data-shape={shape.word()}
                    data-strip={strip_side.word()}
                    data-view={props.layout.view.word()}
                >
                    { tiles.collect::<Html>() }
                </div>
            </div>
            if arrangement.pages > 1 {
                { pager(&messages, arrangement.page, arrangement.pages, &on_page) }
            }
            { props.children.clone() }
        </section>
    }
}

fn subjects(props: &StageProps) -> Vec<Subject> {
    let people = props.participants.iter().map(|participant| Subject::Participant(participant.sid.clone()));
    let screens = props.participants.iter().flat_map(|participant| {
        participant
            .screens
            .iter()
            .map(|track| Subject::Screen { participant: participant.sid.clone(), track: track.clone() })
    });
    let own_screen = props.own_screen.as_ref().map(|_| Subject::OwnScreen);
    std::iter::once(Subject::Own).chain(people).chain(own_screen).chain(screens).collect()
}

/// What tiles are drawn from.
struct Drawing<'stage> {
    props: &'stage StageProps,
    messages: &'stage Messages,
    remote: Vec<RemoteParticipant>,
    on_pin: Option<Callback<Subject>>,
}

impl Drawing<'_> {
    fn tile(&self, subject: &Subject, place: Place) -> Html {
        match subject {
            Subject::Own => self.own(place),
            Subject::OwnScreen => self.own_screen(place),
            Subject::Participant(sid) => self.participant(sid, place),
            Subject::Screen { participant, track } => self.screen(participant, track, place),
        }
    }

    fn own(&self, place: Place) -> Html {
        let props = self.props;
        let OwnName { label, name } = own_name(self.messages, &props.own_name);
        html! {
            <Tile
                key="local"
                subject={Subject::Own}
                id="local"
                {label}
                {name}
                microphone={Sending::of_device(props.media.microphone)}
                camera={Sending::of_device(props.media.camera)}
                own_picture={props.own_picture.clone()}
                {place}
                pinned={self.is_pinned(&Subject::Own)}
                on_pin={self.on_pin.clone()}
                hand={hand(&props.hands, props.room.local_participant().sid())}
                room={props.room.clone()}
            />
        }
    }

    fn own_screen(&self, place: Place) -> Html {
        html! {
            <ScreenTile
                key="local_screen"
                subject={Subject::OwnScreen}
                id="local_screen"
                label={self.messages.text("stage-own-screen")}
                video={self.props.own_screen.clone()}
                {place}
                pinned={self.is_pinned(&Subject::OwnScreen)}
                on_pin={self.on_pin.clone()}
            />
        }
    }

    fn participant(&self, sid: &str, place: Place) -> Html {
        let Some(participant) = self.find(sid) else { return Html::default() };
        let subject = Subject::Participant(sid.to_owned());
        let wishes = self.props.wishes;
        let video = participant
            .video_track
            .as_deref()
            .filter(|_| !wishes.audio_only)
            .and_then(|track| media_track(&self.remote, sid, track));
        html! {
            <Tile
                key={sid}
                pinned={self.is_pinned(&subject)}
                {subject}
                id={sid.to_owned()}
                label={participant.name.clone()}
                name={participant.name.clone()}
                microphone={participant.microphone}
                camera={participant.camera}
                {video}
                ceiling={if wishes.data_saver { Ceiling::Saving } else { Ceiling::None }}
                paused={participant.video_track.as_ref().is_some_and(|track| participant.paused.contains(track))}
                audio_only={wishes.audio_only}
                reconnecting={participant.reconnecting}
                speaking={self.props.speaker.as_deref() == Some(sid)}
                hand={hand(&self.props.hands, sid)}
                {place}
                on_pin={self.on_pin.clone()}
                room={self.props.room.clone()}
            />
        }
    }

    fn screen(&self, sid: &str, track: &str, place: Place) -> Html {
        let Some(participant) = self.find(sid) else { return Html::default() };
        let subject = Subject::Screen { participant: sid.to_owned(), track: track.to_owned() };
        let label = self.messages.format("stage-screen-of", &[("name", participant.name.as_str().into())]);
        let wishes = self.props.wishes;
        let video = (!wishes.audio_only).then(|| media_track(&self.remote, sid, track)).flatten();
        html! {
            <ScreenTile
                key={track}
                pinned={self.is_pinned(&subject)}
                {subject}
                id={track.to_owned()}
                {label}
                {video}
                ceiling={if wishes.data_saver { Ceiling::SavingScreen } else { Ceiling::None }}
                paused={participant.paused.iter().any(|paused| paused == track)}
                {place}
                on_pin={self.on_pin.clone()}
            />
        }
    }

    fn find(&self, sid: &str) -> Option<&Participant> {
        self.props.participants.iter().find(|participant| participant.sid == sid)
    }

    fn is_pinned(&self, subject: &Subject) -> bool {
        self.props.layout.pinned.as_ref() == Some(subject)
    }
}

/// The place of somebody's raised hand, counted from 1.
fn hand(hands: &[ParticipantSid], sid: &str) -> Option<usize> {
    hands.iter().position(|hand| hand.as_str() == sid).map(|index| index + 1)
}

/// The handle of a track that reaches us, by the SIDs of its publisher and itself.
pub fn media_track(
    participants: &[RemoteParticipant],
    participant_sid: &str,
    track_sid: &str,
) -> Option<MediaTrack> {
    let participant = participants.iter().find(|participant| participant.sid() == participant_sid)?;
    participant.publication(track_sid)?.track()?.media().cloned()
}
