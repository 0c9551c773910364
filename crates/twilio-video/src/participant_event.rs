use crate::events::Read;
use crate::participant::network_quality_level;
use crate::{
    DataMessage, LocalPublication, LocalTrack, RemoteDataTrack, RemotePublication, RemoteTrack, TwilioError,
};

/// What happens to our own participant.
#[derive(Clone, Debug, PartialEq)]
pub enum LocalParticipantEvent {
    Disconnected,
    /// From 0, unusable, to 5; see [`RemoteParticipant::network_quality_level`](crate::RemoteParticipant::network_quality_level).
    NetworkQualityLevelChanged(Option<u8>),
    Reconnected,
    Reconnecting,
    TrackDisabled {
        track: LocalTrack,
    },
    TrackEnabled {
        track: LocalTrack,
    },
    TrackPublicationFailed {
        error: TwilioError,
        track: LocalTrack,
    },
    TrackPublished {
        publication: LocalPublication,
    },
    /// Its device is gone, or it was stopped.
    TrackStopped {
        track: LocalTrack,
    },
}

pub(crate) const LOCAL_EVENTS: &[(&str, Read<LocalParticipantEvent>)] = &[
    ("disconnected", |_| Ok(LocalParticipantEvent::Disconnected)),
    ("networkQualityLevelChanged", |[level, ..]| {
        Ok(LocalParticipantEvent::NetworkQualityLevelChanged(network_quality_level(&level)))
    }),
    ("reconnected", |_| Ok(LocalParticipantEvent::Reconnected)),
    ("reconnecting", |_| Ok(LocalParticipantEvent::Reconnecting)),
    ("trackDisabled", |[track, ..]| {
        Ok(LocalParticipantEvent::TrackDisabled { track: LocalTrack::from_js(track)? })
    }),
    ("trackEnabled", |[track, ..]| {
        Ok(LocalParticipantEvent::TrackEnabled { track: LocalTrack::from_js(track)? })
    }),
    ("trackPublicationFailed", |[error, track, _]| {
        Ok(LocalParticipantEvent::TrackPublicationFailed {
            error: TwilioError::from_js(&error),
            track: LocalTrack::from_js(track)?,
        })
    }),
    ("trackPublished", |[publication, ..]| {
        Ok(LocalParticipantEvent::TrackPublished { publication: LocalPublication::from_js(publication)? })
    }),
    ("trackStopped", |[track, ..]| {
        Ok(LocalParticipantEvent::TrackStopped { track: LocalTrack::from_js(track)? })
    }),
];

/// What happens to one remote participant.
#[derive(Clone, Debug, PartialEq)]
pub enum RemoteParticipantEvent {
    Disconnected,
    /// See [`RemoteParticipant::network_quality_level`](crate::RemoteParticipant::network_quality_level).
    NetworkQualityLevelChanged(Option<u8>),
    Reconnected,
    Reconnecting,
    TrackDisabled {
        publication: RemotePublication,
    },
    TrackEnabled {
        publication: RemotePublication,
    },
    TrackMessage {
        message: DataMessage,
        track: RemoteDataTrack,
    },
    TrackPublished {
        publication: RemotePublication,
    },
    TrackSubscribed {
        track: RemoteTrack,
        publication: RemotePublication,
    },
    TrackSubscriptionFailed {
        error: TwilioError,
        publication: RemotePublication,
    },
    TrackUnpublished {
        publication: RemotePublication,
    },
    TrackUnsubscribed {
        track: RemoteTrack,
        publication: RemotePublication,
    },
}

pub(crate) const REMOTE_EVENTS: &[(&str, Read<RemoteParticipantEvent>)] = &[
    ("disconnected", |_| Ok(RemoteParticipantEvent::Disconnected)),
    ("networkQualityLevelChanged", |[level, ..]| {
        Ok(RemoteParticipantEvent::NetworkQualityLevelChanged(network_quality_level(&level)))
    }),
    ("reconnected", |_| Ok(RemoteParticipantEvent::Reconnected)),
    ("reconnecting", |_| Ok(RemoteParticipantEvent::Reconnecting)),
    ("trackDisabled", |[publication, ..]| {
        Ok(RemoteParticipantEvent::TrackDisabled { publication: RemotePublication::from_js(publication)? })
    }),
    ("trackEnabled", |[publication, ..]| {
        Ok(RemoteParticipantEvent::TrackEnabled { publication: RemotePublication::from_js(publication)? })
    }),
    ("trackMessage", |[message, track, _]| {
        Ok(RemoteParticipantEvent::TrackMessage {
            message: DataMessage::from_js(message)?,
            track: RemoteDataTrack::from_js(track)?,
        })
    }),
    ("trackPublished", |[publication, ..]| {
        Ok(RemoteParticipantEvent::TrackPublished { publication: RemotePublication::from_js(publication)? })
    }),
    ("trackSubscribed", |[track, publication, _]| {
        Ok(RemoteParticipantEvent::TrackSubscribed {
            track: RemoteTrack::from_js(track)?,
            publication: RemotePublication::from_js(publication)?,
        })
    }),
    ("trackSubscriptionFailed", |[error, publication, _]| {
        Ok(RemoteParticipantEvent::TrackSubscriptionFailed {
            error: TwilioError::from_js(&error),
            publication: RemotePublication::from_js(publication)?,
        })
    }),
    ("trackUnpublished", |[publication, ..]| {
        Ok(RemoteParticipantEvent::TrackUnpublished { publication: RemotePublication::from_js(publication)? })
    }),
    ("trackUnsubscribed", |[track, publication, _]| {
        Ok(RemoteParticipantEvent::TrackUnsubscribed {
            track: RemoteTrack::from_js(track)?,
            publication: RemotePublication::from_js(publication)?,
        })
    }),
];
