//! A room's state as plain values.

use std::time::Instant;

use crate::id::{ParticipantSid, RoomSid};
use crate::room::Room;
use crate::room::participant::Participant;
use crate::room::publication::Publication;
use crate::snapshot::{
    ParticipantSnapshot, RoomSnapshot, RulesSnapshot, SubscribedTrackSnapshot, TrackSnapshot,
};

impl Room {
    pub fn snapshot(&self) -> RoomSnapshot {
        RoomSnapshot {
            sid: self.sid,
            unique_name: self.name.clone(),
            settings: self.settings.clone(),
            created_at: self.created_at,
            ended_at: None,
            participants: self.participants.len(),
            is_recording: self.is_recording(),
        }
    }

    /// Everybody who is in the room, and who left last.
    pub fn participant_snapshots(&self) -> Vec<ParticipantSnapshot> {
        let present = self.participants.values().map(|participant| participant.snapshot(self.sid, None));
        self.departed.iter().cloned().chain(present).collect()
    }

    pub fn participant_snapshot(&self, sid: ParticipantSid) -> Option<ParticipantSnapshot> {
        let present = self.participants.get(&sid).map(|participant| participant.snapshot(self.sid, None));
        present.or_else(|| self.departed.iter().find(|departed| departed.sid == sid).cloned())
    }

    /// What is remembered of a participant that left.
    pub fn departed_mut(&mut self, sid: ParticipantSid) -> Option<&mut ParticipantSnapshot> {
        self.departed.iter_mut().find(|departed| departed.sid == sid)
    }

    /// What a participant receives; `None` if it is not in the room.
    pub fn subscribed_tracks(&self, sid: ParticipantSid) -> Option<Vec<SubscribedTrackSnapshot>> {
        let subscriber = self.participants.get(&sid)?;
        let mut tracks = Vec::new();
        for publisher in self.participants.values() {
            for publication in publisher.publications() {
                let subscription = subscriber.subscription(publication.sid);
                if let Some(subscription) = subscription.filter(|subscription| subscription.delivery.is_ok())
                {
                    let track = publication.snapshot(publisher.sid());
                    tracks.push(SubscribedTrackSnapshot { track, subscribed_at: subscription.since });
                }
            }
        }
        Some(tracks)
    }

    pub fn subscribe_rules_snapshot(&self, sid: ParticipantSid) -> Option<RulesSnapshot> {
        let participant = self.participants.get(&sid)?;
        Some(RulesSnapshot {
            rules: participant.subscribe_rules().as_slice().to_vec(),
            created_at: participant.joined_at(),
            updated_at: participant.rules_updated_at(),
        })
    }

    pub fn recording_rules_snapshot(&self) -> RulesSnapshot {
        RulesSnapshot {
            rules: self.recording_rules().as_slice().to_vec(),
            created_at: self.created_at,
            updated_at: self.recording_rules_updated_at(),
        }
    }
}

impl Participant {
    pub(super) fn snapshot(&self, room: RoomSid, left_at: Option<Instant>) -> ParticipantSnapshot {
        ParticipantSnapshot {
            sid: self.sid(),
            room,
            identity: self.identity().to_owned(),
            state: self.state(),
            joined_at: self.joined_at(),
            updated_at: self.updated_at(),
            left_at,
            tracks: self.publications().map(|publication| publication.snapshot(self.sid())).collect(),
        }
    }
}

impl Publication {
    fn snapshot(&self, publisher: ParticipantSid) -> TrackSnapshot {
        TrackSnapshot {
            sid: self.sid,
            publisher,
            name: self.name.clone(),
            kind: self.kind,
            enabled: self.enabled,
            priority: self.priority,
            published_at: self.published_at,
            updated_at: self.updated_at,
        }
    }
}
