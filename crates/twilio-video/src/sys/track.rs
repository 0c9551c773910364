use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;
use web_sys::HtmlMediaElement;

use super::EventEmitter;

#[wasm_bindgen]
extern "C" {
    /// `Track.d.ts`
    #[wasm_bindgen(extends = EventEmitter, extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type Track;

    #[wasm_bindgen(method, getter)]
    pub fn kind(this: &Track) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub fn name(this: &Track) -> JsValue;

    /// Only tracks of remote participants have it.
    #[wasm_bindgen(method, getter)]
    pub fn sid(this: &Track) -> JsValue;

    /// `MediaTrack.d.ts`
    #[wasm_bindgen(extends = Track, extends = EventEmitter, extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type MediaTrack;

    #[wasm_bindgen(method, getter, js_name = isEnabled)]
    pub fn is_enabled(this: &MediaTrack) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = isStarted)]
    pub fn is_started(this: &MediaTrack) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = mediaStreamTrack)]
    pub fn media_stream_track(this: &MediaTrack) -> JsValue;

    #[wasm_bindgen(method, catch)]
    pub fn attach(this: &MediaTrack, element: &HtmlMediaElement) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub fn detach(this: &MediaTrack, element: &HtmlMediaElement) -> Result<JsValue, JsValue>;

    /// `VideoTrack.d.ts`
    #[wasm_bindgen(extends = MediaTrack, extends = Track, extends = EventEmitter, extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type VideoTrack;

    #[wasm_bindgen(method, getter)]
    pub fn dimensions(this: &VideoTrack) -> JsValue;

    /// `RemoteVideoTrack.d.ts`
    #[wasm_bindgen(extends = VideoTrack, extends = MediaTrack, extends = Track, extends = EventEmitter, extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type RemoteVideoTrack;

    #[wasm_bindgen(method, getter, js_name = isSwitchedOff)]
    pub fn is_switched_off(this: &RemoteVideoTrack) -> JsValue;

    #[wasm_bindgen(method, catch, js_name = setContentPreferences)]
    pub fn set_content_preferences(this: &RemoteVideoTrack, preferences: &Object)
    -> Result<JsValue, JsValue>;

    /// `VideoTrack.Dimensions`
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type Dimensions;

    #[wasm_bindgen(method, getter)]
    pub fn width(this: &Dimensions) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub fn height(this: &Dimensions) -> JsValue;

    /// What `LocalAudioTrack.d.ts` and `LocalVideoTrack.d.ts` share.
    #[wasm_bindgen(extends = MediaTrack, extends = Track, extends = EventEmitter, extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type LocalMediaTrack;

    #[wasm_bindgen(method, getter, js_name = isStopped)]
    pub fn is_stopped(this: &LocalMediaTrack) -> JsValue;

    #[wasm_bindgen(method, catch)]
    pub fn disable(this: &LocalMediaTrack) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub fn enable(this: &LocalMediaTrack) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub fn restart(this: &LocalMediaTrack, constraints: &Object) -> Result<Promise, JsValue>;

    /// Of `LocalVideoTrack.d.ts` alone.
    #[wasm_bindgen(method, catch, js_name = addProcessor)]
    pub fn add_processor(
        this: &LocalMediaTrack,
        processor: &JsValue,
        options: &Object,
    ) -> Result<JsValue, JsValue>;

    /// Of `LocalVideoTrack.d.ts` alone.
    #[wasm_bindgen(method, catch, js_name = removeProcessor)]
    pub fn remove_processor(this: &LocalMediaTrack, processor: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub fn stop(this: &LocalMediaTrack) -> Result<JsValue, JsValue>;

    /// `LocalDataTrack.d.ts`
    #[wasm_bindgen(extends = Track, extends = EventEmitter, extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type LocalDataTrack;

    #[wasm_bindgen(method, catch)]
    pub fn send(this: &LocalDataTrack, data: &JsValue) -> Result<JsValue, JsValue>;

    /// `RemoteDataTrack.d.ts`
    #[wasm_bindgen(extends = Track, extends = EventEmitter, extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type RemoteDataTrack;
}
