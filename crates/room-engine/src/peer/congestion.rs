//! What the way to the browser carries: the estimate of its bandwidth, and how well packets get through.

use std::time::{Duration, Instant};

use str0m::bwe::{Bitrate, BweKind};
use str0m::stats::PeerStats;

use crate::peer::{Peer, PeerEvent};

/// Where estimates begin, in bits per second: a few small pictures, or one good one.
pub(super) const INITIAL_ESTIMATE: u64 = 1_500_000;

/// How often the transport is measured.
pub(super) const STATS_INTERVAL: Duration = Duration::from_secs(1);

/// A fall by this share is told at once; everything else waits for the next allocation.
const NOTABLE_FALL_PERCENT: u64 = 10;

/// The transport as this side sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct TransportStats {
    pub round_trip: Option<Duration>,
    /// Share of packets from the client that were lost, 0 to 1.
    pub ingress_loss: Option<f32>,
    /// Share of packets to the client that were lost, 0 to 1.
    pub egress_loss: Option<f32>,
}

#[derive(Debug, Default)]
pub(super) struct Congestion {
    /// Bits per second; `None` while the browser gives no feedback.
    estimate: Option<u64>,
    /// The estimate that the engine was told last.
    told: u64,
    /// What was asked of the estimator last.
    wanted: u64,
    stats: TransportStats,
}

impl Peer {
    /// What the way to this browser carries, in bits per second; `None` without feedback.
    pub fn estimate(&self) -> Option<u64> {
        self.congestion.estimate
    }

    pub fn transport_stats(&self) -> TransportStats {
        self.congestion.stats
    }

    /// Tells the estimator how many bits per second are worth a probe.
    pub fn set_wanted_bitrate(&mut self, wanted: u64, now: Instant) {
        if self.congestion.wanted == wanted {
            return;
        }
        self.congestion.wanted = wanted;
        self.mutate(|rtc| {
            rtc.bwe().set_bitrate(Bitrate::ZERO, Bitrate::from(wanted));
            Ok(())
        });
        self.tick(now);
    }

    pub(super) fn handle_estimate(&mut self, kind: &BweKind) {
        let estimate = match kind {
            BweKind::Twcc { estimate, .. } => *estimate,
            _ => return,
        };
        let estimate = estimate.as_u64();
        let congestion = &mut self.congestion;
        congestion.estimate = Some(estimate);
        if estimate < congestion.told - congestion.told / 100 * NOTABLE_FALL_PERCENT {
            self.events.push_back(PeerEvent::EstimateFell);
            congestion.told = estimate;
        }
        congestion.told = congestion.told.max(estimate);
    }

    pub(super) fn handle_stats(&mut self, stats: &PeerStats) {
        self.congestion.stats = TransportStats {
            round_trip: stats.rtt,
            ingress_loss: stats.ingress_loss_fraction,
            egress_loss: stats.egress_loss_fraction,
        };
    }
}
