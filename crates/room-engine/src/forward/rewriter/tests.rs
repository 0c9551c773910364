use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use super::*;

const LOW: u32 = 1;
const HIGH: u32 = 2;
const VIDEO_CLOCK: u32 = 90_000;

fn packet(source: u32, sequence_number: u64, timestamp: u32) -> Incoming {
    Incoming {
        source,
        sequence_number,
        timestamp,
        clock_rate: VIDEO_CLOCK,
        starts_key_frame: false,
        vp8: None,
    }
}

fn key_frame(source: u32, sequence_number: u64, timestamp: u32) -> Incoming {
    Incoming { starts_key_frame: true, ..packet(source, sequence_number, timestamp) }
}

fn vp8(incoming: Incoming, picture_id: u16, base_layer_index: u8) -> Incoming {
    let picture_id = Some(PictureId { value: picture_id, is_long: true });
    let base_layer_index = Some(base_layer_index);
    let starts_key_frame = incoming.starts_key_frame;
    Incoming { vp8: Some(Vp8Descriptor { starts_key_frame, picture_id, base_layer_index }), ..incoming }
}

#[test]
fn video_starts_with_a_key_frame_at_the_given_number() {
    let now = Instant::now();
    let mut rewriter = Rewriter::new(Start::KeyFrame, 700);
    assert_eq!(rewriter.rewrite(&packet(LOW, 99, 0), now), None);
    let first = rewriter.rewrite(&key_frame(LOW, 100, 3000), now).unwrap();
    assert_eq!((first.sequence_number, first.timestamp), (700, 3000));
    assert_eq!(rewriter.rewrite(&packet(LOW, 98, 0), now), None, "older than the start");
    assert_eq!(rewriter.rewrite(&packet(LOW, 103, 6000), now).unwrap().sequence_number, 703);
}

#[test]
fn audio_starts_with_any_packet() {
    let now = Instant::now();
    let mut rewriter = Rewriter::new(Start::AnyPacket, 0);
    assert_eq!(rewriter.rewrite(&packet(LOW, 70_000, 5), now).unwrap().sequence_number, 0);
}

#[test]
fn an_interruption_leaves_no_gap() {
    let start = Instant::now();
    let mut rewriter = Rewriter::new(Start::KeyFrame, 1);
    assert_eq!(rewriter.rewrite(&key_frame(LOW, 10, 0), start).unwrap().sequence_number, 1);
    rewriter.interrupt();
    let later = start + Duration::from_secs(10);
    assert_eq!(rewriter.rewrite(&packet(LOW, 900, 890_000), later), None);
    let again = rewriter.rewrite(&key_frame(LOW, 901, 900_000), later).unwrap();
    assert_eq!((again.sequence_number, again.timestamp), (2, 900_000));
}

#[test]
fn another_source_continues_the_stream_from_its_key_frame() {
    let start = Instant::now();
    let later = start + Duration::from_millis(100);
    let mut rewriter = Rewriter::new(Start::KeyFrame, 10);
    let first = rewriter.rewrite(&vp8(key_frame(LOW, 100, 1000), 0x7FFF, 255), start).unwrap();
    assert_eq!(first.vp8, Vp8Counters::default(), "nothing to change");
    assert_eq!(rewriter.rewrite(&packet(HIGH, 5, 77), start), None);
    assert_eq!(rewriter.rewrite(&packet(LOW, 101, 1000), start).unwrap().sequence_number, 11);
    let first = rewriter.rewrite(&vp8(key_frame(HIGH, 6, 500_000), 12, 34), later).unwrap();
    assert_eq!(first.sequence_number, 12);
    assert_eq!(first.timestamp, 1000 + 9000, "100 ms at 90 kHz");
    assert_eq!(first.vp8, Vp8Counters { picture_id: Some(0), base_layer_index: Some(0) });
    let second = rewriter.rewrite(&vp8(packet(HIGH, 7, 503_000), 13, 34), later).unwrap();
    assert_eq!((second.sequence_number, second.timestamp), (13, 13_000));
    assert_eq!(second.vp8, Vp8Counters { picture_id: Some(1), base_layer_index: Some(0) });
    assert_eq!(rewriter.rewrite(&packet(LOW, 102, 4000), later), None, "the source was left");
}

#[test]
fn a_narrow_picture_id_stays_narrow() {
    let now = Instant::now();
    let mut rewriter = Rewriter::new(Start::KeyFrame, 0);
    rewriter.rewrite(&vp8(key_frame(LOW, 1, 0), 300, 0), now);
    let narrow = PictureId { value: 5, is_long: false };
    let descriptor =
        Vp8Descriptor { starts_key_frame: true, picture_id: Some(narrow), base_layer_index: None };
    let incoming = Incoming { vp8: Some(descriptor), ..key_frame(HIGH, 1, 0) };
    assert_eq!(rewriter.rewrite(&incoming, now).unwrap().vp8.picture_id, Some(301 & 0x7F));
}

#[test]
fn a_pause_of_days_does_not_turn_time_back() {
    let start = Instant::now();
    let later = start + Duration::from_secs(3 * 24 * 3600);
    let mut rewriter = Rewriter::new(Start::AnyPacket, 0);
    let before = rewriter.rewrite(&packet(LOW, 1, u32::MAX), start).unwrap().timestamp;
    let after = rewriter.rewrite(&packet(HIGH, 1, 0), later).unwrap().timestamp;
    assert_eq!(after.wrapping_sub(before), i32::MAX.unsigned_abs());
}

