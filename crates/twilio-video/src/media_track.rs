use std::rc::Rc;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlMediaElement, MediaStreamTrack};

use crate::events::Read;
use crate::pending::Pending;
use crate::{
    BackgroundProcessor, Subscription, TrackKind, TwilioError, VideoConstraints, background, door, sys,
};

/// An audio or video track, our own or a remote participant's: what can be seen, heard and shown.
#[derive(Clone, Debug)]
pub struct MediaTrack {
    handle: sys::MediaTrack,
    kind: TrackKind,
    name: Rc<str>,
}

impl MediaTrack {
    pub fn kind(&self) -> TrackKind {
        self.kind
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The track's SID. `None` for our own tracks: their publication has it.
    pub fn sid(&self) -> Option<String> {
        self.handle.sid().as_string()
    }

    /// `false` while its publisher has muted it.
    pub fn is_enabled(&self) -> bool {
        self.handle.is_enabled().is_truthy()
    }

    /// Whether media has begun to arrive.
    pub fn is_started(&self) -> bool {
        self.handle.is_started().is_truthy()
    }

    /// The picture's size, as far as it is known; always `None` for audio.
    pub fn dimensions(&self) -> Option<Dimensions> {
        let dimensions = self.handle.unchecked_ref::<sys::VideoTrack>().dimensions();
        if !dimensions.is_object() {
            return None;
        }
        let dimensions = dimensions.unchecked_into::<sys::Dimensions>();
        let pixels =
            |value: JsValue| value.as_f64().filter(|pixels| *pixels >= 1.0).map(|pixels| pixels as u32);
        Some(Dimensions { width: pixels(dimensions.width())?, height: pixels(dimensions.height())? })
    }

    /// Whether the server sends no pictures of it; only remote pictures are ever switched off.
    pub fn is_switched_off(&self) -> bool {
        self.handle.unchecked_ref::<sys::RemoteVideoTrack>().is_switched_off().is_truthy()
    }

    /// Tells the server how large a remote picture is shown, so that it sends no more than that. Only where
    /// [`BandwidthProfile::content_preferences`](crate::BandwidthProfile::content_preferences) is
    /// [`Manual`](crate::Control::Manual).
    pub fn prefer_dimensions(&self, dimensions: Dimensions) -> Result<(), TwilioError> {
        let size = Object::new();
        door::set(&size, "width", &JsValue::from(dimensions.width));
        door::set(&size, "height", &JsValue::from(dimensions.height));
        let preferences = Object::new();
        door::set(&preferences, "renderDimensions", &size);
        let track = self.handle.unchecked_ref::<sys::RemoteVideoTrack>();
        track.set_content_preferences(&preferences).map_err(|error| TwilioError::from_js(&error))?;
        Ok(())
    }

    /// The browser's own track.
    pub fn media_stream_track(&self) -> Option<MediaStreamTrack> {
        self.handle.media_stream_track().dyn_into().ok()
    }

    /// Plays the track in `element`.
    pub fn attach(&self, element: &HtmlMediaElement) -> Result<(), TwilioError> {
        self.handle.attach(element).map_err(|error| TwilioError::from_js(&error))?;
        Ok(())
    }

    /// Takes the track out of `element`.
    pub fn detach(&self, element: &HtmlMediaElement) -> Result<(), TwilioError> {
        self.handle.detach(element).map_err(|error| TwilioError::from_js(&error))?;
        Ok(())
    }

    pub fn subscribe(&self, listener: impl Fn(MediaTrackEvent) + 'static) -> Subscription {
        Subscription::new(self.handle.as_ref(), EVENTS, listener)
    }

    pub(crate) fn from_js(value: JsValue) -> Result<Self, TwilioError> {
        let handle = door::emitter::<sys::MediaTrack>(value, "MediaTrack")?;
        let kind = door::track_kind(handle.kind())?;
        let name = door::string(handle.name(), "Track.name")?;
        Ok(Self { handle, kind, name })
    }
}

impl PartialEq for MediaTrack {
    fn eq(&self, other: &Self) -> bool {
        self.handle == other.handle
    }
}

/// The size of a picture in pixels, at least 1 × 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dimensions {
    pub width: u32,
    pub height: u32,
}

/// What happens to a [`MediaTrack`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaTrackEvent {
    /// The picture's size changed, or became known.
    DimensionsChanged,
    Disabled,
    Enabled,
    /// The source gives no media for a while, as when a phone call takes our microphone.
    Muted,
    /// Media has begun to arrive.
    Started,
    /// Our device is gone, or the track was stopped.
    Stopped,
    Unmuted,
}

