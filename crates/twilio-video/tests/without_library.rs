//! A page whose script of the library did not load.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that fails may panic")]

use js_sys::{Object, Reflect, global};
use twilio_video::{
    ConnectOptions, ErrorKind, LocalDataTrack, VideoConstraints, connect, create_local_tracks,
    create_local_video_track,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// One test, because it changes what all tests of a page share.
#[wasm_bindgen_test]
async fn everything_says_that_the_library_is_missing_or_differs() {
    for twilio in [JsValue::UNDEFINED, JsValue::NULL, "Twilio".into(), Object::new().into()] {
        Reflect::set(&global(), &"Twilio".into(), &twilio).unwrap();
        assert_eq!(twilio_video::version(), None);
        assert_eq!(twilio_video::is_supported(), None);
        let missing = ErrorKind::LibraryMissing;
        assert_eq!(connect("token", &ConnectOptions::new()).await.unwrap_err().kind(), missing);
        assert_eq!(create_local_video_track(&VideoConstraints::default()).await.unwrap_err().kind(), missing);
        assert_eq!(create_local_tracks(None, None).await.unwrap_err().kind(), missing);
        assert_eq!(LocalDataTrack::new("chat").unwrap_err().kind(), missing);
    }
    let empty = Object::new();
    Reflect::set(&empty, &"Video".into(), &Object::new()).unwrap();
    Reflect::set(&global(), &"Twilio".into(), &empty).unwrap();
    assert_eq!(twilio_video::version(), None);
    assert_eq!(connect("token", &ConnectOptions::new()).await.unwrap_err().name, "TypeError");
    assert_eq!(LocalDataTrack::new("chat").unwrap_err().kind(), ErrorKind::LibraryMismatch);
}
