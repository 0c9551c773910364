use super::*;

/// Counts up, so that ids differ and runs repeat.
struct Counting(u8);

impl RandomSource for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0 += 1;
        bytes.fill(self.0);
    }
}

fn request(id: &str, name: &str) -> TrackRequest {
    TrackRequest {
        id: id.to_owned(),
        kind: TrackKind::Audio,
        name: name.to_owned(),
        enabled: true,
        priority: TrackPriority::Standard,
    }
}

fn participant(number: u8) -> ParticipantSid {
    ParticipantSid::from([number; 16])
}

struct Scene {
    room: Room,
    random: Counting,
    now: Instant,
}

impl Scene {
    fn with_participants(count: u8) -> Self {
        Self::with_settings(count, RoomSettings::default())
    }

    fn with_settings(count: u8, settings: RoomSettings) -> Self {
        let limits =
            Limits { subscriptions_per_participant: 3, departed_participants: 2, ..Limits::default() };
        #[expect(clippy::disallowed_methods, reason = "any first moment will do")]
        let now = Instant::now();
        let room = Room::new(RoomSid::from([0; 16]), None, settings, &limits, now);
        let mut scene = Self { room, random: Counting(0), now };
        for number in 1..=count {
            scene.admit(number, TrackRules::all());
        }
        scene.effects();
        scene
    }

    fn admit(&mut self, number: u8, subscribe_rules: TrackRules) {
        let newcomer = Newcomer {
            sid: participant(number),
            identity: format!("person {number}"),
            subscribe_rules,
            wants_media_warnings: number == 1,
        };
        self.room.admit(newcomer, &mut self.random, self.now);
    }

    fn set_tracks(&mut self, number: u8, revision: u64, requests: Vec<TrackRequest>) -> Vec<RoomEffect> {
        let limits = PublishLimits { per_participant: 2, can_send_audio: true, can_send_video: number != 9 };
        self.room.set_tracks(participant(number), revision, requests, limits, &mut self.random, self.now);
        self.effects()
    }

    fn remove(&mut self, number: u8) -> Participant {
        self.room.remove(participant(number), &mut self.random, self.now).unwrap()
    }

    fn effects(&mut self) -> Vec<RoomEffect> {
        std::iter::from_fn(|| self.room.poll_effect()).collect()
    }

    fn tracks(&self, number: u8) -> Vec<TrackSid> {
        self.room.participant(participant(number)).unwrap().publications().map(|track| track.sid).collect()
    }

    fn subscribed(&self, number: u8) -> Vec<TrackSid> {
        self.room.participant(participant(number)).unwrap().subscriptions().map(|(track, _)| track).collect()
    }

    fn rejected(&self, number: u8) -> Vec<(String, u32)> {
        let participant = self.room.participant(participant(number)).unwrap();
        participant.rejected().map(|rejected| (rejected.id.clone(), rejected.fault.code())).collect()
    }
}

#[test]
fn everybody_else_receives_what_is_published() {
    let mut scene = Scene::with_participants(3);
    scene.set_tracks(1, 1, vec![request("a", "microphone")]);
    assert_eq!(scene.subscribed(1), []);
    assert_eq!(scene.subscribed(2), scene.tracks(1));
    assert_eq!(scene.subscribed(3), scene.tracks(1));
}

#[test]
fn a_newcomer_receives_what_was_published_before() {
    let mut scene = Scene::with_participants(1);
    scene.set_tracks(1, 1, vec![request("a", "microphone")]);
    scene.admit(2, TrackRules::all());
    assert_eq!(scene.subscribed(2), scene.tracks(1));
}

#[test]
fn who_does_not_subscribe_receives_nothing() {
    let mut scene = Scene::with_participants(1);
    scene.set_tracks(1, 1, vec![request("a", "microphone")]);
    scene.admit(2, TrackRules::none());
    scene.set_tracks(1, 2, vec![request("a", "microphone"), request("b", "camera")]);
    assert_eq!(scene.subscribed(2), []);
}

