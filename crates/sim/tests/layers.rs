//! Simulcast: which layer each subscriber gets, and that its picture never stands still.

use std::time::Duration;

use sim::{
    BandwidthProfile, Camera, Channel, Settings, Simulation, Step, TrackKind, TrackPriority,
    VideoBandwidthProfile, VideoReport,
};

use Step::{Join, Leave, LoseSocket, Publish, Return, Unpublish, Wait};
use TrackKind::Video;

const ALICE: usize = 0;
const BOB: usize = 1;
const CAROL: usize = 2;

/// The name of Alice's first track.
const HER_CAMERA: &str = "0-1";

#[test]
fn a_simulcast_track_is_seen_in_its_best_layer() {
    let mut call = call_of(2);
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Video), Wait(LONG)]);
    let seen = seen(&call, BOB);
    assert_eq!(seen.layer, Some(2), "{seen:?}");
    assert_smooth(seen);
}

#[test]
fn the_layer_follows_the_size_that_is_shown() {
    let mut call = call_of(2);
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Video), Wait(SHORT)]);
    for (size, layer) in
        [((320, 180), 0), ((640, 360), 1), ((1280, 720), 2), ((320, 180), 0), ((1280, 720), 2)]
    {
        call.render(BOB, HER_CAMERA, Some(size));
        call.wait_for("the layer", |call| seen(call, BOB).layer == Some(layer));
        call.run(&[Wait(SHORT)]);
    }
    let seen = seen(&call, BOB);
    assert!(seen.switches >= 4, "{seen:?}");
    assert_smooth(seen);
}

#[test]
fn layers_that_nobody_wants_are_not_encoded() {
    let mut call = call_of(2);
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Video), Wait(SHORT)]);
    for (size, layers) in [
        (Some((320, 180)), [true, false, false]),
        (Some((640, 360)), [true, true, false]),
        (None, [false, false, false]),
        (Some((1280, 720)), [true, true, true]),
    ] {
        call.render(BOB, HER_CAMERA, size);
        let what = format!("layers {layers:?} for {size:?}");
        call.wait_for(&what, |call| call.browser(ALICE).enabled_layers(1) == layers);
    }
    let before = seen(&call, BOB);
    call.wait_for("the largest layer", |call| seen(call, BOB).layer == Some(2));
    call.wait_for("pictures", |call| seen(call, BOB).since(before).frames > 20);
    assert_eq!(seen(&call, BOB).freezes, 0);
}

#[test]
fn subscribers_get_different_layers_of_one_track() {
    let mut call = call_of(3);
    call.run(&[Join(ALICE), Join(BOB), Join(CAROL), Publish(ALICE, Video), Wait(SHORT)]);
    call.render(BOB, HER_CAMERA, Some((320, 180)));
    call.render(CAROL, HER_CAMERA, Some((1280, 720)));
    call.wait_for("both layers", |call| {
        seen(call, BOB).layer == Some(0) && seen(call, CAROL).layer == Some(2)
    });
    let (bob, carol) = (seen(&call, BOB), seen(&call, CAROL));
    call.run(&[Wait(LONG)]);
    let (bob, carol) = (seen(&call, BOB).since(bob), seen(&call, CAROL).since(carol));
    assert!(bob.bytes * 4 < carol.bytes, "{bob:?}, {carol:?}");
    assert_smooth(bob);
    assert_smooth(carol);
}

#[test]
fn a_track_that_nobody_shows_is_switched_off_and_comes_back() {
    let mut call = call_of(2);
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Video), Wait(SHORT)]);
    call.render(BOB, HER_CAMERA, None);
    call.wait_for("the switch-off", |call| call.browser(BOB).is_switched_off(HER_CAMERA));
    call.run(&[Wait(SHORT)]);
    let before = seen(&call, BOB);
    call.run(&[Wait(SHORT)]);
    assert_eq!(seen(&call, BOB).since(before).frames, 0);
    call.render(BOB, HER_CAMERA, Some((640, 360)));
    call.wait_for("the switch-on", |call| !call.browser(BOB).is_switched_off(HER_CAMERA));
    call.wait_for("pictures", |call| seen(call, BOB).since(before).frames > 10);
    assert_eq!((seen(&call, BOB).freezes, seen(&call, BOB).lost), (0, 0));
}

