use js_sys::{Array, Function, Object, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlImageElement;

use crate::pending::Pending;
use crate::{TwilioError, door, sys};

/// Sets a person apart from what is behind them and replaces that (`@twilio/video-processors`, a library of its own whose
/// script the page loads when it is wanted). For one track at a time; see
/// [`LocalMediaTrack::add_processor`](crate::LocalMediaTrack::add_processor). Each that is made keeps a worker to itself
/// for as long as the page lives, so one is made and kept.
#[derive(Clone, Debug, PartialEq)]
pub struct BackgroundProcessor(sys::BackgroundProcessor);

impl BackgroundProcessor {
    /// Whether the library is loaded and knows how to work in this browser.
    pub fn is_supported() -> bool {
        processors().is_ok_and(|processors| processors.is_supported().is_truthy())
    }

    /// Blurs what is behind the person. `assets` is the folder, ending in `/`, with the library's other files.
    ///
    /// # Errors
    /// If the library is not loaded, or not the one that is bound here.
    pub fn blur(assets: &str) -> Result<Self, TwilioError> {
        Self::construct(&processors()?.gaussian_blur_background_processor(), &options(assets))
    }

    /// Puts a picture, which must be loaded, behind the person.
    ///
    /// # Errors
    /// Like [`blur`](Self::blur).
    pub fn picture(assets: &str, picture: &HtmlImageElement) -> Result<Self, TwilioError> {
        let options = options(assets);
        door::set(&options, "backgroundImage", picture);
        Self::construct(&processors()?.virtual_background_processor(), &options)
    }

    /// Changes the picture of a processor that was made with one.
    pub fn set_picture(&self, picture: &HtmlImageElement) -> Result<(), TwilioError> {
        let set = Reflect::set(&self.0, &JsValue::from_str("backgroundImage"), picture);
        set.map(drop).map_err(|error| TwilioError::from_js(&error))
    }

    /// Fetches what finds the person in the picture; to be done before the processor is added to a track.
    ///
    /// # Errors
    /// If a file cannot be fetched or does not run.
    pub async fn load_model(&self) -> Result<(), TwilioError> {
        let promise = self.0.load_model().map_err(|error| TwilioError::from_js(&error))?;
        Pending::new(&promise, |_| ()).await.map(drop)
    }

    pub(crate) fn as_js(&self) -> &JsValue {
        self.0.as_ref()
    }

    fn construct(class: &JsValue, options: &Object) -> Result<Self, TwilioError> {
        let class = class
            .dyn_ref::<Function>()
            .ok_or_else(|| TwilioError::library_mismatch("Twilio.VideoProcessors"))?;
        let processor = Reflect::construct(class, &Array::of1(options));
        processor.map(|value| Self(value.unchecked_into())).map_err(|error| TwilioError::from_js(&error))
    }
}

/// In a worker where frames can be handed to it; elsewhere on the page's own thread.
fn options(assets: &str) -> Object {
    let options = Object::new();
    door::set(&options, "assetsPath", &JsValue::from_str(assets));
    door::set(&options, "useWebWorker", &JsValue::from_bool(has_frame_streams()));
    options
}

/// Whether the browser gives a track's frames as a stream, which Chromium's family does.
fn has_frame_streams() -> bool {
    Reflect::has(&global(), &JsValue::from_str("MediaStreamTrackProcessor")).unwrap_or_default()
}

/// How the library advises to hand frames to the processor and back.
pub(crate) fn frame_buffers() -> Object {
    let (input, output) =
        if has_frame_streams() { ("videoframe", "bitmaprenderer") } else { ("video", "2d") };
    let options = Object::new();
    door::set(&options, "inputFrameBufferType", &JsValue::from_str(input));
    door::set(&options, "outputFrameBufferContextType", &JsValue::from_str(output));
    options
}

fn processors() -> Result<sys::VideoProcessors, TwilioError> {
    let twilio = Reflect::get(&global(), &JsValue::from_str("Twilio")).unwrap_or(JsValue::UNDEFINED);
    let property = JsValue::from_str("VideoProcessors");
    let processors = Reflect::get(&twilio, &property).unwrap_or(JsValue::UNDEFINED);
    if processors.is_object() { Ok(processors.unchecked_into()) } else { Err(TwilioError::library_missing()) }
}
