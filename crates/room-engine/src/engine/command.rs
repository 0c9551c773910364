//! Carries out what is asked from outside.

use std::time::Instant;

use crate::command::{Command, CommandFault, ParticipantKey, Reply, RoomKey};
use crate::config::RoomSettings;
use crate::engine::Engine;
use crate::engine::history::CompletedRoom;
use crate::id::{ParticipantSid, RoomSid};
use crate::room::{Room, RoomNameFault, TrackRules, check_name};
use crate::rules::{RuleAction, TrackRule};
use crate::snapshot::{ParticipantSnapshot, RoomSnapshot};
use crate::track::TrackKind;

/// A room that is in progress or remembered.
enum Found<'a> {
    Open(&'a Room),
    Completed(&'a CompletedRoom),
}

impl Engine {
    pub(super) fn handle_command(&mut self, command: Command, now: Instant) -> Result<Reply, CommandFault> {
        self.history.forget_old(now);
        match command {
            Command::CreateRoom { name, settings } => {
                self.check_recording(&settings)?;
                let name = name.filter(|name| !name.is_empty());
                if let Some(name) = &name {
                    check_name(name)?;
                    if RoomSid::parse(name).is_some() {
                        return Err(CommandFault::RoomNameInvalid);
                    }
                    if self.room_names.contains_key(name) {
                        return Err(CommandFault::RoomExists);
                    }
                }
                if self.is_out_of_rooms() {
                    return Err(CommandFault::RoomsExhausted);
                }
                let sid = self.open_room(name, settings, now);
                self.room(sid).map(Reply::Room).ok_or(CommandFault::RoomNotFound)
            }
            Command::FetchRoom { room } => Ok(Reply::Room(self.find(&room)?.snapshot())),
            Command::ListRooms => {
                let open = self.rooms.values().map(Room::snapshot);
                let completed = self.history.iter().map(|completed| completed.room.clone());
                Ok(Reply::Rooms(open.chain(completed).collect()))
            }
            Command::CompleteRoom { room } => {
                let sid = self.open(&room)?.sid();
                self.complete_room(sid, now);
                self.room(sid).map(Reply::Room).ok_or(CommandFault::RoomNotFound)
            }
            Command::ListParticipants { room } => Ok(Reply::Participants(match self.find(&room)? {
                Found::Open(room) => room.participant_snapshots(),
                Found::Completed(completed) => completed.participants.clone(),
            })),
            Command::FetchParticipant { room, participant } => {
                self.find(&room)?.participant(&participant).map(Reply::Participant)
            }
            Command::RemoveParticipant { room, participant } => {
                let (room, sid) = self.present(&room, &participant)?;
                self.dismiss(sid, now);
                self.participant(room, sid).map(Reply::Participant).ok_or(CommandFault::ParticipantNotFound)
            }
            Command::AnonymizeParticipant { room, participant } => {
                let found = self.find(&room)?.participant(&participant)?;
                let departed = match self.rooms.get_mut(&found.room) {
                    Some(room) => room.departed_mut(found.sid),
                    None => self.history.participant_mut(found.room, found.sid),
                };
                let departed = departed.ok_or(CommandFault::ParticipantConnected)?;
                departed.identity = departed.sid.to_string();
                departed.updated_at = now;
                Ok(Reply::Participant(departed.clone()))
            }
            Command::ListSubscribedTracks { room, participant } => {
                // Who has left receives nothing.
                let sid = self.find(&room)?.participant(&participant)?.sid;
                let open = self.open(&room).ok();
                let tracks = open.and_then(|room| room.subscribed_tracks(sid)).unwrap_or_default();
                Ok(Reply::SubscribedTracks(tracks))
            }
            Command::FetchSubscribeRules { room, participant } => {
                let (room, sid) = self.present(&room, &participant)?;
                self.subscribe_rules(room, sid)
            }
            Command::SetSubscribeRules { room, participant, rules } => {
                let rules = TrackRules::new(rules).ok_or(CommandFault::SubscribeRules)?;
                let (sid, participant) = self.present(&room, &participant)?;
                if let Some(room) = self.rooms.get_mut(&sid) {
                    room.set_subscribe_rules(participant, rules, &mut *self.random, now);
                }
                self.carry_out(sid, now);
                self.subscribe_rules(sid, participant)
            }
            Command::FetchRecordingRules { room } => {
                Ok(Reply::Rules(self.open(&room)?.recording_rules_snapshot()))
            }
            Command::SetRecordingRules { room, rules } => {
                let rules = self.check_recording_rules(&rules)?;
                let sid = self.open(&room)?.sid();
                if let Some(room) = self.rooms.get_mut(&sid) {
                    room.set_recording_rules(rules, &mut *self.random, now);
                }
                self.carry_out(sid, now);
                Ok(Reply::Rules(self.open(&room)?.recording_rules_snapshot()))
            }
        }
    }

    fn check_recording(&self, settings: &RoomSettings) -> Result<(), CommandFault> {
        match &settings.recording_rules {
            Some(rules) => self.check_recording_rules(rules).map(drop),
            None if settings.record_participants_on_connect && !self.config.can_record => {
                Err(CommandFault::RecordingNotSupported)
            }
            None => Ok(()),
        }
    }

    fn check_recording_rules(&self, rules: &[TrackRule]) -> Result<TrackRules, CommandFault> {
        if rules.iter().any(is_about_data) {
            return Err(CommandFault::RecordingRules);
        }
        let includes_something = rules.iter().any(|rule| rule.action == RuleAction::Include);
        if includes_something && !self.config.can_record {
            return Err(CommandFault::RecordingNotSupported);
        }
        TrackRules::new(rules.to_vec()).ok_or(CommandFault::RecordingRules)
    }

    /// A room that is in progress or remembered, as it is at this moment.
    pub fn room(&self, sid: RoomSid) -> Option<RoomSnapshot> {
        self.find(&RoomKey::Sid(sid)).ok().map(|found| found.snapshot())
    }

    /// A participant that is in a room or remembered with it, as it is at this moment.
    pub fn participant(&self, room: RoomSid, sid: ParticipantSid) -> Option<ParticipantSnapshot> {
        self.find(&RoomKey::Sid(room)).ok()?.participant(&ParticipantKey::Sid(sid)).ok()
    }

    fn find(&self, key: &RoomKey) -> Result<Found<'_>, CommandFault> {
        let open = match key {
            RoomKey::Name(name) => self.room_names.get(name).and_then(|sid| self.rooms.get(sid)),
            RoomKey::Sid(sid) => self.rooms.get(sid),
        };
        match (open, key) {
            (Some(room), _) => Ok(Found::Open(room)),
            (None, RoomKey::Sid(sid)) => {
                self.history.get(*sid).map(Found::Completed).ok_or(CommandFault::RoomNotFound)
            }
            (None, RoomKey::Name(_)) => Err(CommandFault::RoomNotFound),
        }
    }

    /// A room that is in progress.
    fn open(&self, key: &RoomKey) -> Result<&Room, CommandFault> {
        match self.find(key)? {
            Found::Open(room) => Ok(room),
            Found::Completed(_) => Err(CommandFault::RoomNotInProgress),
        }
    }

    /// A participant that is in a room that is in progress.
    fn present(
        &self,
        room: &RoomKey,
        participant: &ParticipantKey,
    ) -> Result<(RoomSid, ParticipantSid), CommandFault> {
        let room = self.open(room)?;
        let sid = Found::Open(room).participant(participant)?.sid;
        room.participant(sid).map(|_| (room.sid(), sid)).ok_or(CommandFault::ParticipantNotConnected)
    }

    fn subscribe_rules(&self, room: RoomSid, sid: ParticipantSid) -> Result<Reply, CommandFault> {
        let rules = self.rooms.get(&room).and_then(|room| room.subscribe_rules_snapshot(sid));
        rules.map(Reply::Rules).ok_or(CommandFault::ParticipantNotConnected)
    }
}

