//! Changing what is behind a person.

use js_sys::{Object, Promise};
use twilio_video::{BackgroundProcessor, ErrorKind, VideoConstraints, create_local_video_track};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlImageElement;

use crate::support::{
    calls, finish, get, install, install_processors, last_processor, media_track, recorder, resolve, set,
    start,
};

#[wasm_bindgen_test]
async fn a_camera_goes_through_a_processor_and_back() {
    install();
    install_processors();
    assert!(BackgroundProcessor::is_supported());
    let processor = BackgroundProcessor::blur("/assets/").unwrap();
    let fake_processor = last_processor();
    assert_eq!(get(&get(&fake_processor, "options"), "assetsPath"), "/assets/");
    let loading = processor.clone();
    finish(start(async move { loading.load_model().await }).await).await.unwrap();
    assert_eq!(calls(&fake_processor, "loadModel").len(), 1);

    let fake = media_track("video", "blurred");
    set(&fake, "addProcessor", &recorder(&JsValue::UNDEFINED));
    set(&fake, "removeProcessor", &recorder(&JsValue::UNDEFINED));
    let constraints = VideoConstraints { name: Some("blurred".into()), ..VideoConstraints::default() };
    let track = start(async move { create_local_video_track(&constraints).await }).await;
    resolve("blurred", &fake);
    let track = finish(track).await.unwrap();
    track.add_processor(&processor).unwrap();
    track.remove_processor(&processor).unwrap();
    let added = &calls(&fake, "addProcessor")[0];
    assert_eq!(added.get(0), fake_processor);
    assert!(get(&added.get(1), "inputFrameBufferType").is_string());
    assert_eq!(calls(&fake, "removeProcessor")[0].get(0), fake_processor);
}

#[wasm_bindgen_test]
async fn a_picture_is_put_behind_and_changed() {
    install();
    install_processors();
    let (first, second) = (HtmlImageElement::new().unwrap(), HtmlImageElement::new().unwrap());
    let processor = BackgroundProcessor::picture("/assets/", &first).unwrap();
    let fake = last_processor();
    assert_eq!(get(&get(&fake, "options"), "backgroundImage"), JsValue::from(first));
    processor.set_picture(&second).unwrap();
    assert_eq!(get(&fake, "backgroundImage"), JsValue::from(second));
}

#[wasm_bindgen_test]
async fn a_model_that_does_not_load_is_an_error() {
    install();
    install_processors();
    let processor = BackgroundProcessor::blur("/assets/").unwrap();
    let refused = Promise::reject(&js_sys::Error::new("no network"));
    set(&last_processor(), "loadModel", &recorder(&refused));
    let error = finish(start(async move { processor.load_model().await }).await).await.unwrap_err();
    assert_eq!(error.message, "no network");
}

#[wasm_bindgen_test]
fn a_second_library_that_is_missing_or_strange_is_an_error() {
    install();
    assert!(!BackgroundProcessor::is_supported());
    let missing = BackgroundProcessor::blur("/assets/").unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::LibraryMissing);
    let twilio = get(&js_sys::global(), "Twilio");
    set(&twilio, "VideoProcessors", &Object::new());
    let strange = BackgroundProcessor::blur("/assets/").unwrap_err();
    assert_eq!(strange.kind(), ErrorKind::LibraryMismatch);
}
