use js_sys::{Object, Promise};
use wasm_bindgen::{JsCast, JsValue};

use crate::pending::Pending;
use crate::{LocalMediaTrack, TwilioError, door, sys};

/// Which camera, and how (`MediaTrackConstraints`). Everything is a wish that the browser meets as well as it can,
/// but for `device_id`, which is that device or an error.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VideoConstraints {
    /// The track's name; unique among a participant's tracks. The library makes one up.
    pub name: Option<String>,
    pub device_id: Option<String>,
    /// `user` or `environment`.
    pub facing_mode: Option<String>,
    /// In pixels.
    pub width: Option<u32>,
    /// In pixels.
    pub height: Option<u32>,
    /// In frames per second.
    pub frame_rate: Option<u32>,
}

impl VideoConstraints {
    pub(crate) fn to_js(&self) -> Object {
        let Self { name, device_id, facing_mode, width, height, frame_rate } = self;
        let constraints = device(name.as_deref(), device_id.as_deref());
        if let Some(facing_mode) = facing_mode {
            door::set(&constraints, "facingMode", &ideal(&JsValue::from_str(facing_mode)));
        }
        for (property, number) in [("width", width), ("height", height), ("frameRate", frame_rate)] {
            if let Some(number) = number {
                door::set(&constraints, property, &ideal(&JsValue::from(*number)));
            }
        }
        constraints
    }
}

/// Which microphone, and how (`MediaTrackConstraints`). The browser's own defaults cancel echo and suppress noise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AudioConstraints {
    /// The track's name; unique among a participant's tracks. The library makes one up.
    pub name: Option<String>,
    /// That device or an error.
    pub device_id: Option<String>,
    /// Whether the browser takes steady noise out of the sound, where it can.
    pub noise_suppression: Option<bool>,
}

impl AudioConstraints {
    pub(crate) fn to_js(&self) -> Object {
        let Self { name, device_id, noise_suppression } = self;
        let constraints = device(name.as_deref(), device_id.as_deref());
        if let Some(noise_suppression) = noise_suppression {
            door::set(&constraints, "noiseSuppression", &JsValue::from_bool(*noise_suppression));
        }
        constraints
    }
}

fn device(name: Option<&str>, device_id: Option<&str>) -> Object {
    let constraints = Object::new();
    if let Some(name) = name {
        door::set(&constraints, "name", &JsValue::from_str(name));
    }
    if let Some(device_id) = device_id {
        let exact = Object::new();
        door::set(&exact, "exact", &JsValue::from_str(device_id));
        door::set(&constraints, "deviceId", &exact);
    }
    constraints
}

fn ideal(value: &JsValue) -> Object {
    let ideal = Object::new();
    door::set(&ideal, "ideal", value);
    ideal
}

/// Takes a camera. The browser may ask the person first. A camera that comes after the future was dropped is turned
/// off.
///
/// # Errors
/// [`ErrorKind::Media`](crate::ErrorKind::Media) says why the browser gave none.
pub async fn create_local_video_track(
    constraints: &VideoConstraints,
) -> Result<LocalMediaTrack, TwilioError> {
    let promise = door::video()?.create_local_video_track(&constraints.to_js());
    let track = pending(promise, stop)?.await?;
    LocalMediaTrack::from_js(track.clone()).inspect_err(|_| stop(track))
}

/// Takes a microphone; otherwise like [`create_local_video_track`].
///
/// # Errors
/// [`ErrorKind::Media`](crate::ErrorKind::Media) says why the browser gave none.
pub async fn create_local_audio_track(
    constraints: &AudioConstraints,
) -> Result<LocalMediaTrack, TwilioError> {
    let promise = door::video()?.create_local_audio_track(&constraints.to_js());
    let track = pending(promise, stop)?.await?;
    LocalMediaTrack::from_js(track.clone()).inspect_err(|_| stop(track))
}

/// Takes a microphone, a camera or both, with one question to the person; all or none. Otherwise like
/// [`create_local_video_track`].
///
/// # Errors
/// [`ErrorKind::Media`](crate::ErrorKind::Media) says why the browser gave none.
pub async fn create_local_tracks(
    audio: Option<&AudioConstraints>,
    video: Option<&VideoConstraints>,
) -> Result<Vec<LocalMediaTrack>, TwilioError> {
    let options = Object::new();
    door::set(&options, "audio", &audio.map_or(JsValue::FALSE, |audio| audio.to_js().into()));
    door::set(&options, "video", &video.map_or(JsValue::FALSE, |video| video.to_js().into()));
    let promise = door::video()?.create_local_tracks(&options);
    let tracks = pending(promise, stop_all)?.await?;
    values(&tracks).map(LocalMediaTrack::from_js).collect::<Result<_, _>>().inspect_err(|_| stop_all(tracks))
}

fn pending(promise: Result<Promise, JsValue>, dispose: fn(JsValue)) -> Result<Pending, TwilioError> {
    promise.map(|promise| Pending::new(&promise, dispose)).map_err(|error| TwilioError::from_js(&error))
}

fn stop(track: JsValue) {
    if !track.is_object() {
        return;
    }
    if let Err(error) = track.unchecked_into::<sys::LocalMediaTrack>().stop() {
        door::report(&TwilioError::from_js(&error));
    }
}

fn stop_all(tracks: JsValue) {
    values(&tracks).for_each(stop);
}

fn values(array: &JsValue) -> impl Iterator<Item = JsValue> + use<> {
    js_sys::try_iter(array).ok().flatten().into_iter().flatten().filter_map(Result::ok)
}
