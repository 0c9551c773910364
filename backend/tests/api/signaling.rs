use std::time::Duration;

use actix_web::rt::time::timeout;
use awc::BoxedSocket;
use awc::ws::{CloseCode, Codec, Frame, Message};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};

use crate::helpers::{TWILIO, TestApp};

pub type Socket = actix_codec::Framed<BoxedSocket, Codec>;

const PATIENCE: Duration = Duration::from_secs(10);

pub async fn connect(app: &TestApp) -> Socket {
    let (_, socket) = app.client.ws(format!("{}/signaling", app.url)).connect().await.unwrap();
    socket
}

pub fn hello(body: &Value) -> Value {
    let id = "0b0c6f0e-1d2c-4a3b-8c4d-5e6f70819203";
    json!({"type": "hello", "version": 2, "id": id, "timeout": 5000, "body": body})
}

pub async fn send_json(socket: &mut Socket, frame: &Value) {
    socket.send(Message::Text(frame.to_string().into())).await.unwrap();
}

pub async fn next(socket: &mut Socket) -> Frame {
    timeout(PATIENCE, socket.next()).await.expect("a frame in time").expect("an open socket").unwrap()
}

pub async fn next_json(socket: &mut Socket) -> Value {
    match next(socket).await {
        Frame::Text(text) => serde_json::from_slice(&text).unwrap(),
        other => panic!("{other:?}"),
    }
}

/// The next frame that is no heartbeat.
pub async fn next_message(socket: &mut Socket) -> Value {
    loop {
        let frame = next_json(socket).await;
        if frame["type"] != "heartbeat" {
            return frame;
        }
    }
}

pub async fn close_code(socket: &mut Socket) -> CloseCode {
    loop {
        match next(socket).await {
            Frame::Close(reason) => return reason.expect("a reason").code,
            Frame::Text(_) => {}
            other => panic!("{other:?}"),
        }
    }
}

pub async fn token(app: &TestApp) -> String {
    let answer = app.post("/login", "application/json", r#"{"username":"Ada"}"#).await;
    answer.json()["token"].as_str().unwrap().to_owned()
}

fn ice(token: &str) -> Value {
    hello(&json!({"type": "ice", "version": 1, "edge": "roaming", "token": token}))
}

#[actix_web::test]
async fn a_hello_with_our_token_is_welcomed_and_gets_ice_servers() {
    let app = TestApp::spawn().await;
    let mut socket = connect(&app).await;
    send_json(&mut socket, &ice(&token(&app).await)).await;
    let welcome = next_message(&mut socket).await;
    assert_eq!(welcome["type"], "welcome");
    let message = next_message(&mut socket).await;
    assert_eq!((&message["type"], &message["body"]["type"]), (&json!("msg"), &json!("iced")));
}

#[actix_web::test]
async fn a_bad_token_is_welcomed_and_refused_with_its_code() {
    let app = TestApp::spawn().await;
    let mut socket = connect(&app).await;
    send_json(&mut socket, &ice("badToken")).await;
    assert_eq!(next_message(&mut socket).await["type"], "welcome");
    let message = next_message(&mut socket).await;
    assert_eq!((&message["body"]["type"], &message["body"]["code"]), (&json!("error"), &json!(20101)));
}

#[actix_web::test]
async fn a_ping_is_answered() {
    let app = TestApp::spawn().await;
    let mut socket = connect(&app).await;
    socket.send(Message::Ping("are you there".into())).await.unwrap();
    assert_eq!(next(&mut socket).await, Frame::Pong("are you there".into()));
}

#[actix_web::test]
async fn pages_of_every_origin_may_connect() {
    let app = TestApp::spawn().await;
    let request = app.client.ws(format!("{}/signaling", app.url)).origin("https://elsewhere.example");
    assert!(request.connect().await.is_ok());
}

#[actix_web::test]
async fn frames_of_bytes_close_the_socket() {
    let app = TestApp::spawn().await;
    let mut socket = connect(&app).await;
    socket.send(Message::Binary("bytes".into())).await.unwrap();
    assert_eq!(close_code(&mut socket).await, CloseCode::Unsupported);
}

#[actix_web::test]
async fn a_frame_that_is_too_long_closes_the_socket() {
    let app = TestApp::spawn().await;
    let mut socket = connect(&app).await;
    let _ = socket.send(Message::Text("x".repeat(512 * 1024 + 1).into())).await;
    assert_eq!(close_code(&mut socket).await, CloseCode::Size);
}

#[actix_web::test]
async fn a_close_is_answered() {
    let app = TestApp::spawn().await;
    let mut socket = connect(&app).await;
    socket.send(Message::Close(Some(CloseCode::Normal.into()))).await.unwrap();
    assert_eq!(close_code(&mut socket).await, CloseCode::Normal);
}

#[actix_web::test]
async fn a_request_that_is_no_websocket_is_refused() {
    assert_eq!(TestApp::spawn().await.get("/signaling").await.status, 400);
}

#[actix_web::test]
async fn in_twilio_mode_there_is_no_signaling() {
    let app = TestApp::spawn_with(&TWILIO).await;
    assert_eq!(app.get("/signaling").await.status, 404);
    assert!(app.client.ws(format!("{}/signaling", app.url)).connect().await.is_err());
}
