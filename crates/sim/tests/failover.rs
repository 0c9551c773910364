//! Peer connections that end at the server while their participants stay.

use std::time::Duration;

use sim::{BrowserState, Channel, Settings, Simulation, Step, TrackKind};

use Step::{Join, Leave, LoseSocket, Message, Publish, Return, Unpublish, Wait};
use TrackKind::{Audio, Data, Video};

const ALICE: usize = 0;
const BOB: usize = 1;
const CAROL: usize = 2;

const MEDIA_LOST: BrowserState = BrowserState::Disconnected(Some(53405));

#[test]
fn everybody_gets_everything_again_on_another_connection() {
    let mut call = call_of_three();
    let before = call.browser(BOB).connection_id().to_owned();
    fail_over(&mut call, BOB);
    assert_ne!(call.browser(BOB).connection_id(), before);
    call.run(&[Message(ALICE, 3), Message(BOB, 3), Message(CAROL, 3)]);
    for other in [ALICE, CAROL] {
        let seen = call.browser(other).history().iter().filter(|(identity, _)| identity == "bob").count();
        assert_eq!(seen, 1, "Bob has neither left nor come back");
    }
    call.run(&[Unpublish(BOB, 2), Publish(BOB, Video), Publish(ALICE, Data), Message(ALICE, 4)]);
    call.run(&[Leave(ALICE), Leave(BOB), Leave(CAROL)]);
    call.wait_until_empty();
}

#[test]
fn media_signaling_goes_on_on_fresh_channels() {
    let mut call = call_of_three();
    let label = |call: &Simulation| call.browser(BOB).label_of(Channel::ActiveSpeaker);
    let before = label(&call);
    assert!(before.is_some());
    fail_over(&mut call, BOB);
    call.wait_for("every channel", |call| {
        CHANNELS.into_iter().all(|channel| call.browser(BOB).has_channel(channel))
    });
    assert_ne!(label(&call), before);
    call.browser_mut(CAROL).set_loudness(-25);
    call.wait_for("Carol", |call| call.browser(BOB).signals().dominant_speaker.as_deref() == Some("carol"));
    let answers = call.browser(BOB).signals().quality_answers;
    call.wait_for("the network quality", |call| call.browser(BOB).signals().quality_answers > answers);
}

#[test]
fn connections_end_one_after_another() {
    let mut call = call_of_three();
    for browser in [ALICE, BOB, CAROL, ALICE] {
        fail_over(&mut call, browser);
        call.run(&[Message(browser, 3), Wait(Duration::from_secs(31))]);
    }
    for browser in [ALICE, BOB, CAROL] {
        call.break_connection(browser);
    }
    call.settle("all at once");
}

#[test]
fn a_connection_that_ends_soon_again_ends_the_stay() {
    let mut call = call_of_three();
    fail_over(&mut call, BOB);
    call.break_connection(BOB);
    call.wait_for("the end", |call| call.browser(BOB).state() == MEDIA_LOST);
}

#[test]
fn who_makes_no_other_connection_does_not_stay() {
    let mut call = call_of_three();
    call.browser_mut(BOB).set_makes_other_connections(false);
    call.break_connection(BOB);
    call.run_for(Duration::from_secs(14));
    assert_eq!(call.browser(BOB).state(), BrowserState::Connected);
    call.wait_for("the end", |call| call.browser(BOB).state() == MEDIA_LOST);
}

#[test]
fn who_is_lost_meanwhile_gets_another_connection_on_return() {
    let mut call = call_of_three();
    call.run(&[LoseSocket(BOB)]);
    call.break_connection(BOB);
    call.run_for(Duration::from_secs(20));
    call.run(&[Return(BOB), Message(ALICE, 3), Message(BOB, 3)]);
}

const CHANNELS: [Channel; 3] = [Channel::ActiveSpeaker, Channel::NetworkQuality, Channel::TrackSwitchOff];

/// Ends the browser's connection, and waits until it has another.
fn fail_over(call: &mut Simulation, browser: usize) {
    let before = call.browser(browser).connection_id().to_owned();
    call.break_connection(browser);
    call.wait_for("another connection", |call| call.browser(browser).connection_id() != before);
    call.settle("another connection");
}

fn call_of_three() -> Simulation {
    let mut call = Simulation::new(1, Settings::default());
    for name in ["alice", "bob", "carol"] {
        let browser = call.add_browser(name, "room");
        call.browser_mut(browser).set_channels(&CHANNELS);
        call.run(&[Join(browser), Publish(browser, Audio), Publish(browser, Video), Publish(browser, Data)]);
    }
    call
}
