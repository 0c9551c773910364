//! Rooms, participants, publications and tracks: what is read of them, and what they are told.

use crate::support::{
    calls, data_track, finish, get, install, join, json, listener_total, map, media_track, object,
    participant, publication, recorder, remote_data_track, room, set, start, twilio_error,
};
use js_sys::{Object, Promise, Uint8Array};
use twilio_video::{
    Dimensions, LocalDataTrack, LocalMediaTrack, LocalTrack, MediaTrack, ParticipantState, ParticipantView,
    RemoteTrack, RoomState, RoomView, TrackKind, TrackPriority, TrackView, VideoConstraints,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlCanvasElement, HtmlMediaElement, MediaStream, MediaStreamTrack, RtcPeerConnection};

#[wasm_bindgen_test]
async fn a_snapshot_holds_what_stands_in_the_room() {
    let (alice, bob) = (participant("PA1", "Alice"), participant("PA2", "Bob"));
    let (camera, chat) = (publication("MT1", "video"), publication("MT2", "data"));
    set(&camera, "isTrackEnabled", &false.into());
    set(&chat, "isSubscribed", &true.into());
    set(&alice, "tracks", &map(&[("MT1", &camera), ("MT2", &chat)]));
    set(&bob, "state", &"reconnecting".into());
    let fake = room();
    set(&fake, "participants", &map(&[("PA2", &bob), ("PA1", &alice)]));
    let microphone = publication("MT0", "audio");
    set(&get(&fake, "localParticipant"), "tracks", &map(&[("MT0", &microphone)]));
    let view = join("snapshot", &fake).await.view();
    assert_eq!(
        view,
        RoomView {
            sid: "RM1".into(),
            name: "My Room".into(),
            state: RoomState::Connected,
            local_participant: person(
                "PA0",
                "me",
                ParticipantState::Connected,
                vec![track_view("MT0", TrackKind::Audio, true, true)]
            ),
            participants: vec![
                person("PA2", "Bob", ParticipantState::Reconnecting, vec![]),
                person(
                    "PA1",
                    "Alice",
                    ParticipantState::Connected,
                    vec![
                        track_view("MT1", TrackKind::Video, false, false),
                        track_view("MT2", TrackKind::Data, true, true)
                    ]
                ),
            ],
        }
    );
}

#[wasm_bindgen_test]
async fn a_snapshot_leaves_out_what_cannot_be_read() {
    let (alice, nameless) = (participant("PA1", "Alice"), participant("PA2", ""));
    set(&nameless, "identity", &JsValue::UNDEFINED);
    let odd = publication("MT9", "hologram");
    set(
        &alice,
        "tracks",
        &map(&[("MT9", &odd), ("MT8", &JsValue::NULL), ("MT1", &publication("MT1", "audio"))]),
    );
    set(&alice, "state", &JsValue::UNDEFINED);
    let fake = room();
    set(&fake, "participants", &map(&[("PA2", &nameless), ("PA1", &alice)]));
    set(&fake, "state", &"daydreaming".into());
    let view = join("unreadable", &fake).await.view();
    assert_eq!(view.state, RoomState::Unknown);
    let tracks = vec![track_view("MT1", TrackKind::Audio, true, false)];
    assert_eq!(view.participants, [person("PA1", "Alice", ParticipantState::Unknown, tracks)]);
}

#[wasm_bindgen_test]
async fn a_room_without_its_map_has_nobody_in_it() {
    let fake = room();
    let room = join("no map", &fake).await;
    for value in [JsValue::UNDEFINED, JsValue::NULL, 7.into(), Object::new().into()] {
        set(&fake, "participants", &value);
        assert!(room.participants().is_empty());
    }
}

#[wasm_bindgen_test]
async fn handles_of_one_object_are_equal() {
    let (alice, bob) = (participant("PA1", "Alice"), participant("PA2", "Bob"));
    let fake = room();
    set(&fake, "participants", &map(&[("PA1", &alice), ("PA2", &bob)]));
    let room = join("equal", &fake).await;
    let (first, second) = (room.participants(), room.participants());
    assert_eq!(first, second);
    assert_ne!(first[0], first[1]);
    assert_eq!(room, room.clone());
}

#[wasm_bindgen_test]
async fn people_and_tracks_are_found_by_sid() {
    let (alice, bob) = (participant("PA1", "Alice"), participant("PA2", "Bob"));
    set(
        &bob,
        "tracks",
        &map(&[("MT1", &publication("MT1", "audio")), ("MT2", &publication("MT2", "video"))]),
    );
    let fake = room();
    set(&fake, "participants", &map(&[("PA1", &alice), ("PA2", &bob)]));
    let room = join("found", &fake).await;
    let bob = room.participant("PA2").unwrap();
    assert_eq!(bob.identity(), "Bob");
    assert_eq!(bob.publication("MT2").unwrap().kind(), TrackKind::Video);
    assert_eq!((room.participant("PA3"), bob.publication("MT3")), (None, None));
}