#[test]
fn numbers_at_the_end_of_their_range_do_not_panic() {
    let now = Instant::now();
    let mut rewriter = Rewriter::new(Start::AnyPacket, u16::MAX);
    rewriter.rewrite(&packet(LOW, 0, 0), now);
    assert_eq!(rewriter.rewrite(&packet(LOW, u64::MAX, 0), now), None);
    rewriter.rewrite(&packet(LOW, u64::MAX - u64::from(u16::MAX), 0), now);
    assert_eq!(rewriter.rewrite(&packet(HIGH, 0, 0), now), None);
}

proptest! {
    /// Every packet keeps its distance to the first one, in whatever order and however often packets come.
    #[test]
    fn gaps_order_and_duplicates_survive(
        first in 0..u64::from(u32::MAX),
        start: u16,
        first_timestamp: u32,
        arrivals in vec((0..2000u64, any::<u32>()), 1..200),
    ) {
        let now = Instant::now();
        let mut rewriter = Rewriter::new(Start::KeyFrame, start);
        let opening = rewriter.rewrite(&key_frame(LOW, first, first_timestamp), now).unwrap();
        prop_assert_eq!(opening.sequence_number, u64::from(start));
        for (distance, timestamp) in arrivals {
            let outgoing = rewriter.rewrite(&packet(LOW, first + distance, timestamp), now).unwrap();
            prop_assert_eq!(outgoing.sequence_number, u64::from(start) + distance);
            prop_assert_eq!(
                outgoing.timestamp.wrapping_sub(opening.timestamp),
                timestamp.wrapping_sub(first_timestamp)
            );
        }
    }

    /// Three sources with key frames, losses and reordering, which take turns.
    #[test]
    fn sources_never_collide_and_time_never_turns_back(
        start: u16,
        offsets in vec((0..1u64 << 40, any::<u32>()), 3),
        steps in vec((0..3usize, 0..60u32, 0..100u64, any::<bool>()), 1..300),
    ) {
        let mut rewriter = Rewriter::new(Start::KeyFrame, start);
        let mut now = Instant::now();
        let mut clock = 0u32;
        let mut sent: BTreeMap<u64, (usize, u64)> = BTreeMap::new();
        let mut newest: Option<Outgoing> = None;
        for (number, (source, lateness, pause, is_key)) in (60u32..).zip(steps) {
            now += Duration::from_millis(pause);
            clock += u32::try_from(pause).unwrap() * 90;
            let (first, timestamp) = offsets[source];
            let incoming = Incoming {
                starts_key_frame: is_key,
                ..packet(
                    u32::try_from(source).unwrap(),
                    first + u64::from(number - lateness),
                    timestamp.wrapping_add(clock),
                )
            };
            let takes_over = !rewriter.follows(incoming.source);
            let Some(outgoing) = rewriter.rewrite(&incoming, now) else { continue };
            prop_assert!(rewriter.follows(incoming.source));
            prop_assert!(outgoing.sequence_number >= u64::from(start));
            let owner = *sent.entry(outgoing.sequence_number).or_insert((source, incoming.sequence_number));
            prop_assert_eq!(owner, (source, incoming.sequence_number));
            if takes_over {
                prop_assert!(is_key, "a source starts with a key frame");
                let last = sent.last_key_value().map(|(&last, _)| last);
                prop_assert_eq!(last, Some(outgoing.sequence_number), "and behind everything else");
                if let Some(newest) = newest {
                    prop_assert_eq!(outgoing.sequence_number, newest.sequence_number + 1);
                    prop_assert!(outgoing.timestamp.wrapping_sub(newest.timestamp).cast_signed() > 0);
                }
            }
            if newest.is_none_or(|newest| outgoing.sequence_number > newest.sequence_number) {
                newest = Some(outgoing);
            }
        }
    }

    /// Frames of alternating sources are counted without a jump.
    #[test]
    fn vp8_frames_are_counted_on(
        ids in vec((any::<u16>(), any::<u8>()), 2..10),
        frames in 1..20u16,
    ) {
        let now = Instant::now();
        let mut rewriter = Rewriter::new(Start::KeyFrame, 0);
        let mut expected: Option<(u16, u8)> = None;
        for (source, (id, index)) in (0u32..).zip(ids) {
            for frame in 0..frames {
                let incoming = Incoming {
                    starts_key_frame: frame == 0,
                    ..packet(source, u64::from(frame), u32::from(frame) * 3000)
                };
                let count = u8::try_from(frame).unwrap();
                let id = id.wrapping_add(frame) & 0x7FFF;
                let outgoing = rewriter.rewrite(&vp8(incoming, id, index.wrapping_add(count)), now).unwrap();
                // What is not changed stays as it came.
                let found = (
                    outgoing.vp8.picture_id.unwrap_or(id),
                    outgoing.vp8.base_layer_index.unwrap_or(index.wrapping_add(count)),
                );
                if let Some(expected) = expected {
                    prop_assert_eq!(found, expected);
                }
                expected = Some((found.0.wrapping_add(1) & 0x7FFF, found.1.wrapping_add(1)));
            }
        }
    }
}
