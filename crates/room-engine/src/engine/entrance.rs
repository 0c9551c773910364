//! Which room a newcomer enters, and whether there is a place for it.

use std::time::Instant;

use crate::config::RoomSettings;
use crate::engine::floor::Floor;
use crate::engine::{Alarm, Engine};
use crate::id::{ParticipantSid, RoomSid};
use crate::io::{Event, Output};
use crate::refusal::Refusal;
use crate::room::{Room, check_name};

/// Where a participant goes, when nothing stands in its way.
pub(super) struct Entrance {
    /// `None` if it opens one.
    pub room: Option<RoomSid>,
    /// The name of the room that it opens.
    pub name: Option<String>,
    pub settings: RoomSettings,
    /// Who has its identity in the room.
    pub predecessor: Option<ParticipantSid>,
}

impl Engine {
    /// The room to enter, after everything that can be refused without looking at the offer.
    pub(super) fn find_entrance(
        &self,
        requested: Option<String>,
        granted: Option<String>,
        identity: &str,
    ) -> Result<Entrance, Refusal> {
        let wanted = requested.or_else(|| granted.clone());
        let sid = wanted.as_deref().and_then(RoomSid::parse);
        let open = match (&wanted, sid) {
            (_, Some(sid)) => self.rooms.get(&sid),
            (Some(name), None) => self.room_names.get(name).and_then(|sid| self.rooms.get(sid)),
            (None, None) => None,
        };
        let is_granted = granted.is_none_or(|granted| {
            wanted.as_ref() == Some(&granted)
                || open.is_some_and(|room| room.name() == granted || room.sid().to_string() == granted)
        });
        if !is_granted {
            return Err(Refusal::RoomNotGranted);
        }
        if let Some(room) = open {
            let predecessor = room.by_identity(identity);
            let vacated = usize::from(predecessor.is_some());
            if room.is_full(vacated) {
                return Err(Refusal::RoomFull);
            }
            self.check_capacity(vacated)?;
            let settings = room.settings().clone();
            return Ok(Entrance { room: Some(room.sid()), name: None, settings, predecessor });
        }
        if let Some(sid) = sid {
            let is_over = self.history.get(sid).is_some();
            return Err(if is_over { Refusal::RoomCompleted } else { Refusal::RoomNotFound });
        }
        if let Some(name) = &wanted {
            check_name(name)?;
        }
        let settings = self.config.ad_hoc_rooms.clone().ok_or(Refusal::RoomNotFound)?;
        if self.is_out_of_rooms() {
            return Err(Refusal::RoomsExhausted);
        }
        self.check_capacity(0)?;
        Ok(Entrance { room: None, name: wanted, settings, predecessor: None })
    }

    /// Whether this worker has a place for one more, beside those that are `vacated` for it.
    fn check_capacity(&self, vacated: usize) -> Result<(), Refusal> {
        let is_full = self.seats.len() >= self.config.limits.participants + vacated;
        if is_full { Err(Refusal::ServerBusy) } else { Ok(()) }
    }

    /// Whether the latest room of this name or SID was ended for everybody.
    pub(super) fn was_completed(&self, name: &str) -> bool {
        !self.room_names.contains_key(name) && self.history.was_completed(name)
    }

    pub(super) fn is_out_of_rooms(&self) -> bool {
        self.rooms.len() >= self.config.limits.rooms
    }

    /// Opens a room whose name is free.
    pub(super) fn open_room(
        &mut self,
        name: Option<String>,
        settings: RoomSettings,
        now: Instant,
    ) -> RoomSid {
        let mut bytes = [0; 16];
        self.random.fill(&mut bytes);
        bytes[15] = self.config.worker;
        let sid = RoomSid::from(bytes);
        if let Some(name) = &name {
            self.room_names.insert(name.clone(), sid);
        }
        self.rooms.insert(sid, Room::new(sid, name, settings, &self.config.limits, now));
        self.floors.insert(sid, Floor::default());
        self.set_alarm(Alarm::Room(sid));
        self.outputs.push_back(Output::Event(Event::RoomCreated { room: sid }));
        sid
    }
}
