//! Messages that wait for one slow reader of one data track.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use str0m::channel::Reliability;

/// Bytes that may wait for one reader, of all tracks together. A burst of 10 MB on a reliable track fits whole. The
/// messages are shared by all readers, so a crowd of slow ones costs little more than one.
const READER_BYTES: usize = 16 * 1024 * 1024;

/// Bytes of one unreliable track that may wait: what is older helps nobody.
const UNRELIABLE_BYTES: usize = 256 * 1024;

/// What a message takes beside its bytes. It also bounds how many empty-handed messages can wait.
const MESSAGE_OVERHEAD: usize = 64;

/// The shortest time between two lines in the log about one reader of one track.
const REPORT_INTERVAL: Duration = Duration::from_secs(10);

#[derive(Clone, Debug)]
pub(super) struct Message {
    pub binary: bool,
    pub data: Arc<[u8]>,
    /// When it came from its publisher.
    pub since: Instant,
}

/// A bounded queue. When it is full, a reliable track loses its newest message, so that what was taken on arrives in
/// order; an unreliable one loses its oldest.
#[derive(Debug, Default)]
pub(super) struct Backlog {
    messages: VecDeque<Message>,
    bytes: usize,
    losses: Losses,
}

impl Backlog {
    /// Lets a message wait. `others` is what waits for the same reader on other tracks.
    pub fn push(&mut self, message: Message, reliability: Reliability, others: usize) {
        let now = message.since;
        let is_reliable = reliability == Reliability::Reliable;
        let limit = READER_BYTES.saturating_sub(others).min(if is_reliable {
            READER_BYTES
        } else {
            UNRELIABLE_BYTES
        });
        let weight = message.weight();
        if !is_reliable {
            while self.bytes + weight > limit && self.pop().is_some() {
                self.losses.add(now);
            }
        }
        if self.bytes + weight > limit {
            self.losses.add(now);
            return;
        }
        self.bytes += weight;
        self.messages.push_back(message);
    }

    /// The next message to write. What outlived the life that its publisher gave it is left out.
    pub fn next(&mut self, reliability: Reliability, now: Instant) -> Option<&Message> {
        if let Reliability::MaxPacketLifetime { lifetime } = reliability {
            let lifetime = Duration::from_millis(lifetime.into());
            let has_expired = |message: &Message| now.saturating_duration_since(message.since) > lifetime;
            while self.messages.front().is_some_and(has_expired) {
                self.pop();
            }
        }
        if self.messages.is_empty() {
            self.losses.recovered(now);
        }
        self.messages.front()
    }

    pub fn pop(&mut self) -> Option<Message> {
        let message = self.messages.pop_front()?;
        self.bytes -= message.weight();
        Some(message)
    }

    /// What waits, in bytes.
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Message {
    fn weight(&self) -> usize {
        self.data.len() + MESSAGE_OVERHEAD
    }
}

/// Counts what was dropped until it is worth a line in the log.
#[derive(Debug, Default)]
struct Losses {
    dropped: u64,
    since: Option<Instant>,
    reported: Option<Instant>,
}

impl Losses {
    fn add(&mut self, now: Instant) {
        self.dropped += 1;
        let since = *self.since.get_or_insert(now);
        if now.saturating_duration_since(since) >= REPORT_INTERVAL {
            self.report(now);
        }
    }

    /// Everything that waited is on its way.
    fn recovered(&mut self, now: Instant) {
        let is_recent = |reported| now.saturating_duration_since(reported) < REPORT_INTERVAL;
        if self.dropped > 0 && !self.reported.is_some_and(is_recent) {
            self.report(now);
        }
    }

    fn report(&mut self, now: Instant) {
        self.tell();
        *self = Self { reported: Some(now), ..Self::default() };
    }

