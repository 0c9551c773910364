//! Wire messages as requests of the core.

use signaling::rsp::{
    ClientMessage, Connect, Description, DescriptionType, Dimensions as WireDimensions, LocalTrack,
    PeerConnectionState, PublisherParticipant, RECORDINGS_WARNING, Sync, TrackKind as WireKind,
    TrackPriority as WirePriority, TrackSwitchOffMode, Update, VideoBandwidthProfile, VideoMode,
};

use crate::allocation::{Dimensions, Mode, Profile, RenderDimensions, SwitchOff};
use crate::room::{TrackKind, TrackPriority, TrackRequest, TrackRules};
use crate::session::MediaSignaling;

/// Tracks that one message may list; refused ones count, too. Far above what any room allows.
const MAX_LISTED_TRACKS: usize = 256;

/// Peer connections that one message may list. The library has one.
const MAX_LISTED_CONNECTIONS: usize = 8;

/// How an offer says that it sends one picture in several sizes.
const SIMULCAST: &str = "a=ssrc-group:SIM";

/// What a client asks for.
#[derive(Debug)]
pub(crate) enum Request {
    IceServers {
        token: String,
    },
    Join(Box<Join>),
    Resume(Box<Resume>),
    Change(Change),
    Leave {
        session: Option<String>,
    },
    /// The message cannot be understood.
    Invalid,
}

#[derive(Debug)]
pub(crate) struct Join {
    pub token: String,
    /// Unique name or SID; `None` leaves it to the token.
    pub room: Option<String>,
    pub tracks: TrackList,
    /// The client's id of its peer connection.
    pub connection: String,
    pub revision: u64,
    pub offer: String,
    pub subscribe_rules: TrackRules,
    /// Whether the app wants to know when a recorded track carries no media.
    pub wants_media_warnings: bool,
    pub signaling: MediaSignaling,
    pub profile: Profile,
}

#[derive(Debug)]
pub(crate) struct Resume {
    pub token: String,
    /// As the client named it when it joined.
    pub room: Option<String>,
    pub session: String,
    pub tracks: TrackList,
    pub descriptions: Vec<ClientDescription>,
}

#[derive(Debug)]
pub(crate) struct Change {
    pub session: String,
    pub tracks: Option<TrackList>,
    pub descriptions: Vec<ClientDescription>,
}

/// Everything that a client publishes.
#[derive(Debug)]
pub(crate) struct TrackList {
    pub revision: u64,
    pub requests: Vec<TrackRequest>,
}

/// An offer or answer of a client.
#[derive(Debug)]
pub(crate) struct ClientDescription {
    pub connection: String,
    pub is_offer: bool,
    pub revision: u64,
    pub sdp: String,
}

impl Request {
    pub fn from_wire(message: ClientMessage) -> Self {
        match message {
            ClientMessage::Ice(ice) => Self::IceServers { token: ice.token.to_string() },
            ClientMessage::Connect(connect) => {
                join(*connect).map_or(Self::Invalid, |join| Self::Join(Box::new(join)))
            }
            ClientMessage::Sync(sync) => {
                resume(*sync).map_or(Self::Invalid, |resume| Self::Resume(Box::new(resume)))
            }
            ClientMessage::Update(update) => change(update).map_or(Self::Invalid, Self::Change),
            ClientMessage::Disconnect(disconnect) => Self::Leave { session: disconnect.session },
        }
    }
}

fn join(connect: Connect) -> Option<Join> {
    let subscribe_rules =
        if connect.subscribe.includes_all() { TrackRules::all() } else { TrackRules::none() };
    let wants_media_warnings =
        connect.participant.media_warnings.iter().any(|warning| warning == RECORDINGS_WARNING);
    let profile = connect.bandwidth_profile.and_then(|profile| profile.video).map(profile);
    let [PeerConnectionState { id, description: Some(description), .. }] =
        <[PeerConnectionState; 1]>::try_from(connect.peer_connections).ok()?
    else {
        return None;
    };
    let Description { r#type: DescriptionType::Offer, revision, sdp: Some(offer) } = description else {
        return None;
    };
    Some(Join {
        token: connect.token.to_string(),
        room: connect.name,
        tracks: track_list(connect.participant)?,
        connection: id,
        revision,
        signaling: MediaSignaling::new(&connect.media_signaling, offer.contains(SIMULCAST)),
        offer,
        subscribe_rules,
        wants_media_warnings,
        profile: profile.unwrap_or(NO_PROFILE),
    })
}

/// Of a client that gave none. It does not listen to which tracks are switched off, so none is.
const NO_PROFILE: Profile = Profile {
    mode: Mode::Grid,
    max_bitrate: None,
    max_tracks: None,
    dominant_speaker_priority: None,
    switch_off: SwitchOff::Disabled,
    render_dimensions: RenderDimensions { high: None, standard: None, low: None },
};

fn resume(sync: Sync) -> Option<Resume> {
    Some(Resume {
        token: sync.token.to_string(),
        room: sync.name,
        session: sync.session,
        tracks: track_list(sync.participant)?,
        descriptions: descriptions(sync.peer_connections)?,
    })
}

