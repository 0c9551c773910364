#![expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]

use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_assert_eq, proptest};

use super::*;

/// Two packets for each picture, ten pictures a second, a key frame first.
fn picture(number: u64, start: Instant) -> [Packet; 2] {
    let is_key_frame = number == 0;
    [0, 1].map(|part| {
        let begins = if part == 0 { 0x10 } else { 0x00 };
        let inter = u8::from(!is_key_frame);
        let payload = vec![begins, if part == 0 { inter } else { 7 }, number as u8];
        Packet {
            layer: 0,
            source: 1,
            sequence_number: 65_530 + number * 2 + part,
            timestamp: (number as u32).wrapping_mul(9000),
            clock_rate: 90_000,
            marker: part == 1,
            starts_key_frame: is_key_frame && part == 0,
            dimensions: (is_key_frame && part == 0).then_some((640, 480)),
            payload: payload.into(),
            received: start + Duration::from_millis(number * 100),
        }
    })
}

fn pictures(numbers: std::ops::Range<u64>, start: Instant) -> Vec<Packet> {
    numbers.flat_map(|number| picture(number, start)).collect()
}

/// Which picture a frame is, and whether a decoder can start with it.
fn numbers(frames: &[Frame]) -> Vec<(u8, bool)> {
    frames.iter().map(|frame| (frame.data[1], frame.is_key_frame)).collect()
}

fn record(packets: impl IntoIterator<Item = Packet>) -> (TrackRecorder, Vec<Frame>) {
    let mut recorder = TrackRecorder::new(RecordedCodec::Vp8, 0);
    let mut frames = Vec::new();
    for packet in packets {
        recorder.push(packet, &mut frames);
    }
    (recorder, frames)
}

#[test]
fn pictures_are_put_together_with_their_times() {
    let start = Instant::now();
    let (mut recorder, frames) = record(pictures(0..3, start));
    assert_eq!(numbers(&frames), [(0, true), (1, false), (2, false)]);
    assert_eq!(frames[0].data, [0, 0, 7, 0]);
    assert_eq!(frames[0].dimensions, Some((640, 480)));
    let times: Vec<_> = frames.iter().map(|frame| (frame.at - start).as_millis()).collect();
    assert_eq!(times, [0, 100, 200]);
    assert_eq!(recorder.take_wanted_key_frame(), None, "it began with one");
}

#[test]
fn nothing_is_recorded_before_a_key_frame_which_is_asked_for() {
    let start = Instant::now();
    let (mut recorder, frames) = record(pictures(1..4, start));
    assert_eq!(frames, []);
    assert_eq!(recorder.take_wanted_key_frame(), Some(0));
    assert_eq!(recorder.take_wanted_key_frame(), None);
}

#[test]
fn packets_that_overtake_each_other_are_put_in_order() {
    let start = Instant::now();
    let mut packets = pictures(0..4, start);
    packets.swap(2, 5);
    packets.swap(3, 4);
    packets.push(packets[1].clone());
    let (_, frames) = record(packets);
    assert_eq!(numbers(&frames), [(0, true), (1, false), (2, false), (3, false)]);
}

#[test]
fn a_repaired_packet_loses_nothing() {
    let start = Instant::now();
    let mut packets = pictures(0..6, start);
    let late = packets.remove(3);
    packets.push(late);
    let (mut recorder, frames) = record(packets);
    recorder.take_wanted_key_frame();
    assert_eq!(frames.len(), 6);
    assert_eq!(recorder.take_wanted_key_frame(), None);
}

#[test]
fn what_is_lost_leaves_a_gap_up_to_the_next_key_frame_which_is_asked_for() {
    let start = Instant::now();
    let mut packets = pictures(0..20, start);
    packets.remove(5);
    let (mut recorder, mut frames) = record(packets);
    assert_eq!(numbers(&frames), [(0, true), (1, false)]);
    recorder.take_wanted_key_frame();
    recorder.wants_key_frame = false;
    let mut key = pictures(20..22, start);
    for packet in &mut key[..1] {
        packet.starts_key_frame = true;
    }
    for packet in key {
        recorder.push(packet, &mut frames);
    }
    assert_eq!(numbers(&frames), [(0, true), (1, false), (20, true), (21, false)]);
    assert_eq!((frames[2].at - start).as_millis(), 2000);
}

#[test]
fn a_loss_is_told_once() {
    let start = Instant::now();
    let mut packets = pictures(0..40, start);
    packets.remove(5);
    let mut recorder = TrackRecorder::new(RecordedCodec::Vp8, 0);
    let mut frames = Vec::new();
    let mut wanted = 0;
    for packet in packets {
        recorder.push(packet, &mut frames);
        wanted += usize::from(recorder.take_wanted_key_frame().is_some());
    }
    assert_eq!(wanted, 1);
}

