use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `index.d.ts` of `@twilio/video-processors`: `Twilio.VideoProcessors`.
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type VideoProcessors;

    #[wasm_bindgen(method, getter, js_name = isSupported)]
    pub fn is_supported(this: &VideoProcessors) -> JsValue;

    /// The class, to construct with `Reflect`.
    #[wasm_bindgen(method, getter, js_name = GaussianBlurBackgroundProcessor)]
    pub fn gaussian_blur_background_processor(this: &VideoProcessors) -> JsValue;

    /// The class, to construct with `Reflect`.
    #[wasm_bindgen(method, getter, js_name = VirtualBackgroundProcessor)]
    pub fn virtual_background_processor(this: &VideoProcessors) -> JsValue;

    /// `BackgroundProcessor.d.ts`
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type BackgroundProcessor;

    #[wasm_bindgen(method, catch, js_name = loadModel)]
    pub fn load_model(this: &BackgroundProcessor) -> Result<Promise, JsValue>;
}