    fn tell(&self) {
        tracing::warn!(messages = self.dropped, "dropped data messages: their reader is too slow");
    }
}

impl Drop for Losses {
    fn drop(&mut self) {
        if self.dropped > 0 {
            self.tell();
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert, proptest};

    const RELIABLE: Reliability = Reliability::Reliable;
    const RESENT_ONCE: Reliability = Reliability::MaxRetransmits { retransmits: 1 };

    /// A message that says its number.
    fn message(number: u32, bytes: usize, since: Instant) -> Message {
        let mut data = vec![0; bytes.max(4)];
        data[..4].copy_from_slice(&number.to_be_bytes());
        Message { binary: true, data: data.into(), since }
    }

    fn numbers(backlog: &mut Backlog, reliability: Reliability, now: Instant) -> Vec<u32> {
        let mut numbers = Vec::new();
        while backlog.next(reliability, now).is_some() {
            let message = backlog.pop().unwrap();
            numbers.push(u32::from_be_bytes(*message.data.first_chunk().unwrap()));
        }
        numbers
    }

    #[test]
    fn a_burst_waits_whole_on_a_reliable_track() {
        let now = Instant::now();
        let mut backlog = Backlog::default();
        for number in 0..640 {
            backlog.push(message(number, 16 * 1024, now), RELIABLE, 0);
        }
        assert!(backlog.bytes() > 10_000_000);
        assert_eq!(numbers(&mut backlog, RELIABLE, now), (0..640).collect::<Vec<_>>());
        assert_eq!(backlog.bytes(), 0);
    }

    #[test]
    fn a_full_reliable_track_loses_its_newest() {
        let now = Instant::now();
        let mut backlog = Backlog::default();
        for number in 0..300 {
            backlog.push(message(number, 64 * 1024, now), RELIABLE, 0);
        }
        assert_eq!(backlog.losses.dropped, 45);
        assert_eq!(numbers(&mut backlog, RELIABLE, now), (0..255).collect::<Vec<_>>());
        assert_eq!(backlog.losses.dropped, 0, "told when it was over");
    }

    #[test]
    fn a_full_unreliable_track_loses_its_oldest() {
        let now = Instant::now();
        let mut backlog = Backlog::default();
        for number in 0..10 {
            backlog.push(message(number, 64 * 1024, now), RESENT_ONCE, 0);
        }
        assert_eq!(numbers(&mut backlog, RESENT_ONCE, now), [7, 8, 9]);
    }

    #[test]
    fn tracks_of_one_reader_share_its_room() {
        let now = Instant::now();
        let mut backlog = Backlog::default();
        backlog.push(message(0, 1000, now), RELIABLE, READER_BYTES - 1000);
        backlog.push(message(1, 1000, now), RESENT_ONCE, READER_BYTES - 1000);
        assert_eq!(backlog.bytes(), 0);
        backlog.push(message(2, 900, now), RELIABLE, READER_BYTES - 1000);
        assert_eq!(numbers(&mut backlog, RELIABLE, now), [2]);
    }

    #[test]
    fn a_message_does_not_outlive_its_time() {
        let start = Instant::now();
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        let short_lived = Reliability::MaxPacketLifetime { lifetime: 100 };
        let mut backlog = Backlog::default();
        backlog.push(message(0, 4, at(0)), short_lived, 0);
        backlog.push(message(1, 4, at(50)), short_lived, 0);
        assert_eq!(numbers(&mut backlog, short_lived, at(120)), [1]);
    }

    #[test]
    fn long_trouble_is_told_now_and_then() {
        let start = Instant::now();
        let mut losses = Losses::default();
        for second in 0..=9 {
            losses.add(start + Duration::from_secs(second));
        }
        assert_eq!((losses.dropped, losses.reported), (10, None));
        losses.add(start + REPORT_INTERVAL);
        assert_eq!((losses.dropped, losses.reported), (0, Some(start + REPORT_INTERVAL)));
        losses.add(start + REPORT_INTERVAL);
        losses.recovered(start + Duration::from_secs(11));
        assert_eq!(losses.dropped, 1, "a reader that comes and goes does not fill the log");
    }

    proptest! {
        #[test]
        fn a_reader_keeps_no_more_than_its_share(sizes in vec((0usize..70_000, 0u8..3), 1..600)) {
            let now = Instant::now();
            let mut tracks = [Backlog::default(), Backlog::default(), Backlog::default()];
            for (size, track) in sizes {
                let reliability = if track == 0 { RESENT_ONCE } else { RELIABLE };
                let total: usize = tracks.iter().map(Backlog::bytes).sum();
                let backlog = &mut tracks[usize::from(track)];
                let others = total - backlog.bytes();
                backlog.push(message(0, size, now), reliability, others);
                prop_assert!(others + backlog.bytes() <= READER_BYTES);
            }
            prop_assert!(tracks[0].bytes() <= UNRELIABLE_BYTES);
            for backlog in &tracks {
                let weights: usize = backlog.messages.iter().map(Message::weight).sum();
                prop_assert!(weights == backlog.bytes());
            }
        }
    }
}