#[test]
fn padding_between_pictures_is_no_loss() {
    let start = Instant::now();
    let mut packets = pictures(0..4, start);
    for packet in &mut packets[4..] {
        packet.sequence_number += 1;
    }
    let padding = Packet { payload: Vec::new().into(), sequence_number: 65_534, ..packets[3].clone() };
    packets.insert(4, padding);
    assert_eq!(record(packets).1.len(), 4);
}

#[test]
fn the_layer_changes_at_a_key_frame_and_keeps_the_time() {
    let start = Instant::now();
    let of_layer = |numbers: std::ops::Range<u64>, layer: usize| {
        let mut packets = pictures(numbers, start);
        for packet in &mut packets {
            packet.layer = layer;
            packet.source = 10 + layer as u32;
            packet.timestamp = packet.timestamp.wrapping_add(77_777 * layer as u32);
        }
        packets
    };
    let (mut recorder, mut frames) = record(of_layer(0..3, 0));
    recorder.take_wanted_key_frame();
    recorder.set_layer(2);
    assert_eq!(recorder.take_wanted_key_frame(), Some(2));
    for packet in of_layer(3..5, 2).into_iter().chain(of_layer(3..5, 0)) {
        recorder.push(packet, &mut frames);
    }
    assert_eq!(frames.len(), 5, "the lower layer goes on");
    let mut high = of_layer(5..7, 2);
    high[0].starts_key_frame = true;
    for packet in high.into_iter().chain(of_layer(5..7, 0)) {
        recorder.push(packet, &mut frames);
    }
    let times: Vec<_> = frames.iter().map(|frame| (frame.at - start).as_millis()).collect();
    assert_eq!(times, [0, 100, 200, 300, 400, 500, 600]);
    assert!(frames[5].is_key_frame);
}

#[test]
fn sound_has_gaps_and_nothing_else() {
    let start = Instant::now();
    let mut recorder = TrackRecorder::new(RecordedCodec::Opus, 0);
    let mut frames = Vec::new();
    for number in (0..10_u64).filter(|number| *number != 4).chain(100..103) {
        let packet = Packet {
            timestamp: number as u32 * 960,
            clock_rate: 48_000,
            sequence_number: number,
            starts_key_frame: true,
            received: start + Duration::from_millis(number * 20),
            payload: vec![number as u8; 2].into(),
            ..picture(0, start)[0].clone()
        };
        recorder.push(packet, &mut frames);
    }
    recorder.finish(&mut frames);
    assert_eq!(recorder.take_wanted_key_frame(), None);
    let heard: Vec<_> = frames.iter().map(|frame| (frame.data[0], (frame.at - start).as_millis())).collect();
    assert_eq!(heard[..5], [(0, 0), (1, 20), (2, 40), (3, 60), (5, 100)]);
    assert_eq!(heard[9..], [(100, 2000), (101, 2020), (102, 2040)]);
}

fn any_packet(start: Instant) -> impl Strategy<Value = Packet> {
    let numbers = prop::sample::select(vec![0, 1, 2, 3, 70_000, u64::MAX >> 16]);
    let times = (any::<u32>(), 0..100_000_u32, 0..20_000_u64);
    let flags = (any::<bool>(), any::<bool>(), 0..3_usize);
    (numbers, times, flags, vec(any::<u8>(), 0..40)).prop_map(
        move |(
            sequence_number,
            (timestamp, clock_rate, received),
            (marker, starts_key_frame, layer),
            payload,
        )| {
            Packet {
                layer,
                source: layer as u32,
                sequence_number,
                timestamp,
                clock_rate,
                marker,
                starts_key_frame,
                dimensions: None,
                payload: payload.into(),
                received: start + Duration::from_millis(received),
            }
        },
    )
}

proptest! {
    #[test]
    fn any_packets_make_frames_whose_times_never_go_back(
        codec in prop::sample::select(vec![RecordedCodec::H264, RecordedCodec::Opus, RecordedCodec::Vp8]),
        packets in vec(any_packet(Instant::now()), 0..60),
    ) {
        let mut recorder = TrackRecorder::new(codec, 0);
        let mut frames = Vec::new();
        for packet in packets {
            recorder.push(packet, &mut frames);
        }
        recorder.finish(&mut frames);
        prop_assert!(frames.iter().all(|frame| !frame.data.is_empty()));
        prop_assert!(frames.is_sorted_by_key(|frame| frame.at));
        prop_assert!(frames.first().is_none_or(|first| first.is_key_frame));
    }

    #[test]
    fn any_order_gives_the_same_pictures(order in Just((0..20_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let start = Instant::now();
        let packets = pictures(0..11, start);
        // The first packet tells where the numbers begin, and nobody waited a second for any.
        let shuffled = order.iter().map(|index| Packet { received: start, ..packets[index + 1].clone() });
        let (_, frames) = record(packets[..1].iter().cloned().chain(shuffled));
        prop_assert_eq!(numbers(&frames)[..10].to_vec(), numbers(&record(pictures(0..10, start)).1));
    }
}
