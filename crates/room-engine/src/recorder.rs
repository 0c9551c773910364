//! One recorded track: RTP packets in, frames out. Plain values; knows neither files nor participants.
//!
//! Packets wait for the ones before them, which are asked for again; what does not come leaves a gap in the sound, and in
//! the pictures a gap up to the next key frame. A simulcast track is recorded in one layer at a time.

mod assembly;
mod clock;
mod h264;
mod order;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Instant;

use crate::forward::LayerSwitch;
use crate::recorded::RecordedCodec;
use crate::recorder::assembly::Assembly;
use crate::recorder::clock::Clock;
use crate::recorder::order::Order;

/// A packet of the track, without what was only for its way.
#[derive(Clone, Debug)]
pub(crate) struct Packet {
    pub layer: usize,
    /// SSRC that it came from.
    pub source: u32,
    /// Extended, so that it does not wrap.
    pub sequence_number: u64,
    pub timestamp: u32,
    /// Of the timestamps, in Hz.
    pub clock_rate: u32,
    pub marker: bool,
    pub starts_key_frame: bool,
    pub dimensions: Option<(u32, u32)>,
    pub payload: Arc<[u8]>,
    pub received: Instant,
}

/// A packet of sound or a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub at: Instant,
    pub is_key_frame: bool,
    pub dimensions: Option<(u32, u32)>,
    pub data: Vec<u8>,
}

#[derive(Debug)]
pub(crate) struct TrackRecorder {
    codec: RecordedCodec,
    switch: LayerSwitch,
    source: Option<u32>,
    order: Order,
    assembly: Assembly,
    clock: Clock,
    /// Pictures are missing, and a key frame was not asked for yet.
    wants_key_frame: bool,
}

impl TrackRecorder {
    pub fn new(codec: RecordedCodec, layer: usize) -> Self {
        Self {
            codec,
            switch: LayerSwitch::to(layer),
            source: None,
            order: Order::default(),
            assembly: Assembly::new(codec),
            clock: Clock::default(),
            wants_key_frame: codec != RecordedCodec::Opus,
        }
    }

    pub fn codec(&self) -> RecordedCodec {
        self.codec
    }

    pub fn layer(&self) -> usize {
        self.switch.target().unwrap_or_default()
    }

    /// Chooses the layer that is recorded from its next key frame on.
    pub fn set_layer(&mut self, layer: usize) {
        if self.switch.set_target(Some(layer)) && self.codec != RecordedCodec::Opus {
            self.wants_key_frame |= self.switch.is_waiting();
        }
    }

    /// The layer that a key frame is needed of, once each time.
    pub fn take_wanted_key_frame(&mut self) -> Option<usize> {
        std::mem::take(&mut self.wants_key_frame).then(|| self.switch.target()).flatten()
    }

    /// Takes a packet and adds what is complete now to `frames`.
    pub fn push(&mut self, packet: Packet, frames: &mut Vec<Frame>) {
        if !self.switch.admit(packet.layer, packet.starts_key_frame) {
            return;
        }
        if self.source != Some(packet.source) {
            // It is admitted with a key frame: none is wanted.
            let wants_key_frame = self.wants_key_frame;
            self.finish(frames);
            self.wants_key_frame = wants_key_frame && !packet.starts_key_frame;
            self.source = Some(packet.source);
            self.clock.begin_source();
        }
        let now = packet.received;
        self.order.insert(packet);
        while let Some((packet, is_after_gap)) = self.order.next(now) {
            self.wants_key_frame |= self.assembly.push(packet, is_after_gap, &mut self.clock, frames);
        }
    }

    /// Adds what can still be made of what waits. Whatever comes later begins with a key frame.
    pub fn finish(&mut self, frames: &mut Vec<Frame>) {
        while let Some((packet, is_after_gap)) = self.order.next_without_waiting() {
            self.assembly.push(packet, is_after_gap, &mut self.clock, frames);
        }
        self.assembly.interrupt();
        self.order = Order::default();
        self.wants_key_frame = self.codec != RecordedCodec::Opus;
    }
}
