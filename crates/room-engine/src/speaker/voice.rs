//! What one participant sounded like lately.

use std::time::{Duration, Instant};

use super::Sound;
use super::capture_clock::CaptureClock;

/// Length of a slot. One packet of sound is 10 to 60 milliseconds long.
const SLOT: Duration = Duration::from_millis(50);

/// Slots of the short window: one second.
const SHORT: u32 = 20;

/// Slots of the long window: three seconds. One bit each.
const LONG: u32 = 60;

/// The longest pause between two packets of one unbroken sound, in slots: a packet is at most 120 milliseconds long. A
/// longer pause is loss, mute, or an encoder that skips silence.
const UNBROKEN: u64 = 3;

/// Levels are counted in hundredths of a decibel, so that noise can rise slowly.
pub(super) const DECIBEL: i32 = 100;

/// Loudness below which nothing is speech, even where nothing else is heard.
const QUIETEST_THRESHOLD: i32 = -50 * DECIBEL;

/// Loudness that always is speech, however loud the surroundings are.
const LOUDEST_THRESHOLD: i32 = -35 * DECIBEL;

/// The quietest value of the header extension.
const SILENCE: i32 = -127 * DECIBEL;

/// How far speech stands out from noise.
const ABOVE_NOISE: i32 = 10 * DECIBEL;

/// Who says that there is no voice may be wrong, or may not look; it must be louder by this to count.
const WITHOUT_VOICE: i32 = 10 * DECIBEL;

/// Milliseconds in which the level of noise rises by a hundredth of a decibel: steady sound counts as noise after some
/// seconds. Sentences have pauses, which take it down again.
const NOISE_RISE: u128 = 10;

/// One packet's part in the smoothed loudness, as a divisor: a quarter of a second weighs most.
const LOUDNESS_SHARE: i32 = 8;

#[derive(Clone, Debug)]
pub(super) struct Voice {
    /// Slots are counted from here.
    epoch: Instant,
    clock: CaptureClock,
    last_heard: Instant,
    /// When the packet was captured that noise was followed to.
    followed_to: Instant,
    /// The number of the newest slot.
    slot: u64,
    /// One bit for each slot with speech; the lowest is the newest.
    speech: u64,
    /// What must be exceeded to count as speech, in hundredths of dBov: the level of noise and a distance.
    threshold: i32,
    /// Of speech only, smoothed, in hundredths of dBov.
    loudness: Option<i32>,
}

impl Voice {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            epoch: now,
            clock: CaptureClock::default(),
            last_heard: now,
            followed_to: now,
            slot: 0,
            speech: 0,
            threshold: QUIETEST_THRESHOLD,
            loudness: None,
        }
    }

    /// Takes the loudness of one packet. Returns whether it is speech.
    pub(super) fn heard(&mut self, sound: Sound, now: Instant) -> bool {
        let captured = self.clock.captured_at(sound.position, now);
        self.last_heard = self.last_heard.max(now);
        let level = i32::from(sound.level.clamp(-127, 0)) * DECIBEL;
        self.follow_noise(level, captured);
        let needed = self.threshold + if sound.voice == Some(false) { WITHOUT_VOICE } else { 0 };
        let is_speech = level >= needed;
        let slot = self.slot_at(captured);
        let (passed, late) = (slot.saturating_sub(self.slot), self.slot.saturating_sub(slot));
        self.speech = shift(self.speech, passed);
        self.slot = self.slot.max(slot);
        if is_speech {
            // A long packet fills the slots since the one before it.
            let filled = if passed <= UNBROKEN { passed.max(1) } else { 1 };
            self.speech |= shift((1 << filled) - 1, late);
            let smoothed = self.loudness.map(|loudness| loudness + (level - loudness) / LOUDNESS_SHARE);
            self.loudness = Some(smoothed.unwrap_or(level));
        }
        is_speech
    }

    /// Slots with speech within the last second.
    pub(super) fn short(&self, now: Instant) -> u32 {
        self.count(SHORT, now)
    }

    /// Slots with speech within the last three seconds.
    pub(super) fn long(&self, now: Instant) -> u32 {
        self.count(LONG, now)
    }

    /// Of speech, smoothed, in hundredths of dBov.
    pub(super) fn loudness(&self) -> i32 {
        self.loudness.unwrap_or(SILENCE)
    }

    pub(super) fn last_heard(&self) -> Instant {
        self.last_heard
    }

    fn count(&self, slots: u32, now: Instant) -> u32 {
        let passed = self.slot_at(now).saturating_sub(self.slot);
        (shift(self.speech, passed) & ((1 << slots) - 1)).count_ones()
    }

    fn slot_at(&self, now: Instant) -> u64 {
        let slots = now.saturating_duration_since(self.epoch).as_millis() / SLOT.as_millis();
        u64::try_from(slots).unwrap_or(u64::MAX)
    }

    /// Noise is what is never undercut: it sinks at once and rises slowly, while packets come.
    fn follow_noise(&mut self, level: i32, captured: Instant) {
        let passed = captured.saturating_duration_since(self.followed_to).min(SLOT * 2);
        self.followed_to = self.followed_to.max(captured);
        let rise = i32::try_from(passed.as_millis() / NOISE_RISE).unwrap_or(0);
        self.threshold =
            (self.threshold + rise).min(level + ABOVE_NOISE).clamp(QUIETEST_THRESHOLD, LOUDEST_THRESHOLD);
    }
}

/// Makes room for the slots that passed.
fn shift(speech: u64, slots: u64) -> u64 {
    u32::try_from(slots).ok().and_then(|slots| speech.checked_shl(slots)).unwrap_or(0)
}
