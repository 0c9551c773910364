//! Rooms that are over, remembered for who asks after them.

use std::collections::VecDeque;

use crate::id::{ParticipantSid, RoomSid};
use crate::snapshot::{ParticipantSnapshot, RoomSnapshot};

/// A room as it was when it ended.
#[derive(Debug)]
pub(super) struct CompletedRoom {
    pub room: RoomSnapshot,
    /// Who left it, the latest last.
    pub participants: Vec<ParticipantSnapshot>,
    /// Somebody ended it for everybody.
    pub was_completed: bool,
}

/// The latest completed rooms, the latest last.
#[derive(Debug)]
pub(super) struct History {
    rooms: VecDeque<CompletedRoom>,
    limit: usize,
}

impl History {
    pub fn new(limit: usize) -> Self {
        Self { rooms: VecDeque::new(), limit }
    }

    pub fn remember(&mut self, completed: CompletedRoom) {
        self.rooms.push_back(completed);
        if self.rooms.len() > self.limit {
            self.rooms.pop_front();
        }
    }

    pub fn get(&self, sid: RoomSid) -> Option<&CompletedRoom> {
        self.rooms.iter().find(|completed| completed.room.sid == sid)
    }

    pub fn participant_mut(
        &mut self,
        room: RoomSid,
        sid: ParticipantSid,
    ) -> Option<&mut ParticipantSnapshot> {
        let completed = self.rooms.iter_mut().find(|completed| completed.room.sid == room)?;
        completed.participants.iter_mut().find(|participant| participant.sid == sid)
    }

    /// The latest first.
    pub fn iter(&self) -> impl Iterator<Item = &CompletedRoom> {
        self.rooms.iter().rev()
    }

    /// Whether the latest room of this name or SID was ended for everybody.
    pub fn was_completed(&self, name: &str) -> bool {
        let sid = RoomSid::parse(name);
        let latest = self
            .iter()
            .find(|completed| completed.room.unique_name == name || Some(completed.room.sid) == sid);
        latest.is_some_and(|completed| completed.was_completed)
    }
}

impl CompletedRoom {
    pub fn participant(&self, sid: ParticipantSid) -> Option<&ParticipantSnapshot> {
        self.participants.iter().find(|participant| participant.sid == sid)
    }
}
