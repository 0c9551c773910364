use room_engine::{GROUP_PARTICIPANTS, RoomSettings};
use serde_json::{Value, json};

use crate::scene::{Scene, outcomes, states, track};

fn scene() -> Scene {
    let mut scene = Scene::new();
    let max_participants = GROUP_PARTICIPANTS + 1;
    scene.create("arena", RoomSettings { max_participants, ..RoomSettings::default() });
    scene
}

#[test]
fn only_those_who_publish_are_shown() {
    let mut scene = scene();
    let (amina, _) = scene.join("amina", "arena", json!([]));
    let (baraka, connected) = scene.join("baraka", "arena", json!([]));
    assert_eq!(connected["participants"], json!([]));
    assert_eq!(scene.news(amina, "participants"), Value::Null);

    scene.set_tracks(baraka, 2, json!([track("audio", "voice")]));
    let shown = scene.news(amina, "participants");
    assert_eq!(states(&shown), [("baraka".to_owned(), "connected".to_owned())]);
    let (_, connected) = scene.join("chiku", "arena", json!([]));
    assert_eq!(states(&connected["participants"]), [("baraka".to_owned(), "connected".to_owned())]);

    scene.set_tracks(baraka, 3, json!([]));
    let hidden = scene.news(amina, "participants");
    assert_eq!(states(&hidden), [("baraka".to_owned(), "disconnected".to_owned())]);
    scene.set_tracks(baraka, 4, json!([track("audio", "voice")]));
    let again = scene.news(amina, "participants");
    assert_eq!(states(&again), [("baraka".to_owned(), "connected".to_owned())]);
    let revision = |list: &Value| list[0]["revision"].as_u64();
    assert!(revision(&shown) < revision(&hidden) && revision(&hidden) < revision(&again));

    scene.lose(baraka);
    assert_eq!(states(&scene.news(amina, "participants"))[0].1, "reconnecting");
}

#[test]
fn nobody_hears_of_those_who_come_and_go_in_silence() {
    let mut scene = scene();
    let (amina, _) = scene.join("amina", "arena", json!([]));
    scene.told(amina);
    let (baraka, _) = scene.join("baraka", "arena", json!([]));
    scene.lose(baraka);
    let sync = scene.sync(baraka, "baraka", "arena", json!([]));
    let back = scene.greet(&sync);
    scene.expect(back, "synced");
    scene.lose(back);
    scene.wait(std::time::Duration::from_secs(40));
    assert_eq!(scene.engine.counts().participants, 1);
    assert_eq!(scene.news(amina, "participants"), Value::Null);
}

#[test]
fn who_comes_back_in_another_tab_has_its_tracks_for_itself() {
    let mut scene = scene();
    let tracks: Vec<Value> = (0..10).map(|number| track("data", &format!("track {number}"))).collect();
    scene.join("amina", "arena", tracks.clone().into());
    let (_, connected) = scene.join("amina", "arena", tracks.into());
    assert_eq!(outcomes(&connected["published"]), ["ready"; 10]);
}

#[test]
fn sixteen_tracks_may_be_published_in_the_whole_room() {
    let mut scene = scene();
    let tracks = |count: usize| -> Value {
        (0..count).map(|number| track("data", &format!("track {number}"))).collect::<Vec<_>>().into()
    };
    let (amina, _) = scene.join("amina", "arena", tracks(15));
    let (baraka, connected) = scene.join("baraka", "arena", tracks(2));
    assert_eq!(outcomes(&connected["published"]), ["ready", "53203"]);
    scene.set_tracks(amina, 2, json!([]));
    scene.set_tracks(baraka, 2, json!([track("data", "another")]));
    assert_eq!(outcomes(&scene.news(baraka, "published")), ["ready"]);
}
