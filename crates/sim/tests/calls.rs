//! Calls from their first packet to their last, in simulated time.

use std::time::Duration;

use room_engine::{Limits, RoomSettings};
use signaling::rsp::ParticipantState;
use sim::{BrowserState, Camera, Conditions, Settings, Simulation, Step, TrackKind};

use Step::{
    CloseTab, Join, Leave, LoseSocket, Message, Publish, Return, SetConditions, SetEnabled, Unpublish, Wait,
};
use TrackKind::{Audio, Data, Video};

const ALICE: usize = 0;
const BOB: usize = 1;
const CAROL: usize = 2;

#[test]
fn two_people_hear_and_see_each_other() {
    let mut call = call_of(2);
    call.run(&[Join(ALICE), Publish(ALICE, Audio), Publish(ALICE, Video)]);
    call.run(&[Join(BOB), Publish(BOB, Audio), Publish(BOB, Video)]);
    call.run(&[Wait(Duration::from_secs(20)), Leave(BOB), Leave(ALICE)]);
    call.wait_until_empty();
}

#[test]
fn tracks_given_at_the_join_are_there_from_the_start() {
    let mut call = call_of(2);
    call.apply(&Publish(ALICE, Audio));
    call.apply(&Publish(ALICE, Video));
    call.apply(&Publish(BOB, Audio));
    call.apply(&Publish(BOB, Video));
    call.run(&[Join(ALICE), Join(BOB)]);
}

#[test]
fn a_late_joiner_gets_everything() {
    let mut call = call_of(3);
    call.run(&[Join(ALICE), Publish(ALICE, Audio), Publish(ALICE, Video), Publish(ALICE, Data)]);
    call.run(&[Join(BOB), Publish(BOB, Video), Publish(BOB, Data)]);
    call.run(&[Wait(Duration::from_secs(5)), Join(CAROL), Message(ALICE, 3), Message(BOB, 2)]);
}

#[test]
fn publishing_again_and_again_works() {
    let mut call = call_of(2);
    call.run(&[Join(ALICE), Join(BOB)]);
    for round in 0..5_u16 {
        let first = round * 3 + 1;
        call.run(&[
            Publish(ALICE, Audio),
            Publish(ALICE, Video),
            Publish(ALICE, Data),
            Message(ALICE, first + 2),
        ]);
        call.run(&[Unpublish(ALICE, first), Unpublish(ALICE, first + 1), Unpublish(ALICE, first + 2)]);
    }
}

#[test]
fn many_tracks_of_one_kind_are_told_apart() {
    let mut call = call_of(3);
    call.run(&[Join(ALICE), Join(BOB), Join(CAROL)]);
    call.run(&[Publish(ALICE, Video), Publish(ALICE, Video), Publish(BOB, Video), Publish(BOB, Video)]);
    call.run(&[Unpublish(ALICE, 1), Publish(CAROL, Video), Publish(ALICE, Video), Unpublish(BOB, 2)]);
}

#[test]
fn muting_is_seen_by_everybody_and_by_late_joiners() {
    let mut call = call_of(3);
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Audio), SetEnabled(ALICE, 1, false)]);
    call.run(&[Join(CAROL), SetEnabled(ALICE, 1, true), SetEnabled(ALICE, 1, false)]);
}

#[test]
fn crossing_offers_end_in_what_both_wanted() {
    let mut call = call_of(3);
    call.run(&[Join(ALICE), Join(BOB), Join(CAROL)]);
    for round in 0..6 {
        for browser in [ALICE, BOB, CAROL] {
            call.apply(&Publish(browser, if (round + browser) % 2 == 0 { Audio } else { Video }));
        }
        call.settle("crossing offers");
    }
    for publication in 1..=6 {
        for browser in [ALICE, BOB, CAROL] {
            call.apply(&Unpublish(browser, publication));
        }
        call.run_for(Duration::from_millis(30));
    }
    call.settle("crossing offers that take tracks back");
}

#[test]
fn a_lost_socket_is_resumed_and_the_others_see_it() {
    let mut call = call_of(2);
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Audio), Publish(BOB, Video)]);
    call.run(&[LoseSocket(BOB), Wait(Duration::from_secs(10)), Return(BOB)]);
    let bob: Vec<_> = call.browser(ALICE).history().iter().map(|(_, state)| *state).collect();
    assert_eq!(
        bob,
        [ParticipantState::Connected, ParticipantState::Reconnecting, ParticipantState::Connected]
    );
}

#[test]
fn what_happened_meanwhile_is_there_after_the_resume() {
    let mut call = call_of(3);
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Audio), Publish(BOB, Video), LoseSocket(BOB)]);
    call.run(&[Publish(ALICE, Video), Unpublish(ALICE, 1), Join(CAROL), Publish(CAROL, Audio)]);
    call.run(&[Publish(BOB, Audio), Publish(BOB, Data), Unpublish(BOB, 1), Return(BOB), Message(BOB, 3)]);
}

#[test]
fn offers_that_crossed_while_the_socket_was_lost_are_settled_after_the_resume() {
    let mut call = call_of(3);
    call.run(&[
        Join(ALICE),
        Join(BOB),
        Join(CAROL),
        LoseSocket(BOB),
        Publish(ALICE, Data),
        Publish(ALICE, Audio),
    ]);
    call.run(&[Publish(BOB, Video), Publish(BOB, Data), Return(BOB), Message(BOB, 2), Message(ALICE, 1)]);
}

