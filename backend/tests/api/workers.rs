//! Sockets find the worker on which their room lives.

use backend::config::ModeConfig;
use serde_json::{Value, json};

use crate::helpers::{TestApp, config};
use crate::signaling::{Socket, connect, hello, next_message, send_json};

const CONNECT: &str = include_str!("../../../crates/signaling/tests/fixtures/client_connect.json");
const SYNC: &str = include_str!("../../../crates/signaling/tests/fixtures/client_sync.json");
const OFFER: &str = include_str!("../../../crates/room-engine/tests/fixtures/chromium_offer.sdp");

/// Enough rooms that not all of them live on the worker that welcomes a socket.
const ROOMS: [&str; 4] = ["Aspen", "Birch", "Cedar", "Douglas fir"];

pub async fn app() -> TestApp {
    let mut config = config(&[]);
    if let ModeConfig::Embedded(embedded) = &mut config.mode {
        embedded.workers = 4;
    }
    TestApp::spawn_config(config).await
}

pub async fn token(app: &TestApp, username: &str, room: &str) -> Value {
    let body = json!({"username": username, "room": room}).to_string();
    app.post("/login", "application/json", body).await.json()["token"].take()
}

fn filled(template: &str, token: Value, room: &str) -> Value {
    let mut message: Value = serde_json::from_str(template).unwrap();
    message["name"] = json!(room);
    message["token"] = token;
    message["participant"]["tracks"] = json!([]);
    message["peer_connections"][0]["description"]["sdp"] =
        json!(OFFER.replace("\r\n", "\n").replace('\n', "\r\n"));
    message
}

pub async fn answer(socket: &mut Socket, kind: &str) -> Value {
    loop {
        let frame = next_message(socket).await;
        let body = &frame["body"];
        assert_ne!(body["type"], "error", "{frame}");
        if body["type"] == kind {
            return frame["body"].clone();
        }
    }
}

/// Joins as the library does: ICE servers first, then the room, on one socket.
pub async fn join(app: &TestApp, username: &str, room: &str) -> (Socket, Value) {
    let token = token(app, username, room).await;
    let mut socket = connect(app).await;
    send_json(&mut socket, &hello(&json!({"type": "ice", "version": 1, "edge": "roaming", "token": token})))
        .await;
    answer(&mut socket, "iced").await;
    send_json(&mut socket, &json!({"type": "msg", "body": filled(CONNECT, token, room)})).await;
    let connected = answer(&mut socket, "connected").await;
    (socket, connected)
}

fn identities(body: &Value) -> Vec<&str> {
    body["participants"].as_array().unwrap().iter().map(|other| other["identity"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn whoever_names_a_room_meets_there() {
    let app = app().await;
    for room in ROOMS {
        let (_alice, connected) = join(&app, "alice", room).await;
        assert_eq!(identities(&connected), Vec::<&str>::new());
        let (_bob, connected) = join(&app, "bob", room).await;
        assert_eq!(identities(&connected), ["alice"]);
    }
}

#[actix_web::test]
async fn a_socket_whose_first_frame_joins_is_welcomed_where_the_room_is() {
    let app = app().await;
    for room in ROOMS {
        let (_alice, _) = join(&app, "alice", room).await;
        let mut socket = connect(&app).await;
        send_json(&mut socket, &hello(&filled(CONNECT, token(&app, "bob", room).await, room))).await;
        assert_eq!(next_message(&mut socket).await["type"], "welcome");
        assert_eq!(identities(&answer(&mut socket, "connected").await), ["alice"]);
    }
}

#[actix_web::test]
async fn a_lost_session_is_resumed_where_it_lives() {
    let app = app().await;
    for room in ROOMS {
        let (_alice, _) = join(&app, "alice", room).await;
        let (lost, connected) = join(&app, "bob", room).await;
        drop(lost);
        let mut sync = filled(SYNC, token(&app, "bob", room).await, room);
        sync["session"] = connected["session"].clone();
        sync["peer_connections"] = json!([]);
        let mut socket = connect(&app).await;
        send_json(&mut socket, &hello(&sync)).await;
        assert_eq!(next_message(&mut socket).await["type"], "welcome");
        assert_eq!(identities(&answer(&mut socket, "synced").await), ["alice"]);
    }
}
