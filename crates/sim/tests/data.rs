//! Data tracks under load: bursts, slow readers, and what is promised for each kind of reliability.

use std::time::Duration;

use sim::{Conditions, DataSettings, ReceivedMessage, Settings, Simulation, Step, TrackKind};

use Step::{Join, Publish, SetConditions};
use TrackKind::Data;

const ALICE: usize = 0;
const BOB: usize = 1;
const CAROL: usize = 2;

#[test]
fn ten_megabytes_arrive_whole_and_in_order() {
    let mut call = call_of(3, DataSettings::default());
    call.run(&[SetConditions(CAROL, Conditions::thin(30_000_000))]);
    send_burst(&mut call, 1, 0..640, 16 * 1024);
    for reader in [BOB, CAROL] {
        wait_for_numbers(&mut call, reader, &(0..640).collect::<Vec<_>>());
    }
}

#[test]
fn small_messages_behind_a_burst_arrive_whole() {
    let mut call = call_of(2, DataSettings::default());
    send_burst(&mut call, 1, 0..40, 16 * 1024);
    send_burst(&mut call, 1, 40..540, 100);
    wait_for_numbers(&mut call, BOB, &(0..540).collect::<Vec<_>>());
}

#[test]
fn losses_are_made_up_for_on_a_reliable_track() {
    let mut call = call_of(2, DataSettings::default());
    call.run(&[SetConditions(BOB, Conditions { loss: 0.05, ..Conditions::default() })]);
    send_burst(&mut call, 1, 0..200, 4 * 1024);
    wait_for_numbers(&mut call, BOB, &(0..200).collect::<Vec<_>>());
}

#[test]
fn a_track_whose_channel_closed_is_delivered_on_another_until_it_is_hopeless() {
    let mut call = call_of(3, DataSettings::default());
    for round in 0..64 {
        call.close_channel_of(BOB, "0-1");
        call.settle("a closed channel");
        send_burst(&mut call, 1, round..round + 1, 100);
        call.wait_for("the message", |call| numbers(call, BOB).last() == Some(&round));
    }
    call.close_channel_of(BOB, "0-1");
    call.run_for(Duration::from_secs(1));
    send_burst(&mut call, 1, 64..65, 100);
    call.wait_for("the other's message", |call| numbers(call, CAROL).last() == Some(&64));
    assert_eq!(numbers(&call, BOB).last(), Some(&63));
}

#[test]
fn a_slow_reader_holds_up_nobody_else() {
    let mut call = call_of(3, DataSettings::default());
    call.run(&[SetConditions(BOB, Conditions::thin(300_000))]);
    send_burst(&mut call, 1, 0..300, 16 * 1024);
    wait_for_numbers(&mut call, CAROL, &(0..300).collect::<Vec<_>>());
    let bob = numbers(&call, BOB);
    assert!(bob.len() < 300, "a line of 300 kbit/s cannot be through yet");
    assert!(bob.iter().copied().eq(0..u32::try_from(bob.len()).unwrap()), "the beginning, in order: {bob:?}");
}

#[test]
fn a_burst_on_one_track_does_not_hold_up_another() {
    let mut call = call_of(2, DataSettings::default());
    call.run(&[Publish(ALICE, Data), SetConditions(BOB, Conditions::thin(2_000_000))]);
    send_burst(&mut call, 1, 0..200, 16 * 1024);
    send_burst(&mut call, 2, 1000..1001, 100);
    call.wait_for("the message of the other track", |call| numbers(call, BOB).contains(&1000));
    assert!(numbers(&call, BOB).len() < 150, "it overtook the burst");
}

#[test]
fn deliveries_are_as_reliable_as_what_was_published() {
    let all = [
        DataSettings::default(),
        DataSettings { ordered: false, ..DataSettings::default() },
        DataSettings { max_retransmits: Some(0), ..DataSettings::default() },
        DataSettings { ordered: false, max_retransmits: Some(7), ..DataSettings::default() },
        DataSettings { max_packet_lifetime: Some(250), ..DataSettings::default() },
    ];
    for settings in all {
        let mut call = call_of(2, settings);
        assert_eq!(call.browser_mut(BOB).channel_settings("0-1"), Some(settings));
    }
}

#[test]
fn an_unreliable_track_prefers_what_is_new() {
    // So often that only the bound of the queue makes a difference.
    let mut call = call_of(2, DataSettings { max_retransmits: Some(100), ..DataSettings::default() });
    call.run(&[SetConditions(BOB, Conditions::thin(1_000_000))]);
    send_burst(&mut call, 1, 0..200, 16 * 1024);
    call.wait_for("the newest message", |call| numbers(call, BOB).contains(&199));
    let bob = numbers(&call, BOB);
    assert!(bob.len() < 150 && bob.is_sorted(), "{bob:?}");
}

#[test]
fn the_longest_message_arrives_as_text_and_as_bytes() {
    let mut call = call_of(2, DataSettings::default());
    let text = format!("0-1 says {}", "x".repeat(64 * 1024 - 9));
    send(&mut call, 1, false, text.as_bytes());
    send(&mut call, 1, true, &[7; 64 * 1024]);
    call.wait_for("both", |call| call.browser(BOB).messages().len() == 2);
    let messages = call.browser(BOB).messages();
    assert!(!messages[0].binary && messages[0].data == text.as_bytes());
    assert!(messages[1].binary && messages[1].data == [7; 64 * 1024]);
}

/// Everybody is in, and Alice publishes a data track with these settings, which everybody receives.
fn call_of(browsers: usize, settings: DataSettings) -> Simulation {
    let mut call = Simulation::new(1, Settings::default());
    for name in ["alice", "bob", "carol"].into_iter().take(browsers) {
        let browser = call.add_browser(name, "room");
        call.browser_mut(browser).set_data_settings(settings);
        call.run(&[Join(browser)]);
    }
    call.run(&[Publish(ALICE, Data)]);
    call
}

/// Alice sends binary messages that begin with their numbers, as fast as her own buffer takes them.
fn send_burst(call: &mut Simulation, publication: u16, numbers: std::ops::Range<u32>, bytes: usize) {
    for number in numbers {
        let mut data = vec![0; bytes];
        data[..4].copy_from_slice(&number.to_be_bytes());
        send(call, publication, true, &data);
    }
}

/// Alice sends a message as soon as her own buffer takes it.
fn send(call: &mut Simulation, publication: u16, binary: bool, data: &[u8]) {
    let mut attempts = 0;
    while !call.send_data(ALICE, publication, binary, data) {
        attempts += 1;
        assert!(attempts < 6000, "alice cannot send");
        call.run_for(Duration::from_millis(10));
    }
}

/// The numbers of binary messages, in the order of their arrival.
fn numbers(call: &Simulation, reader: usize) -> Vec<u32> {
    let number = |message: &ReceivedMessage| message.data.first_chunk().copied().map(u32::from_be_bytes);
    call.browser(reader).messages().iter().filter_map(number).collect()
}

#[track_caller]
fn wait_for_numbers(call: &mut Simulation, reader: usize, expected: &[u32]) {
    call.wait_for("all messages", |call| call.browser(reader).messages().len() >= expected.len());
    assert_eq!(numbers(call, reader), expected);
}