fn change(update: Update) -> Option<Change> {
    let tracks = match update.participant {
        Some(participant) => Some(track_list(participant)?),
        None => None,
    };
    Some(Change { session: update.session, tracks, descriptions: descriptions(update.peer_connections)? })
}

/// Candidates are not read: with ICE-lite the client's checks tell where it is.
fn descriptions(connections: Vec<PeerConnectionState>) -> Option<Vec<ClientDescription>> {
    if connections.len() > MAX_LISTED_CONNECTIONS {
        return None;
    }
    let read = |connection: PeerConnectionState| {
        let description = connection.description?;
        let is_offer = match description.r#type {
            DescriptionType::Offer => true,
            DescriptionType::Answer => false,
            DescriptionType::Close | DescriptionType::CreateOffer | DescriptionType::Pranswer => return None,
        };
        Some(ClientDescription {
            connection: connection.id,
            is_offer,
            revision: description.revision,
            sdp: description.sdp?,
        })
    };
    Some(connections.into_iter().filter_map(read).collect())
}

fn track_list(participant: PublisherParticipant) -> Option<TrackList> {
    if participant.tracks.len() > MAX_LISTED_TRACKS {
        return None;
    }
    let read = |LocalTrack { id, kind, name, enabled, priority, .. }| TrackRequest {
        id,
        kind: match kind {
            WireKind::Audio => TrackKind::Audio,
            WireKind::Data => TrackKind::Data,
            WireKind::Video => TrackKind::Video,
        },
        name,
        enabled,
        priority: self::priority(priority),
    };
    Some(TrackList {
        revision: participant.revision,
        requests: participant.tracks.into_iter().map(read).collect(),
    })
}

pub(super) fn priority(priority: WirePriority) -> TrackPriority {
    match priority {
        WirePriority::High => TrackPriority::High,
        WirePriority::Low => TrackPriority::Low,
        WirePriority::Standard => TrackPriority::Standard,
    }
}

pub(super) fn dimensions(size: WireDimensions) -> Dimensions {
    Dimensions { width: size.width, height: size.height }
}

fn profile(said: VideoBandwidthProfile) -> Profile {
    let render = said.render_dimensions.unwrap_or_default();
    Profile {
        render_dimensions: RenderDimensions {
            high: render.high.map(dimensions),
            standard: render.standard.map(dimensions),
            low: render.low.map(dimensions),
        },
        mode: match said.mode {
            Some(VideoMode::Collaboration) => Mode::Collaboration,
            Some(VideoMode::Presentation) => Mode::Presentation,
            Some(VideoMode::Grid) | None => Mode::Grid,
        },
        max_bitrate: said
            .max_subscription_bandwidth
            .filter(|bitrate| *bitrate > 0.0)
            .map(|bitrate| bitrate as u64),
        max_tracks: said
            .max_tracks
            .and_then(|tracks| usize::try_from(tracks).ok())
            .filter(|tracks| *tracks > 0),
        dominant_speaker_priority: said.active_speaker_priority.map(priority),
        switch_off: match said.track_switch_off {
            Some(TrackSwitchOffMode::Detected) => SwitchOff::Detected,
            Some(TrackSwitchOffMode::Disabled) => SwitchOff::Disabled,
            Some(TrackSwitchOffMode::Predicted) | None => SwitchOff::Predicted,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile_of(given: &serde_json::Value) -> Profile {
        let mut message = serde_json::json!({
            "type": "connect", "version": 2, "name": "room", "token": "t",
            "participant": { "revision": 1, "tracks": [] },
            "peer_connections": [{ "id": "pc", "description": { "type": "offer", "revision": 1, "sdp": "" } }],
        });
        message["bandwidth_profile"] = given.clone();
        let Request::Join(join) = Request::from_wire(ClientMessage::parse(&message.to_string()).unwrap())
        else {
            panic!("not understood")
        };
        join.profile
    }

    #[test]
    fn nothing_is_switched_off_for_a_client_without_a_profile() {
        assert_eq!(profile_of(&serde_json::Value::Null), NO_PROFILE);
        assert_eq!(profile_of(&serde_json::json!({ "video": {} })).switch_off, SwitchOff::Predicted);
    }

    #[test]
    fn limits_that_mean_none_are_none() {
        let video = serde_json::json!({
            "max_tracks": 0, "max_subscription_bandwidth": -1, "mode": "presentation",
            "track_switch_off": "detected", "render_dimensions": { "low": { "width": 176, "height": 144 } },
        });
        let profile = profile_of(&serde_json::json!({ "video": video }));
        assert_eq!((profile.max_tracks, profile.max_bitrate), (None, None));
        assert_eq!((profile.mode, profile.switch_off), (Mode::Presentation, SwitchOff::Detected));
        assert_eq!(profile.render_dimensions.low, Some(Dimensions { width: 176, height: 144 }));
    }
}
