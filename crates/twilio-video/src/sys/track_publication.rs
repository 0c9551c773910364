use js_sys::Object;
use wasm_bindgen::prelude::*;

use super::EventEmitter;

#[wasm_bindgen]
extern "C" {
    /// `TrackPublication.d.ts`
    #[wasm_bindgen(extends = EventEmitter, extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type TrackPublication;

    /// Declared by the local and by the remote publication alike.
    #[wasm_bindgen(method, getter, js_name = isTrackEnabled)]
    pub fn is_track_enabled(this: &TrackPublication) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub fn kind(this: &TrackPublication) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = trackName)]
    pub fn track_name(this: &TrackPublication) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = trackSid)]
    pub fn track_sid(this: &TrackPublication) -> JsValue;

    /// `LocalTrack` of a local publication, `RemoteTrack | null` of a remote one.
    #[wasm_bindgen(method, getter)]
    pub fn track(this: &TrackPublication) -> JsValue;

    /// `LocalTrackPublication.d.ts`
    #[wasm_bindgen(extends = TrackPublication, extends = EventEmitter, extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type LocalTrackPublication;

    #[wasm_bindgen(method, catch)]
    pub fn unpublish(this: &LocalTrackPublication) -> Result<JsValue, JsValue>;

    /// `RemoteTrackPublication.d.ts`
    #[wasm_bindgen(extends = TrackPublication, extends = EventEmitter, extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type RemoteTrackPublication;

    #[wasm_bindgen(method, getter, js_name = isSubscribed)]
    pub fn is_subscribed(this: &RemoteTrackPublication) -> JsValue;
}
