//! Leaving, losing and ending.

use std::sync::Arc;
use std::time::Instant;

use crate::engine::history::CompletedRoom;
use crate::engine::{Alarm, Engine};
use crate::id::{ParticipantSid, RoomSid, SocketId};
use crate::io::{Event, Output};
use crate::refusal::Refusal;
use crate::room::{ParticipantState, Room};
use crate::session::{Socket, left_for_good};
use crate::snapshot::RoomSnapshot;

impl Engine {
    /// The client says that it leaves. It also says so after it was told that everything is over.
    pub(super) fn leave(&mut self, socket: SocketId, session: Option<&str>, now: Instant) {
        let Some(sid) = self.sockets.get(&socket).and_then(|socket| socket.participant()) else { return };
        if self.seats.get(&sid).is_some_and(|seat| session.is_none_or(|session| session == seat.session)) {
            self.remove_participant(sid, now);
        }
    }

    pub(super) fn handle_closed(&mut self, id: SocketId, code: Option<u16>, now: Instant) {
        let Some(socket) = self.sockets.remove(&id) else { return };
        self.busy_sockets.insert(id);
        let Some(sid) = socket.participant() else { return };
        if left_for_good(code) {
            self.remove_participant(sid, now);
        } else {
            self.lose(sid, id, now);
        }
    }

    /// The participant's socket is gone; the participant is kept for the session time-out.
    pub(super) fn lose(&mut self, sid: ParticipantSid, socket: SocketId, now: Instant) {
        let Some(seat) = self.seats.get_mut(&sid).filter(|seat| seat.socket == Some(socket)) else { return };
        seat.socket = None;
        seat.lost_until = Some(now + self.config.session_timeout);
        seat.quality.interrupt();
        self.busy_peers.insert(sid);
        let room = seat.room;
        if let Some(room) = self.rooms.get_mut(&room) {
            room.set_state(sid, ParticipantState::Reconnecting, now);
        }
        self.carry_out(room, now);
    }

    /// Tells the client of a socket that it is over. A participant that sits there goes with it.
    pub(super) fn refuse(&mut self, id: SocketId, refusal: Refusal, now: Instant) {
        tracing::debug!(%refusal, "refused a client");
        self.busy_sockets.insert(id);
        let participant = self.sockets.get(&id).and_then(|socket| socket.participant());
        if let Some(socket) = self.sockets.get_mut(&id) {
            socket.refuse(refusal, now);
        }
        if let Some(sid) = participant {
            self.remove_participant(sid, now);
        }
    }

    /// Puts a participant out and tells it why.
    pub(super) fn expel(&mut self, sid: ParticipantSid, refusal: Refusal, now: Instant) {
        match self.seats.get(&sid).and_then(|seat| seat.socket) {
            Some(socket) => self.refuse(socket, refusal, now),
            None => self.remove_participant(sid, now),
        }
    }

    /// Puts a participant out, and tells it no fault.
    pub(super) fn dismiss(&mut self, sid: ParticipantSid, now: Instant) {
        if let Some(socket) = self.socket_of(sid) {
            socket.dismiss(now);
        }
        self.remove_participant(sid, now);
    }

    /// Ends a room for everybody in it.
    pub(super) fn complete_room(&mut self, room: RoomSid, now: Instant) {
        let members = self.members(room);
        for sid in &members {
            if let Some(socket) = self.socket_of(*sid) {
                socket.complete(now);
            }
        }
        // The room may end with the last of them.
        if let Some(room) = self.rooms.get_mut(&room) {
            room.complete();
        }
        for sid in members {
            self.remove_participant(sid, now);
        }
        self.end_room(room, now);
    }

    /// The socket at which a participant sits, for telling it something.
    fn socket_of(&mut self, sid: ParticipantSid) -> Option<&mut Socket> {
        let id = self.seats.get(&sid)?.socket?;
        self.busy_sockets.insert(id);
        self.sockets.get_mut(&id)
    }

    pub(super) fn remove_participant(&mut self, sid: ParticipantSid, now: Instant) {
        let Some(seat) = self.seats.remove(&sid) else { return };
        self.sessions.remove(&seat.session);
        self.ufrags.remove(seat.peer.ice_ufrag());
        for (address, _) in &seat.addresses {
            self.forget_address(*address, sid);
        }
        self.busy_peers.insert(sid);
        if let Some(socket) = seat.socket.and_then(|socket| self.sockets.get_mut(&socket)) {
            socket.unseat(now);
        }
        self.busy_sockets.extend(seat.socket);
        let Some(room) = self.rooms.get_mut(&seat.room) else { return };
        let departed = room.remove(sid, &mut *self.random, now);
        let departed = departed.filter(|departed| room.shows(departed)).map(Arc::new);
        for other in self.members(seat.room) {
            let Some(departed) = &departed else { break };
            self.tell(other, |untold| {
                untold.participants.remove(&sid);
                untold.departed.push(Arc::clone(departed));
            });
        }
        self.carry_out(seat.room, now);
        self.leave_floor(seat.room, sid, now);
        self.outputs.push_back(Output::Event(Event::ParticipantLeft { room: seat.room, participant: sid }));
        self.end_room_if_due(seat.room, now);
    }

    /// Every room ends, every client is told, every socket closes.
    pub(super) fn shut_down(&mut self, now: Instant) {
        for (id, socket) in &mut self.sockets {
            if socket.participant().is_some() {
                socket.complete(now);
            }
            socket.go_away();
            self.busy_sockets.insert(*id);
        }
        let rooms: Vec<RoomSid> = self.rooms.keys().copied().collect();
        for room in rooms {
            self.complete_room(room, now);
        }
    }

    /// Ends a room that nobody came to or came back to in time.
    pub(super) fn end_room_if_due(&mut self, sid: RoomSid, now: Instant) {
        let closes_at = self.rooms.get(&sid).and_then(Room::closes_at);
        if closes_at.is_some_and(|at| at <= now) {
            self.end_room(sid, now);
        }
    }

    fn end_room(&mut self, sid: RoomSid, now: Instant) {
        let Some(room) = self.rooms.remove(&sid) else { return };
        self.set_alarm(Alarm::Room(sid));
        self.floors.remove(&sid);
        self.set_alarm(Alarm::Floor(sid));
        if self.room_names.get(room.name()) == Some(&sid) {
            self.room_names.remove(room.name());
        }
        self.history.remember(CompletedRoom {
            room: RoomSnapshot { ended_at: Some(now), ..room.snapshot() },
            participants: room.participant_snapshots(),
            was_completed: room.is_completed(),
        });
        self.outputs.push_back(Output::Event(Event::RoomEnded { room: sid }));
    }
}
