//! Joining, resuming and changing.

use std::collections::VecDeque;
use std::time::Instant;

use crate::config::VideoCodec;
use crate::engine::Engine;
use crate::engine::allocation::Appetite;
use crate::engine::entrance::Entrance;
use crate::engine::failover::Failover;
use crate::engine::seat::{Seat, Untold};
use crate::id::{ParticipantSid, RoomSid, SocketId, random_hex, random_sid};
use crate::io::{Event, Output};
use crate::marks::mark;
use crate::network_quality::Meter;
use crate::peer::{Peer, PeerSettings};
use crate::refusal::Refusal;
use crate::room::{Newcomer, ParticipantState, PublishLimits};
use crate::sdp::SectionKind;
use crate::session::{Arrival, Change, ClientDescription, Join, Resume, Socket, TrackList};
use crate::verifier::Admission;

impl Engine {
    pub(super) fn join(&mut self, socket: SocketId, join: Join, now: Instant) -> Result<(), Refusal> {
        if self.sockets.get(&socket).is_none_or(|socket| socket.participant().is_some()) {
            return Err(Refusal::InvalidMessage);
        }
        let Admission { identity, room: granted } = self.verifier.verify(&join.token)?;
        let requested = join.room.filter(|name| !name.is_empty());
        let entrance = self.find_entrance(requested, granted, &identity)?;
        let Entrance { room, name, settings, predecessor } = entrance;
        let peer_settings = self.peer_settings(settings.video_codecs.clone());
        let mut peer =
            Peer::new(peer_settings, join.revision, &join.offer, now).map_err(Refusal::Description)?;

        let expires_at = now.checked_add(settings.max_participant_duration);
        let room = room.unwrap_or_else(|| self.open_room(name, settings, now));
        let sid: ParticipantSid = random_sid(&mut *self.random);
        let session = mark(self.config.worker, &random_hex(&mut *self.random));
        self.ufrags.insert(peer.ice_ufrag().to_owned(), sid);
        self.sessions.insert(session.clone(), sid);
        let connection = join.connection;
        let untold = Untold::default();
        let (signaling, appetite) = (join.signaling, Appetite::new(join.profile));
        signaling.labels().for_each(|label| peer.open_signaling_channel(label));
        self.seats.insert(
            sid,
            Seat {
                room,
                session,
                connection,
                peer,
                failover: Failover::default(),
                addresses: VecDeque::new(),
                addresses_seen: 0,
                socket: Some(socket),
                lost_until: None,
                expires_at,
                untold,
                signaling,
                appetite,
                quality: Meter::default(),
            },
        );
        if let Some(socket) = self.sockets.get_mut(&socket) {
            socket.seat(sid);
        }
        if let Some(room) = self.rooms.get_mut(&room) {
            let Join { subscribe_rules, wants_media_warnings, .. } = join;
            let newcomer = Newcomer { sid, identity, subscribe_rules, wants_media_warnings };
            room.admit(newcomer, &mut *self.random, now);
        }
        self.outputs.push_back(Output::Event(Event::ParticipantJoined { room, participant: sid }));
        // After the newcomer is in, so that the room never ends between two tabs of its only participant; before it
        // publishes, because the room's tracks are counted.
        if let Some(predecessor) = predecessor {
            self.expel(predecessor, Refusal::DuplicateIdentity, now);
        }
        self.set_tracks(room, sid, join.tracks, now);
        self.carry_out(room, now);

        let answered = self.seats.get_mut(&sid).map(|seat| seat.peer.answer_first_offer(now));
        if let Some(Err(fault)) = answered {
            self.remove_participant(sid, now);
            return Err(Refusal::Description(fault));
        }
        self.send_arrival(sid, |socket, arrival| socket.send_connected(arrival, now));
        Ok(())
    }

    pub(super) fn resume(&mut self, socket: SocketId, resume: Resume, now: Instant) -> Result<(), Refusal> {
        let Admission { identity, .. } = self.verifier.verify(&resume.token)?;
        let Some(sid) = self.sessions.get(&resume.session).copied() else {
            let is_over = resume.room.is_some_and(|name| self.was_completed(&name));
            return Err(if is_over { Refusal::RoomCompleted } else { Refusal::SessionUnknown });
        };
        let Some(seat) = self.seats.get_mut(&sid) else { return Err(Refusal::SessionUnknown) };
        let room = seat.room;
        let participant = self.rooms.get(&room).and_then(|room| room.participant(sid));
        if participant.is_none_or(|participant| participant.identity() != identity) {
            return Err(Refusal::SessionUnknown);
        }
        // A socket seats one participant: whoever sat here before would never be lost with it.
        let seated = self.sockets.get(&socket).ok_or(Refusal::InvalidMessage)?.participant();
        if seated.is_some_and(|seated| seated != sid) {
            return Err(Refusal::InvalidMessage);
        }
        let before = seat.socket.replace(socket);
        seat.lost_until = None;
        seat.failover.wait_anew(now);
        if let Some(before) = before.filter(|before| *before != socket)
            && let Some(old) = self.sockets.get_mut(&before)
        {
            old.supersede(now);
            self.busy_sockets.insert(before);
        }
        if let Some(socket) = self.sockets.get_mut(&socket) {
            socket.seat(sid);
        }
        if let Some(room) = self.rooms.get_mut(&room) {
            room.set_state(sid, ParticipantState::Connected, now);
        }
        self.set_tracks(room, sid, resume.tracks, now);
        self.carry_out(room, now);
        // Whatever was said into the lost socket is said again.
        if let Some(seat) = self.seats.get_mut(&sid) {
            while seat.peer.poll_description().is_some() {}
        }
        self.take_descriptions(sid, resume.descriptions, now)?;
        if let Some(seat) = self.seats.get_mut(&sid) {
            seat.peer.repeat_pending_offer();
        }
        self.send_arrival(sid, |socket, arrival| socket.send_synced(arrival, now));
        if let Some(room) = self.rooms.get_mut(&room) {
            room.repeat_warnings(sid);
        }
        self.carry_out(room, now);
        Ok(())
    }