impl Found<'_> {
    fn snapshot(&self) -> RoomSnapshot {
        match self {
            Self::Open(room) => room.snapshot(),
            Self::Completed(completed) => completed.room.clone(),
        }
    }

    fn participant(&self, key: &ParticipantKey) -> Result<ParticipantSnapshot, CommandFault> {
        let found = match (self, key) {
            (Self::Open(room), ParticipantKey::Identity(identity)) => {
                room.by_identity(identity).and_then(|sid| room.participant_snapshot(sid))
            }
            (Self::Open(room), ParticipantKey::Sid(sid)) => room.participant_snapshot(*sid),
            (Self::Completed(completed), ParticipantKey::Sid(sid)) => completed.participant(*sid).cloned(),
            (Self::Completed(_), ParticipantKey::Identity(_)) => None,
        };
        found.ok_or(CommandFault::ParticipantNotFound)
    }
}

fn is_about_data(rule: &TrackRule) -> bool {
    rule.filter.kind == Some(TrackKind::Data)
}

impl From<RoomNameFault> for CommandFault {
    fn from(fault: RoomNameFault) -> Self {
        match fault {
            RoomNameFault::Characters => Self::RoomNameCharacters,
            RoomNameFault::TooLong => Self::RoomNameTooLong,
        }
    }
}
