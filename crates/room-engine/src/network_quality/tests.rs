use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

use super::*;

fn used(bitrate: u64) -> SeenDirection {
    SeenDirection { is_used: true, bitrate: Some(bitrate), ..SeenDirection::default() }
}

/// A call with one camera and one microphone in each direction, over a good line.
fn call() -> (Report, Seen) {
    let report = Report { rtt: Some(0.04), available_send: Some(4_000_000.0), ..Report::default() };
    let seen = Seen {
        downlink_estimate: Some(4_000_000),
        audio: SeenMedia { uplink: used(32_000), downlink: used(32_000) },
        video: SeenMedia {
            uplink: used(1_000_000),
            downlink: SeenDirection { wanted: Some(1_000_000), ..used(1_000_000) },
        },
        ..Seen::default()
    };
    (report, seen)
}

/// The last of a minute's levels, with a report each second.
fn settled(report: Report, seen: Seen) -> Quality {
    let start = Instant::now();
    let mut meter = Meter::default();
    let second = |second| meter.report(report, seen, start + Duration::from_secs(second));
    (0..60).map(second).last().unwrap()
}

#[test]
fn nothing_asked_of_the_network_is_excellent() {
    let report = Report { rtt: Some(3.0), available_send: Some(1000.0), ..Report::default() };
    let quality = settled(report, Seen { downlink_estimate: Some(1000), ..Seen::default() });
    assert_eq!(quality.level, 5);
    assert_eq!(quality.video.recv, DirectionQuality::unused());
}

#[test]
fn a_good_line_is_excellent_and_shows_its_figures() {
    let (mut report, seen) = call();
    report.audio.send_bitrate = Some(30_000.0);
    report.audio.recv_jitter = Some(0.004);
    let quality = settled(report, seen);
    assert_eq!(quality.level, 5);
    let bandwidth = quality.audio.send.bandwidth;
    assert_eq!((bandwidth.actual, bandwidth.available), (Some(30_000.0), Some(3_000_000.0)));
    assert_eq!(quality.audio.recv.latency, Latency { jitter: Some(0.004), rtt: Some(0.04), level: 5 });
    assert_eq!(quality.video.recv.bandwidth.available, Some(3_968_000.0));
}

#[test]
fn loss_on_the_way_up_is_seen_by_the_server_alone() {
    let (report, mut seen) = call();
    seen.video.uplink.fraction_lost = Some(0.08);
    let quality = settled(report, seen);
    assert_eq!((quality.level, quality.video.send.level, quality.video.recv.level), (2, 2, 5));
    assert_eq!(quality.video.send.loss.fraction_lost, Some(0.08));
}

#[test]
fn loss_on_the_way_down_counts_from_whoever_sees_more() {
    let (mut report, mut seen) = call();
    report.audio.recv_fraction_lost = Some(0.04);
    seen.audio.downlink.fraction_lost = Some(0.0);
    assert_eq!(settled(report, seen).audio.recv.level, 3);
    seen.audio.downlink.fraction_lost = Some(0.2);
    assert_eq!(settled(report, seen).audio.recv.level, 1);
}

#[test]
fn a_long_way_is_felt_in_all_directions() {
    let (mut report, mut seen) = call();
    report.rtt = Some(0.5);
    let quality = settled(report, seen);
    assert_eq!([quality.audio.send.level, quality.video.recv.level, quality.level], [2; 3]);
    // Without the browser's word the server's counts.
    report.rtt = None;
    seen.rtt = Some(Duration::from_millis(350));
    assert_eq!(settled(report, seen).level, 3);
}

#[test]
fn a_thin_line_is_judged_by_what_should_flow() {
    let (mut report, mut seen) = call();
    seen.downlink_estimate = Some(400_000);
    let quality = settled(report, seen);
    assert_eq!((quality.video.recv.level, quality.video.send.level), (2, 5));
    seen.video.downlink.wanted = Some(300_000);
    assert_eq!(settled(report, seen).video.recv.level, 5, "the same line carries a smaller picture");
    seen.is_track_switched_off = true;
    assert_eq!(settled(report, seen).video.recv.level, 3);
    report.available_send = Some(400_000.0);
    seen.video.uplink.bitrate = Some(380_000);
    assert_eq!(settled(report, seen).video.send.level, 2);
}

