//! Whether a browser can decode what comes of a track. Publisher and subscriber may have codecs in common, and the publisher
//! sends another one: which it is, only the packets tell.

use std::time::{Duration, Instant};

use crate::id::TrackSid;
use crate::peer::Peer;
use crate::peer::media::{Forwarded, MediaPacket};

/// How long nothing but undecodable packets may come. It bounds how often a publisher that goes from codec to codec makes
/// its subscribers negotiate.
const PATIENCE: Duration = Duration::from_millis(500);

/// Of one delivery.
#[derive(Debug, Default)]
pub(super) struct Decodability {
    /// Since when nothing else came; `None` if the last packet could be decoded.
    undecodable_since: Option<Instant>,
}

impl Decodability {
    /// Counts a packet. Returns whether nothing of the track can be decoded.
    pub fn gives_up(&mut self, is_decodable: bool, now: Instant) -> bool {
        if is_decodable {
            self.undecodable_since = None;
            return false;
        }
        let since = *self.undecodable_since.get_or_insert(now);
        now.saturating_duration_since(since) >= PATIENCE
    }
}

impl Peer {
    /// Stops a delivery that cannot be decoded, and goes on looking at what comes of its track.
    pub fn refuse(&mut self, track: TrackSid, now: Instant) {
        let payloads = self.downlinks.get(&track).map(|downlink| downlink.payloads.clone());
        self.withdraw(track, now);
        self.refused.extend(payloads.map(|payloads| (track, payloads)));
    }

    pub(super) fn look_again(&self, packet: &MediaPacket) -> Forwarded {
        let payloads = self.refused.get(&packet.track);
        match payloads.and_then(|payloads| payloads.map(packet.payload_type)) {
            Some(_) => Forwarded::DecodableAgain,
            None => Forwarded::Done,
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]
mod tests {
    use super::*;

    #[test]
    fn single_packets_of_another_codec_are_borne() {
        let start = Instant::now();
        let mut decodability = Decodability::default();
        for step in 0..100 {
            assert!(!decodability.gives_up(step % 5 == 0, start + PATIENCE / 5 * step));
        }
    }

    #[test]
    fn nothing_but_another_codec_is_given_up_until_something_else_comes() {
        let start = Instant::now();
        let mut decodability = Decodability::default();
        assert!(!decodability.gives_up(false, start));
        assert!(!decodability.gives_up(false, start + PATIENCE / 2));
        assert!(decodability.gives_up(false, start + PATIENCE));
        assert!(!decodability.gives_up(true, start + PATIENCE));
        assert!(!decodability.gives_up(false, start + PATIENCE * 3));
    }
}
