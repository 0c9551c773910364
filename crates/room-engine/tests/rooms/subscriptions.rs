use room_engine::{
    Command, CommandFault, Limits, MAX_RULES, Reply, RoomSettings, RuleAction, TrackFilter, TrackKind,
    TrackPriority, TrackRule,
};
use serde_json::{Value, json};

use crate::scene::{Client, Scene, connect, identity, name, track};
use crate::support::OFFER;

fn rule(action: RuleAction, filter: TrackFilter) -> TrackRule {
    TrackRule { action, filter }
}

#[track_caller]
fn set_rules(scene: &mut Scene, participant: &str, rules: Vec<TrackRule>) {
    let (room, participant) = (name("room"), identity(participant));
    let command = Command::SetSubscribeRules { room, participant, rules: rules.clone() };
    match scene.command(command) {
        Ok(Reply::Rules(now)) => assert_eq!(now.rules, rules),
        other => panic!("{other:?}"),
    }
}

/// Names of the tracks that a participant receives, by asking the engine.
fn received(scene: &mut Scene, participant: &str) -> Vec<String> {
    let command = Command::ListSubscribedTracks { room: name("room"), participant: identity(participant) };
    let Ok(Reply::SubscribedTracks(tracks)) = scene.command(command) else { panic!("no list") };
    let mut names: Vec<String> = tracks.into_iter().map(|subscribed| subscribed.track.name).collect();
    names.sort();
    names
}

/// Delivery ids that the client was told last.
fn deliveries(scene: &mut Scene, client: Client) -> Vec<Value> {
    let subscribed = scene.news(client, "subscribed");
    subscribed["tracks"].as_array().unwrap().iter().map(|track| track["id"].clone()).collect()
}

/// Amina and Baraka publish, Chiku listens.
fn scene() -> (Scene, Client) {
    let mut scene = Scene::new();
    scene.join("amina", "room", json!([track("audio", "voice a"), track("video", "camera a")]));
    let mut high = track("video", "screen b");
    high["priority"] = "high".into();
    scene.join("baraka", "room", json!([high, track("data", "chat b")]));
    let (chiku, _) = scene.join("chiku", "room", json!([]));
    (scene, chiku)
}

#[test]
fn rules_choose_by_publisher_track_kind_and_priority() {
    let (mut scene, _) = scene();
    let everything = ["camera a", "chat b", "screen b", "voice a"];
    assert_eq!(received(&mut scene, "chiku"), everything);
    let text = |text: &str| Some(text.to_owned());
    let cases = [
        (TrackFilter { publisher: text("amina"), ..Default::default() }, vec!["camera a", "voice a"]),
        (TrackFilter { track: text("chat b"), ..Default::default() }, vec!["chat b"]),
        (TrackFilter { kind: Some(TrackKind::Video), ..Default::default() }, vec!["camera a", "screen b"]),
        (TrackFilter { priority: Some(TrackPriority::High), ..Default::default() }, vec!["screen b"]),
        (
            TrackFilter { publisher: text("amina"), kind: Some(TrackKind::Video), ..Default::default() },
            vec!["camera a"],
        ),
        (TrackFilter { publisher: text("Amina"), ..Default::default() }, vec![]),
    ];
    for (filter, expected) in cases {
        set_rules(&mut scene, "chiku", vec![rule(RuleAction::Include, filter.clone())]);
        assert_eq!(received(&mut scene, "chiku"), expected, "{filter:?}");
        set_rules(&mut scene, "chiku", vec![TrackRule::include_all(), rule(RuleAction::Exclude, filter)]);
        let others: Vec<&str> = everything.into_iter().filter(|name| !expected.contains(name)).collect();
        assert_eq!(received(&mut scene, "chiku"), others);
    }
}

#[test]
fn publishers_and_tracks_may_be_given_by_sid() {
    let (mut scene, _) = scene();
    let list = Command::ListParticipants { room: name("room") };
    let Ok(Reply::Participants(participants)) = scene.command(list) else { panic!("no list") };
    let amina = participants.iter().find(|participant| participant.identity == "amina").unwrap();
    let publisher = TrackFilter { publisher: Some(amina.sid.to_string()), ..Default::default() };
    set_rules(&mut scene, "chiku", vec![rule(RuleAction::Include, publisher)]);
    assert_eq!(received(&mut scene, "chiku"), ["camera a", "voice a"]);
    let only = TrackFilter { track: Some(amina.tracks[0].sid.to_string()), ..Default::default() };
    set_rules(&mut scene, "chiku", vec![rule(RuleAction::Include, only)]);
    assert_eq!(received(&mut scene, "chiku"), ["voice a"]);
}

#[test]
fn the_client_is_told_at_once_and_each_delivery_has_a_new_name() {
    let (mut scene, chiku) = scene();
    set_rules(&mut scene, "chiku", vec![TrackRule::exclude_all()]);
    assert_eq!(deliveries(&mut scene, chiku), Vec::<Value>::new());
    set_rules(&mut scene, "chiku", vec![TrackRule::include_all()]);
    let first = deliveries(&mut scene, chiku);
    set_rules(&mut scene, "chiku", vec![TrackRule::exclude_all()]);
    set_rules(&mut scene, "chiku", vec![TrackRule::include_all()]);
    let second = deliveries(&mut scene, chiku);
    assert_eq!((first.len(), second.len()), (4, 4));
    assert!(first.iter().all(|id| !second.contains(id)));
}

