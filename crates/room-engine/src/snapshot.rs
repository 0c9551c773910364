//! Rooms, participants and tracks as plain values, for whoever asks from outside.

use std::time::Instant;

use crate::config::RoomSettings;
use crate::id::{ParticipantSid, RoomSid, TrackSid};
use crate::rules::TrackRule;
use crate::track::{TrackKind, TrackPriority};

/// Whether a participant can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParticipantState {
    Connected,
    Disconnected,
    Reconnecting,
}

/// A room as it was at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomSnapshot {
    pub sid: RoomSid,
    /// The SID's text for a room without a name.
    pub unique_name: String,
    pub settings: RoomSettings,
    pub created_at: Instant,
    /// `None` while the room is in progress.
    pub ended_at: Option<Instant>,
    /// Participants that are not disconnected.
    pub participants: usize,
    pub is_recording: bool,
}

/// A participant as it was at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParticipantSnapshot {
    pub sid: ParticipantSid,
    pub room: RoomSid,
    pub identity: String,
    pub state: ParticipantState,
    pub joined_at: Instant,
    pub updated_at: Instant,
    /// `None` while the participant is in the room.
    pub left_at: Option<Instant>,
    /// What it publishes, or published when it left.
    pub tracks: Vec<TrackSnapshot>,
}

/// A published track as it was at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackSnapshot {
    pub sid: TrackSid,
    pub publisher: ParticipantSid,
    pub name: String,
    pub kind: TrackKind,
    pub enabled: bool,
    pub priority: TrackPriority,
    pub published_at: Instant,
    pub updated_at: Instant,
}

/// A track that a participant receives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscribedTrackSnapshot {
    pub track: TrackSnapshot,
    pub subscribed_at: Instant,
}

/// A list of rules and when it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesSnapshot {
    pub rules: Vec<TrackRule>,
    pub created_at: Instant,
    pub updated_at: Instant,
}
