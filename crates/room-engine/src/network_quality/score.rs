//! Measured values on the scale from 1 to 5. Below the first limit (or above, for bandwidth) is 5, below the second 4,
//! and so on.

use super::EXCELLENT;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Medium {
    Audio,
    Video,
}

/// Fractions of packets. Repair hides one in a hundred; one in eight makes speech hard to follow.
const LOSS: [f64; 4] = [0.01, 0.03, 0.06, 0.12];

/// Seconds of round trip. A conversation feels direct below 0.2 (ITU-T G.114 allows 0.15 each way), and people talk over
/// each other above 0.6.
const RTT: [f64; 4] = [0.2, 0.3, 0.45, 0.7];

/// Seconds. Browsers delay what they play by about as much.
const JITTER: [f64; 4] = [0.03, 0.05, 0.08, 0.15];

/// Parts of what is wanted that the network carries.
const SHARE: [f64; 4] = [0.95, 0.75, 0.5, 0.25];

/// Bits per second of a picture that is limited by the network: 720p, 480p, 240p.
const LIMITED_VIDEO: [f64; 4] = [f64::INFINITY, 1_200_000.0, 500_000.0, 200_000.0];

/// Bits per second of sound that is limited by the network: full band, wide band, narrow band.
const LIMITED_AUDIO: [f64; 4] = [f64::INFINITY, 32_000.0, 20_000.0, 12_000.0];

/// What a sender that holds back for the network stays below, as a multiple of what it sends.
const HEADROOM: f64 = 1.2;

pub(super) fn loss(fraction_lost: Option<f64>) -> u8 {
    fraction_lost.map_or(EXCELLENT, |lost| level(LOSS.iter().filter(|limit| lost >= **limit).count()))
}

pub(super) fn latency(jitter: Option<f64>, rtt: Option<f64>) -> u8 {
    let judge = |value: Option<f64>, limits: &[f64; 4]| {
        value.map_or(EXCELLENT, |value| level(limits.iter().filter(|limit| value >= **limit).count()))
    };
    judge(jitter, &JITTER).min(judge(rtt, &RTT))
}

/// How far `available` meets what is wanted. Where nobody knows what is wanted, a sender that leaves much unused has all
/// it wants, and what another one wants is more than it gets.
pub(super) fn bandwidth(medium: Medium, actual: f64, available: f64, wanted: Option<f64>) -> u8 {
    let missed = |value: f64, limits: &[f64; 4]| limits.iter().filter(|limit| value < **limit).count();
    match wanted {
        Some(wanted) if wanted > 0.0 => level(missed(available / wanted, &SHARE)),
        Some(_) => EXCELLENT,
        None if available >= actual * HEADROOM => EXCELLENT,
        None => {
            let limits = match medium {
                Medium::Audio => &LIMITED_AUDIO,
                Medium::Video => &LIMITED_VIDEO,
            };
            level(missed(available, limits))
        }
    }
}

/// One level for each missed limit.
fn level(missed: usize) -> u8 {
    EXCELLENT - u8::try_from(missed).unwrap_or(EXCELLENT).min(EXCELLENT - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert, proptest};

    #[test]
    fn limits_divide_the_scale() {
        let levels = |values: [f64; 5], judge: fn(Option<f64>) -> u8| values.map(|value| judge(Some(value)));
        assert_eq!(levels([0.0, 0.02, 0.05, 0.1, 0.5], loss), [5, 4, 3, 2, 1]);
        assert_eq!(levels([0.05, 0.25, 0.4, 0.6, 2.0], |rtt| latency(None, rtt)), [5, 4, 3, 2, 1]);
        assert_eq!(levels([0.01, 0.04, 0.06, 0.1, 1.0], |jitter| latency(jitter, None)), [5, 4, 3, 2, 1]);
        assert_eq!((loss(None), latency(None, None)), (5, 5));
        assert_eq!(latency(Some(0.06), Some(0.25)), 3, "the worse counts");
    }

    #[test]
    fn bandwidth_is_judged_by_what_is_wanted() {
        let of = |available| bandwidth(Medium::Video, 0.0, available, Some(1_000_000.0));
        assert_eq!([1e6, 0.8e6, 0.6e6, 0.3e6, 0.1e6].map(of), [5, 4, 3, 2, 1]);
        assert_eq!(bandwidth(Medium::Video, 0.0, 0.0, Some(0.0)), 5, "nothing is wanted");
    }

    #[test]
    fn a_sender_with_headroom_has_what_it_wants() {
        let limited = |rate| bandwidth(Medium::Video, rate, rate, None);
        assert_eq!(bandwidth(Medium::Video, 150_000.0, 300_000.0, None), 5);
        assert_eq!([2e6, 1e6, 0.3e6, 0.1e6].map(limited), [4, 3, 2, 1]);
        assert_eq!(bandwidth(Medium::Audio, 32_000.0, 33_000.0, None), 4);
        assert_eq!(bandwidth(Medium::Audio, 8_000.0, 8_000.0, None), 1);
    }

    proptest! {
        #[test]
        fn any_number_has_a_level(one in any::<f64>(), other in any::<f64>(), wanted in any::<Option<f64>>()) {
            let levels = [
                loss(Some(one)),
                latency(Some(one), Some(other)),
                bandwidth(Medium::Audio, one, other, wanted),
                bandwidth(Medium::Video, one, other, wanted),
            ];
            prop_assert!(levels.iter().all(|level| (1..=5).contains(level)), "{levels:?}");
        }
    }
}
