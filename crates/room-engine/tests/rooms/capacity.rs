use std::time::Duration;

use room_engine::{Input, Limits, RoomSettings, SocketId};
use serde_json::{Value, json};

use crate::scene::{Client, Scene, connect};
use crate::support::{hello, message};

fn ice() -> Value {
    json!({ "type": "ice", "version": 1, "token": "baraka" })
}

fn scene_with_one_place() -> Scene {
    let limits = Limits { participants: 1, ..Limits::default() };
    Scene::with(Some(RoomSettings::ad_hoc()), limits)
}

/// What the server says to a hello: its type, and the wait.
fn answer(scene: &mut Scene, client: Client) -> (String, i64) {
    let told = scene.told(client);
    let frame = told.first().unwrap();
    (frame["type"].as_str().unwrap().to_owned(), frame["retryAfter"].as_i64().unwrap_or_default())
}

#[test]
fn newcomers_wait_while_the_server_is_full_and_come_in_when_somebody_leaves() {
    let mut scene = scene_with_one_place();
    let (amina, _) = scene.join("amina", "room", json!([]));
    let baraka = scene.greet(&ice());
    let told = scene.told(baraka);
    assert_eq!((&told[0]["type"], &told[0]["keepAlive"]), (&json!("busy"), &json!(true)));
    let wait = told[0]["retryAfter"].as_u64().unwrap();
    assert!(wait >= 1000);
    scene.wait(Duration::from_millis(wait));
    scene.leave(amina);
    scene.text(baraka, &hello(&ice()));
    let told = scene.told(baraka);
    assert_eq!((&told[0]["type"], &told[1]["type"]), (&json!("welcome"), &json!("iced")));
}

#[test]
fn who_waits_in_vain_is_turned_away_in_the_end() {
    let mut scene = scene_with_one_place();
    scene.join("amina", "room", json!([]));
    let baraka = scene.greet(&ice());
    let mut answers = 0;
    loop {
        let (kind, wait) = answer(&mut scene, baraka);
        assert_eq!(kind, "busy");
        if wait < 0 {
            break;
        }
        answers += 1;
        assert!(answers < 20, "the client waits for ever");
        scene.wait(Duration::from_millis(wait.unsigned_abs()));
        scene.text(baraka, &hello(&ice()));
    }
    assert!(answers >= 3);
    assert_eq!(scene.close_code(baraka), Some(3006));
}

#[test]
fn a_session_is_resumed_and_an_identity_taken_over_however_full_the_server_is() {
    let mut scene = scene_with_one_place();
    let (amina, _) = scene.join("amina", "room", json!([]));
    scene.lose(amina);
    let sync = scene.sync(amina, "amina", "room", json!([]));
    let back = scene.greet(&sync);
    scene.expect(back, "synced");
    // Its hello came before the server was full.
    let mut scene = scene_with_one_place();
    let second = scene.greet(&ice());
    scene.join("amina", "room", json!([]));
    scene.say(second, &connect("amina", "room", json!([])));
    scene.expect(second, "connected");
    assert_eq!(scene.engine.counts().participants, 1);
}

#[test]
fn who_was_welcomed_before_the_server_was_full_is_told_so() {
    let mut scene = scene_with_one_place();
    let early = scene.greet(&ice());
    scene.join("amina", "room", json!([]));
    scene.say(early, &connect("baraka", "room", json!([])));
    assert_eq!(scene.expect(early, "error")["code"], 53006);
    let adopted = SocketId(99);
    let text = message(&connect("chiku", "another room", json!([])));
    let now = scene.now;
    scene.engine.handle_input(Input::SocketAdopted { socket: adopted }, now);
    scene.engine.handle_input(Input::SocketText { socket: adopted, text: &text }, now);
    assert_eq!(scene.engine.counts().rooms, 1);
    assert_eq!(scene.engine.counts().participants, 1);
}

#[test]
fn sockets_beyond_the_limit_are_asked_to_come_back() {
    let limits = Limits { sockets: 1, ..Limits::default() };
    let mut scene = Scene::with(Some(RoomSettings::ad_hoc()), limits);
    let first = scene.greet(&ice());
    assert_eq!(answer(&mut scene, first).0, "welcome");
    let second = scene.greet(&ice());
    assert_eq!(answer(&mut scene, second).0, "busy");
    scene.lose(first);
    scene.wait(Duration::from_secs(2));
    scene.text(second, &hello(&ice()));
    assert_eq!(answer(&mut scene, second).0, "welcome");
}

#[test]
fn no_more_rooms_are_opened_than_allowed_and_open_ones_are_entered() {
    let limits = Limits { rooms: 1, ..Limits::default() };
    let mut scene = Scene::with(Some(RoomSettings::ad_hoc()), limits);
    scene.join("amina", "room", json!([]));
    assert_eq!(scene.join_refused("baraka", "another room"), 53103);
    scene.join("baraka", "room", json!([]));
}
