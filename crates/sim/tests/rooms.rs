//! What somebody outside does to rooms, and what rooms do by themselves, while a call goes on.

use std::time::Duration;

use room_engine::{
    Command, ParticipantKey, Reply, RoomKey, RoomSettings, RuleAction, TrackFilter, TrackKind as Kind,
    TrackRule,
};
use signaling::rsp::ParticipantState;
use sim::{BrowserState, Settings, Simulation, Step, TrackKind};

use Step::{Join, Leave, LoseSocket, Publish, Return, Wait};
use TrackKind::{Audio, Data, Video};

const ALICE: usize = 0;
const BOB: usize = 1;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn rules_stop_a_track_within_a_second_and_bring_it_back() {
    let mut call = call_of_two(RoomSettings::ad_hoc());
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Video), Publish(ALICE, Audio)]);
    for _ in 0..3 {
        let videos = TrackFilter { kind: Some(Kind::Video), ..TrackFilter::default() };
        let no_videos = TrackRule { action: RuleAction::Exclude, filter: videos };
        set_rules(&mut call, vec![TrackRule::include_all(), no_videos]);
        call.run_for(SECOND);
        let (before, _) = call.video_packets_and_gaps();
        call.run_for(5 * SECOND);
        assert_eq!(call.video_packets_and_gaps().0, before);

        set_rules(&mut call, vec![TrackRule::include_all()]);
        call.run_for(SECOND);
        let (before, _) = call.video_packets_and_gaps();
        call.settle("the track's return");
        assert!(call.video_packets_and_gaps().0 > before);
    }
}

#[test]
fn rules_that_change_while_a_socket_is_lost_hold_after_the_resume() {
    let mut call = call_of_two(RoomSettings::ad_hoc());
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Video), Publish(BOB, Data)]);
    set_rules(&mut call, vec![TrackRule::exclude_all()]);
    call.run_for(SECOND);
    call.run(&[LoseSocket(BOB)]);
    set_rules(&mut call, vec![TrackRule::include_all()]);
    call.run(&[Publish(ALICE, Audio), Return(BOB)]);
}

#[test]
fn a_completed_room_is_over_for_everybody_and_leaves_nothing() {
    let mut call = call_of_two(RoomSettings::ad_hoc());
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Audio)]);
    call.command(Command::CompleteRoom { room: room() }).expect("the room is in progress");
    call.wait_for("the end", Simulation::everybody_left);
    for browser in [ALICE, BOB] {
        assert_eq!(call.browser(browser).state(), BrowserState::Disconnected(Some(53118)));
    }
    call.wait_until_empty();
}

#[test]
fn a_removed_participant_leaves_without_a_fault_and_may_come_back() {
    let mut call = call_of_two(RoomSettings::ad_hoc());
    call.run(&[Join(ALICE), Join(BOB), Publish(BOB, Audio)]);
    call.command(Command::RemoveParticipant { room: room(), participant: bob() }).expect("Bob is here");
    call.wait_for("the end", |call| call.browser(BOB).state() == BrowserState::Disconnected(None));
    call.wait_for("the others' view", |call| {
        let last = call.browser(ALICE).history().last();
        last.is_some_and(|(_, state)| *state == ParticipantState::Disconnected)
    });
    call.run(&[Join(BOB), Publish(BOB, Audio), Publish(ALICE, Video), Leave(BOB), Leave(ALICE)]);
    call.wait_until_empty();
}

#[test]
fn a_stay_that_is_too_long_ends_with_its_code() {
    let max_participant_duration = 60 * SECOND;
    let mut call = call_of_two(RoomSettings { max_participant_duration, ..RoomSettings::ad_hoc() });
    call.run(&[Join(ALICE), Wait(30 * SECOND), Join(BOB), Publish(BOB, Audio)]);
    call.wait_for("the end", |call| call.browser(ALICE).state() == BrowserState::Disconnected(Some(53216)));
    assert!(call.elapsed() >= max_participant_duration);
    assert_eq!(call.browser(BOB).state(), BrowserState::Connected);
}

#[test]
fn an_empty_room_waits_for_its_time_out_and_ends() {
    let empty_room_timeout = 60 * SECOND;
    let mut call = call_of_two(RoomSettings { empty_room_timeout, ..RoomSettings::ad_hoc() });
    call.run(&[Join(ALICE), Leave(ALICE), Wait(50 * SECOND), Join(BOB), Leave(BOB), Wait(50 * SECOND)]);
    let Ok(Reply::Rooms(rooms)) = call.command(Command::ListRooms) else { panic!("no list") };
    assert_eq!((rooms.len(), rooms[0].ended_at), (1, None));
    call.run(&[Wait(11 * SECOND)]);
    call.wait_until_empty();
}

fn set_rules(call: &mut Simulation, rules: Vec<TrackRule>) {
    let command = Command::SetSubscribeRules { room: room(), participant: bob(), rules };
    assert!(call.command(command).is_ok());
}

fn room() -> RoomKey {
    RoomKey::parse("room")
}

fn bob() -> ParticipantKey {
    ParticipantKey::parse("bob")
}

fn call_of_two(rooms: RoomSettings) -> Simulation {
    let mut call = Simulation::new(1, Settings { ad_hoc_rooms: Some(rooms), ..Settings::default() });
    call.add_browser("alice", "room");
    call.add_browser("bob", "room");
    call
}
