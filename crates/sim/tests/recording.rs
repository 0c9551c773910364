//! What is recorded of a call: one row of frames for each track, from a key frame on, whatever the network does.

use std::collections::BTreeMap;
use std::time::Duration;

use room_engine::{
    Command, RecordedCodec, RecordedFrame, RecordedTrack, RecordingOutput, RecordingSid, RoomKey, RuleAction,
    TrackFilter, TrackKind as Kind, TrackRule,
};
use sim::{Camera, Channel, Conditions, Settings, Simulation, Step, TrackKind};

use Step::{Join, Leave, Publish, SetConditions, SetEnabled, Unpublish, Wait};
use TrackKind::{Audio, Video};

const ALICE: usize = 0;
const BOB: usize = 1;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn both_tracks_of_a_participant_are_recorded_from_the_rule_to_the_end() {
    let mut call = call_of_two();
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Audio), Publish(ALICE, Video)]);
    record(&mut call, vec![TrackRule::include_all()]);
    call.run(&[Wait(10 * SECOND), Leave(ALICE)]);

    let recordings = recordings(&mut call);
    assert_eq!(recordings.len(), 2);
    for recording in recordings.values() {
        assert!(recording.is_ended);
        assert_eq!(recording.track.participant.identity, "alice");
        let codec = recording.frames[0].codec;
        match recording.track.track.kind {
            Kind::Audio => assert_eq!(codec, RecordedCodec::Opus),
            _ => assert_eq!(codec, RecordedCodec::Vp8),
        }
        assert!(recording.length() > 9 * SECOND, "{:?}", recording.length());
        recording.assert_playable();
        assert!(recording.longest_pause() < SECOND / 2);
    }
}

#[test]
fn a_simulcast_track_is_recorded_in_its_best_layer() {
    let mut call = call_of_two();
    call.browser_mut(ALICE).set_camera(Camera::simulcast());
    call.browser_mut(ALICE).set_channels(&Channel::ALL);
    call.run(&[Join(ALICE)]);
    record(&mut call, vec![TrackRule::include_all()]);
    // Nobody else is there who would want a layer.
    call.run(&[Publish(ALICE, Video), Wait(10 * SECOND), Leave(ALICE)]);

    let recordings = recordings(&mut call);
    let recording = recordings.values().next().unwrap();
    recording.assert_playable();
    let latest = recording.frames.iter().rev().find_map(|frame| frame.dimensions);
    assert_eq!(latest, Some((1280, 720)));
    assert!(recording.longest_pause() < SECOND);
}

#[test]
fn losses_leave_gaps_that_end_with_a_key_frame() {
    let mut call = call_of_two();
    call.browser_mut(ALICE).set_camera(Camera::single(640, 360, 800_000));
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Video)]);
    record(&mut call, vec![TrackRule::include_all()]);
    let poor = Conditions { loss: 0.1, reordering: 0.1, ..Conditions::default() };
    call.run(&[SetConditions(ALICE, poor), Wait(30 * SECOND)]);
    call.run(&[SetConditions(ALICE, Conditions::default()), Wait(3 * SECOND), Leave(ALICE)]);

    let recordings = recordings(&mut call);
    let recording = recordings.values().next().unwrap();
    recording.assert_playable();
    assert!(recording.length() > 25 * SECOND);
    assert!(recording.frames.len() > 200, "{} of about 330 pictures", recording.frames.len());
}

#[test]
fn a_muted_track_leaves_a_gap() {
    let mut call = call_of_two();
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Audio), Publish(ALICE, Video)]);
    record(&mut call, vec![TrackRule::include_all()]);
    call.run(&[Wait(3 * SECOND)]);
    call.run(&[SetEnabled(ALICE, 1, false), SetEnabled(ALICE, 2, false), Wait(5 * SECOND)]);
    call.run(&[SetEnabled(ALICE, 1, true), SetEnabled(ALICE, 2, true), Wait(3 * SECOND), Leave(ALICE)]);

    let recordings = recordings(&mut call);
    assert_eq!(recordings.len(), 2);
    for recording in recordings.values() {
        recording.assert_playable();
        assert!(recording.longest_pause() > 4 * SECOND, "{:?}", recording.longest_pause());
        assert!(recording.length() > 9 * SECOND);
    }
}