#[test]
fn an_old_revision_changes_nothing() {
    let mut scene = Scene::with_participants(2);
    scene.set_tracks(1, 5, vec![request("a", "microphone")]);
    assert_eq!(scene.set_tracks(1, 5, Vec::new()), []);
    assert_eq!(scene.set_tracks(1, 4, Vec::new()), []);
    assert_eq!(scene.tracks(1).len(), 1);
}

#[test]
fn publishing_again_makes_a_new_track_and_a_new_delivery() {
    let mut scene = Scene::with_participants(2);
    scene.set_tracks(1, 1, vec![request("a", "microphone")]);
    let first = scene.tracks(1);
    scene.set_tracks(1, 2, Vec::new());
    assert_eq!(scene.subscribed(2), []);
    scene.set_tracks(1, 3, vec![request("a", "microphone")]);
    assert_ne!(scene.tracks(1), first);
    assert_eq!(scene.subscribed(2), scene.tracks(1));
}

#[test]
fn muting_is_seen_and_changes_no_subscription() {
    let mut scene = Scene::with_participants(2);
    scene.set_tracks(1, 1, vec![request("a", "microphone")]);
    let muted = TrackRequest { enabled: false, ..request("a", "microphone") };
    let effects = scene.set_tracks(1, 2, vec![muted.clone()]);
    let (publisher, track) = (participant(1), scene.tracks(1)[0]);
    let switched = RoomEffect::Switched { publisher, track, kind: TrackKind::Audio, enabled: false };
    assert_eq!(effects, [RoomEffect::ParticipantChanged(publisher), switched]);
    assert_eq!(scene.set_tracks(1, 3, vec![muted]), []);
}

#[test]
fn refused_tracks_have_their_codes_and_nobody_else_sees_them() {
    let mut scene = Scene::with_participants(2);
    let long = "x".repeat(129);
    let requests = vec![
        request("a", "same"),
        request("b", "same"),
        request("c", &long),
        request("d", "second"),
        request("e", "third"),
    ];
    scene.set_tracks(1, 1, requests);
    assert_eq!(
        scene.rejected(1),
        [("b".to_owned(), 53304), ("c".to_owned(), 53302), ("e".to_owned(), 53203)]
    );
    assert_eq!(scene.subscribed(2).len(), 2);
}

#[test]
fn a_refusal_is_told_once_and_forgotten_with_its_track() {
    let mut scene = Scene::with_participants(1);
    let both = || vec![request("a", "same"), request("b", "same")];
    assert!(scene.set_tracks(1, 1, both()).contains(&RoomEffect::PublishedChanged(participant(1))));
    assert_eq!(scene.set_tracks(1, 2, both()), []);
    scene.set_tracks(1, 3, vec![request("a", "same")]);
    assert_eq!(scene.rejected(1), []);
}

#[test]
fn who_leaves_keeps_its_tracks_in_its_last_state() {
    let mut scene = Scene::with_participants(2);
    scene.set_tracks(1, 1, vec![request("a", "microphone")]);
    let before = scene.room.participant(participant(1)).unwrap().revision();
    let departed = scene.remove(1);
    assert_eq!(departed.state(), ParticipantState::Disconnected);
    assert_eq!(departed.publications().count(), 1);
    assert!(departed.revision() > before);
    assert_eq!(scene.subscribed(2), []);
}

#[test]
fn revisions_rise_only_with_changes() {
    let mut scene = Scene::with_participants(2);
    let revision = |scene: &Scene| scene.room.participant(participant(1)).unwrap().revision();
    let first = revision(&scene);
    scene.room.set_state(participant(1), ParticipantState::Reconnecting, scene.now);
    assert_eq!(revision(&scene), first + 1);
    scene.room.set_state(participant(1), ParticipantState::Reconnecting, scene.now);
    assert_eq!(revision(&scene), first + 1);
}

