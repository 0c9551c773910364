use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::*;

/// Participants by numbers.
fn sid(number: u8) -> ParticipantSid {
    ParticipantSid::from([number; 16])
}

/// What one microphone picks up at a moment, in dBov; `None` sends no packet.
type Microphone = dyn Fn(u64) -> Option<i8>;

/// Syllables of 180 ms with gaps of 60 ms, and a breath of 300 ms every two seconds.
fn speech(level: i8, millisecond: u64) -> i8 {
    let is_gap = millisecond % 240 >= 180 || millisecond % 2000 >= 1700;
    if is_gap { -65 } else { level }
}

/// Silence, but for some spans of `(from, to, level)` with speech.
fn talks(spans: &'static [(u64, u64, i8)]) -> Box<Microphone> {
    Box::new(|at| {
        let span = spans.iter().find(|(from, to, _)| (*from..*to).contains(&at));
        Some(span.map_or(-80, |(_, _, level)| speech(*level, at)))
    })
}

/// Silence, but for some spans of `(from, to, level)` with one steady sound.
fn sounds(spans: &'static [(u64, u64, i8)]) -> Box<Microphone> {
    Box::new(|at| {
        let span = spans.iter().find(|(from, to, _)| (*from..*to).contains(&at));
        Some(span.map_or(-80, |(_, _, level)| *level))
    })
}

/// A packet that was captured at a moment, in milliseconds.
fn sound(at: u64, level: i8, voice: Option<bool>) -> Sound {
    // Any number will do; this one wraps within the first minute.
    let timestamp = (u64::from(u32::MAX) - 1_000_000).wrapping_add(at * 48) as u32;
    Sound { position: Position { source: 7, timestamp, clock_rate: 48_000 }, level, voice }
}

/// Who gets the floor when, in milliseconds, with a packet of everybody each 20 ms.
fn floor(
    microphones: &[(ParticipantSid, Box<Microphone>)],
    until: u64,
) -> Vec<(u64, Option<ParticipantSid>)> {
    floor_in_bunches(microphones, until, 20)
}

/// The same where packets are held back and handed over at once, every so many milliseconds.
fn floor_in_bunches(
    microphones: &[(ParticipantSid, Box<Microphone>)],
    until: u64,
    interval: u64,
) -> Vec<(u64, Option<ParticipantSid>)> {
    let start = Instant::now();
    let mut detector = SpeakerDetector::default();
    let mut changes = Vec::new();
    let mut dominant = None;
    for at in (0..until).step_by(20) {
        let now = start + Duration::from_millis(at);
        let captured = (at + 20).saturating_sub(interval)..=at;
        for captured in captured.step_by(20).filter(|_| at % interval == 0) {
            for (participant, microphone) in microphones {
                if let Some(level) = microphone(captured) {
                    detector.heard(*participant, sound(captured, level, None), now);
                }
            }
        }
        detector.handle_timeout(now);
        if detector.dominant() != dominant {
            dominant = detector.dominant();
            changes.push((at, dominant));
        }
    }
    changes
}

fn holders(changes: &[(u64, Option<ParticipantSid>)]) -> Vec<Option<ParticipantSid>> {
    changes.iter().map(|(_, holder)| *holder).collect()
}

#[test]
fn a_speaker_takes_the_floor_within_a_second_and_loses_it_after_a_long_silence() {
    let changes = floor(&[(sid(1), talks(&[(1000, 6000, -30)])), (sid(2), talks(&[]))], 14_000);
    assert_eq!(holders(&changes), [Some(sid(1)), None]);
    assert!((1600..=2000).contains(&changes[0].0), "{changes:?}");
    assert!((9000..=12_000).contains(&changes[1].0), "{changes:?}");
}

#[test]
fn the_next_speaker_takes_over_within_a_second() {
    let changes = floor(&[(sid(1), talks(&[(0, 5000, -30)])), (sid(2), talks(&[(5000, 9000, -35)]))], 9000);
    assert_eq!(holders(&changes), [Some(sid(1)), Some(sid(2))]);
    assert!((5600..=6100).contains(&changes[1].0), "{changes:?}");
}

