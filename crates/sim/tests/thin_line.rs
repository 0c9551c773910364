//! A subscriber on a thin line gets what fits, and nobody else notices.

use std::time::Duration;

use sim::{
    BandwidthProfile, Camera, Channel, Conditions, Settings, Simulation, Step, TrackKind,
    VideoBandwidthProfile, VideoReport,
};

use Step::{Join, Publish, SetConditions, Wait};
use TrackKind::{Audio, Video};

const ALICE: usize = 0;
const BOB: usize = 1;
const CAROL: usize = 2;

#[test]
fn a_thin_subscriber_gets_a_small_layer_beside_a_fat_one() {
    let mut call = call_of_three();
    call.run(&[SetConditions(CAROL, Conditions::thin(300_000)), Wait(Duration::from_secs(30))]);
    let (bob, carol) = (seen(&call, BOB), seen(&call, CAROL));
    call.run(&[Wait(Duration::from_secs(20))]);
    let bob = seen(&call, BOB).since(bob);
    let carol = seen(&call, CAROL).since(carol);
    assert_eq!(bob.layer, Some(2), "{bob:?}");
    assert_eq!((bob.freezes, bob.lost), (0, 0), "{bob:?}");
    assert!(bob.frames >= 195, "{bob:?}");
    assert_eq!(carol.layer, Some(0), "{carol:?}");
    assert_eq!(carol.freezes, 0, "{carol:?}");
    assert!(carol.frames > 150, "{carol:?}");
}

#[test]
fn a_line_that_becomes_wide_again_gets_the_large_layer_again() {
    let mut call = call_of_three();
    call.run(&[SetConditions(CAROL, Conditions::thin(300_000)), Wait(Duration::from_secs(30))]);
    call.run(&[SetConditions(CAROL, Conditions::default())]);
    call.wait_for("the large layer", |call| seen(call, CAROL).layer == Some(2));
    let switches = seen(&call, CAROL).switches;
    call.run(&[Wait(Duration::from_secs(20))]);
    let seen = seen(&call, CAROL);
    assert_eq!((seen.layer, seen.switches), (Some(2), switches), "{seen:?}");
}

#[test]
fn a_plain_picture_comes_back_soon_after_the_line_was_thin() {
    let mut call = call_of_plain_cameras(400_000);
    call.run(&[Publish(ALICE, Video), Publish(BOB, Video), Wait(Duration::from_secs(5))]);
    call.run(&[SetConditions(CAROL, Conditions::thin(600_000))]);
    call.wait_for("a switch-off", is_one_off);
    call.run(&[Wait(Duration::from_secs(5)), SetConditions(CAROL, Conditions::default())]);
    let wide_since = call.elapsed();
    call.wait_for("both pictures", |call| !is_one_off(call));
    let passed = call.elapsed() - wide_since;
    assert!(passed < Duration::from_secs(10), "{passed:?}");
}

#[test]
fn a_bad_beginning_is_soon_forgotten() {
    let mut call = call_of_plain_cameras(80_000);
    call.browser_mut(BOB).set_camera(Camera::single(640, 360, 430_000));
    call.run(&[SetConditions(CAROL, Conditions::thin(60_000)), Publish(ALICE, Video)]);
    call.run(&[Wait(Duration::from_secs(8)), SetConditions(CAROL, Conditions::default())]);
    call.run(&[Publish(BOB, Video), Wait(Duration::from_secs(1))]);
    let published = call.elapsed();
    call.wait_for("both pictures", |call| {
        !is_one_off(call) && call.browser(CAROL).video_of("bob").frames > 0
    });
    let passed = call.elapsed() - published;
    assert!(passed < Duration::from_secs(3), "{passed:?}");
}

fn call_of_plain_cameras(bits_per_second: u32) -> Simulation {
    let mut call = Simulation::new(1, Settings::default());
    for name in ["alice", "bob", "carol"] {
        let number = call.add_browser(name, "room");
        let browser = call.browser_mut(number);
        browser.set_camera(Camera::single(640, 360, bits_per_second));
        browser.set_channels(&Channel::ALL);
        let video = Some(VideoBandwidthProfile::default());
        browser.set_bandwidth_profile(Some(BandwidthProfile { video }));
    }
    call.run(&[Join(ALICE), Join(BOB), Join(CAROL)]);
    call
}

/// Whether Carol has to do without a picture.
fn is_one_off(call: &Simulation) -> bool {
    ["0-1", "1-1"].iter().any(|track| call.browser(CAROL).is_switched_off(track))
}

/// Alice, who is heard and seen, and two who listen.
fn call_of_three() -> Simulation {
    let mut call = Simulation::new(1, Settings::default());
    for name in ["alice", "bob", "carol"] {
        let number = call.add_browser(name, "room");
        let browser = call.browser_mut(number);
        browser.set_camera(Camera::simulcast());
        browser.set_channels(&Channel::ALL);
        let video = Some(VideoBandwidthProfile::default());
        browser.set_bandwidth_profile(Some(BandwidthProfile { video }));
    }
    call.run(&[Join(ALICE), Join(BOB), Join(CAROL), Publish(ALICE, Audio), Publish(ALICE, Video)]);
    call.wait_for("the large layer", |call| {
        [BOB, CAROL].iter().all(|subscriber| seen(call, *subscriber).layer == Some(2))
    });
    call
}

fn seen(call: &Simulation, subscriber: usize) -> VideoReport {
    call.browser(subscriber).video_of("alice")
}