#[test]
fn who_stays_away_for_too_long_is_removed() {
    let mut call = call_of(2);
    call.run(&[Join(ALICE), Join(BOB), Publish(BOB, Audio), LoseSocket(BOB), Wait(Duration::from_secs(31))]);
    assert_eq!(call.browser(BOB).state(), BrowserState::Disconnected(Some(53001)));
    let last = call.browser(ALICE).history().last().map(|(_, state)| *state);
    assert_eq!(last, Some(ParticipantState::Disconnected));
    call.run(&[Join(BOB), Publish(BOB, Audio), Leave(BOB), Leave(ALICE)]);
    call.wait_until_empty();
}

#[test]
fn a_closed_tab_lingers_and_a_reload_takes_its_place() {
    let mut call = call_of(2);
    call.run(&[Join(ALICE), Join(BOB), Publish(BOB, Video), CloseTab(BOB)]);
    call.run(&[Join(BOB), Publish(BOB, Video), CloseTab(BOB), Wait(Duration::from_secs(31)), Leave(ALICE)]);
    call.wait_until_empty();
}

#[test]
fn the_newest_of_one_identity_stays() {
    let mut call = Simulation::new(1, Settings::default());
    let old = call.add_browser("alice", "room");
    let bob = call.add_browser("bob", "room");
    let new = call.add_browser("alice", "room");
    let elsewhere = call.add_browser("alice", "another room");
    call.run(&[Join(old), Join(bob), Publish(old, Audio), Join(elsewhere), Join(new), Publish(new, Audio)]);
    assert_eq!(call.browser(old).state(), BrowserState::Disconnected(Some(53205)));
    assert_eq!(call.browser(elsewhere).state(), BrowserState::Connected);
}

#[test]
fn a_full_room_takes_nobody_until_somebody_leaves() {
    let ad_hoc_rooms = Some(RoomSettings { max_participants: 2, ..RoomSettings::ad_hoc() });
    let mut call = call_with(3, Settings { ad_hoc_rooms, ..Settings::default() });
    call.run(&[Join(ALICE), Join(BOB)]);
    call.browser_joins_unseen(CAROL);
    call.wait_for("the refusal", |call| {
        call.browser(CAROL).state() == BrowserState::Disconnected(Some(53105))
    });
    call.run(&[Leave(BOB), Join(CAROL), Publish(CAROL, Audio)]);
}

#[test]
fn more_tracks_than_allowed_fail_with_their_code() {
    let limits = Limits { tracks_per_participant: 2, ..Limits::default() };
    let mut call = call_with(1, Settings { limits, ..Settings::default() });
    call.run(&[Join(ALICE), Publish(ALICE, Audio), Publish(ALICE, Audio)]);
    call.apply(&Publish(ALICE, Audio));
    call.wait_for("the refusal", |call| call.browser(ALICE).refused_tracks() == [53203]);
}

#[test]
fn who_does_not_subscribe_gets_nothing_and_is_heard() {
    let mut call = call_of(2);
    call.browser_mut(BOB).set_subscribes(false);
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Audio), Publish(BOB, Audio)]);
}

#[test]
fn loss_is_repaired_by_retransmission() {
    let mut call = call_of(3);
    for browser in [ALICE, BOB] {
        // Packets of the usual size: str0m sends small ones again by the hundred when it probes.
        call.browser_mut(browser).set_camera(Camera::single(640, 360, 200_000));
    }
    call.run(&[Join(ALICE), Join(BOB), Join(CAROL), Publish(CAROL, Data)]);
    for browser in [ALICE, BOB, CAROL] {
        call.apply(&SetConditions(browser, Conditions::lossy()));
    }
    call.run(&[Publish(ALICE, Video), Publish(BOB, Video), Wait(Duration::from_secs(30))]);
    call.run(&[Message(CAROL, 1), Message(CAROL, 1), Message(CAROL, 1)]);
    for browser in [ALICE, BOB, CAROL] {
        call.apply(&SetConditions(browser, Conditions::default()));
    }
    call.run(&[Wait(Duration::from_secs(2))]);
    let (packets, gaps) = call.video_packets_and_gaps();
    assert!(packets > 600, "{packets}");
    assert_eq!(gaps, 0, "of {packets} packets");
}

#[test]
fn a_poor_network_lets_everybody_in_and_out() {
    let mut call = call_of(2);
    call.apply(&SetConditions(ALICE, Conditions::lossy()));
    call.apply(&SetConditions(BOB, Conditions::lossy()));
    call.run(&[Join(ALICE)]);
    for _ in 0..60 {
        call.run(&[Join(BOB), Publish(BOB, Audio), Leave(BOB)]);
    }
}

#[test]
fn media_comes_back_after_a_blackout() {
    let mut call = call_of(2);
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Video), Publish(BOB, Audio)]);
    call.run(&[SetConditions(BOB, Conditions { blackhole: true, ..Conditions::default() })]);
    call.run(&[Wait(Duration::from_secs(4)), SetConditions(BOB, Conditions::default())]);
}

#[test]
fn a_server_that_stops_tells_everybody() {
    let mut call = call_of(2);
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Audio)]);
    call.shut_down();
    call.wait_for("the end", Simulation::everybody_left);
    for browser in [ALICE, BOB] {
        assert_eq!(call.browser(browser).state(), BrowserState::Disconnected(Some(53118)));
    }
}

const NAMES: [&str; 3] = ["alice", "bob", "carol"];

fn call_of(browsers: usize) -> Simulation {
    call_with(browsers, Settings::default())
}

fn call_with(browsers: usize, settings: Settings) -> Simulation {
    let mut call = Simulation::new(1, settings);
    for name in NAMES.iter().take(browsers) {
        call.add_browser(name, "room");
    }
    call
}
