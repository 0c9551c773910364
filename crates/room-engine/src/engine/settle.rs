//! After each input: carries effects and events through until nothing moves any more, and writes the outputs.

use std::time::Instant;

use crate::engine::media::Route;
use crate::engine::seat::Untold;
use crate::engine::{Alarm, Engine};
use crate::id::{ParticipantSid, RoomSid, SocketId};
use crate::io::{Event, Output};
use crate::peer::section_kind;
use crate::room::{RoomEffect, SubscriptionFault};
use crate::session::{News, SocketOutput};

impl Engine {
    /// Carries out what a room decided.
    pub(super) fn carry_out(&mut self, room: RoomSid, now: Instant) {
        while let Some(effect) = self.rooms.get_mut(&room).and_then(|room| room.poll_effect()) {
            match effect {
                RoomEffect::ParticipantChanged(sid) => {
                    for other in self.members(room).into_iter().filter(|other| *other != sid) {
                        self.tell(other, |untold| {
                            untold.hidden.remove(&sid);
                            untold.participants.insert(sid);
                        });
                    }
                }
                RoomEffect::ParticipantHidden(sid) => {
                    for other in self.members(room).into_iter().filter(|other| *other != sid) {
                        self.tell(other, |untold| {
                            untold.participants.remove(&sid);
                            untold.hidden.insert(sid);
                        });
                    }
                }
                RoomEffect::WarningsChanged(sid) => self.tell(sid, |untold| untold.warnings = true),
                RoomEffect::RecordingChanged => {
                    for member in self.members(room) {
                        self.tell(member, |untold| untold.recording = true);
                    }
                }
                RoomEffect::RecordingStarted { publisher, track } => {
                    self.start_recording(room, publisher, track);
                }
                RoomEffect::RecordingEnded { track, recording } => self.end_recording(track, recording),
                RoomEffect::PublishedChanged(sid) => self.tell(sid, |untold| untold.published = true),
                RoomEffect::SubscribedChanged(sid) => self.tell(sid, |untold| untold.subscribed = true),
                RoomEffect::Published { publisher, id, track, kind } => {
                    self.routes.entry(track).or_insert_with(|| Route::new(publisher));
                    let event = Event::TrackPublished { room, participant: publisher, track, kind };
                    self.outputs.push_back(Output::Event(event));
                    if let Some(seat) = self.seats.get_mut(&publisher) {
                        seat.peer.publish(id, track);
                        seat.appetite.weigh_soon(now);
                        self.busy_peers.insert(publisher);
                    }
                }
                RoomEffect::Switched { publisher, track, kind, enabled } => {
                    self.switch_recording(track, enabled, now);
                    let event = Event::TrackSwitched { room, participant: publisher, track, kind, enabled };
                    self.outputs.push_back(Output::Event(event));
                }
                RoomEffect::Unpublished { publisher, id, track, kind } => {
                    self.routes.remove(&track);
                    let event = Event::TrackUnpublished { room, participant: publisher, track, kind };
                    self.outputs.push_back(Output::Event(event));
                    if let Some(seat) = self.seats.get_mut(&publisher) {
                        seat.peer.unpublish(&id, now);
                        seat.appetite.forget_own(track);
                        self.busy_peers.insert(publisher);
                    }
                }
                RoomEffect::Subscribed { subscriber, publisher, track, kind, delivery } => {
                    let Some(source) = self.seats.get(&publisher) else { continue };
                    let capabilities = source.peer.capabilities().clone();
                    let settings = source.peer.channel_settings(track);
                    let Some(seat) = self.seats.get_mut(&subscriber) else { continue };
                    if !seat.peer.capabilities().understands(&capabilities, kind) {
                        if let Some(room) = self.rooms.get_mut(&room) {
                            let fault = SubscriptionFault::NoSupportedCodec;
                            room.fail_subscription(subscriber, track, fault, &mut *self.random, now);
                        }
                        continue;
                    }
                    let route = self.routes.entry(track).or_insert_with(|| Route::new(publisher));
                    // It may have been there with something that it could not decode.
                    if !route.subscribers.contains(&subscriber) {
                        route.subscribers.push(subscriber);
                    }
                    match section_kind(kind) {
                        Some(section) => {
                            seat.peer.deliver_media(track, section, delivery, publisher, &capabilities);
                        }
                        None => seat.peer.deliver_data(track, delivery, settings, now),
                    }
                    seat.appetite.weigh_soon(now);
                    self.busy_peers.insert(subscriber);
                }
                RoomEffect::Unsubscribed { subscriber, track } => {
                    if let Some(route) = self.routes.get_mut(&track) {
                        route.subscribers.retain(|other| *other != subscriber);
                    }
                    if let Some(seat) = self.seats.get_mut(&subscriber) {
                        seat.peer.withdraw(track, now);
                        seat.appetite.forget(track);
                        self.busy_peers.insert(subscriber);
                    }
                }
            }
        }
        self.set_alarm(Alarm::Room(room));
    }

