//! Records what is to be seen and heard in the call, in this browser, into a file.
//!
//! The picture is drawn onto a canvas from what stands on the stage, several times a second; the sound is mixed of
//! everybody's tracks, our own among them. Nothing of it leaves this browser.

mod mixer;
mod painter;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{
    Blob, BlobEvent, BlobPropertyBag, HtmlCanvasElement, MediaRecorder, MediaRecorderOptions, MediaStream,
    MediaStreamTrack, RecordingState,
};

use crate::browser;
use mixer::Mixer;
use painter::Painter;

/// Pictures in a second: enough for faces and slides, and half the work of a film.
const FRAME_RATE: u32 = 15;

/// Bits in a second of the picture.
const VIDEO_BITRATE: u32 = 2_500_000;

/// Milliseconds between two pieces of the recording.
const PIECE: i32 = 1_000;

/// What browsers record, the cheapest for this machine first. All are played everywhere.
const TYPES: [(&str, &str); 4] = [
    ("video/webm;codecs=vp8,opus", "webm"),
    ("video/webm", "webm"),
    ("video/mp4;codecs=avc1.42E01E,mp4a.40.2", "mp4"),
    ("video/mp4", "mp4"),
];

/// A recording that is under way. It ends, and its file is saved, when this is dropped.
pub struct Recorder {
    recorder: MediaRecorder,
    /// Whether we end it, and not the browser.
    is_dropped: Rc<Cell<bool>>,
    mixer: Mixer,
    picture: MediaStreamTrack,
    _painting: Interval,
}

/// Whether this browser can record a call.
pub fn is_possible() -> bool {
    let has = |class: &str| js_sys::Reflect::has(&js_sys::global(), &class.into()).unwrap_or_default();
    has("MediaRecorder") && has("AudioContext") && has("CanvasCaptureMediaStreamTrack") && kind().is_some()
}

fn kind() -> Option<(&'static str, &'static str)> {
    TYPES.into_iter().find(|(kind, _)| MediaRecorder::is_type_supported(kind))
}

impl Recorder {
    /// Begins to record. `name` is what the file will be called, without its ending. `on_end` is called when the browser
    /// ends the recording by itself. `None`: this browser cannot.
    pub fn start(name: String, sounds: &[MediaStreamTrack], on_end: impl Fn() + 'static) -> Option<Self> {
        let (kind, extension) = kind()?;
        let canvas = web_sys::window()?.document()?.create_element("canvas").ok()?;
        let canvas = canvas.dyn_into::<HtmlCanvasElement>().ok()?;
        let painter = Painter::new(&canvas)?;
        painter.paint();
        let picture: MediaStreamTrack = canvas
            .capture_stream_with_frame_request_rate(f64::from(FRAME_RATE))
            .ok()?
            .get_video_tracks()
            .get(0)
            .dyn_into()
            .ok()?;
        let mut mixer = Mixer::new()?;
        mixer.mix(sounds);
        let stream = MediaStream::new().ok()?;
        stream.add_track(&picture);
        stream.add_track(&mixer.track()?);

        let options = MediaRecorderOptions::new();
        options.set_mime_type(kind);
        options.set_video_bits_per_second(VIDEO_BITRATE);
        let recorder =
            MediaRecorder::new_with_media_stream_and_media_recorder_options(&stream, &options).ok()?;
        let pieces = Rc::new(RefCell::new(Vec::<Blob>::new()));
        let listener = EventListener::new(&recorder, "dataavailable", {
            let pieces = pieces.clone();
            move |event| {
                let piece = event.dyn_ref::<BlobEvent>().and_then(BlobEvent::data);
                pieces.borrow_mut().extend(piece);
            }
        });
        // The last piece comes after this is dropped, so both listeners outlive it: every recording stops once.
        let is_dropped = Rc::new(Cell::new(false));
        EventListener::once(&recorder, "stop", {
            let is_dropped = is_dropped.clone();
            move |_| {
                drop(listener);
                if !is_dropped.get() {
                    on_end();
                }
                save(&format!("{name}.{extension}"), kind, &pieces.take());
            }
        })
        .forget();
        recorder.start_with_time_slice(PIECE).ok()?;
        let painting = Interval::new(1_000 / FRAME_RATE, move || painter.paint());
        Some(Self { recorder, is_dropped, mixer, picture, _painting: painting })
    }

    /// From now on, these are heard.
    pub fn mix(&mut self, sounds: &[MediaStreamTrack]) {
        self.mixer.mix(sounds);
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.is_dropped.set(true);
        // It has stopped by itself if the browser ended its tracks.
        if self.recorder.state() != RecordingState::Inactive {
            let _ = self.recorder.stop();
        }
        self.picture.stop();
    }
}

fn save(name: &str, kind: &str, pieces: &[Blob]) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts: Array = pieces.iter().collect();
    if let Ok(file) = Blob::new_with_blob_sequence_and_options(&parts, &options) {
        browser::save_blob(name, &file);
    }
}