#[test]
fn rules_hold_for_tracks_to_come_and_for_priorities_that_change() {
    let mut scene = Scene::new();
    let (amina, _) = scene.join("amina", "room", json!([]));
    scene.join("chiku", "room", json!([]));
    let high = TrackFilter { priority: Some(TrackPriority::High), ..Default::default() };
    set_rules(&mut scene, "chiku", vec![rule(RuleAction::Include, high)]);
    scene.set_tracks(amina, 2, json!([track("video", "camera")]));
    assert!(received(&mut scene, "chiku").is_empty());
    let mut camera = track("video", "camera");
    camera["priority"] = "high".into();
    scene.set_tracks(amina, 3, json!([camera]));
    assert_eq!(received(&mut scene, "chiku"), ["camera"]);
    scene.set_tracks(amina, 4, json!([track("video", "camera")]));
    assert!(received(&mut scene, "chiku").is_empty());
}

#[test]
fn who_connects_without_automatic_subscription_is_told_of_tracks_and_gets_what_rules_give() {
    let mut scene = Scene::new();
    scene.join("amina", "room", json!([track("audio", "voice")]));
    let mut message = connect("chiku", "room", json!([]));
    message["subscribe"] = json!({ "rules": [{ "type": "exclude", "all": true }], "revision": 1 });
    let chiku = scene.greet(&message);
    let connected = scene.expect(chiku, "connected");
    assert_eq!(connected["participants"][0]["tracks"][0]["name"], "voice");
    assert_eq!(connected["subscribed"]["tracks"], json!([]));
    let fetch = Command::FetchSubscribeRules { room: name("room"), participant: identity("chiku") };
    let Ok(Reply::Rules(rules)) = scene.command(fetch) else { panic!("no rules") };
    assert_eq!(rules.rules, [TrackRule::exclude_all()]);
    let voice = TrackFilter { track: Some("voice".to_owned()), ..Default::default() };
    set_rules(&mut scene, "chiku", vec![rule(RuleAction::Include, voice)]);
    assert_eq!(deliveries(&mut scene, chiku).len(), 1);
}

#[test]
fn wrong_rules_are_refused_and_change_nothing() {
    let (mut scene, _) = scene();
    for rules in [Vec::new(), vec![TrackRule::exclude_all(); MAX_RULES + 1]] {
        let (room, participant) = (name("room"), identity("chiku"));
        let command = Command::SetSubscribeRules { room, participant, rules };
        assert_eq!(scene.command(command), Err(CommandFault::SubscribeRules));
    }
    assert_eq!(received(&mut scene, "chiku").len(), 4);
}

#[test]
fn a_track_that_the_browser_cannot_decode_fails_with_its_code() {
    let mut scene = Scene::new();
    let only = |codec: &str| {
        let mut offer = OFFER.to_owned();
        for other in ["VP8", "VP9", "H264", "AV1"] {
            if other != codec {
                offer = offer.replace(&format!(" {other}/90000"), " unknown/90000");
            }
        }
        offer
    };
    for (identity, codec) in [("amina", "VP8"), ("baraka", "H264")] {
        let mut message =
            connect(identity, "room", json!([track("video", identity), track("audio", "voice")]));
        message["peer_connections"][0]["description"]["sdp"] = only(codec).into();
        let client = scene.greet(&message);
        let connected = scene.expect(client, "connected");
        let tracks = connected["subscribed"]["tracks"].as_array().unwrap();
        let codes: Vec<_> = tracks.iter().filter_map(|track| track["error"]["code"].as_u64()).collect();
        assert_eq!(codes, vec![53404; usize::from(identity == "baraka")]);
    }
    assert_eq!(received(&mut scene, "baraka"), ["voice"]);
}

#[test]
fn tracks_beyond_the_capacity_fail_until_others_go() {
    let limits = Limits { subscriptions_per_participant: 1, ..Limits::default() };
    let mut scene = Scene::with(Some(RoomSettings::ad_hoc()), limits);
    let (amina, _) = scene.join("amina", "room", json!([track("audio", "one"), track("audio", "two")]));
    let (_, connected) = scene.join("chiku", "room", json!([]));
    let tracks = connected["subscribed"]["tracks"].as_array().unwrap();
    let codes: Vec<_> = tracks.iter().filter_map(|track| track["error"]["code"].as_u64()).collect();
    assert_eq!((tracks.len(), codes), (2, vec![53305]));
    let delivered = received(&mut scene, "chiku");
    let left: Vec<Value> = ["one", "two"]
        .into_iter()
        .filter(|name| !delivered.contains(&(*name).to_owned()))
        .map(|name| track("audio", name))
        .collect();
    scene.set_tracks(amina, 2, left.into());
    assert_eq!(received(&mut scene, "chiku").len(), 1);
}
