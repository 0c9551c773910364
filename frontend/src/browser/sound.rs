//! Measuring the microphone, and where sound comes out.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AnalyserNode, AudioContext, AudioContextState, HtmlAudioElement, HtmlMediaElement, MediaStream,
    MediaStreamAudioSourceNode, MediaStreamTrack,
};

use super::files::ignore;
use crate::state::loudness;

/// A fortieth of a second at 48 kHz: shorter than a syllable, longer than a period of any voice.
const SAMPLES: u32 = 1024;

/// Reads how loud a track is. It makes no sound, and ends when it is dropped.
pub struct LevelMeter {
    context: AudioContext,
    source: MediaStreamAudioSourceNode,
    analyser: AnalyserNode,
}

impl LevelMeter {
    /// `None` where the browser has no Web Audio.
    pub fn new(track: &MediaStreamTrack) -> Option<Self> {
        let stream = MediaStream::new_with_tracks(&Array::of1(track)).ok()?;
        let context = AudioContext::new().ok()?;
        let source = context.create_media_stream_source(&stream).ok()?;
        let analyser = context.create_analyser().ok()?;
        analyser.set_fft_size(SAMPLES);
        source.connect_with_audio_node(&analyser).ok()?;
        Some(Self { context, source, analyser })
    }

    /// From 0 to 1. Until the person has touched the page, some browsers measure nothing.
    pub fn level(&self) -> f32 {
        if self.context.state() == AudioContextState::Suspended {
            // It stays suspended until the browser allows it, which the next reading finds out.
            ignore(self.context.resume());
        }
        let mut samples = [0.0; SAMPLES as usize];
        self.analyser.get_float_time_domain_data(&mut samples);
        loudness::level(&samples)
    }
}

impl Drop for LevelMeter {
    fn drop(&mut self) {
        // What is disconnected or closed already needs nothing more.
        let _ = self.source.disconnect();
        ignore(self.context.close());
    }
}

/// Whether this browser lets pages say where sound comes out.
pub fn can_choose_speaker() -> bool {
    let prototype = Reflect::get(&js_sys::global(), &"HTMLMediaElement".into())
        .and_then(|class| Reflect::get(&class, &"prototype".into()));
    prototype.and_then(|prototype| Reflect::has(&prototype, &"setSinkId".into())).unwrap_or_default()
}

/// Plays an element on this speaker, or on the system's default one. Where that is impossible, it plays where it did.
pub fn set_speaker(element: &HtmlMediaElement, speaker: Option<&str>) {
    let Ok(set_sink_id) = Reflect::get(element, &"setSinkId".into()) else { return };
    let Some(set_sink_id) = set_sink_id.dyn_ref::<Function>() else { return };
    let done = set_sink_id.call1(element, &JsValue::from_str(speaker.unwrap_or_default()));
    ignore(done.map(JsCast::unchecked_into));
}

/// Hertz, and seconds from the start: three notes up.
const NOTES: [(f32, f64); 3] = [(523.25, 0.0), (659.25, 0.22), (783.99, 0.44)];
const NOTE_SECONDS: f64 = 0.4;
const VOLUME: f32 = 0.25;

/// Plays three notes on this speaker; whether the browser does so.
pub async fn play_test_sound(speaker: Option<&str>) -> bool {
    let context = AudioContext::new();
    let Ok(context) = context else { return false };
    let played = play_notes(&context, speaker).await;
    ignore(context.close());
    played.is_some()
}

async fn play_notes(context: &AudioContext, speaker: Option<&str>) -> Option<()> {
    let speaker_node = context.create_media_stream_destination().ok()?;
    let start = context.current_time() + 0.1;
    let mut last = None;
    for (frequency, offset) in NOTES {
        let oscillator = context.create_oscillator().ok()?;
        let gain = context.create_gain().ok()?;
        oscillator.frequency().set_value(frequency);
        // Rising and falling softly: a sudden start would click.
        let (begin, end) = (start + offset, start + offset + NOTE_SECONDS);
        gain.gain().set_value_at_time(0.0, begin).ok()?;
        gain.gain().linear_ramp_to_value_at_time(VOLUME, begin + 0.03).ok()?;
        gain.gain().linear_ramp_to_value_at_time(0.0, end).ok()?;
        oscillator.connect_with_audio_node(&gain).ok()?;
        gain.connect_with_audio_node(&speaker_node).ok()?;
        oscillator.start_with_when(begin).ok()?;
        oscillator.stop_with_when(end).ok()?;
        last = Some(oscillator);
    }
    let audio = HtmlAudioElement::new().ok()?;
    audio.set_src_object(Some(&speaker_node.stream()));
    set_speaker(&audio, speaker);
    JsFuture::from(audio.play().ok()?).await.ok()?;
    let last = last?;
    let ended = Promise::new(&mut |resolve, _| last.set_onended(Some(&resolve)));
    JsFuture::from(ended).await.ok()?;
    audio.set_src_object(None);
    Some(())
}
