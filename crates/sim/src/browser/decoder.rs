//! What a video decoder makes of a stream: pictures in order, or a frozen one.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::browser::payload::{Counters, Stamp};

/// One packet as it arrived.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VideoPacket {
    pub stamp: Stamp,
    pub counters: Counters,
    pub timestamp: u32,
    pub marker: bool,
}

/// Reads one delivery in the order of its sequence numbers, waits for repairs as browsers do, and checks what a decoder
/// and its jitter buffer rely on.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    /// The sequence number that is due; `None` before the first key frame.
    due: Option<u64>,
    /// Packets behind a gap, or before the first key frame.
    waiting: BTreeMap<u64, VideoPacket>,
    waits_since: Option<Instant>,
    last: Option<VideoPacket>,
    /// The picture stands still until a key frame comes.
    is_frozen: bool,
    has_begun: bool,
    asked: Option<Instant>,
    pub report: VideoReport,
}

/// What one subscriber saw of one video so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VideoReport {
    /// The layer of the newest picture.
    pub layer: Option<u8>,
    /// Whole pictures.
    pub frames: u64,
    /// Bytes of payload, repetitions included.
    pub bytes: u64,
    /// How often the picture changed from one layer to another.
    pub switches: u64,
    /// How often the picture stood still because something that it is built on never came.
    pub freezes: u64,
    /// Packets that never came.
    pub lost: u64,
    /// Requests for a key frame.
    pub key_frames_asked: u64,
    /// The longest time that the picture stood still, for whatever reason.
    pub longest_pause: Duration,
    newest_frame: Option<Instant>,
}

/// How long a browser waits for a missing packet before it asks for a key frame.
const PATIENCE: Duration = Duration::from_secs(3);

/// Pause between requests for a key frame.
const ASK_AGAIN: Duration = Duration::from_millis(300);

impl Decoder {
    /// Whether a picture was ever seen, or nothing came.
    pub fn is_decodable(&self) -> bool {
        self.has_begun || self.waiting.is_empty()
    }

    /// Takes a packet, says in `faults` what is wrong with the stream, and returns whether a key frame is needed.
    pub fn handle(
        &mut self,
        sequence_number: u64,
        packet: VideoPacket,
        now: Instant,
        faults: &mut Vec<String>,
    ) -> bool {
        if self.due.is_some_and(|due| sequence_number < due) {
            return false;
        }
        self.waiting.insert(sequence_number, packet);
        self.skip_if_hopeless(now);
        let mut has_moved = false;
        while let Some(due) = self.due
            && let Some(packet) = self.waiting.remove(&due)
        {
            self.due = Some(due + 1);
            self.read(packet, due, now, faults);
            has_moved = true;
        }
        if self.waiting.is_empty() {
            self.waits_since = None;
        } else if has_moved {
            self.waits_since = Some(now);
        } else {
            self.waits_since.get_or_insert(now);
        }
        let is_stuck = !self.has_begun || self.is_frozen;
        let may_ask = self.asked.is_none_or(|asked| now >= asked + ASK_AGAIN);
        if is_stuck && may_ask {
            self.asked = Some(now);
            self.report.key_frames_asked += 1;
        }
        is_stuck && may_ask
    }

    /// Gives up what is missing: begins at the first key frame, or goes on behind the gap.
    fn skip_if_hopeless(&mut self, now: Instant) {
        let Some(due) = self.due else {
            let starts = |packet: &VideoPacket| packet.stamp.is_key && packet.stamp.part == 0;
            self.due = self.waiting.iter().find(|(_, packet)| starts(packet)).map(|(number, _)| *number);
            if let Some(due) = self.due {
                self.waiting = self.waiting.split_off(&due);
            }
            return;
        };
        if self.waits_since.is_some_and(|since| now >= since + PATIENCE)
            && let Some((next, _)) = self.waiting.first_key_value()
            && *next > due
        {
            self.report.lost += next - due;
            self.due = Some(*next);
            // What was missing may have been a whole frame that nothing is built on; the read of the next one tells.
        }
    }

