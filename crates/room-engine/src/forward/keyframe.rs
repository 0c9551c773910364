//! Key frames: recognizing them, and asking for them without drowning the publisher in requests.

use std::time::{Duration, Instant};

use super::h264;
use super::vp8::Vp8Descriptor;
use super::vp9::Vp9Descriptor;
use crate::sdp::Codec;

/// Whether a decoder that has seen nothing yet can start with this RTP payload: with any of sound, and with the first
/// packet of a key frame.
pub(crate) fn starts_key_frame(codec: &Codec, payload: &[u8]) -> bool {
    if codec.is("VP8") {
        Vp8Descriptor::parse(payload).is_some_and(|descriptor| descriptor.starts_key_frame)
    } else if codec.is("H264") {
        h264_starts_key_frame(payload)
    } else if codec.is("VP9") {
        vp9_starts_key_frame(payload)
    } else if codec.is("AV1") {
        starts_av1_sequence(payload)
    } else {
        true
    }
}

/// A sequence parameter set, alone or in an aggregate. Browsers send one before every instantaneous refresh, and nobody
/// can start at the refresh without it.
fn h264_starts_key_frame(payload: &[u8]) -> bool {
    const PARAMETER_SET: u8 = 7;
    h264::units(payload).any(|(kind, _)| kind == PARAMETER_SET)
}

/// The beginning of a frame of the lowest spatial layer that is not predicted from another (RFC 9628 §4.2).
fn vp9_starts_key_frame(payload: &[u8]) -> bool {
    Vp9Descriptor::split(payload).is_some_and(|(descriptor, _)| {
        !descriptor.is_predicted && descriptor.starts_frame && descriptor.spatial_layer == 0
    })
}

/// The aggregation header marks the first packet of a coded video sequence, which begins with a key frame (AV1 RTP
/// payload §4.4). It cannot at the same time continue an earlier unit.
pub(super) fn starts_av1_sequence(payload: &[u8]) -> bool {
    const CONTINUES_UNIT: u8 = 0x80;
    const NEW_SEQUENCE: u8 = 0x08;
    payload.first().is_some_and(|header| header & (CONTINUES_UNIT | NEW_SEQUENCE) == NEW_SEQUENCE)
}

/// When to ask one source for a key frame.
///
/// Requests of many subscribers become one; a request that came too early is made up for later; one that stays
/// unanswered is repeated ever more rarely, because either direction may have lost it.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyFrameThrottle {
    asked_at: Option<Instant>,
    /// Somebody asked since `asked_at`.
    is_suppressed: bool,
    /// A key frame is expected.
    is_waiting: bool,
    repetitions: u32,
}

impl KeyFrameThrottle {
    /// Shortest time between two requests. A key frame costs several times the bytes of another frame.
    const INTERVAL: Duration = Duration::from_millis(300);
    /// How long an answer may take before the request counts as lost; doubled with each repetition.
    const PATIENCE: Duration = Duration::from_secs(1);
    /// Doublings of the patience, after which it stays at 16 seconds.
    const DOUBLINGS: u32 = 4;

    /// Somebody needs a key frame: whether to ask the source for it at once.
    pub(crate) fn request(&mut self, now: Instant) -> bool {
        self.is_waiting = true;
        if self.asked_at.is_some_and(|asked_at| now < asked_at + Self::INTERVAL) {
            self.is_suppressed = true;
            return false;
        }
        self.repetitions = 0;
        self.ask(now)
    }

    /// A key frame arrived: whoever waited has it.
    pub(crate) fn key_frame_seen(&mut self) {
        self.is_waiting = false;
        self.is_suppressed = false;
    }