#[test]
fn coughs_doors_and_clicks_do_not_take_the_floor() {
    let clicks: Box<Microphone> = Box::new(|at| Some(if at % 200 < 20 { -25 } else { -70 }));
    for noise in [
        clicks,
        sounds(&[(4000, 4400, -10)]),
        sounds(&[(4000, 4150, 0)]),
        sounds(&[(4000, 4250, -12), (4450, 4700, -12)]),
    ] {
        let alone = floor(&[(sid(2), noise)], 10_000);
        assert_eq!(holders(&alone), []);
    }
    let changes = floor(&[(sid(1), talks(&[(0, 9000, -35)])), (sid(2), sounds(&[(4000, 4500, -10)]))], 9000);
    assert_eq!(holders(&changes), [Some(sid(1))]);
}

#[test]
fn pauses_and_short_answers_of_others_keep_the_floor() {
    let ada = talks(&[(0, 3000, -30), (4200, 7000, -30), (8500, 10_000, -30)]);
    let bob = talks(&[(3200, 3800, -25), (5000, 5500, -25)]);
    let changes = floor(&[(sid(1), ada), (sid(2), bob)], 10_000);
    assert_eq!(holders(&changes), [Some(sid(1))]);
}

#[test]
fn of_two_who_talk_at_once_the_first_stays() {
    let changes = floor(&[(sid(1), talks(&[(0, 9000, -32)])), (sid(2), talks(&[(3000, 9000, -27)]))], 9000);
    assert_eq!(holders(&changes), [Some(sid(1))]);
}

#[test]
fn a_voice_that_reaches_two_microphones_belongs_to_the_louder_one() {
    // The far microphone is the first to be heard.
    let changes = floor(&[(sid(1), talks(&[(0, 9000, -45)])), (sid(2), talks(&[(300, 9000, -25)]))], 9000);
    assert_eq!(changes.last().map(|(_, holder)| *holder), Some(Some(sid(2))), "{changes:?}");
    assert!(changes.len() <= 2 && changes.iter().all(|(at, _)| *at < 2500), "{changes:?}");
}

#[test]
fn steady_noise_is_no_speaker_for_long() {
    let fan: Box<Microphone> = Box::new(|_| Some(-42));
    let changes = floor(&[(sid(1), fan), (sid(2), talks(&[(40_000, 44_000, -36)]))], 44_000);
    let (_, holder) = *changes.last().unwrap();
    assert_eq!(holder, Some(sid(2)), "{changes:?}");
    assert!(changes.iter().any(|(at, holder)| holder.is_none() && *at < 40_000), "{changes:?}");
}

#[test]
fn who_stops_sending_loses_the_floor() {
    let muted: Box<Microphone> = Box::new(|at| (at < 3000).then(|| speech(-30, at)));
    let changes = floor(&[(sid(1), muted), (sid(2), talks(&[]))], 12_000);
    assert_eq!(holders(&changes), [Some(sid(1)), None]);
    let skips_silence: Box<Microphone> =
        Box::new(|at| if at < 3000 { Some(speech(-30, at)) } else { (at % 400 == 0).then_some(-127) });
    let changes = floor(&[(sid(1), skips_silence)], 12_000);
    assert_eq!(holders(&changes), [Some(sid(1)), None]);
}

#[test]
fn long_packets_and_lost_ones_count_in_full() {
    let long: Box<Microphone> = Box::new(|at| (at % 120 == 0).then(|| speech(-30, at)));
    let lossy: Box<Microphone> = Box::new(|at| (at / 20 % 3 != 1).then(|| speech(-30, at)));
    for microphone in [long, lossy] {
        let changes = floor(&[(sid(1), microphone)], 5000);
        assert_eq!(holders(&changes), [Some(sid(1))]);
        assert!(changes[0].0 <= 1200, "{changes:?}");
    }
}

