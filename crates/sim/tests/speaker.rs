//! Who speaks, and how good everybody's connection is.

use std::time::Duration;

use sim::{Channel, Conditions, Settings, Simulation, Step, TrackKind};

use Step::{Join, Leave, Publish, SetConditions, SetEnabled, Wait};
use TrackKind::Audio;

const ALICE: usize = 0;
const BOB: usize = 1;
const CAROL: usize = 2;

const VOICE: i8 = -25;
const QUIET: i8 = -90;

#[test]
fn whoever_speaks_is_shown_to_the_others() {
    let mut call = call_of_three();
    call.browser_mut(ALICE).set_loudness(VOICE);
    call.wait_for("Alice", |call| {
        speaker(call, BOB) == Some("alice") && speaker(call, CAROL) == Some("alice")
    });
    assert_eq!(speaker(&call, ALICE), None, "she does not see herself");
    call.browser_mut(ALICE).set_loudness(QUIET);
    call.browser_mut(CAROL).set_loudness(VOICE);
    call.wait_for("Carol", |call| {
        speaker(call, ALICE) == Some("carol") && speaker(call, BOB) == Some("carol")
    });
}

#[test]
fn a_cough_does_not_take_the_floor() {
    let mut call = call_of_three();
    call.browser_mut(ALICE).set_loudness(VOICE);
    call.wait_for("Alice", |call| speaker(call, BOB) == Some("alice"));
    let changes = call.browser(BOB).signals().speaker_changes;
    for _ in 0..5 {
        call.browser_mut(CAROL).set_loudness(-10);
        call.run_for(Duration::from_millis(200));
        call.browser_mut(CAROL).set_loudness(QUIET);
        call.run_for(Duration::from_secs(2));
    }
    assert_eq!(call.browser(BOB).signals().speaker_changes, changes);
}

#[test]
fn a_speaker_who_mutes_or_leaves_is_one_no_more() {
    let mut call = call_of_three();
    call.browser_mut(ALICE).set_loudness(VOICE);
    call.wait_for("Alice", |call| speaker(call, BOB) == Some("alice"));
    call.run(&[SetEnabled(ALICE, 1, false)]);
    call.wait_for("nobody", |call| speaker(call, BOB).is_none());
    call.run(&[SetEnabled(ALICE, 1, true)]);
    call.wait_for("Alice again", |call| speaker(call, BOB) == Some("alice"));
    call.run(&[Leave(ALICE)]);
    call.wait_for("nobody", |call| speaker(call, BOB).is_none());
}

#[test]
fn a_late_joiner_is_told_who_speaks() {
    let mut call = call_of_three();
    call.run(&[Leave(CAROL)]);
    call.browser_mut(ALICE).set_loudness(VOICE);
    call.wait_for("Alice", |call| speaker(call, BOB) == Some("alice"));
    call.run(&[Join(CAROL)]);
    call.wait_for("Alice for Carol", |call| speaker(call, CAROL) == Some("alice"));
}

#[test]
fn audio_levels_reach_the_subscribers() {
    let mut call = call_of_three();
    call.browser_mut(ALICE).set_loudness(-33);
    call.wait_for("her level", |call| call.browser(BOB).loudness_of("alice") == Some(-33));
}

#[test]
fn network_quality_tells_a_good_line_from_a_bad_one() {
    let mut call = call_of_three();
    let level = |call: &Simulation, browser: usize| {
        let quality = call.browser(browser).signals().network_quality.as_ref();
        quality.and_then(|quality| Some(quality.local.as_ref()?.level))
    };
    call.wait_for("a good level", |call| [ALICE, BOB, CAROL].iter().all(|who| level(call, *who) >= Some(4)));
    call.run(&[SetConditions(CAROL, Conditions { loss: 0.3, ..Conditions::slow() })]);
    call.wait_for("a bad level", |call| level(call, CAROL) <= Some(3));
    call.run(&[Wait(Duration::from_secs(10))]);
    assert!(level(&call, BOB) >= Some(4), "{:?}", call.browser(BOB).signals().network_quality);
}

/// Three people with microphones, who say nothing yet.
fn call_of_three() -> Simulation {
    let mut call = Simulation::new(1, Settings::default());
    for name in ["alice", "bob", "carol"] {
        let number = call.add_browser(name, "room");
        let browser = call.browser_mut(number);
        browser.set_channels(&[Channel::ActiveSpeaker, Channel::NetworkQuality]);
        browser.set_sound_interval(Duration::from_millis(20));
    }
    call.run(&[Join(ALICE), Join(BOB), Join(CAROL)]);
    call.run(&[Publish(ALICE, Audio), Publish(BOB, Audio), Publish(CAROL, Audio)]);
    call
}

fn speaker(call: &Simulation, browser: usize) -> Option<&str> {
    call.browser(browser).signals().dominant_speaker.as_deref()
}
