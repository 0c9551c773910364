//! How good a participant's connection is, on Twilio's scale from 5 (excellent) to 1 (bad) and 0 (broken), from what its
//! browser reports and what the server sees.
//!
//! A level says how far the network meets what is asked of it: nothing sent and nothing received makes 5 on any line.
//! Each direction of each kind of media is judged by bandwidth, loss and latency; the worst counts.

mod score;
mod steady;

use std::time::{Duration, Instant};

use score::Medium;
use steady::{Smooth, Steady};

/// Browsers begin with a cautious estimate of their uplink and send little; bandwidth is not judged before this time.
const WARM_UP: Duration = Duration::from_secs(10);

/// The level of a connection that does not exist any more.
const BROKEN: u8 = 0;

/// What nothing can be said against.
const EXCELLENT: u8 = 5;

/// At most this level while a track is switched off because it does not fit.
const SWITCHED_OFF: u8 = 3;

/// What the browser measured. Current Chromium fills in the transport only; what is missing is taken from [`Seen`].
///
/// The round-trip times that the library reports per sender are left out: it divides seconds by 1000.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Report {
    /// Of connectivity checks, in seconds.
    pub rtt: Option<f64>,
    /// What the browser believes it could send, in bits per second.
    pub available_send: Option<f64>,
    pub audio: ReportedMedia,
    pub video: ReportedMedia,
}

/// One kind of media in a [`Report`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct ReportedMedia {
    /// Bits per second.
    pub send_bitrate: Option<f64>,
    /// Bits per second.
    pub recv_bitrate: Option<f64>,
    /// From 0 to 1.
    pub recv_fraction_lost: Option<f64>,
    /// Seconds.
    pub recv_jitter: Option<f64>,
}

/// What the server sees of the same connection.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Seen {
    pub rtt: Option<Duration>,
    /// What the way down is estimated to carry, in bits per second.
    pub downlink_estimate: Option<u64>,
    /// A delivered track is switched off because it does not fit.
    pub is_track_switched_off: bool,
    pub audio: SeenMedia,
    pub video: SeenMedia,
}

/// One kind of media in a [`Seen`], in both directions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct SeenMedia {
    pub uplink: SeenDirection,
    pub downlink: SeenDirection,
}

/// One direction of one kind of media.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct SeenDirection {
    /// There is a track that this direction should carry. What carries nothing is excellent.
    pub is_used: bool,
    /// Bits per second.
    pub bitrate: Option<u64>,
    /// What would flow if the network carried everything, in bits per second.
    pub wanted: Option<u64>,
    /// From 0 to 1, since the last report or over the last seconds.
    pub fraction_lost: Option<f64>,
    pub jitter: Option<Duration>,
}

/// The levels of one participant. "Send" is its way up, "recv" its way down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Quality {
    /// The worst of the four directions.
    pub level: u8,
    pub audio: MediaQuality,
    pub video: MediaQuality,
}

/// One kind of media of a [`Quality`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct MediaQuality {
    pub send: DirectionQuality,
    pub recv: DirectionQuality,
}

/// One direction of one kind of media: its level, and what that was made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DirectionQuality {
    /// The worst of the three below.
    pub level: u8,
    pub bandwidth: Bandwidth,
    pub loss: Loss,
    pub latency: Latency,
}

/// Bits per second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bandwidth {
    pub actual: Option<f64>,
    pub available: Option<f64>,
    pub level: u8,
}

/// A fraction from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Loss {
    pub fraction_lost: Option<f64>,
    pub level: u8,
}

/// Seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Latency {
    pub jitter: Option<f64>,
    pub rtt: Option<f64>,
    pub level: u8,
}

/// Follows the connection of one participant.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    started: Option<Instant>,
    audio: MediaMeter,
    video: MediaMeter,
    latest: Option<Quality>,
}