#[test]
fn a_recorded_track_without_media_is_warned_of_until_media_comes() {
    let mut scene = Scene::with_participants(2);
    let start = scene.now;
    scene.set_tracks(1, 1, vec![request("a", "voice")]);
    scene.set_tracks(2, 1, vec![request("b", "voice")]);
    scene.room.set_recording_rules(TrackRules::all(), &mut scene.random, start);
    scene.effects();
    let warned = RoomEffect::WarningsChanged(participant(1));
    let mut check = |seconds: u64, last_media: Option<u64>| {
        let at = |seconds| start + std::time::Duration::from_secs(seconds);
        scene.room.handle_timeout(|_| last_media.map(at), at(seconds));
        let warning = scene.room.participant(participant(1)).unwrap().publications().next().unwrap().warning;
        (warning, scene.effects())
    };
    assert_eq!(check(29, None), (None, vec![]));
    assert_eq!(check(35, None), (Some(MediaWarning::NoMedia), vec![warned]));
    assert_eq!(check(40, None), (Some(MediaWarning::NoMedia), vec![]));
    let warned = RoomEffect::WarningsChanged(participant(1));
    assert_eq!(check(45, Some(44)), (Some(MediaWarning::Resolved), vec![warned]));
    assert_eq!(check(70, Some(44)), (Some(MediaWarning::Resolved), vec![]));
    let warned = RoomEffect::WarningsChanged(participant(1));
    assert_eq!(check(75, Some(44)), (Some(MediaWarning::NoMedia), vec![warned]));
}

#[test]
fn nothing_is_looked_at_in_a_room_that_is_not_recorded() {
    let mut scene = Scene::with_participants(1);
    scene.set_tracks(1, 1, vec![request("a", "voice")]);
    assert_eq!(scene.room.poll_timeout(), None);
    scene.room.set_recording_rules(TrackRules::all(), &mut scene.random, scene.now);
    assert!(scene.room.poll_timeout().is_some());
    scene.set_tracks(1, 2, Vec::new());
    assert_eq!(scene.room.poll_timeout(), None);
}

#[test]
fn a_large_room_tells_of_those_who_stop_to_publish_as_gone() {
    let settings = RoomSettings { max_participants: 51, ..RoomSettings::default() };
    let mut scene = Scene::with_settings(2, settings);
    let shown = RoomEffect::ParticipantChanged(participant(1));
    let hidden = RoomEffect::ParticipantHidden(participant(1));
    assert!(scene.set_tracks(1, 1, vec![request("a", "voice")]).contains(&shown));
    let effects = scene.set_tracks(1, 2, Vec::new());
    assert!(effects.contains(&hidden) && !effects.contains(&shown));
    scene.room.set_state(participant(1), ParticipantState::Reconnecting, scene.now);
    assert_eq!(scene.effects(), []);
}

#[test]
fn a_place_in_the_server_that_becomes_free_goes_to_a_track_that_had_none() {
    let mut scene = Scene::with_participants(3);
    scene.set_tracks(1, 1, vec![request("a", "one"), request("b", "two")]);
    scene.set_tracks(2, 1, vec![request("c", "three"), request("d", "four")]);
    let delivered = |scene: &Scene| {
        let subscriptions = scene.room.participant(participant(3)).unwrap();
        subscriptions.subscriptions().filter(|(_, subscription)| subscription.delivery.is_ok()).count()
    };
    assert_eq!((scene.subscribed(3).len(), delivered(&scene)), (4, 3));
    scene.set_tracks(1, 2, vec![request("b", "two")]);
    assert_eq!((scene.subscribed(3).len(), delivered(&scene)), (3, 3));
}

