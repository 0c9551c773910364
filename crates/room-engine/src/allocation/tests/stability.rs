//! Lines and tracks that change.

use super::*;

#[test]
fn less_is_sent_at_once_and_more_when_the_line_has_held() {
    let mut subscriber = Subscriber::new(Profile::default());
    let tracks = [Track::simulcast(1)];
    assert_eq!(subscriber.layers(&tracks, Some(4_000_000), 0), [Some(2)]);
    assert_eq!(subscriber.layers(&tracks, Some(400_000), 30_000), [Some(0)]);
    assert_eq!(subscriber.layers(&tracks, Some(4_000_000), 31_000), [Some(0)]);
    assert_eq!(subscriber.allocator.poll_timeout(), Some(subscriber.at(34_000)));
    assert_eq!(subscriber.layers(&tracks, Some(4_000_000), 33_999), [Some(0)]);
    assert_eq!(subscriber.layers(&tracks, Some(4_000_000), 34_000), [Some(2)]);
    assert_eq!(subscriber.allocator.poll_timeout(), None);
}

#[test]
fn more_needs_headroom_that_keeping_does_not() {
    let mut subscriber = Subscriber::new(Profile::default());
    let tracks = [Track::simulcast(1)];
    assert_eq!(subscriber.layers_after(&tracks, 600_000, 0, 10_000), [Some(0)]);
    assert_eq!(subscriber.layers_after(&tracks, 625_000, 10_500, 20_000), [Some(1)]);
    assert_eq!(subscriber.layers_after(&tracks, 500_000, 20_500, 60_000), [Some(1)]);
    assert_eq!(subscriber.layers(&tracks, Some(499_999), 61_000), [Some(0)]);
}

#[test]
fn an_enlarged_tile_needs_no_waiting_on_a_line_that_has_held() {
    let mut subscriber = Subscriber::new(Profile::default());
    assert_eq!(
        subscriber.layers_after(&[Track::simulcast(1).rendered(320, 180)], 4_000_000, 0, 5000),
        [Some(0)]
    );
    let enlarged = [Track::simulcast(1).rendered(1280, 720)];
    assert_eq!(subscriber.layers(&enlarged, Some(4_000_000), 5001), [Some(2)]);
}

#[test]
fn a_failed_increase_is_repeated_after_growing_pauses() {
    let mut subscriber = Subscriber::new(Profile::default());
    let tracks = [Track::simulcast(1)];
    let mut raised_at = Vec::new();
    let mut before = Some(0);
    // A line whose estimate is high until the middle layer is sent.
    for ms in (0..240_000).step_by(500) {
        let estimate = if before == Some(1) { 300_000 } else { 700_000 };
        let layer = subscriber.layers(&tracks, Some(estimate), ms)[0];
        if layer > before {
            raised_at.push(ms);
        }
        before = layer;
    }
    let pauses: Vec<_> = raised_at.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(pauses.is_sorted(), "{pauses:?}");
    assert!((5000..7000).contains(&pauses[0]), "{pauses:?}");
    assert!(pauses.last().is_some_and(|last| (60_000..62_000).contains(last)), "{pauses:?}");
}

#[test]
fn a_failed_increase_leaves_the_lower_layers_free() {
    let mut subscriber = Subscriber::new(Profile::default());
    let tracks = [Track::simulcast(1)];
    assert_eq!(subscriber.layers(&tracks, Some(4_000_000), 0), [Some(2)]);
    assert_eq!(subscriber.layers(&tracks, Some(200_000), 1000), [Some(0)]);
    assert_eq!(subscriber.layers_after(&tracks, 4_000_000, 1500, 4500), [Some(1)]);
    assert_eq!(subscriber.layers(&tracks, Some(4_000_000), 5999), [Some(1)]);
    assert_eq!(subscriber.allocator.poll_timeout(), Some(subscriber.at(6000)));
    assert_eq!(subscriber.layers(&tracks, Some(4_000_000), 6000), [Some(2)]);
}

#[test]
fn a_higher_rank_ends_the_pause_after_a_failure() {
    let mut subscriber = Subscriber::new(Profile::default());
    let mut tracks = [Track::simulcast(1), Track::simulcast(2)];
    assert_eq!(subscriber.layers(&tracks, Some(500_000), 0), [Some(0), Some(0)]);
    assert_eq!(subscriber.layers(&tracks, Some(200_000), 1000), [Some(0), None]);
    assert_eq!(subscriber.layers_after(&tracks, 500_000, 1500, 5500), [Some(0), None]);
    tracks[1].is_dominant = true;
    assert_eq!(subscriber.layers(&tracks, Some(500_000), 5600), [Some(0), Some(0)]);
}

#[test]
fn two_tracks_of_about_the_same_bitrate_do_not_take_turns() {
    let mut subscriber = Subscriber::new(Profile::default());
    let mut tracks = [Track::simulcast(1), Track::simulcast(2)];
    let first = subscriber.layers(&tracks, Some(900_000), 0);
    assert_eq!(first, [Some(1), Some(0)]);
    for ms in (500..60_000).step_by(500) {
        let swing = if ms % 1000 == 0 { 20_000 } else { 0 };
        tracks[0].layers[0].bitrate = 140_000 + swing;
        tracks[1].layers[0].bitrate = 160_000 - swing;
        assert_eq!(subscriber.layers(&tracks, Some(900_000), ms), first, "at {ms}");
    }
}

