use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The global object that the library's classic script leaves behind.
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type Twilio;

    #[wasm_bindgen(method, getter, js_name = Video)]
    pub fn video(this: &Twilio) -> JsValue;

    /// `index.d.ts`
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type Video;

    #[wasm_bindgen(method, getter, js_name = isSupported)]
    pub fn is_supported(this: &Video) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub fn version(this: &Video) -> JsValue;

    #[wasm_bindgen(method, catch)]
    pub fn connect(this: &Video, token: &str, options: &Object) -> Result<CancelablePromise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = createLocalAudioTrack)]
    pub fn create_local_audio_track(this: &Video, options: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = createLocalTracks)]
    pub fn create_local_tracks(this: &Video, options: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = createLocalVideoTrack)]
    pub fn create_local_video_track(this: &Video, options: &Object) -> Result<Promise, JsValue>;

    /// The class `LocalAudioTrack`, to construct with `Reflect`.
    #[wasm_bindgen(method, getter, js_name = LocalAudioTrack)]
    pub fn local_audio_track(this: &Video) -> JsValue;

    /// The class `LocalVideoTrack`, to construct with `Reflect`.
    #[wasm_bindgen(method, getter, js_name = LocalVideoTrack)]
    pub fn local_video_track(this: &Video) -> JsValue;

    /// The class `LocalDataTrack`, to construct with `Reflect`.
    #[wasm_bindgen(method, getter, js_name = LocalDataTrack)]
    pub fn local_data_track(this: &Video) -> JsValue;

    /// `CancelablePromise` of `types.d.ts`. The library's class has `then`, but is no `Promise`: resolve one with it.
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type CancelablePromise;

    #[wasm_bindgen(method, catch)]
    pub fn cancel(this: &CancelablePromise) -> Result<JsValue, JsValue>;
}