#[test]
fn what_cannot_be_decoded_fails_makes_room_and_is_delivered_anew_when_it_can() {
    let mut scene = Scene::with_participants(3);
    scene.set_tracks(1, 1, vec![request("a", "one"), request("b", "two")]);
    scene.set_tracks(2, 1, vec![request("c", "three"), request("d", "four")]);
    let deliveries = |scene: &Scene| -> BTreeMap<TrackSid, Result<String, SubscriptionFault>> {
        let subscriber = scene.room.participant(participant(3)).unwrap();
        subscriber.subscriptions().map(|(track, found)| (track, found.delivery.clone())).collect()
    };
    let before = deliveries(&scene);
    let crowded_out = Err(SubscriptionFault::CapacityReached);
    assert_eq!(before.values().filter(|delivery| **delivery == crowded_out).count(), 1);
    let (track, delivery) = before.iter().find(|(_, delivery)| delivery.is_ok()).unwrap();

    let fault = SubscriptionFault::NoSupportedCodec;
    scene.room.fail_subscription(participant(3), *track, fault, &mut scene.random, scene.now);
    let failed = deliveries(&scene);
    assert_eq!(failed[track], Err(fault));
    assert_eq!(failed.values().filter(|delivery| delivery.is_ok()).count(), 3);
    assert!(scene.effects().contains(&RoomEffect::SubscribedChanged(participant(3))));

    // A place becomes free.
    let other = failed.iter().find(|(other, found)| found.is_ok() && *other != track).unwrap().0;
    let other_publisher = if scene.tracks(1).contains(other) { 1 } else { 2 };
    let kept = scene.room.participant(participant(other_publisher)).unwrap().publications();
    let kept: Vec<TrackRequest> =
        kept.filter(|own| own.sid != *other).map(|own| request(&own.id, &own.name)).collect();
    scene.set_tracks(other_publisher, 2, kept);
    scene.room.retry_subscription(participant(3), *track, &mut scene.random, scene.now);
    let again = deliveries(&scene);
    assert!(again[track].is_ok() && again[track] != *delivery, "{again:?}");
    let effects = scene.effects();
    let is_delivery =
        |effect: &&RoomEffect| matches!(effect, RoomEffect::Subscribed { track: of, .. } if of == track);
    assert_eq!(effects.iter().filter(is_delivery).count(), 1);
    scene.room.retry_subscription(participant(3), *track, &mut scene.random, scene.now);
    assert_eq!(scene.effects(), []);
}

#[test]
fn what_a_browser_cannot_send_is_refused() {
    let mut scene = Scene::with_participants(9);
    let video = TrackRequest { kind: TrackKind::Video, ..request("a", "camera") };
    scene.set_tracks(9, 1, vec![video]);
    assert_eq!(scene.rejected(9), [("a".to_owned(), 53404)]);
}

#[test]
fn a_recording_ends_before_its_track_and_may_go_on_as_another_one() {
    let mut scene = Scene::with_participants(1);
    scene.room.set_recording_rules(TrackRules::all(), &mut scene.random, scene.now);
    scene.set_tracks(1, 1, vec![request("a", "voice")]);
    let publisher = participant(1);
    let track = scene.room.participant(publisher).unwrap().publications().next().unwrap().sid;
    let first = scene.room.recording_of(publisher, track).unwrap();
    scene.effects();
    scene.room.renew_recording(first, &mut scene.random, scene.now);
    let ended = RoomEffect::RecordingEnded { track, recording: first };
    assert_eq!(scene.effects(), [ended, RoomEffect::RecordingStarted { publisher, track }]);
    let second = scene.room.recording_of(publisher, track).unwrap();
    assert_ne!(first, second);
    scene.room.renew_recording(first, &mut scene.random, scene.now);
    assert_eq!(scene.effects(), [], "it has ended already");

    let effects = scene.set_tracks(1, 2, Vec::new());
    let place = |wanted: &RoomEffect| effects.iter().position(|effect| effect == wanted);
    let ended = place(&RoomEffect::RecordingEnded { track, recording: second });
    let gone = effects.iter().position(|effect| matches!(effect, RoomEffect::Unpublished { .. }));
    assert!(ended.is_some() && ended < gone, "{effects:?}");
    assert!(effects.contains(&RoomEffect::RecordingChanged) && !scene.room.is_recording());
}
