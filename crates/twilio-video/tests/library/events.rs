//! Subscriptions: what they hear, and that nothing of them stays behind.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::support::{
    emitter, fire, get, join, listener_total, map, media_track, object, participant, publication,
    remote_data_track, room, set, settle, twilio_error,
};
use twilio_video::{
    DataMessage, LocalParticipantEvent, MediaTrackEvent, RemoteParticipantEvent, RemoteTrack, RoomEvent,
    Subscription,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// What a subscription has heard, as text.
type Heard = Rc<RefCell<Vec<String>>>;

#[wasm_bindgen_test]
async fn listens_until_it_is_dropped() {
    let fake = room();
    let room = join("until dropped", &fake).await;
    let heard = Heard::default();
    let subscription = room.subscribe({
        let heard = Rc::clone(&heard);
        move |event| heard.borrow_mut().push(format!("{event:?}"))
    });
    assert!(listener_total(&fake) > 0);
    fire(&fake, "reconnected", &[]);
    drop(subscription);
    assert_eq!(listener_total(&fake), 0);
    fire(&fake, "reconnected", &[]);
    assert_eq!(*heard.borrow(), ["Reconnected"]);
}

#[wasm_bindgen_test]
async fn two_subscriptions_to_one_object_end_apart() {
    let fake = room();
    let room = join("two", &fake).await;
    let first = room.subscribe(|_| ());
    let each = listener_total(&fake);
    let second = room.subscribe(|_| ());
    assert_eq!(listener_total(&fake), 2 * each);
    drop(first);
    assert_eq!(listener_total(&fake), each);
    drop(second);
    assert_eq!(listener_total(&fake), 0);
}

#[wasm_bindgen_test]
async fn hears_an_event_that_its_own_listener_causes() {
    let fake = room();
    let room = join("nested", &fake).await;
    let count = Rc::new(Cell::new(0));
    let _subscription = room.subscribe({
        let (count, fake) = (Rc::clone(&count), fake.clone());
        move |_| {
            count.set(count.get() + 1);
            if count.get() < 3 {
                fire(&fake, "reconnected", &[]);
            }
        }
    });
    fire(&fake, "reconnected", &[]);
    assert_eq!(count.get(), 3);
}

#[wasm_bindgen_test]
async fn may_be_dropped_by_its_own_listener() {
    let fake = room();
    let room = join("own listener", &fake).await;
    let count = Rc::new(Cell::new(0));
    let holder = Rc::new(RefCell::new(None::<Subscription>));
    let subscription = room.subscribe({
        let (count, holder) = (Rc::clone(&count), Rc::clone(&holder));
        move |_| {
            count.set(count.get() + 1);
            drop(holder.borrow_mut().take());
        }
    });
    *holder.borrow_mut() = Some(subscription);
    fire(&fake, "reconnected", &[]);
    fire(&fake, "reconnected", &[]);
    assert_eq!(listener_total(&fake), 0);
    settle().await;
    fire(&fake, "reconnected", &[]);
    assert_eq!(count.get(), 1);
}

#[wasm_bindgen_test]
async fn stays_silent_when_another_listener_of_the_same_event_drops_it() {
    let fake = room();
    let room = join("other listener", &fake).await;
    let victim = Rc::new(RefCell::new(None::<Subscription>));
    let heard = Rc::new(Cell::new(0));
    let _first = room.subscribe({
        let victim = Rc::clone(&victim);
        move |_| drop(victim.borrow_mut().take())
    });
    let second = room.subscribe({
        let heard = Rc::clone(&heard);
        move |_| heard.set(heard.get() + 1)
    });
    *victim.borrow_mut() = Some(second);
    fire(&fake, "reconnected", &[]);
    settle().await;
    fire(&fake, "reconnected", &[]);
    assert_eq!(heard.get(), 0);
}

#[wasm_bindgen_test]
async fn leaves_out_an_event_with_unusable_arguments_and_hears_the_next() {
    let fake = room();
    let room = join("unusable", &fake).await;
    let heard = Heard::default();
    let _subscription = room.subscribe({
        let heard = Rc::clone(&heard);
        move |event| {
            let RoomEvent::ParticipantConnected(participant) = event else { panic!("{event:?}") };
            heard.borrow_mut().push(participant.identity().to_owned());
        }
    });
    fire(&fake, "participantConnected", &[]);
    fire(&fake, "participantConnected", &[&JsValue::from(7)]);
    fire(&fake, "participantConnected", &[&object(&[("sid", "PA1".into()), ("identity", "x".into())])]);
    fire(&fake, "participantConnected", &[&emitter(&object(&[("sid", "PA1".into())]))]);
    fire(&fake, "participantConnected", &[&participant("PA1", "Alice")]);
    assert_eq!(*heard.borrow(), ["Alice"]);
}

#[wasm_bindgen_test]
async fn reads_every_event_of_a_room() {
    let fake = room();
    let room = join("every room event", &fake).await;
    let heard = Heard::default();
    let _subscription = room.subscribe({
        let heard = Rc::clone(&heard);
        move |event| heard.borrow_mut().push(room_event_text(event))
    });
    let (alice, publication) = (participant("PA1", "Alice"), publication("MT1", "video"));
    let (track, data) = (media_track("video", "camera"), remote_data_track("MT2"));
    let error = twilio_error(53405, "no media");
    let bytes = js_sys::Uint8Array::from(&[1_u8, 2][..]).buffer();
    fire(&fake, "participantConnected", &[&alice]);
    fire(&fake, "participantReconnecting", &[&alice]);
    fire(&fake, "participantReconnected", &[&alice]);
    fire(&fake, "trackPublished", &[&publication, &alice]);
    fire(&fake, "trackSubscribed", &[&track, &publication, &alice]);
    fire(&fake, "trackStarted", &[&track, &alice]);
    fire(&fake, "trackDimensionsChanged", &[&track, &alice]);
    fire(&fake, "trackDisabled", &[&publication, &alice]);
    fire(&fake, "trackEnabled", &[&publication, &alice]);
    fire(&fake, "trackMessage", &[&"hello".into(), &data, &alice]);
    fire(&fake, "trackMessage", &[&bytes, &data, &alice]);
    fire(&fake, "trackSubscriptionFailed", &[&error, &publication, &alice]);
    fire(&fake, "trackSwitchedOff", &[&track, &publication, &alice]);
    fire(&fake, "trackSwitchedOn", &[&track, &publication, &alice]);
    fire(&fake, "dominantSpeakerChanged", &[&alice]);
    fire(&fake, "dominantSpeakerChanged", &[&JsValue::NULL]);
    fire(&fake, "trackUnsubscribed", &[&track, &publication, &alice]);
    fire(&fake, "trackUnpublished", &[&publication, &alice]);
    fire(&fake, "participantDisconnected", &[&alice]);
    fire(&fake, "reconnecting", &[&error]);
    fire(&fake, "reconnected", &[]);
    fire(&fake, "disconnected", &[&fake, &error]);
    fire(&fake, "disconnected", &[&fake]);
    assert_eq!(
        *heard.borrow(),
        [
            "connected Alice",
            "reconnecting Alice",
            "reconnected Alice",
            "published MT1 Alice",
            "subscribed camera MT1 Alice",
            "started camera Alice",
            "dimensions camera Alice",
            "disabled MT1 Alice",
            "enabled MT1 Alice",
            "text hello MT2 Alice",
            "bytes [1, 2] MT2 Alice",
            "failed 53405 MT1 Alice",
            "off camera MT1 Alice",
            "on camera MT1 Alice",
            "speaker Alice",
            "speaker nobody",
            "unsubscribed camera MT1 Alice",
            "unpublished MT1 Alice",
            "disconnected Alice",
            "reconnecting 53405",
            "reconnected",
            "ended 53405",
            "ended",
        ]
    );
}

#[wasm_bindgen_test]
async fn reads_every_event_of_a_remote_participant() {
    let (fake_room, alice) = (room(), participant("PA1", "Alice"));
    set(&fake_room, "participants", &map(&[("PA1", &alice)]));
    let room = join("every participant event", &fake_room).await;
    let heard = Heard::default();
    let subscription = room.participants()[0].subscribe({
        let heard = Rc::clone(&heard);
        move |event| heard.borrow_mut().push(participant_event_text(event))
    });
    let (publication, track, data) =
        (publication("MT1", "audio"), media_track("audio", "microphone"), remote_data_track("MT2"));
    fire(&alice, "trackPublished", &[&publication]);
    fire(&alice, "trackSubscribed", &[&track, &publication]);
    fire(&alice, "trackDisabled", &[&publication]);
    fire(&alice, "trackEnabled", &[&publication]);
    fire(&alice, "trackMessage", &[&"hello".into(), &data]);
    fire(&alice, "trackSubscriptionFailed", &[&twilio_error(53405, "no media"), &publication]);
    fire(&alice, "trackUnsubscribed", &[&track, &publication]);
    fire(&alice, "trackUnpublished", &[&publication]);
    fire(&alice, "networkQualityLevelChanged", &[&4.into(), &JsValue::NULL]);
    fire(&alice, "networkQualityLevelChanged", &[&JsValue::NULL]);
    fire(&alice, "reconnecting", &[&alice]);
    fire(&alice, "reconnected", &[&alice]);
    fire(&alice, "disconnected", &[&alice]);
    drop(subscription);
    assert_eq!(listener_total(&alice), 0);
    assert_eq!(
        *heard.borrow(),
        [
            "published MT1",
            "subscribed microphone MT1",
            "disabled MT1",
            "enabled MT1",
            "text hello MT2",
            "failed 53405 MT1",
            "unsubscribed microphone MT1",
            "unpublished MT1",
            "quality Some(4)",
            "quality None",
            "reconnecting",
            "reconnected",
            "disconnected",
        ]
    );
}

#[wasm_bindgen_test]
async fn reads_every_event_of_the_local_participant() {
    let fake = room();
    let me = get(&fake, "localParticipant");
    let room = join("every local event", &fake).await;
    let heard = Heard::default();
    let subscription = room.local_participant().subscribe({
        let heard = Rc::clone(&heard);
        move |event| heard.borrow_mut().push(local_event_text(event))
    });
    let (publication, track) = (publication("MT1", "video"), media_track("video", "camera"));
    fire(&me, "trackPublished", &[&publication]);
    fire(&me, "trackDisabled", &[&track]);
    fire(&me, "trackEnabled", &[&track]);
    fire(&me, "trackStopped", &[&track]);
    fire(&me, "trackPublicationFailed", &[&twilio_error(53304, "too many"), &track]);
    fire(&me, "networkQualityLevelChanged", &[&0.into()]);
    fire(&me, "reconnecting", &[&me]);
    fire(&me, "reconnected", &[&me]);
    fire(&me, "disconnected", &[&me]);
    drop(subscription);
    assert_eq!(listener_total(&me), 0);
    assert_eq!(
        *heard.borrow(),
        [
            "published MT1",
            "disabled Video",
            "enabled Video",
            "stopped Video",
            "failed 53304 Video",
            "quality Some(0)",
            "reconnecting",
            "reconnected",
            "disconnected",
        ]
    );
}

#[wasm_bindgen_test]
async fn reads_every_event_of_a_media_track() {
    let (fake, publication, track) = (room(), publication("MT1", "video"), media_track("video", "camera"));
    set(&publication, "track", &track);
    let alice = participant("PA1", "Alice");
    set(&alice, "tracks", &map(&[("MT1", &publication)]));
    set(&fake, "participants", &map(&[("PA1", &alice)]));
    let room = join("every track event", &fake).await;
    let remote_track = room.participants()[0].publications()[0].track().unwrap();
    let heard = Rc::new(RefCell::new(Vec::new()));
    let subscription = remote_track.media().unwrap().subscribe({
        let heard = Rc::clone(&heard);
        move |event| heard.borrow_mut().push(event)
    });
    for event in
        ["started", "dimensionsChanged", "disabled", "enabled", "muted", "unmuted", "stopped", "sneezed"]
    {
        fire(&track, event, &[&track]);
    }
    drop(subscription);
    assert_eq!(listener_total(&track), 0);
    assert_eq!(
        *heard.borrow(),
        [
            MediaTrackEvent::Started,
            MediaTrackEvent::DimensionsChanged,
            MediaTrackEvent::Disabled,
            MediaTrackEvent::Enabled,
            MediaTrackEvent::Muted,
            MediaTrackEvent::Unmuted,
            MediaTrackEvent::Stopped,
        ]
    );
}

fn room_event_text(event: RoomEvent) -> String {
    match event {
        RoomEvent::Disconnected(None) => "ended".into(),
        RoomEvent::Disconnected(Some(error)) => format!("ended {}", error.code.unwrap()),
        RoomEvent::DominantSpeakerChanged(speaker) => {
            format!("speaker {}", speaker.as_ref().map_or("nobody", |speaker| speaker.identity()))
        }
        RoomEvent::ParticipantConnected(participant) => format!("connected {}", participant.identity()),
        RoomEvent::ParticipantDisconnected(participant) => format!("disconnected {}", participant.identity()),
        RoomEvent::ParticipantReconnected(participant) => format!("reconnected {}", participant.identity()),
        RoomEvent::ParticipantReconnecting(participant) => format!("reconnecting {}", participant.identity()),
        RoomEvent::Reconnected => "reconnected".into(),
        RoomEvent::Reconnecting(error) => format!("reconnecting {}", error.code.unwrap()),
        RoomEvent::TrackDimensionsChanged { track, participant } => {
            format!("dimensions {} {}", track.name(), participant.identity())
        }
        RoomEvent::TrackDisabled { publication, participant } => {
            format!("disabled {} {}", publication.track_sid(), participant.identity())
        }
        RoomEvent::TrackEnabled { publication, participant } => {
            format!("enabled {} {}", publication.track_sid(), participant.identity())
        }
        RoomEvent::TrackMessage { message, track, participant } => {
            format!("{} {} {}", message_text(message), track.sid(), participant.identity())
        }
        RoomEvent::TrackPublished { publication, participant } => {
            format!("published {} {}", publication.track_sid(), participant.identity())
        }
        RoomEvent::TrackStarted { track, participant } => {
            format!("started {} {}", track_name(&track), participant.identity())
        }
        RoomEvent::TrackSubscribed { track, publication, participant } => {
            format!(
                "subscribed {} {} {}",
                track_name(&track),
                publication.track_sid(),
                participant.identity()
            )
        }
        RoomEvent::TrackSubscriptionFailed { error, publication, participant } => {
            format!("failed {} {} {}", error.code.unwrap(), publication.track_sid(), participant.identity())
        }
        RoomEvent::TrackSwitchedOff { track, publication, participant } => {
            format!("off {} {} {}", track_name(&track), publication.track_sid(), participant.identity())
        }
        RoomEvent::TrackSwitchedOn { track, publication, participant } => {
            format!("on {} {} {}", track_name(&track), publication.track_sid(), participant.identity())
        }
        RoomEvent::TrackUnpublished { publication, participant } => {
            format!("unpublished {} {}", publication.track_sid(), participant.identity())
        }
        RoomEvent::TrackUnsubscribed { track, publication, participant } => {
            format!(
                "unsubscribed {} {} {}",
                track_name(&track),
                publication.track_sid(),
                participant.identity()
            )
        }
    }
}

fn participant_event_text(event: RemoteParticipantEvent) -> String {
    match event {
        RemoteParticipantEvent::Disconnected => "disconnected".into(),
        RemoteParticipantEvent::NetworkQualityLevelChanged(level) => format!("quality {level:?}"),
        RemoteParticipantEvent::Reconnected => "reconnected".into(),
        RemoteParticipantEvent::Reconnecting => "reconnecting".into(),
        RemoteParticipantEvent::TrackDisabled { publication } => {
            format!("disabled {}", publication.track_sid())
        }
        RemoteParticipantEvent::TrackEnabled { publication } => {
            format!("enabled {}", publication.track_sid())
        }
        RemoteParticipantEvent::TrackMessage { message, track } => {
            format!("{} {}", message_text(message), track.sid())
        }
        RemoteParticipantEvent::TrackPublished { publication } => {
            format!("published {}", publication.track_sid())
        }
        RemoteParticipantEvent::TrackSubscribed { track, publication } => {
            format!("subscribed {} {}", track_name(&track), publication.track_sid())
        }
        RemoteParticipantEvent::TrackSubscriptionFailed { error, publication } => {
            format!("failed {} {}", error.code.unwrap(), publication.track_sid())
        }
        RemoteParticipantEvent::TrackUnpublished { publication } => {
            format!("unpublished {}", publication.track_sid())
        }
        RemoteParticipantEvent::TrackUnsubscribed { track, publication } => {
            format!("unsubscribed {} {}", track_name(&track), publication.track_sid())
        }
    }
}

fn local_event_text(event: LocalParticipantEvent) -> String {
    match event {
        LocalParticipantEvent::Disconnected => "disconnected".into(),
        LocalParticipantEvent::NetworkQualityLevelChanged(level) => format!("quality {level:?}"),
        LocalParticipantEvent::Reconnected => "reconnected".into(),
        LocalParticipantEvent::Reconnecting => "reconnecting".into(),
        LocalParticipantEvent::TrackDisabled { track } => format!("disabled {:?}", track.kind()),
        LocalParticipantEvent::TrackEnabled { track } => format!("enabled {:?}", track.kind()),
        LocalParticipantEvent::TrackPublicationFailed { error, track } => {
            format!("failed {} {:?}", error.code.unwrap(), track.kind())
        }
        LocalParticipantEvent::TrackPublished { publication } => {
            format!("published {}", publication.track_sid())
        }
        LocalParticipantEvent::TrackStopped { track } => format!("stopped {:?}", track.kind()),
    }
}

fn message_text(message: DataMessage) -> String {
    match message {
        DataMessage::Bytes(bytes) => format!("bytes {bytes:?}"),
        DataMessage::Text(text) => format!("text {text}"),
    }
}

fn track_name(track: &RemoteTrack) -> String {
    track.media().unwrap().name().to_owned()
}