#[wasm_bindgen_test]
async fn a_publication_has_its_track_while_it_is_subscribed() {
    let (alice, camera) = (participant("PA1", "Alice"), publication("MT1", "video"));
    set(&alice, "tracks", &map(&[("MT1", &camera)]));
    let fake = room();
    set(&fake, "participants", &map(&[("PA1", &alice)]));
    let publication = join("subscribed", &fake).await.participants()[0].publications()[0].clone();
    assert_eq!(publication.track(), None);
    set(&camera, "track", &media_track("video", "camera"));
    set(&camera, "isSubscribed", &true.into());
    assert!(publication.is_subscribed());
    assert_eq!(publication.track().unwrap().kind(), TrackKind::Video);
    set(&camera, "track", &remote_data_track("MT1"));
    let Some(RemoteTrack::Data(track)) = publication.track() else { panic!("no data track") };
    assert_eq!((track.sid(), track.name()), ("MT1", "chat"));
    set(&camera, "track", &7.into());
    assert_eq!(publication.track(), None);
}

#[wasm_bindgen_test]
async fn a_track_is_attached_to_and_detached_from_the_element_itself() {
    let fake = media_track("video", "camera");
    let track = remote_track("attach", &fake).await;
    let element = video_element();
    track.attach(&element).unwrap();
    track.detach(&element).unwrap();
    assert_eq!(calls(&fake, "attach")[0].get(0), JsValue::from(&element));
    assert_eq!(calls(&fake, "detach")[0].get(0), JsValue::from(&element));
}

#[wasm_bindgen_test]
async fn a_method_that_is_missing_is_an_error() {
    let fake = media_track("video", "camera");
    let track = remote_track("missing method", &fake).await;
    set(&fake, "attach", &JsValue::UNDEFINED);
    assert_eq!(track.attach(&video_element()).unwrap_err().name, "TypeError");
}

#[wasm_bindgen_test]
async fn a_track_tells_its_size_once_it_has_one() {
    let fake = media_track("video", "camera");
    let track = remote_track("size", &fake).await;
    assert_eq!(track.dimensions(), None);
    for (width, height) in [(JsValue::NULL, JsValue::NULL), (640.into(), JsValue::NULL), (0.into(), 0.into())]
    {
        set(&fake, "dimensions", &object(&[("width", width), ("height", height)]));
        assert_eq!(track.dimensions(), None);
    }
    set(&fake, "dimensions", &object(&[("width", 640.into()), ("height", 480.into())]));
    assert_eq!(track.dimensions(), Some(Dimensions { width: 640, height: 480 }));
}

#[wasm_bindgen_test]
async fn a_track_without_the_browsers_own_has_none() {
    let fake = media_track("video", "camera");
    let track = remote_track("no browser track", &fake).await;
    assert!(track.media_stream_track().is_none());
    set(&fake, "mediaStreamTrack", &Object::new());
    assert!(track.media_stream_track().is_none());
    assert_eq!((track.sid(), track.is_enabled(), track.is_started()), (None, true, false));
}

