//! Who speaks in a room: from the loudness of packets to everybody's ears.

use std::time::Instant;

use crate::engine::{Alarm, Engine};
use crate::forward::Incoming;
use crate::id::{ParticipantSid, RoomSid};
use crate::peer::MediaPacket;
use crate::speaker::{Position, Sound, SpeakerDetector};

/// Who has the floor of one room, and who was announced last.
#[derive(Debug, Default)]
pub(super) struct Floor {
    detector: SpeakerDetector,
    announced: Option<ParticipantSid>,
}

impl Floor {
    pub fn dominant(&self) -> Option<ParticipantSid> {
        self.announced
    }

    pub fn poll_timeout(&self) -> Option<Instant> {
        self.detector.poll_timeout()
    }
}

impl Engine {
    /// Counts a packet of sound for its publisher.
    pub(super) fn hear(&mut self, publisher: ParticipantSid, packet: &MediaPacket, now: Instant) {
        let Some(level) = packet.extensions.audio_level else { return };
        let Incoming { source, timestamp, clock_rate, .. } = packet.header;
        let position = Position { source, timestamp, clock_rate };
        let sound = Sound { position, level, voice: packet.extensions.voice_activity };
        let Some(room) = self.seats.get(&publisher).map(|seat| seat.room) else { return };
        let Some(floor) = self.floors.get_mut(&room) else { return };
        floor.detector.heard(publisher, sound, now);
        self.announce_speaker(room, now);
    }

    /// The participant is gone.
    pub(super) fn leave_floor(&mut self, room: RoomSid, participant: ParticipantSid, now: Instant) {
        if let Some(floor) = self.floors.get_mut(&room) {
            floor.detector.forget(participant);
            self.announce_speaker(room, now);
        }
    }

    pub(super) fn update_floor(&mut self, room: RoomSid, now: Instant) {
        if let Some(floor) = self.floors.get_mut(&room) {
            floor.detector.handle_timeout(now);
            self.announce_speaker(room, now);
        }
    }

    fn announce_speaker(&mut self, room: RoomSid, now: Instant) {
        self.set_alarm(Alarm::Floor(room));
        let Some(floor) = self.floors.get_mut(&room) else { return };
        let dominant = floor.detector.dominant();
        if dominant == floor.announced {
            return;
        }
        floor.announced = dominant;
        for listener in self.members(room) {
            let Some(seat) = self.seats.get_mut(&listener) else { continue };
            // The speaker's videos may matter more.
            seat.appetite.weigh_soon(now);
            self.busy_peers.insert(listener);
            let text = seat.signaling.active_speaker(dominant);
            self.say(listener, text, now);
        }
    }
}