impl Meter {
    /// Takes a report of the browser together with what the server saw. The level is never 0: who reports is there.
    pub(crate) fn report(&mut self, report: Report, seen: Seen, now: Instant) -> Quality {
        let started = *self.started.get_or_insert(now);
        let conditions = Conditions {
            rtt: plausible(report.rtt).or(seen.rtt.map(|rtt| rtt.as_secs_f64())),
            is_warm: now.saturating_duration_since(started) >= WARM_UP,
        };
        // A shared line: each kind may have what the other leaves.
        let available_send = |other: ReportedMedia, other_seen: SeenMedia| {
            let taken = actual(other.send_bitrate, other_seen.uplink).unwrap_or(0.0);
            plausible(report.available_send).map(|available| (available - taken).max(0.0))
        };
        let available_recv = |other: ReportedMedia, other_seen: SeenMedia| {
            let taken = actual(other.recv_bitrate, other_seen.downlink).unwrap_or(0.0);
            seen.downlink_estimate.map(|available| (available as f64 - taken).max(0.0))
        };
        let mut quality = |medium, own: ReportedMedia, own_seen: SeenMedia, other, other_seen| {
            let send = Measured {
                actual: actual(own.send_bitrate, own_seen.uplink),
                available: available_send(other, other_seen),
                fraction_lost: own_seen.uplink.fraction_lost,
                jitter: own_seen.uplink.jitter.map(|jitter| jitter.as_secs_f64()),
                ceiling: EXCELLENT,
                seen: own_seen.uplink,
            };
            let recv = Measured {
                actual: actual(own.recv_bitrate, own_seen.downlink),
                available: available_recv(other, other_seen),
                fraction_lost: worse(own.recv_fraction_lost, own_seen.downlink.fraction_lost),
                jitter: plausible(own.recv_jitter)
                    .or(own_seen.downlink.jitter.map(|jitter| jitter.as_secs_f64())),
                ceiling: if seen.is_track_switched_off && medium == Medium::Video {
                    SWITCHED_OFF
                } else {
                    EXCELLENT
                },
                seen: own_seen.downlink,
            };
            let meter = match medium {
                Medium::Audio => &mut self.audio,
                Medium::Video => &mut self.video,
            };
            MediaQuality {
                send: meter.send.measure(medium, send, &conditions, now),
                recv: meter.recv.measure(medium, recv, &conditions, now),
            }
        };
        let audio = quality(Medium::Audio, report.audio, seen.audio, report.video, seen.video);
        let video = quality(Medium::Video, report.video, seen.video, report.audio, seen.audio);
        let directions = [audio.send.level, audio.recv.level, video.send.level, video.recv.level];
        let level = directions.into_iter().min().unwrap_or(EXCELLENT);
        let quality = Quality { level, audio, video };
        self.latest = Some(quality);
        quality
    }

    /// The participant is not there at the moment: 0, until its next report.
    pub(crate) fn interrupt(&mut self) {
        if let Some(latest) = &mut self.latest {
            latest.level = BROKEN;
            for media in [&mut latest.audio, &mut latest.video] {
                media.send.level = BROKEN;
                media.recv.level = BROKEN;
            }
        }
    }

    /// What the others are told; `None` before the first report.
    pub(crate) fn latest(&self) -> Option<&Quality> {
        self.latest.as_ref()
    }
}

/// What holds for all media of a connection.
struct Conditions {
    rtt: Option<f64>,
    is_warm: bool,
}

/// One direction, from both sources.
struct Measured {
    actual: Option<f64>,
    available: Option<f64>,
    fraction_lost: Option<f64>,
    jitter: Option<f64>,
    /// The bandwidth is no better than this.
    ceiling: u8,
    seen: SeenDirection,
}

#[derive(Debug, Default)]
struct MediaMeter {
    send: DirectionMeter,
    recv: DirectionMeter,
}

#[derive(Debug, Default)]
struct DirectionMeter {
    actual: Smooth,
    available: Smooth,
    fraction_lost: Smooth,
    jitter: Smooth,
    rtt: Smooth,
    bandwidth: Steady,
    loss: Steady,
    latency: Steady,
}

impl DirectionMeter {
    fn measure(
        &mut self,
        medium: Medium,
        measured: Measured,
        conditions: &Conditions,
        now: Instant,
    ) -> DirectionQuality {
        if !measured.seen.is_used {
            *self = Self::default();
            return DirectionQuality::unused();
        }
        let actual = self.actual.add(measured.actual, now);
        let available = self.available.add(measured.available, now);
        let fraction_lost =
            self.fraction_lost.add(plausible(measured.fraction_lost), now).map(|lost| lost.min(1.0));
        let jitter = self.jitter.add(measured.jitter, now);
        let rtt = self.rtt.add(conditions.rtt, now);

        let wanted = measured.seen.wanted.map(|wanted| wanted as f64);
        let bandwidth = match available.filter(|_| conditions.is_warm) {
            Some(available) => score::bandwidth(medium, actual.unwrap_or(0.0), available, wanted),
            None => EXCELLENT,
        };
        let bandwidth = Bandwidth {
            actual,
            available,
            level: self.bandwidth.settle(bandwidth.min(measured.ceiling), now),
        };
        let loss = Loss { fraction_lost, level: self.loss.settle(score::loss(fraction_lost), now) };
        let latency = Latency { jitter, rtt, level: self.latency.settle(score::latency(jitter, rtt), now) };
        let level = bandwidth.level.min(loss.level).min(latency.level);
        DirectionQuality { level, bandwidth, loss, latency }
    }
}

impl DirectionQuality {
    fn unused() -> Self {
        Self {
            level: EXCELLENT,
            bandwidth: Bandwidth { actual: None, available: None, level: EXCELLENT },
            loss: Loss { fraction_lost: None, level: EXCELLENT },
            latency: Latency { jitter: None, rtt: None, level: EXCELLENT },
        }
    }
}

/// What flows: as the browser counts it if it does, else as the server does.
fn actual(reported: Option<f64>, seen: SeenDirection) -> Option<f64> {
    plausible(reported).filter(|bitrate| *bitrate > 0.0).or(seen.bitrate.map(|bitrate| bitrate as f64))
}

fn worse(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    match (plausible(one), plausible(other)) {
        (Some(one), Some(other)) => Some(one.max(other)),
        (one, other) => one.or(other),
    }
}

/// A number as a browser can measure one.
fn plausible(number: Option<f64>) -> Option<f64> {
    number.filter(|number| number.is_finite() && *number >= 0.0)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]
mod tests;
