//! Reports of network quality, and what is told about it, as far as it was asked for.

use signaling::msp::{
    BandwidthScore, DirectionScores, LatencyScore, LossScore, MediaLevels, MediaStats, NetworkQuality,
    NetworkQualityLevels, NetworkQualityReport, RemoteNetworkQuality, ReportLevel,
};

use crate::id::ParticipantSid;
use crate::network_quality::{DirectionQuality, MediaQuality, Quality, Report, ReportedMedia};

/// How much a client wants to know, of itself and of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verbosity {
    local: ReportLevel,
    remote: ReportLevel,
}

/// What the report says, and what its answer is to hold.
pub(super) fn read(report: &NetworkQualityReport) -> (Report, Verbosity) {
    let read = Report {
        rtt: report.ice.rtt,
        available_send: report.ice.available_send,
        audio: reported(&report.audio),
        video: reported(&report.video),
    };
    (read, Verbosity { local: report.report_level, remote: report.remote_report_level })
}

/// The answer to a report.
pub(super) fn answer<'a>(
    own: &Quality,
    others: impl Iterator<Item = (ParticipantSid, &'a Quality)>,
    verbosity: Verbosity,
) -> NetworkQuality {
    let remote = |(sid, quality): (ParticipantSid, &Quality)| RemoteNetworkQuality {
        sid: sid.to_string(),
        levels: levels(quality, verbosity.remote),
    };
    NetworkQuality {
        local: Some(levels(own, verbosity.local)),
        remotes: (verbosity.remote > ReportLevel::Nothing).then(|| others.map(remote).collect()),
    }
}

fn reported(stats: &MediaStats) -> ReportedMedia {
    ReportedMedia {
        send_bitrate: stats.send.bitrate,
        recv_bitrate: stats.recv.bitrate,
        recv_fraction_lost: stats.recv.fraction_lost,
        recv_jitter: stats.recv.jitter,
    }
}

fn levels(quality: &Quality, wanted: ReportLevel) -> NetworkQualityLevels {
    let media = |media: &MediaQuality| (wanted >= ReportLevel::Kinds).then(|| media_levels(media, wanted));
    NetworkQualityLevels { level: quality.level, audio: media(&quality.audio), video: media(&quality.video) }
}

fn media_levels(media: &MediaQuality, wanted: ReportLevel) -> MediaLevels {
    let scores =
        |direction: &DirectionQuality| (wanted >= ReportLevel::Scores).then(|| direction_scores(direction));
    MediaLevels {
        send: media.send.level,
        recv: media.recv.level,
        send_stats: scores(&media.send),
        recv_stats: scores(&media.recv),
    }
}

fn direction_scores(direction: &DirectionQuality) -> DirectionScores {
    let DirectionQuality { bandwidth, loss, latency, .. } = direction;
    DirectionScores {
        bandwidth: Some(BandwidthScore {
            actual: bandwidth.actual,
            available: bandwidth.available,
            level: Some(bandwidth.level),
        }),
        fraction_lost: Some(LossScore { fraction_lost: loss.fraction_lost, level: Some(loss.level) }),
        latency: Some(LatencyScore { jitter: latency.jitter, rtt: latency.rtt, level: Some(latency.level) }),
    }
}