#[test]
fn bandwidth_is_not_judged_while_it_is_being_found_out() {
    let (mut report, mut seen) = call();
    report.available_send = Some(300_000.0);
    seen.video.uplink.bitrate = Some(290_000);
    let start = Instant::now();
    let mut meter = Meter::default();
    let levels: Vec<u8> = (0..15)
        .map(|second| meter.report(report, seen, start + Duration::from_secs(second)).video.send.level)
        .collect();
    assert_eq!(levels, [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 2, 2, 2]);
}

#[test]
fn who_is_away_is_broken_until_the_next_report() {
    let (report, seen) = call();
    let start = Instant::now();
    let mut meter = Meter::default();
    meter.interrupt();
    assert_eq!(meter.latest(), None, "nobody is told 0 first");
    meter.report(report, seen, start);
    meter.interrupt();
    let latest = meter.latest().unwrap();
    assert_eq!([latest.level, latest.audio.send.level, latest.video.recv.level], [0; 3]);
    assert_eq!(meter.report(report, seen, start + Duration::from_secs(1)).level, 5);
}

#[test]
fn a_track_that_comes_back_is_judged_afresh() {
    let (report, mut seen) = call();
    let start = Instant::now();
    let at = |second| start + Duration::from_secs(second);
    let mut meter = Meter::default();
    seen.video.uplink.fraction_lost = Some(0.5);
    assert_eq!(meter.report(report, seen, at(0)).level, 1);
    seen.video.uplink.is_used = false;
    assert_eq!(meter.report(report, seen, at(1)).level, 5);
    seen.video.uplink.is_used = true;
    seen.video.uplink.fraction_lost = Some(0.0);
    assert_eq!(meter.report(report, seen, at(2)).level, 5);
}

fn reports() -> impl Strategy<Value = (Report, Seen)> {
    let media = || {
        (any::<[Option<f64>; 4]>()).prop_map(|[send, recv, lost, jitter]| ReportedMedia {
            send_bitrate: send,
            recv_bitrate: recv,
            recv_fraction_lost: lost,
            recv_jitter: jitter,
        })
    };
    let report = (any::<[Option<f64>; 2]>(), media(), media())
        .prop_map(|([rtt, available_send], audio, video)| Report { rtt, available_send, audio, video });
    let direction = || {
        any::<(bool, Option<u64>, Option<u64>, Option<f64>, Option<u32>)>().prop_map(
            |(is_used, bitrate, wanted, fraction_lost, jitter)| SeenDirection {
                is_used,
                bitrate,
                wanted,
                fraction_lost,
                jitter: jitter.map(|jitter| Duration::from_micros(jitter.into())),
            },
        )
    };
    let media =
        move || (direction(), direction()).prop_map(|(uplink, downlink)| SeenMedia { uplink, downlink });
    let seen = (any::<(Option<u32>, Option<u64>, bool)>(), media(), media()).prop_map(
        |((rtt, downlink_estimate, is_track_switched_off), audio, video)| Seen {
            rtt: rtt.map(|rtt| Duration::from_micros(rtt.into())),
            downlink_estimate,
            is_track_switched_off,
            audio,
            video,
        },
    );
    (report, seen)
}

proptest! {
    #[test]
    fn any_report_has_levels_from_1_to_5(steps in vec((0u64..5000, reports()), 1..20)) {
        let mut meter = Meter::default();
        let mut now = Instant::now();
        for (pause, (report, seen)) in steps {
            now += Duration::from_millis(pause);
            let quality = meter.report(report, seen, now);
            let directions = [quality.audio.send, quality.audio.recv, quality.video.send, quality.video.recv];
            for direction in directions {
                let parts = [direction.bandwidth.level, direction.loss.level, direction.latency.level];
                prop_assert!(parts.iter().all(|level| (1..=5).contains(level)), "{parts:?}");
                prop_assert_eq!(parts.into_iter().min(), Some(direction.level));
                let figures = [direction.bandwidth.actual, direction.bandwidth.available, direction.loss.fraction_lost];
                prop_assert!(figures.into_iter().flatten().all(|figure| figure.is_finite() && figure >= 0.0));
            }
            prop_assert_eq!(directions.map(|direction| direction.level).into_iter().min(), Some(quality.level));
            prop_assert_eq!(meter.latest(), Some(&quality));
        }
    }
}