    fn read(&mut self, packet: VideoPacket, number: u64, now: Instant, faults: &mut Vec<String>) {
        let VideoPacket { stamp, counters, timestamp, marker } = packet;
        let starts = stamp.part == 0;
        if marker != stamp.is_last {
            faults.push(format!(
                "packet {number} has the marker {marker}, its frame's end is {}",
                stamp.is_last
            ));
        }
        if let Some(last) = self.last {
            let is_same_frame = last.stamp.layer == stamp.layer && last.stamp.frame == stamp.frame;
            let ahead = timestamp.wrapping_sub(last.timestamp);
            if is_same_frame {
                if ahead != 0 || counters != last.counters {
                    faults
                        .push(format!("packet {number} differs from its frame: {counters:?}, {ahead} ticks"));
                }
            } else {
                if ahead == 0 || ahead > i32::MAX.unsigned_abs() {
                    faults.push(format!(
                        "packet {number} goes back in time: {} after {}",
                        timestamp, last.timestamp
                    ));
                }
                let pictures = counters.picture_id.wrapping_sub(last.counters.picture_id) & 0x7fff;
                if pictures == 0 || pictures > 0x3fff {
                    let last = last.counters.picture_id;
                    faults
                        .push(format!("packet {number} has picture id {} after {last}", counters.picture_id));
                }
            }
        }
        let follows = self.last.is_some_and(|last| {
            let last = last.stamp;
            last.layer == stamp.layer
                && if starts {
                    last.is_last && last.frame + 1 == stamp.frame
                } else {
                    last.frame == stamp.frame && last.part + 1 == stamp.part
                }
        });
        if stamp.is_key && starts {
            self.is_frozen = false;
            self.has_begun = true;
        } else if !follows && !self.is_frozen {
            self.is_frozen = true;
            self.report.freezes += 1;
        }
        if self.last.is_some_and(|last| last.stamp.layer != stamp.layer) {
            self.report.switches += 1;
        }
        self.report.layer = Some(stamp.layer);
        if stamp.is_last && !self.is_frozen {
            self.report.frames += 1;
            let earlier = self.report.newest_frame.replace(now);
            let pause = earlier.map_or(Duration::ZERO, |earlier| now.duration_since(earlier));
            self.report.longest_pause = self.report.longest_pause.max(pause);
        }
        self.last = Some(packet);
    }
}

impl VideoReport {
    /// What was added since an earlier report of the same delivery. The longest pause is that of the whole.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self {
            frames: self.frames - earlier.frames,
            bytes: self.bytes - earlier.bytes,
            switches: self.switches - earlier.switches,
            freezes: self.freezes - earlier.freezes,
            lost: self.lost - earlier.lost,
            key_frames_asked: self.key_frames_asked - earlier.key_frames_asked,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_in_order_are_seen() {
        let report = read([(10, key(0)), (11, frame(1)), (12, frame(2))]);
        assert_eq!((report.frames, report.freezes, report.lost), (3, 0, 0));
    }

    #[test]
    fn a_late_packet_is_waited_for() {
        let report = read([(10, key(0)), (12, frame(2)), (11, frame(1)), (13, frame(3))]);
        assert_eq!((report.frames, report.freezes, report.lost), (4, 0, 0));
    }

    #[test]
    fn what_never_comes_freezes_the_picture_until_a_key_frame() {
        let report = read([(10, key(0)), (12, frame(2)), (13, frame(3)), (14, key(4)), (15, frame(5))]);
        assert_eq!((report.frames, report.freezes, report.lost), (3, 1, 1));
    }

    #[test]
    fn a_switch_without_a_key_frame_freezes_the_picture() {
        let other = |frame, is_key| {
            let packet = packet(frame, is_key);
            VideoPacket { stamp: Stamp { layer: 1, ..packet.stamp }, ..packet }
        };
        let good = read([(10, key(0)), (11, other(1, true)), (12, other(2, false))]);
        assert_eq!((good.frames, good.freezes, good.switches), (3, 0, 1));
        let bad = read([(10, key(0)), (11, other(1, false))]);
        assert_eq!((bad.frames, bad.freezes), (1, 1));
    }

    #[test]
    fn time_and_picture_ids_must_rise() {
        let mut decoder = Decoder::default();
        let mut faults = Vec::new();
        let now = Instant::now();
        decoder.handle(1, key(5), now, &mut faults);
        assert_eq!(faults.len(), 0);
        decoder.handle(2, frame(4), now, &mut faults);
        assert_eq!(faults.len(), 2, "{faults:?}");
    }

    fn read<const N: usize>(packets: [(u64, VideoPacket); N]) -> VideoReport {
        let mut decoder = Decoder::default();
        let mut faults = Vec::new();
        let mut now = Instant::now();
        for (number, packet) in packets {
            decoder.handle(number, packet, now, &mut faults);
            now += Duration::from_millis(2700);
        }
        assert!(faults.is_empty(), "{faults:?}");
        decoder.report
    }

    fn key(frame: u32) -> VideoPacket {
        packet(frame, true)
    }

    fn frame(frame: u32) -> VideoPacket {
        packet(frame, false)
    }

    fn packet(frame: u32, is_key: bool) -> VideoPacket {
        VideoPacket {
            stamp: Stamp { frame, is_key, is_last: true, ..Stamp::default() },
            counters: Counters { picture_id: frame as u16, base_layer_index: frame as u8 },
            timestamp: frame * 9000,
            marker: true,
        }
    }
}
