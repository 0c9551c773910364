//! Who speaks: chosen from the loudness that browsers write beside every audio packet (RFC 6464).
//!
//! Each participant's last three seconds are cut into short slots, each with speech or without. Counting the slots of one
//! second tells a sentence from a cough; comparing the counts of two participants tells who holds the floor. Windows of
//! several lengths are the idea of Volfin and Cohen, "Dominant speaker identification for multipoint videoconferencing"
//! (2013).

mod capture_clock;
mod voice;

pub(crate) use capture_clock::Position;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::id::ParticipantSid;
use voice::{DECIBEL, Voice};

/// How often the choice is made anew. A shorter time follows a conversation no faster, because what is counted is a
/// second long.
const INTERVAL: Duration = Duration::from_millis(100);

/// Slots with speech among those of the last second that take the floor: 0.65 seconds. A cough, a laugh and a door are
/// shorter.
const TAKE: u32 = 13;

/// Slots with speech by which a challenger must lead over who has the floor: 0.3 seconds. Of two who speak at the same
/// time the first stays, and a pause between sentences is no gap for a "yes".
const LEAD: u32 = 6;

/// Slots with speech, of three seconds, after which a much louder challenger takes the floor even from somebody who
/// goes on speaking: 1.5 seconds. It is mostly a voice that reaches two microphones of one room.
const LONG_TAKE: u32 = 30;

/// What is much louder.
const MUCH_LOUDER: i32 = 10 * DECIBEL;

/// Slots with speech in a second that count as still speaking: 0.2 seconds. A click of a mouse is no speech.
const KEEP: u32 = 4;

/// How long the last speaker keeps the floor when nobody speaks.
const SILENCE: Duration = Duration::from_secs(4);

/// After this time without a packet nothing is remembered of a participant.
const MEMORY: Duration = Duration::from_secs(60);

/// What one packet of sound says of itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sound {
    pub position: Position,
    /// In dBov, from 0 (the loudest) to -127 (silence).
    pub level: i8,
    /// Whether its sender takes it for a voice, if it says so.
    pub voice: Option<bool>,
}

/// Chooses the dominant speaker of one room.
#[derive(Debug, Default)]
pub(crate) struct SpeakerDetector {
    voices: BTreeMap<ParticipantSid, Voice>,
    dominant: Option<ParticipantSid>,
    /// When the dominant speaker was last heard speaking.
    spoke_at: Option<Instant>,
    /// `None` while everybody is silent.
    due: Option<Instant>,
}

impl SpeakerDetector {
    /// A packet of a participant's audio.
    pub(crate) fn heard(&mut self, participant: ParticipantSid, sound: Sound, now: Instant) {
        let is_speech = self.voices.entry(participant).or_insert_with(|| Voice::new(now)).heard(sound, now);
        if is_speech {
            self.due.get_or_insert(now + INTERVAL);
        }
    }

    /// The participant left, or publishes no audio any more.
    pub(crate) fn forget(&mut self, participant: ParticipantSid) {
        self.voices.remove(&participant);
        if self.dominant == Some(participant) {
            self.dominant = None;
            self.spoke_at = None;
        }
    }

    /// When to call [`Self::handle_timeout`]; `None` while everybody is silent.
    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        self.due
    }

    /// Chooses anew if it is time to.
    pub(crate) fn handle_timeout(&mut self, now: Instant) {
        if self.due.is_none_or(|due| now < due) {
            return;
        }
        self.choose(now);
        self.voices.retain(|_, voice| voice.last_heard() + MEMORY > now);
        let is_lively = self.dominant.is_some() || self.voices.values().any(|voice| voice.short(now) > 0);
        self.due = is_lively.then_some(now + INTERVAL);
    }

    /// Who has the floor.
    pub(crate) fn dominant(&self) -> Option<ParticipantSid> {
        self.dominant
    }

    fn choose(&mut self, now: Instant) {
        let present = self.dominant.and_then(|dominant| self.voices.get(&dominant));
        if present.is_some_and(|voice| voice.short(now) >= KEEP) {
            self.spoke_at = Some(now);
        }
        let drowns = |one: &Voice, other: &Voice| {
            one.short(now) >= TAKE
                && one.long(now) >= LONG_TAKE
                && one.loudness() >= other.loudness() + MUCH_LOUDER
        };
        let wins = |challenger: &Voice, present: &Voice| {
            let leads = challenger.short(now) >= present.short(now) + LEAD;
            drowns(challenger, present) || leads && !drowns(present, challenger)
        };
        let takes_floor = |challenger: &Voice| {
            challenger.short(now) >= TAKE && present.is_none_or(|present| wins(challenger, present))
        };
        let challengers = self.voices.iter().filter(|(participant, _)| Some(**participant) != self.dominant);
        let strongest = challengers
            .filter(|(_, voice)| takes_floor(voice))
            .max_by_key(|(_, voice)| (voice.short(now), voice.loudness()));
        if let Some((participant, _)) = strongest {
            self.dominant = Some(*participant);
            self.spoke_at = Some(now);
        } else if self.spoke_at.is_none_or(|spoke_at| now.saturating_duration_since(spoke_at) >= SILENCE) {
            self.dominant = None;
            self.spoke_at = None;
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]
mod tests;