#[test]
fn packets_that_are_held_back_and_come_at_once_count_as_if_they_came_in_time() {
    let microphones = [(sid(1), talks(&[(0, 5000, -30)])), (sid(2), talks(&[(5000, 9000, -35)]))];
    let in_time = holders(&floor(&microphones, 9000));
    assert_eq!(in_time, [Some(sid(1)), Some(sid(2))]);
    for interval in [100, 200, 300] {
        let changes = floor_in_bunches(&microphones, 9000, interval);
        assert_eq!(holders(&changes), in_time, "every {interval} ms");
        assert!((5600..=6100 + interval).contains(&changes[1].0), "every {interval} ms: {changes:?}");
    }
}

#[test]
fn a_stream_that_was_late_or_starts_anew_is_heard_again() {
    // A delay that stays, a clock that runs too slowly, and one that was set back.
    let delayed = |at: u64| at.saturating_sub(if at < 2000 { 0 } else { 350 });
    let slow = |at: u64| at - at / 1000;
    let restarted = |at: u64| if at < 2000 { at } else { at - 1900 };
    for (name, captured) in
        [("delayed", &delayed as &dyn Fn(u64) -> u64), ("slow", &slow), ("restarted", &restarted)]
    {
        let start = Instant::now();
        let mut detector = SpeakerDetector::default();
        for at in (0..60_000).step_by(20) {
            let now = start + Duration::from_millis(at);
            detector.heard(sid(1), sound(captured(at), speech(-30, at), None), now);
            detector.handle_timeout(now);
            assert!(at < 1000 || detector.dominant() == Some(sid(1)), "{name}: silent at {at} ms");
        }
    }
}

#[test]
fn invented_timestamps_make_a_cough_no_speech() {
    /// When the cough begins.
    const COUGH: u64 = 4000;
    let jump = |at: u64| Some(at.wrapping_mul(7_919) % 5000);
    let backwards = |at: u64| Some(100_000 - at);
    let zigzag = |at: u64| Some(if at % 40 < 20 { at } else { at.saturating_sub(390) });
    let racing = |at: u64| Some(at * 20);
    let wrapping = |at: u64| Some(at.wrapping_mul(u64::from(u32::MAX) / 48 / 3));
    let inventions: [&dyn Fn(u64) -> Option<u64>; 5] = [&jump, &backwards, &zigzag, &racing, &wrapping];
    // Nothing comes for a while, and then a cough that pretends to have lasted since.
    let stretched = [300, 390, 600, 1200].map(|pause| {
        move |at: u64| match at.checked_sub(COUGH) {
            Some(since) => Some(COUGH - pause + since * (pause + 200) / 200),
            None => (at < COUGH - pause).then_some(at),
        }
    });
    let stretched = stretched.iter().map(|invented| invented as &dyn Fn(u64) -> Option<u64>);
    for (index, invented) in inventions.into_iter().chain(stretched).enumerate() {
        let start = Instant::now();
        let mut detector = SpeakerDetector::default();
        for at in (0..10_000).step_by(20) {
            let now = start + Duration::from_millis(at);
            let level = if (COUGH..COUGH + 200).contains(&at) { -5 } else { -80 };
            if let Some(captured) = invented(at) {
                detector.heard(sid(1), sound(captured, level, Some(true)), now);
            }
            detector.handle_timeout(now);
            assert_eq!(detector.dominant(), None, "invention {index} at {at} ms");
        }
    }
}

#[test]
fn a_sender_that_hears_no_voice_must_be_louder() {
    let start = Instant::now();
    let dominant = |level: i8| {
        let mut detector = SpeakerDetector::default();
        for at in (0..2000).step_by(20) {
            let now = start + Duration::from_millis(at);
            detector.heard(sid(1), sound(at, speech(level, at), Some(false)), now);
            detector.handle_timeout(now);
        }
        detector.dominant()
    };
    assert_eq!((dominant(-45), dominant(-25)), (None, Some(sid(1))));
}

#[test]
fn who_left_has_no_floor_and_the_loudest_of_the_others_gets_it() {
    let start = Instant::now();
    let mut detector = SpeakerDetector::default();
    for at in (0..3000).step_by(20) {
        let now = start + Duration::from_millis(at);
        for (participant, level) in [(sid(1), -30), (sid(2), -36), (sid(3), -33)] {
            if at >= 1000 || participant == sid(1) {
                detector.heard(participant, sound(at, speech(level, at), Some(true)), now);
            }
        }
        detector.handle_timeout(now);
    }
    assert_eq!(detector.dominant(), Some(sid(1)));
    detector.forget(sid(1));
    assert_eq!(detector.dominant(), None);
    detector.handle_timeout(start + Duration::from_millis(3200));
    assert_eq!(detector.dominant(), Some(sid(3)));
}

