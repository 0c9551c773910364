use std::cell::Cell;

use gloo_timers::callback::Interval;
use twilio_video::LocalMediaTrack;
use yew::{Callback, hook, use_effect_with};

use crate::browser::LevelMeter;
use crate::state::turn_to_speak::TurnToSpeak;

/// Milliseconds between two readings.
const INTERVAL: u32 = 100;

/// Listens to our own microphone while our hand is up, and tells when we have had our say.
#[hook]
pub fn use_turn_to_speak(hand_is_up: bool, microphone: Option<LocalMediaTrack>, on_spoken: Callback<()>) {
    use_effect_with((hand_is_up, microphone), move |(hand_is_up, microphone)| {
        let track = microphone.as_ref().filter(|_| *hand_is_up);
        let meter = track.and_then(|track| LevelMeter::new(&track.media().media_stream_track()?));
        let listening = meter.map(|meter| {
            let turn = Cell::new(TurnToSpeak::default());
            Interval::new(INTERVAL, move || {
                let mut next = turn.get();
                let has_spoken = next.hear(meter.level(), INTERVAL);
                turn.set(next);
                if has_spoken {
                    on_spoken.emit(());
                }
            })
        });
        move || drop(listening)
    });
}