#[test]
fn a_smaller_size_gets_a_smaller_layer_and_the_larger_ones_are_not_encoded() {
    let mut call = call_of(2);
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Video), Wait(SHORT)]);
    for (size, layers, layer) in [((640, 360), [true, true, false], 1), ((320, 180), [true, false, false], 0)]
    {
        call.render(BOB, HER_CAMERA, Some(size));
        call.wait_for("the layer", |call| seen(call, BOB).layer == Some(layer));
        let what = format!("layers {layers:?} for {size:?}");
        call.wait_for(&what, |call| call.browser(ALICE).enabled_layers(1) == layers);
    }
    let seen = seen(&call, BOB);
    assert!(seen.switches >= 1, "{seen:?}");
    assert_smooth(seen);
}

#[test]
fn a_publication_that_is_taken_back_and_made_again_starts_with_all_layers() {
    let mut call = call_of(2);
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Video), Wait(SHORT)]);
    call.render(BOB, HER_CAMERA, None);
    call.wait_for("silence", |call| call.browser(ALICE).enabled_layers(1) == [false; 3]);
    call.run(&[Unpublish(ALICE, 1), Publish(ALICE, Video), Wait(LONG)]);
    assert_eq!(call.browser(ALICE).enabled_layers(2), [true; 3]);
    assert_eq!(seen(&call, BOB).layer, Some(2));
}

#[test]
fn no_more_tracks_flow_than_the_profile_allows_and_priority_decides_which() {
    let mut call = call_of(3);
    let video = VideoBandwidthProfile { max_tracks: Some(1), ..VideoBandwidthProfile::default() };
    call.browser_mut(CAROL).set_bandwidth_profile(Some(BandwidthProfile { video: Some(video) }));
    call.run(&[Join(ALICE), Join(BOB), Join(CAROL), Publish(ALICE, Video), Publish(BOB, Video)]);
    let off = |call: &Simulation| ["0-1", "1-1"].map(|track| call.browser(CAROL).is_switched_off(track));
    call.wait_for("one track off", |call| off(call).iter().filter(|off| **off).count() == 1);
    for (high, low) in [(0, 1), (1, 0), (0, 1)] {
        call.prioritize(CAROL, ["0-1", "1-1"][high], Some(TrackPriority::High));
        call.prioritize(CAROL, ["0-1", "1-1"][low], Some(TrackPriority::Low));
        call.wait_for("the other track", |call| !off(call)[high] && off(call)[low]);
    }
}

#[test]
fn hints_survive_a_lost_socket() {
    let mut call = call_of(2);
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Video), Wait(SHORT)]);
    call.render(BOB, HER_CAMERA, Some((320, 180)));
    call.wait_for("the layer", |call| seen(call, BOB).layer == Some(0));
    call.run(&[LoseSocket(BOB), Wait(SHORT), Return(BOB), Wait(SHORT)]);
    assert_eq!(seen(&call, BOB).layer, Some(0));
    call.render(BOB, HER_CAMERA, None);
    call.wait_for("the switch-off", |call| call.browser(BOB).is_switched_off(HER_CAMERA));
    call.run(&[Leave(BOB), Leave(ALICE)]);
}

const SHORT: Duration = Duration::from_secs(3);
const LONG: Duration = Duration::from_secs(15);

/// Everybody with simulcast, all channels and a bandwidth profile.
fn call_of(browsers: usize) -> Simulation {
    let mut call = Simulation::new(1, Settings::default());
    for name in ["alice", "bob", "carol"].iter().take(browsers) {
        let number = call.add_browser(name, "room");
        let browser = call.browser_mut(number);
        browser.set_camera(Camera::simulcast());
        browser.set_channels(&Channel::ALL);
        let video = Some(VideoBandwidthProfile::default());
        browser.set_bandwidth_profile(Some(BandwidthProfile { video }));
    }
    call
}

fn seen(call: &Simulation, subscriber: usize) -> VideoReport {
    call.browser(subscriber).video_of("alice")
}

#[track_caller]
fn assert_smooth(seen: VideoReport) {
    assert_eq!((seen.freezes, seen.lost), (0, 0), "{seen:?}");
    assert!(seen.longest_pause < Duration::from_millis(500), "{seen:?}");
}
