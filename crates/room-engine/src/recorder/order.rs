//! Packets of one source in the order in which they were sent.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::Packet;

/// How long a missing packet is waited for: several times around the earth and back, for a repetition of a repetition.
const PATIENCE: Duration = Duration::from_secs(1);

/// Packets that wait at once: more than a second of good video. What is missing then is given up.
const CAPACITY: usize = 1024;

/// How far ahead of the others a packet may be. One beyond is of a source that has started over.
const REACH: u64 = 1 << 15;

#[derive(Debug, Default)]
pub(super) struct Order {
    waiting: BTreeMap<u64, Packet>,
    /// The sequence number that comes next; `None` before the first packet.
    next: Option<u64>,
}

impl Order {
    /// Takes a packet in. One that comes twice, or too late, is dropped.
    pub fn insert(&mut self, packet: Packet) {
        let number = packet.sequence_number;
        let next = *self.next.get_or_insert(number);
        if number.abs_diff(next) > REACH {
            self.waiting.clear();
            // One less than it has: there is a gap before it.
            self.next = Some(number.saturating_sub(1));
        } else if number < next {
            return;
        }
        self.waiting.insert(number, packet);
    }

    /// The packet that comes next, if it is there or was waited for long enough, and whether others are missing before
    /// it.
    pub fn next(&mut self, now: Instant) -> Option<(Packet, bool)> {
        let (number, first) = self.waiting.first_key_value()?;
        let is_next = Some(*number) == self.next;
        let waited = now.saturating_duration_since(first.received);
        let is_due = is_next || waited >= PATIENCE || self.waiting.len() > CAPACITY;
        if is_due { self.next_without_waiting() } else { None }
    }

    pub fn next_without_waiting(&mut self) -> Option<(Packet, bool)> {
        let (number, packet) = self.waiting.pop_first()?;
        let is_after_gap = self.next.replace(number + 1) != Some(number);
        Some((packet, is_after_gap))
    }
}