    pub(super) fn change(&mut self, socket: SocketId, change: Change, now: Instant) -> Result<(), Refusal> {
        let sid = self
            .sockets
            .get(&socket)
            .and_then(|socket| socket.participant())
            .ok_or(Refusal::SessionUnknown)?;
        let Some(seat) = self.seats.get(&sid).filter(|seat| seat.session == change.session) else {
            return Err(Refusal::SessionUnknown);
        };
        let room = seat.room;
        if let Some(tracks) = change.tracks {
            self.set_tracks(room, sid, tracks, now);
            self.carry_out(room, now);
        }
        self.take_descriptions(sid, change.descriptions, now)
    }

    fn set_tracks(&mut self, room: RoomSid, sid: ParticipantSid, tracks: TrackList, now: Instant) {
        let Some(seat) = self.seats.get(&sid) else { return };
        let capabilities = seat.peer.capabilities();
        let limits = PublishLimits {
            per_participant: self.config.limits.tracks_per_participant,
            can_send_audio: capabilities.can_deliver(&SectionKind::Audio),
            can_send_video: capabilities.can_deliver(&SectionKind::Video),
        };
        if let Some(room) = self.rooms.get_mut(&room) {
            room.set_tracks(sid, tracks.revision, tracks.requests, limits, &mut *self.random, now);
        }
    }

    fn take_descriptions(
        &mut self,
        sid: ParticipantSid,
        descriptions: Vec<ClientDescription>,
        now: Instant,
    ) -> Result<(), Refusal> {
        self.busy_peers.insert(sid);
        for description in descriptions {
            let credentials = (self.random_ufrag(), random_hex(&mut *self.random));
            let Some(seat) = self.seats.get_mut(&sid) else { return Ok(()) };
            if description.connection != seat.connection {
                continue;
            }
            let ClientDescription { is_offer, revision, sdp, .. } = description;
            if seat.failover.is_awaited() {
                if is_offer {
                    self.replace_peer(sid, revision, &sdp, now)?;
                }
                continue;
            }
            let before = seat.peer.ice_ufrag().to_owned();
            let taken = seat.peer.handle_description(is_offer, revision, &sdp, credentials, now);
            if seat.peer.ice_ufrag() != before {
                self.ufrags.insert(seat.peer.ice_ufrag().to_owned(), sid);
                self.ufrags.remove(&before);
            }
            taken.map_err(Refusal::Description)?;
        }
        Ok(())
    }

    /// Tells a participant everything, with the first description that waits for it.
    fn send_arrival(&mut self, sid: ParticipantSid, send: impl FnOnce(&mut Socket, Arrival<'_>)) {
        self.busy_peers.insert(sid);
        let Some(seat) = self.seats.get_mut(&sid) else { return };
        seat.untold = Untold::default();
        let description = seat.peer.poll_description();
        let Some(room) = self.rooms.get(&seat.room) else { return };
        let Some(participant) = room.participant(sid) else { return };
        let Some(id) = seat.socket else { return };
        let Some(socket) = self.sockets.get_mut(&id) else { return };
        self.busy_sockets.insert(id);
        let session_timeout = self.config.session_timeout;
        send(
            socket,
            Arrival {
                room,
                participant,
                session: &seat.session,
                connection: &seat.connection,
                signaling: &seat.signaling,
                description,
                replacement: seat.failover.replacement(&seat.connection),
                session_timeout,
            },
        );
    }

    /// Of a new connection.
    pub(super) fn peer_settings(&mut self, video_codecs: Vec<VideoCodec>) -> PeerSettings {
        PeerSettings {
            media_addresses: self.media_addresses.clone(),
            ice_ufrag: self.random_ufrag(),
            ice_pwd: random_hex(&mut *self.random),
            session_id: self.random_number(),
            video_codecs,
        }
    }

    fn random_ufrag(&mut self) -> String {
        let random = random_hex(&mut *self.random);
        mark(self.config.worker, &random)
    }

    /// 62 bits: some browsers read the `o=` line as a signed number.
    fn random_number(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.random.fill(&mut bytes);
        u64::from_be_bytes(bytes) >> 2
    }
}
