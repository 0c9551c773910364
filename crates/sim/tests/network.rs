//! Calls whose network changes under them.

use std::time::Duration;

use sim::{BrowserState, Camera, Codecs, Conditions, Settings, Simulation, Step, TrackKind};

use Step::{Join, Leave, Publish, Rebind, RestartIce, Roam, SetConditions, Wait};
use TrackKind::{Audio, Video};

const ALICE: usize = 0;
const BOB: usize = 1;

#[test]
fn a_browser_that_changes_its_network_goes_on() {
    let mut call = call_of_two();
    call.run(&[Roam(BOB), Roam(ALICE), Roam(BOB), Wait(Duration::from_secs(1))]);
    let pause = call.browser(ALICE).video_of("bob").longest_pause;
    assert!(pause < Duration::from_secs(2), "{pause:?}");
}

#[test]
fn who_is_alone_gets_feedback_all_the_time() {
    // The library takes 3 s without a byte for a dead connection. What answers its checks does not count.
    for kind in [Audio, Video] {
        let mut call = Simulation::new(1, Settings::default());
        call.add_browser("alice", "room");
        call.run(&[Join(ALICE), Publish(ALICE, kind), Wait(Duration::from_secs(3))]);
        for second in 0..60 {
            let before = call.browser(ALICE).feedback();
            call.run_for(Duration::from_secs(2));
            assert!(call.browser(ALICE).feedback() > before, "{kind:?}: none after {second} steps of 2 s");
        }
        assert_eq!(call.browser(ALICE).ice_restarts(), 0);
    }
}

#[test]
fn a_router_that_forgets_its_mapping_is_survived() {
    let mut call = call_of_two();
    call.run(&[Rebind(BOB), Rebind(ALICE)]);
}

#[test]
fn ice_restarts_keep_media_flowing() {
    let mut call = call_of_two();
    for _ in 0..3 {
        let before = call.browser(ALICE).video_of("bob");
        call.run(&[RestartIce(BOB), Wait(Duration::from_secs(3))]);
        assert_eq!(call.browser(ALICE).video_of("bob").since(before).freezes, 0);
    }
    assert_eq!(call.browser(BOB).ice_restarts(), 3);
}

#[test]
fn ten_seconds_without_a_packet_are_survived() {
    let mut call = call_of_two();
    call.run(&[SetConditions(BOB, Conditions { blackhole: true, ..Conditions::default() })]);
    call.run(&[Wait(Duration::from_secs(10)), SetConditions(BOB, Conditions::default())]);
    for browser in [ALICE, BOB] {
        assert_eq!(call.browser(browser).state(), BrowserState::Connected);
    }
    call.run(&[Leave(ALICE), Leave(BOB)]);
}

#[test]
fn a_slow_and_lossy_network_carries_large_pictures_whole() {
    let mut call = call_of_two();
    for browser in [ALICE, BOB] {
        call.apply(&SetConditions(browser, Conditions { loss: 0.05, ..Conditions::slow() }));
        call.browser_mut(browser).set_camera(Camera::single(640, 360, 400_000));
    }
    call.run(&[Publish(ALICE, Video), Wait(Duration::from_secs(20))]);
    let seen = call.browser(BOB).video_of("alice");
    assert!(seen.frames > 150, "{seen:?}");
    assert_eq!((seen.freezes, seen.lost), (0, 0), "{seen:?}");
}

#[test]
fn a_browser_without_rtx_gets_what_it_missed_as_it_was() {
    let mut call = Simulation::new(1, Settings::default());
    for name in ["alice", "bob"] {
        call.add_browser(name, "room");
    }
    call.browser_mut(BOB).set_codecs(Codecs::WithoutRtx);
    call.browser_mut(ALICE).set_camera(Camera::single(640, 360, 400_000));
    call.apply(&SetConditions(BOB, Conditions { loss: 0.05, ..Conditions::slow() }));
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Video), Wait(Duration::from_secs(20))]);
    let seen = call.browser(BOB).video_of("alice");
    assert!(seen.frames > 150, "{seen:?}");
    assert_eq!((seen.freezes, seen.lost), (0, 0), "{seen:?}");
}

#[test]
fn probes_of_the_line_meet_no_sound_of_a_browser_without_rtx() {
    let mut call = Simulation::new(1, Settings::default());
    for name in ["alice", "bob"] {
        call.add_browser(name, "room");
    }
    call.browser_mut(BOB).set_codecs(Codecs::WithoutRtx);
    call.browser_mut(ALICE).set_camera(Camera::single(640, 360, 400_000));
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Audio), Publish(ALICE, Video)]);
    // The rules that are checked after each step are all that is asked.
    call.run(&[Wait(Duration::from_secs(10)), Leave(BOB)]);
}

fn call_of_two() -> Simulation {
    let mut call = Simulation::new(1, Settings::default());
    for name in ["alice", "bob"] {
        call.add_browser(name, "room");
    }
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Audio), Publish(BOB, Video)]);
    call
}
