//! Rooms that are over, remembered for who asks after them.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::config::Limits;
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
    age: Duration,
}

impl History {
    pub fn new(limits: &Limits) -> Self {
        Self { rooms: VecDeque::new(), limit: limits.completed_rooms, age: limits.completed_room_age }
    }

    /// Forgets what ended too long ago.
    pub fn forget_old(&mut self, now: Instant) {
        let is_old = |ended: &Instant| now.saturating_duration_since(*ended) >= self.age;
        while self.rooms.front().and_then(|first| first.room.ended_at.as_ref()).is_some_and(is_old) {
            self.rooms.pop_front();
        }
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
