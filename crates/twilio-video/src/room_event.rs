use crate::events::Read;
use crate::{
    DataMessage, MediaTrack, RemoteDataTrack, RemoteParticipant, RemotePublication, RemoteTrack, TwilioError,
};

/// What happens in a room. Track events are those of the remote participants.
#[derive(Clone, Debug, PartialEq)]
pub enum RoomEvent {
    /// We are out. `None`: because we left.
    Disconnected(Option<TwilioError>),
    /// Who of the others speaks. `None`: nobody, or we.
    DominantSpeakerChanged(Option<RemoteParticipant>),
    ParticipantConnected(RemoteParticipant),
    ParticipantDisconnected(RemoteParticipant),
    ParticipantReconnected(RemoteParticipant),
    ParticipantReconnecting(RemoteParticipant),
    Reconnected,
    /// The connection is lost and the library works on it.
    Reconnecting(TwilioError),
    TrackDimensionsChanged {
        track: MediaTrack,
        participant: RemoteParticipant,
    },
    TrackDisabled {
        publication: RemotePublication,
        participant: RemoteParticipant,
    },
    TrackEnabled {
        publication: RemotePublication,
        participant: RemoteParticipant,
    },
    TrackMessage {
        message: DataMessage,
        track: RemoteDataTrack,
        participant: RemoteParticipant,
    },
    TrackPublished {
        publication: RemotePublication,
        participant: RemoteParticipant,
    },
    /// Its media has begun to arrive.
    TrackStarted {
        track: RemoteTrack,
        participant: RemoteParticipant,
    },
    TrackSubscribed {
        track: RemoteTrack,
        publication: RemotePublication,
        participant: RemoteParticipant,
    },
    TrackSubscriptionFailed {
        error: TwilioError,
        publication: RemotePublication,
        participant: RemoteParticipant,
    },
    /// The server sends no pictures of it: nobody looks, or the line is too thin.
    TrackSwitchedOff {
        track: RemoteTrack,
        publication: RemotePublication,
        participant: RemoteParticipant,
    },
    TrackSwitchedOn {
        track: RemoteTrack,
        publication: RemotePublication,
        participant: RemoteParticipant,
    },
    TrackUnpublished {
        publication: RemotePublication,
        participant: RemoteParticipant,
    },
    TrackUnsubscribed {
        track: RemoteTrack,
        publication: RemotePublication,
        participant: RemoteParticipant,
    },
}

pub(crate) const EVENTS: &[(&str, Read<RoomEvent>)] = &[
    ("disconnected", |[_room, error, _]| {
        Ok(RoomEvent::Disconnected(error.is_object().then(|| TwilioError::from_js(&error))))
    }),
    ("dominantSpeakerChanged", |[participant, ..]| {
        let speaker = participant.is_object().then(|| RemoteParticipant::from_js(participant)).transpose()?;
        Ok(RoomEvent::DominantSpeakerChanged(speaker))
    }),
    ("participantConnected", |[participant, ..]| {
        RemoteParticipant::from_js(participant).map(RoomEvent::ParticipantConnected)
    }),
    ("participantDisconnected", |[participant, ..]| {
        RemoteParticipant::from_js(participant).map(RoomEvent::ParticipantDisconnected)
    }),
    ("participantReconnected", |[participant, ..]| {
        RemoteParticipant::from_js(participant).map(RoomEvent::ParticipantReconnected)
    }),
    ("participantReconnecting", |[participant, ..]| {
        RemoteParticipant::from_js(participant).map(RoomEvent::ParticipantReconnecting)
    }),
    ("reconnected", |_| Ok(RoomEvent::Reconnected)),
    ("reconnecting", |[error, ..]| Ok(RoomEvent::Reconnecting(TwilioError::from_js(&error)))),
    ("trackDimensionsChanged", |[track, participant, _]| {
        Ok(RoomEvent::TrackDimensionsChanged {
            track: MediaTrack::from_js(track)?,
            participant: RemoteParticipant::from_js(participant)?,
        })
    }),
    ("trackDisabled", |[publication, participant, _]| {
        Ok(RoomEvent::TrackDisabled {
            publication: RemotePublication::from_js(publication)?,
            participant: RemoteParticipant::from_js(participant)?,
        })
    }),
    ("trackEnabled", |[publication, participant, _]| {
        Ok(RoomEvent::TrackEnabled {
            publication: RemotePublication::from_js(publication)?,
            participant: RemoteParticipant::from_js(participant)?,
        })
    }),
    ("trackMessage", |[message, track, participant]| {
        Ok(RoomEvent::TrackMessage {
            message: DataMessage::from_js(message)?,
            track: RemoteDataTrack::from_js(track)?,
            participant: RemoteParticipant::from_js(participant)?,
        })
    }),
    ("trackPublished", |[publication, participant, _]| {
        Ok(RoomEvent::TrackPublished {
            publication: RemotePublication::from_js(publication)?,
            participant: RemoteParticipant::from_js(participant)?,
        })
    }),
    ("trackStarted", |[track, participant, _]| {
        Ok(RoomEvent::TrackStarted {
            track: RemoteTrack::from_js(track)?,
            participant: RemoteParticipant::from_js(participant)?,
        })
    }),
    ("trackSubscribed", |[track, publication, participant]| {
        Ok(RoomEvent::TrackSubscribed {
            track: RemoteTrack::from_js(track)?,
            publication: RemotePublication::from_js(publication)?,
            participant: RemoteParticipant::from_js(participant)?,
        })
    }),
    ("trackSubscriptionFailed", |[error, publication, participant]| {
        Ok(RoomEvent::TrackSubscriptionFailed {
            error: TwilioError::from_js(&error),
            publication: RemotePublication::from_js(publication)?,
            participant: RemoteParticipant::from_js(participant)?,
        })
    }),
    ("trackSwitchedOff", |[track, publication, participant]| {
        Ok(RoomEvent::TrackSwitchedOff {
            track: RemoteTrack::from_js(track)?,
            publication: RemotePublication::from_js(publication)?,
            participant: RemoteParticipant::from_js(participant)?,
        })
    }),
    ("trackSwitchedOn", |[track, publication, participant]| {
        Ok(RoomEvent::TrackSwitchedOn {
            track: RemoteTrack::from_js(track)?,
            publication: RemotePublication::from_js(publication)?,
            participant: RemoteParticipant::from_js(participant)?,
        })
    }),
    ("trackUnpublished", |[publication, participant, _]| {
        Ok(RoomEvent::TrackUnpublished {
            publication: RemotePublication::from_js(publication)?,
            participant: RemoteParticipant::from_js(participant)?,
        })
    }),
    ("trackUnsubscribed", |[track, publication, participant]| {
        Ok(RoomEvent::TrackUnsubscribed {
            track: RemoteTrack::from_js(track)?,
            publication: RemotePublication::from_js(publication)?,
            participant: RemoteParticipant::from_js(participant)?,
        })
    }),
];
