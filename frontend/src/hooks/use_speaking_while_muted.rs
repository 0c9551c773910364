use gloo_timers::callback::Interval;
use web_sys::MediaStreamTrack;
use yew::{hook, use_effect_with, use_state_eq};

use crate::browser::LevelMeter;
use crate::state::loudness::SpeechDetector;

/// What [`SpeechDetector`] counts on.
const INTERVAL_MS: u32 = 100;

/// Whether somebody speaks into a microphone that is off. `source` is the microphone while it is off, else `None`. The
/// sound is measured here and goes nowhere.
#[hook]
pub fn use_speaking_while_muted(source: Option<MediaStreamTrack>) -> bool {
    let speaking = use_state_eq(|| false);
    use_effect_with(source, {
        let speaking = speaking.setter();
        move |source| {
            speaking.set(false);
            let listening = source.as_ref().and_then(Ear::new).map(|ear| {
                let detector = std::cell::Cell::new(SpeechDetector::default());
                Interval::new(INTERVAL_MS, move || {
                    let mut heard = detector.get();
                    speaking.set(heard.note(ear.meter.level()));
                    detector.set(heard);
                })
            });
            move || drop(listening)
        }
    });
    *speaking
}

/// A muted track gives silence even to ourselves, so a twin of it is listened to.
struct Ear {
    meter: LevelMeter,
    twin: MediaStreamTrack,
}

impl Ear {
    fn new(source: &MediaStreamTrack) -> Option<Self> {
        #[expect(clippy::disallowed_methods, reason = "it is a new track that is wanted")]
        let twin = source.clone();
        twin.set_enabled(true);
        let Some(meter) = LevelMeter::new(&twin) else {
            twin.stop();
            return None;
        };
        Some(Self { meter, twin })
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.twin.stop();
    }
}