    /// When to call [`Self::handle_timeout`].
    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        let asked_at = self.asked_at.filter(|_| self.is_waiting)?;
        Some(if self.is_suppressed {
            asked_at + Self::INTERVAL
        } else {
            asked_at + Self::PATIENCE * (1 << self.repetitions.min(Self::DOUBLINGS))
        })
    }

    /// Whether to ask the source now.
    pub(crate) fn handle_timeout(&mut self, now: Instant) -> bool {
        if self.poll_timeout().is_none_or(|due| now < due) {
            return false;
        }
        self.repetitions = self.repetitions.saturating_add(1);
        self.ask(now)
    }

    fn ask(&mut self, now: Instant) -> bool {
        self.asked_at = Some(now);
        self.is_suppressed = false;
        true
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert, proptest};

    fn codec(name: &str) -> Codec {
        Codec {
            payload_type: 96,
            name: name.to_owned(),
            clock_rate: 90_000,
            channels: None,
            fmtp: None,
            feedback: Vec::new(),
            rtx: None,
        }
    }

    fn check(name: &str, expected: bool, payloads: &[&[u8]]) {
        for payload in payloads {
            assert_eq!(starts_key_frame(&codec(name), payload), expected, "{name} {payload:02x?}");
        }
    }

    #[test]
    fn recognizes_vp8() {
        check("VP8", true, &[&[0x10, 0x00], &[0x90, 0x80, 0x81, 0x02, 0x00]]);
        check("VP8", false, &[&[], &[0x10], &[0x10, 0x01], &[0x00, 0x00], &[0x11, 0x00]]);
    }

    #[test]
    fn recognizes_h264() {
        let aggregate: &[u8] = &[0x78, 0, 2, 0x68, 1, 0, 2, 0x67, 1];
        check("H264", true, &[&[0x67, 1], aggregate, &[0x7C, 0x87]]);
        let cut: &[u8] = &[0x78, 0, 9, 0x67];
        check("H264", false, &[&[], &[0x41], &[0x68], &[0x7C], &[0x7C, 0x05], &[0x7C, 0x81], cut]);
        let refresh_without_parameters: &[&[u8]] = &[&[0x65, 1], &[0x7C, 0x85, 1]];
        check("H264", false, refresh_without_parameters);
    }

    #[test]
    fn recognizes_vp9() {
        let key: &[u8] = &[0x88, 0x81, 0x02, 0x00];
        let key_of_layers: &[u8] = &[0xAA, 0x01, 0x00, 0x00, 0x00, 0x82];
        check("VP9", true, &[key, key_of_layers, &[0xA8, 0x01, 0x00, 0x00], &[0x08]]);
        let upper_layer: &[u8] = &[0xA8, 0x01, 0x02, 0x00];
        check("VP9", false, &[&[], &[0x88], &[0xC8, 0x01], &[0x80, 0x01], upper_layer]);
    }

    #[test]
    fn recognizes_av1() {
        check("AV1", true, &[&[0x18, 0x0A], &[0x08]]);
        check("AV1", false, &[&[], &[0x10], &[0x88]]);
    }

    #[test]
    fn sound_starts_anywhere() {
        check("opus", true, &[&[], &[0xFF]]);
    }

    #[test]
    fn a_request_that_came_too_early_is_made_up_for() {
        let start = Instant::now();
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        let mut throttle = KeyFrameThrottle::default();
        assert_eq!(throttle.poll_timeout(), None);
        assert!(throttle.request(at(0)));
        assert!(!throttle.request(at(100)));
        assert_eq!(throttle.poll_timeout(), Some(at(300)));
        assert!(!throttle.handle_timeout(at(299)));
        assert!(throttle.handle_timeout(at(300)));
        assert!(!throttle.handle_timeout(at(300)));
    }

    #[test]
    fn a_key_frame_answers_everybody() {
        let start = Instant::now();
        let mut throttle = KeyFrameThrottle::default();
        assert!(throttle.request(start));
        assert!(!throttle.request(start));
        throttle.key_frame_seen();
        assert_eq!(throttle.poll_timeout(), None);
        assert!(!throttle.request(start), "the interval holds all the same");
        assert!(throttle.poll_timeout().is_some());
    }

    #[test]
    fn an_unanswered_request_is_repeated_ever_more_rarely() {
        let mut throttle = KeyFrameThrottle::default();
        let mut now = Instant::now();
        throttle.request(now);
        let mut pauses = Vec::new();
        for _ in 0..7 {
            let due = throttle.poll_timeout().unwrap();
            pauses.push((due - now).as_secs());
            now = due;
            assert!(throttle.handle_timeout(now));
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 16, 16]);
    }

    proptest! {
        #[test]
        fn requests_keep_their_distance_and_none_is_forgotten(steps in vec((0u64..400, 0..3u8), 1..100)) {
            let mut throttle = KeyFrameThrottle::default();
            let mut now = Instant::now();
            let mut asked: Option<Instant> = None;
            for (pause, step) in steps {
                now += Duration::from_millis(pause);
                let asks = match step {
                    0 => throttle.request(now),
                    1 => throttle.handle_timeout(now),
                    _ => {
                        throttle.key_frame_seen();
                        false
                    }
                };
                if asks {
                    prop_assert!(asked.is_none_or(|asked| now - asked >= KeyFrameThrottle::INTERVAL));
                    asked = Some(now);
                } else if step == 0 {
                    let due = throttle.poll_timeout();
                    prop_assert!(due.is_some_and(|due| due <= now + KeyFrameThrottle::INTERVAL));
                }
            }
        }

        #[test]
        fn any_payload_is_judged(payload: Vec<u8>) {
            for name in ["VP8", "H264", "VP9", "AV1", "opus"] {
                let _ = starts_key_frame(&codec(name), &payload);
            }
        }
    }
}
