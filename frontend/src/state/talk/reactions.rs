use shared::call_message::{ParticipantSid, Reaction};

use super::Time;

/// Milliseconds for which a reaction is shown.
const SHOWN_FOR: Time = 4_000;

/// Milliseconds in which a second reaction of one person is not shown.
const PAUSE: Time = 250;

/// Reactions at one time; further ones are not shown.
const SHOWN_LIMIT: usize = 24;

/// A reaction on its way over the stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownReaction {
    /// Tells it from the others.
    pub number: u32,
    pub sid: ParticipantSid,
    pub reaction: Reaction,
    until: Time,
}

#[derive(Debug, Default)]
pub(super) struct Reactions {
    shown: Vec<ShownReaction>,
    next_number: u32,
}

impl Reactions {
    pub fn show(&mut self, sid: ParticipantSid, reaction: Reaction, now: Time) {
        let until = now + SHOWN_FOR;
        let is_hasty = self.shown.iter().any(|shown| shown.sid == sid && shown.until + PAUSE > until);
        if reaction.emoji().is_none() || is_hasty || self.shown.len() == SHOWN_LIMIT {
            return;
        }
        self.shown.push(ShownReaction { number: self.next_number, sid, reaction, until });
        self.next_number = self.next_number.wrapping_add(1);
    }

    pub fn forget(&mut self, sid: &ParticipantSid) {
        self.shown.retain(|shown| shown.sid != *sid);
    }

    pub fn deadline(&self) -> Option<Time> {
        self.shown.iter().map(|shown| shown.until).min()
    }

    pub fn expire(&mut self, now: Time) {
        self.shown.retain(|shown| shown.until > now);
    }

    pub fn shown(&self) -> Vec<ShownReaction> {
        self.shown.clone()
    }
}
