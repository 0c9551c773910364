//! Turns what a worker's rooms report into callbacks.

use std::collections::HashMap;
use std::time::SystemTime;

use room_engine::{Engine, Event, ParticipantSid, ParticipantSnapshot, RoomSid, RoomSnapshot, TrackKind};

use crate::callbacks::{Callback, Callbacks, Parameters, participant_parameters};

/// Reports for one worker.
#[derive(Debug)]
pub struct Reporter {
    callbacks: Callbacks,
    /// Of the callbacks of each room that is in progress; the next number to give.
    numbers: HashMap<RoomSid, u64>,
}

/// An event in the words of the API.
struct Report<'a> {
    room: RoomSid,
    participant: Option<ParticipantSid>,
    name: &'static str,
    /// The track's SID and kind.
    track: Option<(&'a room_engine::TrackSid, TrackKind)>,
}

impl Reporter {
    pub fn new(callbacks: Callbacks) -> Self {
        Self { callbacks, numbers: HashMap::new() }
    }

    /// Sends a callback if the room has somebody to tell.
    pub fn report(&mut self, event: &Event, engine: &Engine, now: SystemTime) {
        let report = Report::of(event);
        let Some(room) = engine.room(report.room) else { return };
        let Some(receiver) = room.settings.status_callback.clone() else { return };
        let participant = report.participant.and_then(|sid| engine.participant(room.sid, sid));
        let number = self.numbers.entry(room.sid).or_default();
        let mut parameters = self.callbacks.room_parameters(&room, report.name, now);
        parameters.push(("SequenceNumber", number.to_string()));
        *number += 1;
        parameters.extend(report.parameters(&room, participant.as_ref()));
        if matches!(event, Event::RoomEnded { .. }) {
            self.numbers.remove(&room.sid);
        }
        self.callbacks.send(Callback { room: room.sid, receiver, parameters });
    }
}

impl<'a> Report<'a> {
    fn of(event: &'a Event) -> Self {
        let of_room = |room: &RoomSid, name| Self { room: *room, participant: None, name, track: None };
        let of_participant = |room: &RoomSid, participant: &ParticipantSid, name| Self {
            participant: Some(*participant),
            ..of_room(room, name)
        };
        match event {
            Event::RoomCreated { room } => of_room(room, "room-created"),
            Event::RoomEnded { room } => of_room(room, "room-ended"),
            Event::ParticipantJoined { room, participant } => {
                of_participant(room, participant, "participant-connected")
            }
            Event::ParticipantLeft { room, participant } => {
                of_participant(room, participant, "participant-disconnected")
            }
            Event::TrackPublished { room, participant, track, kind } => {
                Self { track: Some((track, *kind)), ..of_participant(room, participant, "track-added") }
            }
            Event::TrackUnpublished { room, participant, track, kind } => {
                Self { track: Some((track, *kind)), ..of_participant(room, participant, "track-removed") }
            }
            Event::TrackSwitched { room, participant, track, kind, enabled } => {
                let name = if *enabled { "track-enabled" } else { "track-disabled" };
                Self { track: Some((track, *kind)), ..of_participant(room, participant, name) }
            }
        }
    }

    fn parameters(&self, room: &RoomSnapshot, participant: Option<&ParticipantSnapshot>) -> Parameters {
        // An event may be told of when more has happened, even the end; what is told is how things were at the event.
        let ended_at = room.ended_at.filter(|_| self.name == "room-ended");
        let status = if ended_at.is_some() { "completed" } else { "in-progress" };
        let mut parameters = vec![("RoomStatus", status.to_owned())];
        if let Some(ended_at) = ended_at {
            let seconds = ended_at.duration_since(room.created_at).as_secs();
            parameters.push(("RoomDuration", seconds.to_string()));
        }
        if let Some(participant) = participant {
            parameters.extend(participant_parameters(participant));
            let left_at = participant.left_at.filter(|_| self.name == "participant-disconnected");
            let status = if left_at.is_some() { "disconnected" } else { "connected" };
            parameters.push(("ParticipantStatus", status.to_owned()));
            if let Some(left_at) = left_at {
                let seconds = left_at.duration_since(participant.joined_at).as_secs();
                parameters.push(("ParticipantDuration", seconds.to_string()));
            }
        }
        if let Some((sid, kind)) = self.track {
            parameters.push(("TrackSid", sid.to_string()));
            parameters.push(("TrackKind", kind_name(kind).to_owned()));
        }
        parameters
    }
}

/// As the API writes it.
pub fn kind_name(kind: TrackKind) -> &'static str {
    match kind {
        TrackKind::Audio => "audio",
        TrackKind::Data => "data",
        TrackKind::Video => "video",
    }
}
