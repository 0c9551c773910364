//! The core's state as wire messages.

use std::sync::Arc;
use std::time::{Duration, Instant};

use signaling::rsp::{
    Connected, Description, DescriptionType, LocalParticipant, MediaSignalingGrants, Options,
    ParticipantState as WireState, PeerConnectionState, Published, PublishedState, PublishedTrack, Recording,
    RecordingState, RemoteParticipant, RemoteTrack, ServerMessage, ServerUpdate, Subscribed, SubscribedTrack,
    Synced, TrackError, TrackKind as WireKind, TrackPriority as WirePriority, TrackState, TrackStates,
    Warning,
};

use crate::id::TrackSid;
use crate::peer::LocalDescription;
use crate::room::{
    MediaWarning, Participant, ParticipantState, Publication, Room, Subscription, TrackKind, TrackPriority,
};
use crate::session::{MediaSignaling, Socket};

/// Everything a participant needs to know when it enters or comes back.
pub(crate) struct Arrival<'a> {
    pub room: &'a Room,
    pub participant: &'a Participant,
    pub session: &'a str,
    /// The client's id of its peer connection.
    pub connection: &'a str,
    pub signaling: &'a MediaSignaling,
    pub description: Option<LocalDescription>,
    pub replacement: Option<Replacement<'a>>,
    pub session_timeout: Duration,
}

/// What changed for a participant since it was told last.
#[derive(Default)]
pub(crate) struct News<'a> {
    pub participants: Vec<&'a Participant>,
    /// Who is to be shown as gone, because it publishes nothing more in a large room.
    pub hidden: Vec<&'a Participant>,
    pub departed: Vec<Arc<Participant>>,
    pub published: Option<&'a Participant>,
    pub subscribed: Option<&'a Participant>,
    /// Whose recording changed.
    pub recording: Option<&'a Room>,
    /// The client's id of its peer connection, and a description for it.
    pub description: Option<(&'a str, LocalDescription)>,
    pub replacement: Option<Replacement<'a>>,
    pub grants: MediaSignalingGrants,
}

/// A peer connection that is over, and the client's id of the one that it shall make instead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Replacement<'a> {
    pub old: &'a str,
    pub new: &'a str,
}

/// The client offers at the next one. Of a connection that closes it does not look at the number.
const FIRST_REVISION: u64 = 1;

/// Where sockets arrive: at this machine.
const SIGNALING_REGION: &str = "local";

/// The plug-ins of this vendor may run: the library would disable them for good otherwise. They work in the browser alone.
const NOISE_CANCELLATION: &str = "krisp";

impl Socket {
    pub fn send_connected(&mut self, arrival: Arrival<'_>, now: Instant) {
        let Arrival {
            room, participant, session, connection, signaling, description, session_timeout, ..
        } = arrival;
        let message = Connected {
            session: session.to_owned(),
            sid: room.sid().to_string(),
            name: room.name().to_owned(),
            participant: local_participant(participant),
            options: Options {
                session_timeout: session_timeout.as_secs().max(1),
                signaling_region: Some(SIGNALING_REGION.to_owned()),
                media_region: Some(room.settings().media_region.clone()),
                audio_processors: vec![NOISE_CANCELLATION.to_owned()],
            },
            participants: others(room, participant),
            published: published(participant),
            subscribed: Some(subscribed(participant)),
            peer_connections: vec![peer_connection(connection, description)],
            media_signaling: signaling.grants(),
            recording: Some(recording(room)),
        };
        self.link.send(ServerMessage::Connected(Box::new(message)), now);
    }

    pub fn send_synced(&mut self, arrival: Arrival<'_>, now: Instant) {
        let Arrival { room, participant, connection, signaling, description, replacement, .. } = arrival;
        let message = Synced {
            participant: Some(local_participant(participant)),
            participants: others(room, participant),
            published: Some(published(participant)),
            subscribed: Some(subscribed(participant)),
            peer_connections: Some(match replacement {
                Some(replacement) => replaced(replacement).into(),
                None => vec![peer_connection(connection, description)],
            }),
            media_signaling: signaling.grants(),
            recording: Some(recording(room)),
        };
        self.link.send(ServerMessage::Synced(Box::new(message)), now);
    }

    pub fn send_news(&mut self, news: News<'_>, now: Instant) {
        let departed = news.departed.iter().map(|participant| remote_participant(participant));
        let message = ServerUpdate {
            participants: departed
                .chain(news.hidden.into_iter().map(hidden_participant))
                .chain(news.participants.into_iter().map(remote_participant))
                .collect(),
            published: news.published.map(published),
            subscribed: news.subscribed.map(subscribed),
            recording: news.recording.map(recording),
            peer_connections: news
                .description
                .map(|(connection, description)| peer_connection(connection, Some(description)))
                .into_iter()
                .chain(news.replacement.into_iter().flat_map(replaced))
                .collect(),
            media_signaling: news.grants,
        };
        self.link.send(ServerMessage::Update(Box::new(message)), now);
    }

