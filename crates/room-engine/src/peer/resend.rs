//! Lost packets for browsers that negotiated no RTX, as twilio-video.js has it in Firefox. str0m repairs through RTX
//! alone; here a packet that is missed goes out again as it was, byte for byte: nothing is encrypted twice with one
//! nonce, and a receiver that has it after all drops it as a replay.

use std::collections::BTreeMap;

use str0m::rtp::RawPacket;
use str0m::rtp::rtcp::{NackEntry, Rtcp};

use crate::peer::Peer;
use crate::peer::media::RESEND_PACKETS;

/// Packets that one request brings back; a longer list is cut. Whoever misses more needs a key frame.
const RESENDS_AT_ONCE: usize = 256;

/// A sequence number, and the datagram that had it.
type Sent = (u16, Vec<u8>);

/// The last packets of the streams that are repaired here.
#[derive(Debug, Default)]
pub(super) struct SentPackets {
    /// By SSRC; each packet has its place by its sequence number.
    streams: BTreeMap<u32, Vec<Option<Sent>>>,
}

impl SentPackets {
    pub fn begin(&mut self, ssrc: u32) {
        self.streams.insert(ssrc, Vec::new());
    }

    pub fn end(&mut self, ssrc: u32) {
        self.streams.remove(&ssrc);
    }

    /// Keeps a packet if it is one of these streams.
    pub fn keep(&mut self, datagram: &[u8]) {
        let Some((ssrc, number)) = rtp_source(datagram) else { return };
        let Some(packets) = self.streams.get_mut(&ssrc) else { return };
        packets.resize(RESEND_PACKETS, None);
        if let Some(place) = packets.get_mut(usize::from(number) % RESEND_PACKETS) {
            *place = Some((number, datagram.to_vec()));
        }
    }

    /// Those of the missing packets that are still there.
    fn find(&self, ssrc: u32, missing: impl Iterator<Item = u16>) -> impl Iterator<Item = &[u8]> {
        let packets = self.streams.get(&ssrc).map(Vec::as_slice).unwrap_or_default();
        let kept = move |number: u16| {
            let (kept, datagram) = packets.get(usize::from(number) % RESEND_PACKETS)?.as_ref()?;
            (*kept == number).then_some(datagram.as_slice())
        };
        missing.take(RESENDS_AT_ONCE).filter_map(kept)
    }
}

impl Peer {
    /// Sends again what the browser says it misses.
    pub(super) fn handle_raw_packet(&mut self, packet: &RawPacket) {
        let RawPacket::RtcpRx(Rtcp::Nack(nack)) = packet else { return };
        // A request comes from where the media goes to.
        let Some(path) = self.path else { return };
        let missing = nack.reports.iter().flat_map(missing_numbers);
        let found = self.sent.find(*nack.ssrc, missing);
        self.transmits.extend(found.map(|datagram| (path, datagram.to_vec())));
    }
}

/// The packet that an entry names, and those of the 16 behind it whose bits are set (RFC 4585 §6.2.1).
fn missing_numbers(entry: &NackEntry) -> impl Iterator<Item = u16> + use<> {
    let NackEntry { pid, blp } = *entry;
    let behind = (0..16).filter(move |bit| blp >> bit & 1 == 1).map(move |bit| pid.wrapping_add(bit + 1));
    std::iter::once(pid).chain(behind)
}

/// SSRC and sequence number of an RTP packet, which SRTP leaves readable; `None` for anything else (RFC 7983 §7).
fn rtp_source(datagram: &[u8]) -> Option<(u32, u16)> {
    const RTCP_TYPES: std::ops::RangeInclusive<u8> = 192..=223;
    let [first, kind, a, b, _, _, _, _, c, d, e, f, ..] = *datagram else { return None };
    let is_rtp = (128..192).contains(&first) && !RTCP_TYPES.contains(&kind);
    is_rtp.then(|| (u32::from_be_bytes([c, d, e, f]), u16::from_be_bytes([a, b])))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SSRC: u32 = 0x0102_0304;

    fn packet(ssrc: u32, number: u16) -> Vec<u8> {
        let mut datagram = vec![0x80, 96];
        datagram.extend(number.to_be_bytes());
        datagram.extend([0; 4]);
        datagram.extend(ssrc.to_be_bytes());
        datagram.push(number.to_le_bytes()[0]);
        datagram
    }

    fn found(sent: &SentPackets, numbers: &[u16]) -> Vec<Vec<u8>> {
        sent.find(SSRC, numbers.iter().copied()).map(<[u8]>::to_vec).collect()
    }

    #[test]
    fn what_was_sent_is_found_again_byte_for_byte() {
        let mut sent = SentPackets::default();
        sent.begin(SSRC);
        for number in [65_534, 65_535, 0, 1] {
            sent.keep(&packet(SSRC, number));
        }
        assert_eq!(found(&sent, &[65_535, 7, 1]), [packet(SSRC, 65_535), packet(SSRC, 1)]);
    }

    #[test]
    fn old_packets_give_way_to_new_ones() {
        let mut sent = SentPackets::default();
        sent.begin(SSRC);
        for number in 0..2000 {
            sent.keep(&packet(SSRC, number));
        }
        assert_eq!(found(&sent, &[0, 975, 976, 1999]), [packet(SSRC, 976), packet(SSRC, 1999)]);
        let all: Vec<u16> = (976..2000).collect();
        assert_eq!(found(&sent, &all).len(), RESENDS_AT_ONCE);
    }

    #[test]
    fn other_streams_and_other_packets_are_not_kept() {
        let mut sent = SentPackets::default();
        sent.keep(&packet(SSRC, 1));
        sent.begin(SSRC);
        sent.keep(&packet(SSRC + 1, 1));
        let mut rtcp = packet(SSRC, 1);
        rtcp[1] = 200;
        let mut dtls = packet(SSRC, 1);
        dtls[0] = 22;
        for datagram in [&rtcp[..], &dtls, &packet(SSRC, 1)[..11], &[]] {
            sent.keep(datagram);
        }
        assert!(found(&sent, &[1]).is_empty());
        sent.keep(&packet(SSRC, 1));
        sent.end(SSRC);
        assert!(found(&sent, &[1]).is_empty());
    }

    #[test]
    fn an_entry_names_up_to_seventeen_packets() {
        let entry = NackEntry { pid: 65_530, blp: 0b1000_0000_0010_0001 };
        assert_eq!(missing_numbers(&entry).collect::<Vec<_>>(), [65_530, 65_531, 0, 10]);
    }
}