    pub(super) fn settle(&mut self, now: Instant) {
        loop {
            if let Some(sid) = self.busy_peers.pop_first() {
                self.settle_peer(sid, now);
                self.set_alarm(Alarm::Seat(sid));
            } else if let Some(id) = self.busy_sockets.pop_first() {
                self.settle_socket(id, now);
                self.set_alarm(Alarm::Socket(id));
            } else {
                break;
            }
        }
    }

    fn settle_peer(&mut self, sid: ParticipantSid, now: Instant) {
        loop {
            let Some(seat) = self.seats.get_mut(&sid) else { return };
            while let Some((destination, contents)) = seat.peer.poll_transmit() {
                let local = self.addresses.get(&destination).and_then(|contact| contact.local);
                self.outputs.push_back(Output::Transmit { local, destination, contents });
            }
            let Some(event) = seat.peer.poll_event() else { break };
            self.handle_peer_event(sid, event, now);
        }
        let Some(seat) = self.seats.get_mut(&sid) else { return };
        seat.peer.offer_if_needed();
        self.tell_news(sid, now);
    }

    /// Sends what a participant does not know yet. Each message carries one description at most.
    fn tell_news(&mut self, sid: ParticipantSid, now: Instant) {
        let Some(seat) = self.seats.get_mut(&sid) else { return };
        let mut untold = std::mem::take(&mut seat.untold);
        let warnings = std::mem::take(&mut untold.warnings);
        let mut description = seat.peer.poll_description();
        // What is not heard now is part of the state that a resumed session is given.
        let Some(socket) = seat.socket.and_then(|id| self.sockets.get_mut(&id)) else {
            while description.is_some() {
                description = seat.peer.poll_description();
            }
            return;
        };
        let Some(room) = self.rooms.get(&seat.room) else { return };
        let own = room.participant(sid);
        if let Some(participant) = own.filter(|_| warnings) {
            self.busy_sockets.extend(seat.socket);
            socket.send_warnings(participant, now);
        }
        if untold.is_empty() && description.is_none() {
            return;
        }
        self.busy_sockets.extend(seat.socket);
        socket.send_news(
            News {
                participants: untold
                    .participants
                    .iter()
                    .filter_map(|other| room.participant(*other))
                    .collect(),
                hidden: untold.hidden.iter().filter_map(|other| room.participant(*other)).collect(),
                departed: untold.departed,
                recording: untold.recording.then_some(room),
                published: own.filter(|_| untold.published),
                subscribed: own.filter(|_| untold.subscribed),
                description: description.map(|description| (seat.connection.as_str(), description)),
                replacement: seat.failover.replacement(&seat.connection).filter(|_| untold.failover),
                grants: seat.signaling.renewed_grants(),
            },
            now,
        );
        while let Some(description) = seat.peer.poll_description() {
            let description = Some((seat.connection.as_str(), description));
            socket.send_news(News { description, ..News::default() }, now);
        }
    }

    fn settle_socket(&mut self, id: SocketId, now: Instant) {
        while let Some(output) = self.sockets.get_mut(&id).and_then(|socket| socket.poll_output()) {
            match output {
                SocketOutput::Text(text) => self.outputs.push_back(Output::SocketText { socket: id, text }),
                SocketOutput::Close { code } => {
                    self.outputs.push_back(Output::SocketClose { socket: id, code });
                    let participant = self.sockets.remove(&id).and_then(|socket| socket.participant());
                    if let Some(sid) = participant {
                        self.lose(sid, id, now);
                    }
                }
                SocketOutput::Lost => {
                    if let Some(sid) = self.sockets.get(&id).and_then(|socket| socket.participant()) {
                        self.lose(sid, id, now);
                    }
                }
            }
        }
    }

    pub(super) fn members(&self, room: RoomSid) -> Vec<ParticipantSid> {
        let members =
            self.rooms.get(&room).map(|room| room.participants().map(|member| member.sid()).collect());
        members.unwrap_or_default()
    }

    /// Notes something for a participant; it is told when everything has settled.
    pub(super) fn tell(&mut self, sid: ParticipantSid, note: impl FnOnce(&mut Untold)) {
        if let Some(seat) = self.seats.get_mut(&sid) {
            note(&mut seat.untold);
            self.busy_peers.insert(sid);
        }
    }
}
