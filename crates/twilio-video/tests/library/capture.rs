//! Taking cameras and microphones.

use crate::support::{
    Answer, calls, finish, install, json, media_error, media_track, options_of, reject, resolve, set, settle,
    start,
};
use js_sys::Array;
use twilio_video::{
    AudioConstraints, ErrorKind, LocalMediaTrack, MediaErrorKind, TrackKind, TwilioError, VideoConstraints,
    create_local_audio_track, create_local_tracks, create_local_video_track,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn asks_for_a_camera_with_wishes_and_one_demand() {
    install();
    let constraints = VideoConstraints {
        name: Some("wishes".into()),
        device_id: Some("abc".into()),
        facing_mode: Some("user".into()),
        width: Some(1280),
        height: Some(720),
        frame_rate: Some(24),
    };
    let track = camera(constraints).await;
    assert_eq!(
        json(&options_of("wishes")),
        r#"{"name":"wishes","deviceId":{"exact":"abc"},"facingMode":{"ideal":"user"},"width":{"ideal":1280},"height":{"ideal":720},"frameRate":{"ideal":24}}"#
    );
    resolve("wishes", &media_track("video", "wishes"));
    let track = finish(track).await.unwrap();
    assert_eq!(
        (track.media().kind(), track.media().name(), track.is_stopped()),
        (TrackKind::Video, "wishes", false)
    );
}

#[wasm_bindgen_test]
async fn asks_for_a_microphone() {
    install();
    let constraints =
        AudioConstraints { name: Some("microphone".into()), device_id: None, noise_suppression: Some(false) };
    let track = start(async move { create_local_audio_track(&constraints).await }).await;
    assert_eq!(json(&options_of("microphone")), r#"{"name":"microphone","noiseSuppression":false}"#);
    resolve("microphone", &media_track("audio", "microphone"));
    assert_eq!(finish(track).await.unwrap().media().kind(), TrackKind::Audio);
}

#[wasm_bindgen_test]
async fn asks_for_both_with_one_question() {
    install();
    let audio = AudioConstraints {
        name: Some("both".into()),
        device_id: Some("abc".into()),
        ..AudioConstraints::default()
    };
    let tracks =
        start(async move { create_local_tracks(Some(&audio), Some(&VideoConstraints::default())).await })
            .await;
    assert_eq!(
        json(&options_of("both")),
        r#"{"audio":{"name":"both","deviceId":{"exact":"abc"}},"video":{}}"#
    );
    resolve("both", &Array::of2(&media_track("audio", "both"), &media_track("video", "picture")));
    let kinds = finish(tracks).await.unwrap().iter().map(|track| track.media().kind()).collect::<Vec<_>>();
    assert_eq!(kinds, [TrackKind::Audio, TrackKind::Video]);
}

#[wasm_bindgen_test]
async fn turns_off_both_when_it_cannot_use_one() {
    install();
    let audio = AudioConstraints { name: Some("one of both".into()), ..AudioConstraints::default() };
    let tracks = start(async move { create_local_tracks(Some(&audio), None).await }).await;
    let (microphone, nameless) = (media_track("audio", "one of both"), media_track("video", ""));
    set(&nameless, "name", &JsValue::NULL);
    resolve("one of both", &Array::of2(&microphone, &nameless));
    assert_eq!(finish(tracks).await.unwrap_err().kind(), ErrorKind::LibraryMismatch);
    assert_eq!((calls(&microphone, "stop").len(), calls(&nameless, "stop").len()), (1, 1));
}

#[wasm_bindgen_test]
async fn tells_why_the_browser_gave_no_camera() {
    install();
    for (name, kind) in [
        ("AbortError", MediaErrorKind::Abort),
        ("InvalidStateError", MediaErrorKind::InvalidState),
        ("NotAllowedError", MediaErrorKind::NotAllowed),
        ("NotFoundError", MediaErrorKind::NotFound),
        ("NotReadableError", MediaErrorKind::NotReadable),
        ("OverconstrainedError", MediaErrorKind::Overconstrained),
        ("SecurityError", MediaErrorKind::Security),
        ("TypeError", MediaErrorKind::Type),
    ] {
        let track = camera(named(name)).await;
        reject(name, &media_error(name));
        let error = finish(track).await.unwrap_err();
        assert_eq!((error.kind(), error.name.as_str()), (ErrorKind::Media(kind), name));
        assert_eq!(error.message, "No device for you");
    }
}

#[wasm_bindgen_test]
async fn turns_off_a_camera_that_comes_after_nobody_waits_for_it() {
    install();
    let constraints = named("late camera");
    let mut request = Box::pin(create_local_video_track(&constraints));
    std::future::poll_fn(|context| {
        assert!(request.as_mut().poll(context).is_pending());
        std::task::Poll::Ready(())
    })
    .await;
    drop(request);
    let fake = media_track("video", "late camera");
    resolve("late camera", &fake);
    settle().await;
    assert_eq!(calls(&fake, "stop").len(), 1);
}

#[wasm_bindgen_test]
async fn turns_off_a_camera_that_it_cannot_use() {
    install();
    let track = camera(named("unusable")).await;
    let fake = media_track("video", "unusable");
    set(&fake, "kind", &"hologram".into());
    resolve("unusable", &fake);
    assert_eq!(finish(track).await.unwrap_err().kind(), ErrorKind::LibraryMismatch);
    assert_eq!(calls(&fake, "stop").len(), 1);
}

fn named(name: &str) -> VideoConstraints {
    VideoConstraints { name: Some(name.into()), ..VideoConstraints::default() }
}

async fn camera(constraints: VideoConstraints) -> Answer<Result<LocalMediaTrack, TwilioError>> {
    start(async move { create_local_video_track(&constraints).await }).await
}
