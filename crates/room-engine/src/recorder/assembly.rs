//! Whole frames from packets in their order.

use std::time::Instant;

use super::clock::Clock;
use super::h264::AccessUnit;
use super::{Frame, Packet};
use crate::forward::Vp8Descriptor;
use crate::recorded::RecordedCodec;

/// Bytes of one picture: ten times what an encoder makes of the largest that browsers send.
const LONGEST_FRAME: usize = 4 * 1024 * 1024;

/// What the packets of a codec hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    /// Each packet is a frame.
    Whole,
    H264,
    Vp8,
}

#[derive(Debug)]
pub(super) struct Assembly {
    packing: Packing,
    picture: Option<Picture>,
    /// Nothing can be decoded before the next key frame.
    is_broken: bool,
}

/// A picture of which packets are missing yet.
#[derive(Debug)]
struct Picture {
    timestamp: u32,
    clock_rate: u32,
    received: Instant,
    is_key_frame: bool,
    dimensions: Option<(u32, u32)>,
    unit: AccessUnit,
}

impl Assembly {
    pub fn new(codec: RecordedCodec) -> Self {
        let packing = match codec {
            RecordedCodec::H264 => Packing::H264,
            RecordedCodec::Opus => Packing::Whole,
            RecordedCodec::Vp8 => Packing::Vp8,
        };
        Self { packing, picture: None, is_broken: packing != Packing::Whole }
    }

    /// What has begun ends unfinished, and what comes after starts with a key frame.
    pub fn interrupt(&mut self) {
        self.picture = None;
        self.is_broken = self.packing != Packing::Whole;
    }

    /// Takes the next packet. Returns whether pictures were lost with it.
    pub fn push(
        &mut self,
        packet: Packet,
        is_after_gap: bool,
        clock: &mut Clock,
        frames: &mut Vec<Frame>,
    ) -> bool {
        if self.packing == Packing::Whole {
            let Packet { timestamp, clock_rate, received, payload, .. } = packet;
            if !payload.is_empty() {
                let at = clock.time(timestamp, clock_rate, received);
                frames.push(Frame { at, is_key_frame: true, dimensions: None, data: payload.to_vec() });
            }
            return false;
        }
        let was_broken = self.is_broken;
        if is_after_gap {
            self.interrupt();
        }
        // Padding between pictures.
        if !packet.payload.is_empty() {
            self.add(&packet, clock, frames);
        }
        self.is_broken && !was_broken
    }

    fn add(&mut self, packet: &Packet, clock: &mut Clock, frames: &mut Vec<Frame>) {
        if self.picture.as_ref().is_some_and(|picture| picture.timestamp != packet.timestamp) {
            self.complete(clock, frames);
        }
        if self.picture.is_none() {
            if self.is_broken && !packet.starts_key_frame {
                return;
            }
            if self.packing == Packing::Vp8 && !starts_vp8_frame(&packet.payload) {
                self.interrupt();
                return;
            }
            self.is_broken = false;
            self.picture = Some(Picture {
                timestamp: packet.timestamp,
                clock_rate: packet.clock_rate,
                received: packet.received,
                is_key_frame: false,
                dimensions: None,
                unit: AccessUnit::default(),
            });
        }
        let Some(picture) = &mut self.picture else { return };
        picture.is_key_frame |= packet.starts_key_frame;
        picture.dimensions = picture.dimensions.or(packet.dimensions);
        let is_sound = match self.packing {
            Packing::H264 => picture.unit.add_payload(&packet.payload),
            Packing::Vp8 | Packing::Whole => Vp8Descriptor::split(&packet.payload)
                .map(|(_, bytes)| picture.unit.add_bytes(bytes))
                .is_some(),
        };
        if !is_sound || picture.unit.len() > LONGEST_FRAME {
            self.interrupt();
        } else if packet.marker {
            self.complete(clock, frames);
        }
    }

    fn complete(&mut self, clock: &mut Clock, frames: &mut Vec<Frame>) {
        let Some(picture) = self.picture.take() else { return };
        let Some(data) = picture.unit.finish() else {
            self.interrupt();
            return;
        };
        frames.push(Frame {
            at: clock.time(picture.timestamp, picture.clock_rate, picture.received),
            is_key_frame: picture.is_key_frame,
            dimensions: picture.dimensions,
            data,
        });
    }
}

/// Whether the payload's descriptor marks the start of the first partition (RFC 7741 §4.2).
fn starts_vp8_frame(payload: &[u8]) -> bool {
    payload.first().is_some_and(|first| first & 0x17 == 0x10)
}