#[test]
fn a_shared_screen_keeps_its_room_between_two_pages() {
    let mut subscriber = Subscriber::new(Profile { mode: Mode::Presentation, ..Profile::default() });
    let still = Track::single(1, 60_000).priority(TrackPriority::High);
    let moving = Track::single(1, 900_000).priority(TrackPriority::High);
    let camera = Track::single(2, 600_000);
    let mut changes = 0;
    let mut before = None;
    for second in 0..60 {
        let screen = if second % 5 == 0 { &moving } else { &still };
        let layers = subscriber.layers(&[screen.clone(), camera.clone()], Some(1_200_000), second * 1000);
        assert_eq!(layers[0], Some(0), "second {second}");
        changes += usize::from(before.is_some_and(|before| before != layers[1]));
        before = Some(layers[1]);
    }
    assert!(changes <= 2, "{changes}");
}

#[test]
fn a_pausing_publisher_finds_its_place_again() {
    let mut subscriber = Subscriber::new(Profile::default());
    let track = Track::simulcast(1);
    assert_eq!(subscriber.layers_after(std::slice::from_ref(&track), 700_000, 0, 5000), [Some(1)]);
    assert_eq!(subscriber.layers(&[track.clone().active(&[false; 3])], Some(550_000), 6000), [None]);
    assert_eq!(subscriber.layers(&[track], Some(550_000), 7000), [Some(1)]);
}

#[test]
fn a_layer_that_stops_is_replaced_by_a_lower_one_and_taken_up_again() {
    let mut subscriber = Subscriber::new(Profile::default());
    let track = Track::simulcast(1);
    assert_eq!(subscriber.layers(std::slice::from_ref(&track), Some(4_000_000), 0), [Some(2)]);
    let without_highest = track.clone().active(&[true, true, false]);
    assert_eq!(subscriber.layers(&[without_highest], Some(4_000_000), 1000), [Some(1)]);
    assert_eq!(subscriber.layers(&[track], Some(4_000_000), 2000), [Some(2)]);
}

#[test]
fn nothing_is_remembered_of_a_track_that_is_gone() {
    let mut subscriber = Subscriber::new(Profile::default());
    for number in 0..100 {
        subscriber.layers(&[Track::simulcast(number)], None, u64::from(number));
    }
    assert_eq!(subscriber.allocator.histories.len(), 1);
}

/// A line of `capacity` whose estimate grows by probing, up to a fifth above what the line carries, and falls below it
/// when it is overrun.
struct ProbedLine {
    capacity: u64,
    estimate: u64,
}

impl ProbedLine {
    fn carry(&mut self, sent: u64, desired: u64) {
        self.estimate = if sent > self.capacity {
            self.capacity * 9 / 10
        } else {
            let probed = (self.capacity * 6 / 5).min(desired * 3 / 2).max(self.estimate);
            (self.estimate * 105 / 100).min(probed)
        };
    }
}

/// One moment of a call with three cameras on a [`ProbedLine`].
struct Moment {
    ms: u64,
    layers: Vec<Option<usize>>,
    sent: u64,
    is_overrun: bool,
}

/// Five minutes on a line that carries `capacity` at each millisecond.
fn call(capacity: impl Fn(u64) -> u64) -> Vec<Moment> {
    let mut subscriber = Subscriber::new(Profile::default());
    let mut line = ProbedLine { capacity: capacity(0), estimate: 300_000 };
    let tracks = [1, 2, 3].map(Track::simulcast);
    (0..300_000)
        .step_by(200)
        .map(|ms| {
            line.capacity = capacity(ms);
            let layers = subscriber.layers(&tracks, Some(line.estimate), ms);
            let bitrates =
                tracks.iter().zip(&layers).filter_map(|(track, layer)| Some(track.layers[(*layer)?].bitrate));
            let sent = bitrates.sum();
            line.carry(sent, subscriber.allocator.desired_bitrate());
            Moment { ms, layers, sent, is_overrun: sent > line.capacity }
        })
        .collect()
}

#[test]
fn a_steady_line_is_used_well_and_never_overrun() {
    for capacity in [300_000, 700_000, 1_200_000, 3_000_000, 6_000_000] {
        let moments = call(|_| capacity);
        assert!(!moments.iter().any(|moment| moment.is_overrun), "{capacity}");
        let changes = moments.windows(2).filter(|pair| pair[0].layers != pair[1].layers).count();
        assert!(changes <= 8, "{capacity}: {changes} changes");
        let last = moments.last().unwrap();
        assert!(last.sent * 2 >= capacity, "{capacity}: {} sent", last.sent);
    }
}

#[test]
fn a_line_that_breaks_down_is_relieved_at_once_and_used_again_when_it_recovers() {
    let moments = call(|ms| if (60_000..120_000).contains(&ms) { 400_000 } else { 6_000_000 });
    let overrun: Vec<_> = moments.iter().filter(|moment| moment.is_overrun).map(|moment| moment.ms).collect();
    assert_eq!(overrun, [60_000]);
    let at = |ms| moments.iter().find(|moment| moment.ms == ms).unwrap();
    assert_eq!(at(119_800).layers, [Some(0), Some(0), None]);
    assert_eq!(at(150_000).layers, at(59_800).layers);
}
