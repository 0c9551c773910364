//! Packets that a browser's encoders would not make, encrypted as its own.

use std::time::Instant;

use str0m::media::Pt;
use str0m::rtp::{ExtensionValues, RtpWrite};

use crate::browser::forgery::ForgedPacket;
use crate::browser::peer_connection::PeerConnection;

impl PeerConnection {
    /// Sends a packet in the place of a track, once that is agreed on.
    pub fn send_forged(&mut self, track: &str, packet: &ForgedPacket<'_>, now: Instant) {
        if !self.is_sending(track) {
            return;
        }
        let Some(section) = self.section_of(track) else { return };
        let mid = section.mid;
        let layers = section.layers.len().max(1);
        let Some(layer) = section.layers.get_mut(packet.layer % layers) else { return };
        let ssrc = layer.ssrc;
        let number = layer.next_sequence_number.saturating_add_signed(packet.step).max(1);
        layer.next_sequence_number = number + 1;
        let agreed: Vec<Pt> =
            self.rtc.media(mid).map(|media| media.remote_pts().to_vec()).unwrap_or_default();
        let Some(payload_type) = agreed.get(packet.codec % agreed.len().max(1)) else { return };
        let extensions = ExtensionValues { audio_level: Some(packet.level), ..ExtensionValues::default() };
        let write =
            RtpWrite::new(*payload_type, number.into(), packet.timestamp, now, packet.payload.to_vec())
                .marker(packet.marker)
                .nackable(true)
                .ext_vals(extensions);
        if let Some(stream) = self.rtc.direct_api().stream_tx(&ssrc.into()) {
            stream.write_rtp(write);
        }
        self.tick(now);
    }
}
