use std::cell::Cell;

use gloo_timers::callback::Interval;
use twilio_video::LocalMediaTrack;
use web_sys::{AnalyserNode, AudioContext, MediaStream, MediaStreamTrack};
use yew::{Callback, hook, use_effect_with};

use crate::browser;
use crate::state::turn_to_speak::{TurnToSpeak, loudness};

/// Milliseconds between two readings.
const INTERVAL: u32 = 100;

/// Samples of one reading: a fortieth of a second at 48 kHz, shorter than a syllable.
const SAMPLES: u32 = 1024;

/// Listens to our own microphone while our hand is up, and tells when we have had our say.
#[hook]
pub fn use_turn_to_speak(hand_is_up: bool, microphone: Option<LocalMediaTrack>, on_spoken: Callback<()>) {
    use_effect_with((hand_is_up, microphone), move |(hand_is_up, microphone)| {
        let track = microphone.as_ref().filter(|_| *hand_is_up);
        let meter = track.and_then(|track| Meter::new(&track.media().media_stream_track()?));
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

/// Reads how loud a track is, without a sound.
struct Meter {
    context: AudioContext,
    analyser: AnalyserNode,
}

impl Meter {
    /// `None` where the browser has no Web Audio.
    fn new(track: &MediaStreamTrack) -> Option<Self> {
        let stream = MediaStream::new().ok()?;
        stream.add_track(track);
        let context = AudioContext::new().ok()?;
        let analyser = context.create_analyser().ok()?;
        analyser.set_fft_size(SAMPLES);
        context.create_media_stream_source(&stream).ok()?.connect_with_audio_node(&analyser).ok()?;
        // Somebody has just pressed a button, so the browser lets it run.
        browser::ignore(context.resume());
        Some(Self { context, analyser })
    }

    fn level(&self) -> f32 {
        let mut samples = [0.0; SAMPLES as usize];
        self.analyser.get_float_time_domain_data(&mut samples);
        loudness(&samples)
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        browser::ignore(self.context.close());
    }
}