#[test]
fn nothing_is_due_in_a_silent_room() {
    let start = Instant::now();
    let mut detector = SpeakerDetector::default();
    assert_eq!(detector.poll_timeout(), None);
    detector.heard(sid(1), sound(0, -90, Some(false)), start);
    assert_eq!(detector.poll_timeout(), None);
    detector.heard(sid(1), sound(0, -20, None), start);
    assert_eq!(detector.poll_timeout(), Some(start + INTERVAL));
    detector.handle_timeout(start + Duration::from_secs(2));
    assert_eq!(detector.poll_timeout(), None);
}

/// A pause in milliseconds, then a packet of a participant, or a departure.
type Step = (u64, u8, Option<Sound>);

/// Timestamps that anybody might make up; often near each other, so that they are believed.
fn position() -> impl Strategy<Value = Position> {
    let timestamp = prop_oneof![4 => 0u32..48_000, 1 => any::<u32>()];
    let clock_rate = prop_oneof![8 => Just(48_000), 1 => any::<u32>()];
    (0u32..6, timestamp, clock_rate).prop_map(|(source, timestamp, clock_rate)| Position {
        source,
        timestamp,
        clock_rate,
    })
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let sound = (position(), any::<i8>(), any::<Option<bool>>());
    let sound = sound.prop_map(|(position, level, voice)| Sound { position, level, voice });
    vec((0u64..40, 0u8..4, option::weighted(0.98, sound)), 1..800)
}

proptest! {
    #[test]
    fn the_floor_goes_only_to_who_spoke_enough(steps in steps()) {
        let start = Instant::now();
        let mut detector = SpeakerDetector::default();
        let mut now = start;
        let mut loud: BTreeMap<ParticipantSid, Vec<Instant>> = BTreeMap::new();
        let mut dominant = None;
        for (pause, participant, packet) in steps {
            now += Duration::from_millis(pause);
            let participant = sid(participant);
            if let Some(sound) = packet {
                detector.heard(participant, sound, now);
                if sound.level.clamp(-127, 0) >= -50 {
                    loud.entry(participant).or_default().push(now);
                }
            } else {
                detector.forget(participant);
                loud.remove(&participant);
                prop_assert!(detector.dominant() != Some(participant));
            }
            if detector.poll_timeout().is_some_and(|due| due <= now) {
                detector.handle_timeout(now);
                prop_assert!(detector.poll_timeout().is_none_or(|due| due > now));
            }
            let before = std::mem::replace(&mut dominant, detector.dominant());
            if let Some(dominant) = detector.dominant().filter(|dominant| before != Some(*dominant)) {
                let spoken = loud.get(&dominant).into_iter().flatten();
                // Each packet is at most three slots long.
                let recent = spoken.filter(|at| now - **at <= Duration::from_millis(1200)).count();
                prop_assert!(recent * 3 >= TAKE as usize, "{recent} packets");
            }
        }
        // Then nobody is heard any more.
        while let Some(due) = detector.poll_timeout() {
            prop_assert!(due <= now + Duration::from_secs(8));
            detector.handle_timeout(due);
        }
        prop_assert_eq!(detector.dominant(), None);
    }

    #[test]
    fn who_is_not_heard_for_long_is_forgotten(participants in vec(any::<[u8; 16]>(), 1..40)) {
        let start = Instant::now();
        let mut detector = SpeakerDetector::default();
        let participants: BTreeSet<_> = participants.into_iter().map(ParticipantSid::from).collect();
        for participant in &participants {
            detector.heard(*participant, sound(0, -20, None), start);
        }
        prop_assert_eq!(detector.voices.len(), participants.len());
        detector.handle_timeout(start + MEMORY + INTERVAL);
        prop_assert_eq!(detector.voices.len(), 0);
    }
}