#[wasm_bindgen_test]
async fn our_tracks_are_muted_unmuted_stopped_and_restarted() {
    let fake = media_track("video", "camera");
    set(&fake, "restart", &recorder(&Promise::resolve(&JsValue::UNDEFINED)));
    let (_, LocalTrack::Media(track)) = published("local track", &fake).await else {
        panic!("no media track")
    };
    track.disable().unwrap();
    track.enable().unwrap();
    track.stop().unwrap();
    for method in ["disable", "enable", "stop"] {
        assert_eq!(calls(&fake, method).len(), 1, "{method}");
    }
    let constraints = VideoConstraints { device_id: Some("abc".into()), ..VideoConstraints::default() };
    let restarted = start(async move { track.restart_video(&constraints).await }).await;
    finish(restarted).await.unwrap();
    assert_eq!(json(&calls(&fake, "restart")[0].get(0)), r#"{"deviceId":{"exact":"abc"}}"#);
}

#[wasm_bindgen_test]
async fn a_track_is_published_and_unpublished() {
    let fake_track = media_track("video", "camera");
    let (me, track) = published("publish", &fake_track).await;
    let fake_publication = get(&get(&me.fake, "tracks_by_name"), "camera");
    set(&me.fake, "publishTrack", &recorder(&Promise::resolve(&fake_publication)));
    set(&me.fake, "unpublishTrack", &recorder(&fake_publication));
    let publishing = start({
        let (participant, track) = (me.room.local_participant().clone(), track.clone());
        async move { participant.publish(&track).await }
    })
    .await;
    let publication = finish(publishing).await.unwrap();
    assert_eq!((publication.track_sid(), publication.kind()), ("MT1", TrackKind::Video));
    assert_eq!(publication.track().unwrap(), track);
    assert_eq!(calls(&me.fake, "publishTrack")[0].get(0), fake_track);
    assert_eq!(me.room.local_participant().unpublish(&track).unwrap(), Some(publication.clone()));
    assert_eq!(calls(&me.fake, "unpublishTrack")[0].get(0), fake_track);
    set(&me.fake, "unpublishTrack", &recorder(&JsValue::NULL));
    assert_eq!(me.room.local_participant().unpublish(&track).unwrap(), None);
    publication.unpublish().unwrap();
    assert_eq!(calls(&fake_publication, "unpublish").len(), 1);
}

#[wasm_bindgen_test]
async fn a_shared_screen_is_published_before_everything_else() {
    let (me, _) = published("screen", &media_track("video", "camera")).await;
    let picture = capture_stream().get_video_tracks().get(0).unchecked_into::<MediaStreamTrack>();
    let screen = LocalMediaTrack::of_media_stream_track(&picture, "screen").unwrap();
    assert_eq!((screen.media().name(), screen.media().kind()), ("screen", TrackKind::Video));
    assert_eq!(screen.media().media_stream_track().unwrap().id(), picture.id());
    let fake_publication = get(&get(&me.fake, "tracks_by_name"), "camera");
    set(&me.fake, "publishTrack", &recorder(&Promise::resolve(&fake_publication)));
    let participant = me.room.local_participant().clone();
    let publishing =
        start(async move { participant.publish_with_priority(&screen.into(), TrackPriority::High).await })
            .await;
    finish(publishing).await.unwrap();
    assert_eq!(json(&calls(&me.fake, "publishTrack")[0].get(1)), r#"{"priority":"high"}"#);
}

#[wasm_bindgen_test]
async fn what_our_pictures_may_send_is_limited_and_freed() {
    let (me, _) = published("limit", &media_track("video", "camera")).await;
    set(&me.fake, "setParameters", &recorder(&JsValue::UNDEFINED));
    me.room.local_participant().limit_video_bitrate(Some(250_000)).unwrap();
    me.room.local_participant().limit_video_bitrate(None).unwrap();
    let told = calls(&me.fake, "setParameters").iter().map(|call| json(&call.get(0))).collect::<Vec<_>>();
    assert_eq!(told, [r#"{"maxVideoBitrate":250000}"#, r#"{"maxVideoBitrate":null}"#]);
}

#[wasm_bindgen_test]
async fn a_remote_picture_is_told_how_large_it_is_shown() {
    let fake = media_track("video", "camera");
    set(&fake, "setContentPreferences", &recorder(&JsValue::UNDEFINED));
    let track = remote_track("shown size", &fake).await;
    track.prefer_dimensions(Dimensions { width: 320, height: 180 }).unwrap();
    let told = json(&calls(&fake, "setContentPreferences")[0].get(0));
    assert_eq!(told, r#"{"renderDimensions":{"width":320,"height":180}}"#);
    assert!(!track.is_switched_off());
    set(&fake, "isSwitchedOff", &true.into());
    assert!(track.is_switched_off());
}

#[wasm_bindgen_test]
async fn a_room_tells_who_speaks_and_how_well_lines_carry() {
    let (fake, alice) = (room(), participant("PA1", "Alice"));
    set(&fake, "participants", &map(&[("PA1", &alice)]));
    let room = join("who speaks", &fake).await;
    assert_eq!(room.dominant_speaker(), None);
    set(&fake, "dominantSpeaker", &alice);
    let speaker = room.dominant_speaker().unwrap();
    assert_eq!((speaker.identity(), speaker.network_quality_level()), ("Alice", None));
    for (value, level) in [(3.into(), Some(3)), (JsValue::NULL, None), (9.into(), None), ("3".into(), None)] {
        set(&alice, "networkQualityLevel", &value);
        assert_eq!(speaker.network_quality_level(), level);
    }
}

#[wasm_bindgen_test]
async fn a_room_gives_the_browsers_connections_where_it_has_them() {
    let fake = room();
    let room = join("connections", &fake).await;
    assert!(room.peer_connections().is_empty());
    let native = RtcPeerConnection::new().unwrap();
    let wrapper = object(&[("_peerConnection", native.clone().into())]);
    let managed = object(&[("_peerConnection", wrapper.into())]);
    let manager = object(&[("_peerConnections", map(&[("1", &managed), ("2", &JsValue::NULL)]))]);
    set(&fake, "_signaling", &object(&[("_peerConnectionManager", manager.into())]));
    assert_eq!(room.peer_connections(), std::slice::from_ref(&native));
    native.close();
}

#[wasm_bindgen_test]
async fn a_refused_publication_tells_why() {
    let (me, track) = published("refused", &media_track("video", "camera")).await;
    set(&me.fake, "publishTrack", &recorder(&Promise::reject(&twilio_error(53304, "too many"))));
    let participant = me.room.local_participant().clone();
    let publishing = start(async move { participant.publish(&track).await }).await;
    assert_eq!(finish(publishing).await.unwrap_err().code, Some(53304));
}

#[wasm_bindgen_test]
fn our_data_tracks_send_text_and_bytes() {
    install();
    let track = LocalDataTrack::new("chat").unwrap();
    track.send_text("hello").unwrap();
    track.send_bytes(&[1, 2]).unwrap();
    let sent = calls(&data_track("chat"), "send");
    assert_eq!(sent[0].get(0), "hello");
    assert_eq!(sent[1].get(0).unchecked_into::<Uint8Array>().to_vec(), [1, 2]);
    assert_eq!(LocalTrack::from(track).kind(), TrackKind::Data);
}

#[wasm_bindgen_test]
async fn asking_leaves_no_listeners_behind() {
    let fake = room();
    let alice = participant("PA1", "Alice");
    set(&fake, "participants", &map(&[("PA1", &alice)]));
    let room = join("no listeners", &fake).await;
    room.view();
    assert_eq!((listener_total(&fake), listener_total(&alice)), (0, 0));
}

#[wasm_bindgen_test]
fn the_library_tells_its_version_and_whether_it_likes_this_browser() {
    install();
    assert_eq!(twilio_video::version().as_deref(), Some("2.36.0"));
    assert_eq!(twilio_video::is_supported(), Some(true));
}

/// Ourselves in a room, with the fake participant behind.
struct Me {
    fake: JsValue,
    room: twilio_video::Room,
}

/// Joins a room in which `track` is published by ourselves.
async fn published(token: &str, track: &JsValue) -> (Me, LocalTrack) {
    let (fake_room, publication) = (room(), publication("MT1", "video"));
    set(&publication, "track", track);
    let fake = get(&fake_room, "localParticipant");
    set(&fake, "tracks", &map(&[("MT1", &publication)]));
    set(&fake, "tracks_by_name", &object(&[("camera", publication)]));
    let room = join(token, &fake_room).await;
    let track = room.local_participant().publications()[0].track().unwrap();
    (Me { fake, room }, track)
}

/// `track` as it comes from a remote participant.
async fn remote_track(token: &str, track: &JsValue) -> MediaTrack {
    let (fake, alice, publication) = (room(), participant("PA1", "Alice"), publication("MT1", "video"));
    set(&publication, "track", track);
    set(&alice, "tracks", &map(&[("MT1", &publication)]));
    set(&fake, "participants", &map(&[("PA1", &alice)]));
    let publication = join(token, &fake).await.participants()[0].publications()[0].clone();
    publication.track().unwrap().media().unwrap().clone()
}

/// A stream of the browser's own, which holds one picture.
fn capture_stream() -> MediaStream {
    let document = web_sys::window().unwrap().document().unwrap();
    let canvas = document.create_element("canvas").unwrap().unchecked_into::<HtmlCanvasElement>();
    // A canvas without a drawing context has no stream.
    canvas.get_context("2d").unwrap();
    canvas.capture_stream().unwrap()
}

fn video_element() -> HtmlMediaElement {
    let document = web_sys::window().unwrap().document().unwrap();
    document.create_element("video").unwrap().unchecked_into()
}

fn person(sid: &str, identity: &str, state: ParticipantState, tracks: Vec<TrackView>) -> ParticipantView {
    ParticipantView { sid: sid.into(), identity: identity.into(), state, tracks }
}

fn track_view(sid: &str, kind: TrackKind, enabled: bool, subscribed: bool) -> TrackView {
    TrackView {
        sid: sid.into(),
        name: format!("name of {sid}"),
        kind,
        enabled,
        subscribed,
        switched_off: false,
    }
}
