//! The page's own sounds, made of two soft notes each.

use std::cell::OnceCell;

use web_sys::AudioContext;

use crate::browser;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chime {
    Arrival,
    Departure,
}

/// Hertz: E and B, a fifth apart, up for who comes and down for who goes.
const LOW: f32 = 659.25;
const HIGH: f32 = 987.77;

/// Seconds from the start of one note to that of the next, and for which a note dies away.
const STEP: f64 = 0.12;
const DECAY: f64 = 0.35;

/// Of the loudest: well below a voice.
const VOLUME: f32 = 0.06;

thread_local! {
    /// Browsers allow a page few of them.
    static CONTEXT: OnceCell<Option<AudioContext>> = const { OnceCell::new() };
}

/// Plays a sound. Where the browser keeps the page silent, nothing is heard.
pub fn play(chime: Chime) {
    let notes = match chime {
        Chime::Arrival => [LOW, HIGH],
        Chime::Departure => [HIGH, LOW],
    };
    CONTEXT.with(|context| {
        let context = context.get_or_init(|| AudioContext::new().ok());
        if let Some(context) = context {
            browser::ignore(context.resume());
            for (index, frequency) in notes.into_iter().enumerate() {
                // A sound that the browser refuses is missed by nobody.
                let _ = note(context, frequency, index as f64 * STEP);
            }
        }
    });
}

fn note(context: &AudioContext, frequency: f32, offset: f64) -> Result<(), wasm_bindgen::JsValue> {
    let (begin, end) = (context.current_time() + offset, context.current_time() + offset + DECAY);
    let oscillator = context.create_oscillator()?;
    let gain = context.create_gain()?;
    oscillator.frequency().set_value(frequency);
    // Rising and falling softly: a sudden start would click.
    gain.gain().set_value_at_time(0.0, begin)?;
    gain.gain().linear_ramp_to_value_at_time(VOLUME, begin + 0.02)?;
    gain.gain().linear_ramp_to_value_at_time(0.0, end)?;
    oscillator.connect_with_audio_node(&gain)?;
    gain.connect_with_audio_node(&context.destination())?;
    oscillator.start_with_when(begin)?;
    oscillator.stop_with_when(end)
}