    /// Tells a participant which of its recorded tracks carry no media.
    pub fn send_warnings(&mut self, participant: &Participant, now: Instant) {
        let states = participant.publications().filter_map(|publication| {
            let recordings = match publication.warning? {
                MediaWarning::NoMedia => RecordingState::NoMedia,
                MediaWarning::Resolved => RecordingState::Ok,
            };
            Some((publication.sid.to_string(), TrackState { recordings }))
        });
        let states = TrackStates { revision: participant.warnings_revision(), tracks: states.collect() };
        self.link.send(ServerMessage::Warning(Warning { states }), now);
    }
}

fn local_participant(participant: &Participant) -> LocalParticipant {
    LocalParticipant { sid: participant.sid().to_string(), identity: participant.identity().to_owned() }
}

fn others(room: &Room, participant: &Participant) -> Vec<RemoteParticipant> {
    let others = room.participants().filter(|other| other.sid() != participant.sid());
    others.filter(|other| room.shows(other)).map(remote_participant).collect()
}

/// The library takes a missing member for a recording.
fn recording(room: &Room) -> Recording {
    Recording { revision: room.recording_revision(), is_recording: room.is_recording() }
}

/// To the others it has left; a higher revision brings it back.
fn hidden_participant(participant: &Participant) -> RemoteParticipant {
    RemoteParticipant { state: WireState::Disconnected, ..remote_participant(participant) }
}

fn remote_participant(participant: &Participant) -> RemoteParticipant {
    RemoteParticipant {
        sid: participant.sid().to_string(),
        identity: participant.identity().to_owned(),
        revision: participant.revision(),
        state: match participant.state() {
            ParticipantState::Connected => WireState::Connected,
            ParticipantState::Disconnected => WireState::Disconnected,
            ParticipantState::Reconnecting => WireState::Reconnecting,
        },
        tracks: participant.publications().map(remote_track).collect(),
    }
}

fn remote_track(publication: &Publication) -> RemoteTrack {
    RemoteTrack {
        sid: publication.sid.to_string(),
        name: publication.name.clone(),
        kind: match publication.kind {
            TrackKind::Audio => WireKind::Audio,
            TrackKind::Data => WireKind::Data,
            TrackKind::Video => WireKind::Video,
        },
        enabled: publication.enabled,
        priority: match publication.priority {
            TrackPriority::High => WirePriority::High,
            TrackPriority::Low => WirePriority::Low,
            TrackPriority::Standard => WirePriority::Standard,
        },
    }
}

fn published(participant: &Participant) -> Published {
    let ready = participant.publications().map(|publication| PublishedTrack {
        id: publication.id.clone(),
        state: PublishedState::Ready { sid: publication.sid.to_string() },
    });
    let failed = participant.rejected().map(|rejected| PublishedTrack {
        id: rejected.id.clone(),
        state: PublishedState::Failed {
            error: TrackError { code: rejected.fault.code(), message: rejected.fault.to_string() },
        },
    });
    Published { revision: participant.published_revision(), tracks: ready.chain(failed).collect() }
}

fn subscribed(participant: &Participant) -> Subscribed {
    let track = |(sid, subscription): (TrackSid, &Subscription)| SubscribedTrack {
        sid: sid.to_string(),
        id: subscription.delivery.clone().ok(),
        error: subscription
            .delivery
            .as_ref()
            .err()
            .map(|fault| TrackError { code: fault.code(), message: fault.to_string() }),
    };
    Subscribed {
        revision: participant.subscribed_revision(),
        tracks: participant.subscriptions().map(track).collect(),
    }
}

fn replaced(Replacement { old, new }: Replacement<'_>) -> [PeerConnectionState; 2] {
    [(old, DescriptionType::Close), (new, DescriptionType::CreateOffer)].map(|(id, r#type)| {
        let description = Description { r#type, revision: FIRST_REVISION, sdp: None };
        PeerConnectionState { id: id.to_owned(), description: Some(description), ice: None }
    })
}

fn peer_connection(connection: &str, description: Option<LocalDescription>) -> PeerConnectionState {
    PeerConnectionState {
        id: connection.to_owned(),
        description: description.map(|LocalDescription { is_offer, revision, sdp }| Description {
            r#type: if is_offer { DescriptionType::Offer } else { DescriptionType::Answer },
            revision,
            sdp: Some(sdp),
        }),
        ice: None,
    }
}
