//! Header values of one downlink: whatever the sources do, the subscriber sees one unbroken stream.

use std::time::{Duration, Instant};

use super::vp8::{PictureId, Vp8Counters, Vp8Descriptor};

/// What of an incoming packet is rewritten or decides about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Incoming {
    /// SSRC that the packet came from.
    pub(crate) source: u32,
    /// Extended, so that it does not wrap.
    pub(crate) sequence_number: u64,
    pub(crate) timestamp: u32,
    /// Of the timestamps, in Hz.
    pub(crate) clock_rate: u32,
    /// A decoder can start here.
    pub(crate) starts_key_frame: bool,
    /// Only of VP8 packets.
    pub(crate) vp8: Option<Vp8Descriptor>,
}

/// What the subscriber's copy of a packet says instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outgoing {
    /// Extended, so that it does not wrap.
    pub(crate) sequence_number: u64,
    pub(crate) timestamp: u32,
    /// What to change in the payload descriptor of VP8.
    pub(crate) vp8: Vp8Counters,
}

/// Where a source may begin to be forwarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// At any packet: audio.
    AnyPacket,
    /// At a key frame: video.
    KeyFrame,
}

/// Rewrites the headers of what one subscriber receives of one track.
///
/// A source's packets keep their distances, so that gaps stay visible and retransmissions land in them. When packets of
/// another source come (a simulcast layer, or the same track under a new SSRC), the stream goes on behind everything
/// sent so far, from where the new source can start. Until then the earlier source goes on, and afterwards its
/// stragglers must not be handed in any more.
#[derive(Clone, Debug)]
pub(crate) struct Rewriter {
    start: Start,
    first_sequence_number: u16,
    current: Option<Mapping>,
    newest: Option<Newest>,
}

/// How values of one source turn into outgoing ones. All offsets wrap.
#[derive(Clone, Copy, Debug)]
struct Mapping {
    source: u32,
    /// Anything before is left out.
    first_incoming: u64,
    first_outgoing: u64,
    timestamp_offset: u32,
    picture_id_offset: u16,
    base_layer_offset: u8,
}

/// The furthest that the outgoing stream has come.
#[derive(Clone, Copy, Debug)]
struct Newest {
    sequence_number: u64,
    timestamp: u32,
    /// When a packet of this timestamp was first sent.
    sent_at: Instant,
    counters: Vp8Counters,
}

impl Rewriter {
    /// The first outgoing packet has `first_sequence_number`.
    pub(crate) fn new(start: Start, first_sequence_number: u16) -> Self {
        Self { start, first_sequence_number, current: None, newest: None }
    }

    /// What comes next does not continue what came last, even if it is of the same source: the subscriber gets no gap
    /// for what it was not sent.
    pub(crate) fn interrupt(&mut self) {
        self.current = None;
    }

    /// The values of the subscriber's copy; `None` if the subscriber gets none.
    ///
    /// A packet that comes late or twice gets the same values that it would have got in time.
    pub(crate) fn rewrite(&mut self, packet: &Incoming, now: Instant) -> Option<Outgoing> {
        if !self.follows(packet.source) && (self.start == Start::AnyPacket || packet.starts_key_frame) {
            self.current = Some(self.begin(packet, now)?);
        }
        let mapping = self.current.filter(|mapping| mapping.source == packet.source)?;
        let distance = packet.sequence_number.checked_sub(mapping.first_incoming)?;
        let sequence_number = mapping.first_outgoing.checked_add(distance)?;
        let timestamp = packet.timestamp.wrapping_add(mapping.timestamp_offset);
        let (picture_id, base_layer_index) = (picture_id(packet), base_layer_index(packet));
        let counters = Vp8Counters {
            picture_id: picture_id.map(|id| id.with(id.value.wrapping_add(mapping.picture_id_offset)).value),
            base_layer_index: base_layer_index.map(|index| index.wrapping_add(mapping.base_layer_offset)),
        };
        self.remember(sequence_number, timestamp, counters, now);
        let vp8 = Vp8Counters {
            picture_id: counters.picture_id.filter(|_| mapping.picture_id_offset != 0),
            base_layer_index: counters.base_layer_index.filter(|_| mapping.base_layer_offset != 0),
        };
        Some(Outgoing { sequence_number, timestamp, vp8 })
    }

    /// Whether this is the source that the stream comes from.
    pub(crate) fn follows(&self, source: u32) -> bool {
        self.current.is_some_and(|mapping| mapping.source == source)
    }

    /// The mapping that puts `packet` right behind everything sent so far.
    fn begin(&self, packet: &Incoming, now: Instant) -> Option<Mapping> {
        let mut mapping = Mapping {
            source: packet.source,
            first_incoming: packet.sequence_number,
            first_outgoing: u64::from(self.first_sequence_number),
            timestamp_offset: 0,
            picture_id_offset: 0,
            base_layer_offset: 0,
        };
        let Some(newest) = &self.newest else { return Some(mapping) };
        mapping.first_outgoing = newest.sequence_number.checked_add(1)?;
        let ticks = ticks(now.saturating_duration_since(newest.sent_at), packet.clock_rate);
        mapping.timestamp_offset = newest.timestamp.wrapping_add(ticks).wrapping_sub(packet.timestamp);
        if let (Some(newest), Some(id)) = (newest.counters.picture_id, picture_id(packet)) {
            mapping.picture_id_offset = newest.wrapping_add(1).wrapping_sub(id.value);
        }
        if let (Some(newest), Some(index)) = (newest.counters.base_layer_index, base_layer_index(packet)) {
            mapping.base_layer_offset = newest.wrapping_add(1).wrapping_sub(index);
        }
        Some(mapping)
    }

    fn remember(&mut self, sequence_number: u64, timestamp: u32, counters: Vp8Counters, now: Instant) {
        let Some(newest) = &mut self.newest else {
            self.newest = Some(Newest { sequence_number, timestamp, sent_at: now, counters });
            return;
        };
        if sequence_number <= newest.sequence_number {
            return;
        }
        newest.sequence_number = sequence_number;
        // Frames that are shown before earlier sent ones have smaller timestamps.
        let ahead = timestamp.wrapping_sub(newest.timestamp);
        if (1..=i32::MAX.unsigned_abs()).contains(&ahead) {
            newest.timestamp = timestamp;
            newest.sent_at = now;
        }
        newest.counters.picture_id = counters.picture_id.or(newest.counters.picture_id);
        newest.counters.base_layer_index = counters.base_layer_index.or(newest.counters.base_layer_index);
    }
}

fn picture_id(packet: &Incoming) -> Option<PictureId> {
    packet.vp8.and_then(|descriptor| descriptor.picture_id)
}

fn base_layer_index(packet: &Incoming) -> Option<u8> {
    packet.vp8.and_then(|descriptor| descriptor.base_layer_index)
}

/// The media time that passed: at least one tick, because frames differ in their timestamps, and no more than what a
/// receiver still takes for the future.
fn ticks(elapsed: Duration, clock_rate: u32) -> u32 {
    let ticks = elapsed.as_micros() * u128::from(clock_rate) / 1_000_000;
    u32::try_from(ticks).unwrap_or(u32::MAX).clamp(1, i32::MAX.unsigned_abs())
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]
mod tests;
