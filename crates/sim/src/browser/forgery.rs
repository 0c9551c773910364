//! A browser that sends what no browser sends.

use std::time::Instant;

use signaling::msp::Channel;

use crate::browser::{Browser, Codecs};

/// One RTP packet of a published track, to the forger's liking.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ForgedPacket<'a> {
    /// Of simulcast; the lowest one, if there is no such layer.
    pub layer: usize,
    /// Which of the agreed payload types, counted round.
    pub codec: usize,
    /// From the sequence number of the packet before.
    pub step: i64,
    pub timestamp: u32,
    pub marker: bool,
    /// Of sound, in decibel.
    pub level: i8,
    pub payload: &'a [u8],
}

impl Browser {
    /// Joins with every codec that str0m knows.
    pub(crate) fn offer_every_codec(&mut self) {
        self.codecs = Codecs::Every;
    }

    pub(crate) fn send_forged(&mut self, publication: u16, packet: &ForgedPacket<'_>, now: Instant) {
        let track = self.publications.iter().find(|known| known.number == publication);
        if let (Some(connection), Some(track)) = (&mut self.connection, track) {
            connection.send_forged(&track.id, packet, now);
        }
    }

    /// Says anything on a media-signaling channel.
    pub(crate) fn send_signal(&mut self, channel: Channel, data: &[u8], now: Instant) {
        let label = self.media_signaling.label(channel);
        if let (Some(connection), Some(label)) = (&mut self.connection, label) {
            connection.send_message(&label, false, data, now);
        }
    }

    /// Asks for a key frame of everything that was delivered so far.
    pub(crate) fn ask_for_key_frames(&mut self, now: Instant) {
        let deliveries: Vec<String> = self.view.subscribed.values().cloned().collect();
        if let Some(connection) = &mut self.connection {
            for delivery in deliveries {
                connection.request_key_frame(&delivery, now);
            }
        }
    }
}