const EVENTS: &[(&str, Read<MediaTrackEvent>)] = &[
    ("dimensionsChanged", |_| Ok(MediaTrackEvent::DimensionsChanged)),
    ("disabled", |_| Ok(MediaTrackEvent::Disabled)),
    ("enabled", |_| Ok(MediaTrackEvent::Enabled)),
    ("muted", |_| Ok(MediaTrackEvent::Muted)),
    ("started", |_| Ok(MediaTrackEvent::Started)),
    ("stopped", |_| Ok(MediaTrackEvent::Stopped)),
    ("unmuted", |_| Ok(MediaTrackEvent::Unmuted)),
];

/// Our own camera or microphone.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalMediaTrack {
    handle: sys::LocalMediaTrack,
    media: MediaTrack,
}

impl LocalMediaTrack {
    /// Makes a track of one of the browser's, such as a shared screen. Every track of a participant needs its own
    /// name.
    pub fn of_media_stream_track(track: &MediaStreamTrack, name: &str) -> Result<Self, TwilioError> {
        let video = door::video()?;
        let (class, what) = if track.kind() == "audio" {
            (video.local_audio_track(), "LocalAudioTrack")
        } else {
            (video.local_video_track(), "LocalVideoTrack")
        };
        let class = class.dyn_into::<Function>().map_err(|_| TwilioError::library_mismatch(what))?;
        let options = Object::new();
        door::set(&options, "name", &JsValue::from_str(name));
        let made = Reflect::construct(&class, &Array::of2(track, &options))
            .map_err(|error| TwilioError::from_js(&error))?;
        Self::from_js(made)
    }

    /// The track as one that can be shown and listened to.
    pub fn media(&self) -> &MediaTrack {
        &self.media
    }

    /// Mutes it: the others get silence or no picture. The device stays on.
    pub fn disable(&self) -> Result<(), TwilioError> {
        self.handle.disable().map_err(|error| TwilioError::from_js(&error))?;
        Ok(())
    }

    /// Undoes [`disable`](Self::disable).
    pub fn enable(&self) -> Result<(), TwilioError> {
        self.handle.enable().map_err(|error| TwilioError::from_js(&error))?;
        Ok(())
    }

    /// Turns the device off, for good unless it is [restarted](Self::restart_video).
    pub fn stop(&self) -> Result<(), TwilioError> {
        self.handle.stop().map_err(|error| TwilioError::from_js(&error))?;
        Ok(())
    }

    pub fn is_stopped(&self) -> bool {
        self.handle.is_stopped().is_truthy()
    }

    /// Takes a camera anew, as after it was stopped or to change to another one. The publication stays.
    pub async fn restart_video(&self, constraints: &VideoConstraints) -> Result<(), TwilioError> {
        self.restart(&constraints.to_js()).await
    }

    /// Takes a microphone anew, as after it was stopped or to change to another one. The publication stays.
    pub async fn restart_audio(&self, constraints: &crate::AudioConstraints) -> Result<(), TwilioError> {
        self.restart(&constraints.to_js()).await
    }

    /// Sends every picture of a camera through a processor, of which a track has one at a time. The publication stays.
    pub fn add_processor(&self, processor: &BackgroundProcessor) -> Result<(), TwilioError> {
        let added = self.handle.add_processor(processor.as_js(), &background::frame_buffers());
        added.map(drop).map_err(|error| TwilioError::from_js(&error))
    }

    /// Shows the camera's pictures as they are again.
    pub fn remove_processor(&self, processor: &BackgroundProcessor) -> Result<(), TwilioError> {
        let removed = self.handle.remove_processor(processor.as_js());
        removed.map(drop).map_err(|error| TwilioError::from_js(&error))
    }

    async fn restart(&self, constraints: &Object) -> Result<(), TwilioError> {
        let promise = self.handle.restart(constraints).map_err(|error| TwilioError::from_js(&error))?;
        Pending::new(&promise, |_| ()).await.map(drop)
    }

    pub(crate) fn from_js(value: JsValue) -> Result<Self, TwilioError> {
        let media = MediaTrack::from_js(value.clone())?;
        Ok(Self { handle: value.unchecked_into(), media })
    }

    pub(crate) fn as_js(&self) -> &JsValue {
        self.handle.as_ref()
    }
}