#[test]
fn rules_choose_what_is_recorded_and_each_time_begins_another_recording() {
    let mut call = call_of_two();
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Audio), Publish(BOB, Audio), Publish(BOB, Video)]);
    let sound = TrackFilter { kind: Some(Kind::Audio), ..TrackFilter::default() };
    let only_sound = TrackRule { action: RuleAction::Include, filter: sound };
    for _ in 0..2 {
        record(&mut call, vec![only_sound.clone()]);
        call.run(&[Wait(2 * SECOND)]);
        record(&mut call, vec![TrackRule::exclude_all()]);
        call.run(&[Wait(2 * SECOND)]);
    }
    let recordings = recordings(&mut call);
    assert_eq!(recordings.len(), 4);
    assert!(recordings.values().all(|recording| recording.track.track.kind == Kind::Audio));
    assert!(recordings.values().all(|recording| recording.is_ended && recording.length() < 3 * SECOND));
}

#[test]
fn a_recording_that_fails_ends_alone_and_the_call_goes_on() {
    let mut call = call_of_two();
    call.run(&[Join(ALICE), Join(BOB), Publish(ALICE, Audio), Publish(ALICE, Video)]);
    record(&mut call, vec![TrackRule::include_all()]);
    call.run(&[Wait(2 * SECOND)]);
    let before = recordings(&mut call);
    let (failed, other) = (before.keys().next().unwrap(), before.keys().nth(1).unwrap());
    call.fail_recording(before[failed].track.room.sid, *failed);
    call.run(&[Wait(2 * SECOND)]);
    call.settle("the failure");

    let mut after = Vec::new();
    for output in call.take_recordings() {
        match output {
            RecordingOutput::Frame(frame) => {
                assert_eq!(frame.recording, *other);
                after.push(frame);
            }
            RecordingOutput::Ended { recording, fault } => assert_eq!((recording, fault), (*failed, None)),
            RecordingOutput::Started(started) => panic!("{started:?}"),
        }
    }
    assert!(after.len() > 10);
    // New rules are a new attempt.
    record(&mut call, vec![TrackRule::include_all()]);
    call.run(&[Wait(2 * SECOND), Unpublish(ALICE, 1), Unpublish(ALICE, 2)]);
    assert_eq!(recordings(&mut call).len(), 1);
}

/// What came of one track.
struct Recording {
    track: RecordedTrack,
    frames: Vec<RecordedFrame>,
    is_ended: bool,
}

impl Recording {
    fn length(&self) -> Duration {
        let [first, .., last] = &self.frames[..] else { return Duration::ZERO };
        last.at - first.at
    }

    fn longest_pause(&self) -> Duration {
        self.frames.windows(2).map(|pair| pair[1].at - pair[0].at).max().unwrap_or_default()
    }

    /// A decoder can start, and no frame is there twice or out of order.
    #[track_caller]
    fn assert_playable(&self) {
        let first = &self.frames[0];
        assert!(first.is_key_frame);
        assert!(first.at >= self.track.room.created_at);
        assert!(self.frames.is_sorted_by_key(|frame| frame.at));
        // The stamp in every simulated packet makes them all different.
        let different: std::collections::BTreeSet<&[u8]> =
            self.frames.iter().map(|frame| &frame.data[..]).collect();
        assert_eq!(different.len(), self.frames.len());
    }
}

/// What was recorded since the last call, as far as its beginning is among it.
fn recordings(call: &mut Simulation) -> BTreeMap<RecordingSid, Recording> {
    let mut recordings = BTreeMap::new();
    for output in call.take_recordings() {
        match output {
            RecordingOutput::Started(track) => {
                let recording = Recording { track: *track, frames: Vec::new(), is_ended: false };
                assert!(recordings.insert(recording.track.recording, recording).is_none());
            }
            RecordingOutput::Frame(frame) => {
                if let Some(recording) = recordings.get_mut(&frame.recording) {
                    assert!(!recording.is_ended);
                    recording.frames.push(frame);
                }
            }
            RecordingOutput::Ended { recording, fault } => {
                assert_eq!(fault, None);
                if let Some(recording) = recordings.get_mut(&recording) {
                    recording.is_ended = true;
                }
            }
        }
    }
    recordings
}

fn record(call: &mut Simulation, rules: Vec<TrackRule>) {
    let room = RoomKey::parse("room");
    assert!(call.command(Command::SetRecordingRules { room, rules }).is_ok());
}

fn call_of_two() -> Simulation {
    let mut call = Simulation::new(1, Settings::default());
    for name in ["alice", "bob"] {
        call.add_browser(name, "room");
    }
    call
}
