//! What a subscriber's line and profile allow.

use std::time::{Duration, Instant};

use super::distribution::{Claim, Limit, Rules, distribute};
use super::estimate::EstimateWindow;
use super::{Profile, SwitchOff};

/// Follows the bandwidth of one subscriber.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    estimate: EstimateWindow,
    congestion: Congestion,
}

/// Only followed with [`SwitchOff::Detected`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Congestion {
    #[default]
    None,
    /// More is sent than the estimate offers, since this moment.
    Suspected(Instant),
    Detected,
}

impl Line {
    /// The rung of each claim, `None` for nothing. `claims` come in the order of their rank.
    pub fn share(
        &mut self,
        profile: &Profile,
        claims: &[Claim],
        estimate: Option<u64>,
        now: Instant,
    ) -> Vec<Option<usize>> {
        let held_estimate = self.estimate.update(estimate, now);
        let profile_limit = profile
            .max_bitrate
            .map_or(Limit::NONE, |bitrate| Limit::with_headroom(bitrate, PROFILE_HEADROOM));
        let (Some(estimate), Some(held_estimate)) = (estimate, held_estimate) else {
            self.congestion = Congestion::None;
            let admission = match profile.switch_off {
                SwitchOff::Disabled => Limit::NONE,
                SwitchOff::Detected | SwitchOff::Predicted => profile_limit,
            };
            return distribute(
                claims,
                &Rules { mode: profile.mode, admission, upgrade: profile_limit, rescue: Limit::NONE },
            );
        };
        let line_limit =
            Limit { keep: estimate, grow: Limit::with_headroom(held_estimate, ESTIMATE_HEADROOM).grow };
        let upgrade = line_limit.min(profile_limit);
        let rules = |admission| Rules {
            mode: profile.mode,
            admission,
            upgrade,
            rescue: Limit { keep: rescuable(line_limit.keep), grow: rescuable(line_limit.grow) },
        };
        match profile.switch_off {
            SwitchOff::Disabled => distribute(claims, &rules(Limit::NONE)),
            SwitchOff::Predicted => distribute(claims, &rules(upgrade)),
            SwitchOff::Detected => {
                if self.congestion != Congestion::Detected {
                    let shares = distribute(claims, &rules(profile_limit));
                    self.suspect(total(claims, &shares) > estimate, now);
                    if self.congestion != Congestion::Detected {
                        return shares;
                    }
                }
                let shares = distribute(claims, &rules(upgrade));
                if shares.iter().all(Option::is_some) && total(claims, &shares) <= estimate {
                    self.congestion = Congestion::None;
                }
                shares
            }
        }
    }

    fn suspect(&mut self, is_congested: bool, now: Instant) {
        let since = match self.congestion {
            Congestion::Suspected(since) => since,
            Congestion::None | Congestion::Detected => now,
        };
        self.congestion = if !is_congested {
            Congestion::None
        } else if now.saturating_duration_since(since) < DETECTION_TIME {
            Congestion::Suspected(since)
        } else {
            Congestion::Detected
        };
    }

    /// When congestion that is suspected counts as detected.
    pub fn detection_at(&self) -> Option<Instant> {
        match self.congestion {
            Congestion::Suspected(since) => Some(since + DETECTION_TIME),
            Congestion::None | Congestion::Detected => None,
        }
    }

    /// When more may be sent if the estimate stays.
    pub fn next_rise(&self) -> Option<Instant> {
        self.estimate.next_rise()
    }
}

/// The largest bitrate that the last remaining track may have on a line that offers `estimate`.
fn rescuable(estimate: u64) -> u64 {
    if estimate < LEAST_ESTIMATE { 0 } else { estimate.saturating_mul(RESCUE_FACTOR) }
}

fn total(claims: &[Claim], shares: &[Option<usize>]) -> u64 {
    claims
        .iter()
        .zip(shares)
        .filter_map(|(claim, share)| claim.rungs.get((*share)?))
        .fold(0, |total: u64, rung| total.saturating_add(rung.bitrate))
}

/// In percent of what is sent: an estimate that wavers by a tenth to both sides then never takes back what it gave
/// (1.1 / 1.25 < 0.9). More costs quality on lines that are just wide enough.
const ESTIMATE_HEADROOM: u64 = 25;

/// In percent of what is sent: the profile's limit does not waver, only the measured bitrates do.
const PROFILE_HEADROOM: u64 = 10;

/// With [`SwitchOff::Detected`]: how long more must be sent than the estimate offers before tracks are switched off.
const DETECTION_TIME: Duration = Duration::from_secs(2);

/// In bits per second. On a line that offers less, no video is of use and audio needs what is there.
const LEAST_ESTIMATE: u64 = 50_000;

/// The last remaining track is sent even if it needs this many times what the estimate offers: estimates are low at the
/// start of a call and after losses, and a lowest layer of 150 kbit/s is then better than nothing. A track beyond that
/// would only be loss, for itself and for audio.
const RESCUE_FACTOR: u64 = 3;
