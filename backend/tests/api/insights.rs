use awc::ws::{CloseCode, Frame, Message};
use futures_util::SinkExt;
use serde_json::{Value, json};

use crate::helpers::{TWILIO, TestApp, captured_logs};
use crate::signaling::{Socket, close_code, next, next_json, send_json, token};

const PATH: &str = "/v1/VideoEvents";

async fn open(app: &TestApp) -> Socket {
    app.client.ws(format!("{}{PATH}", app.url)).connect().await.unwrap().1
}

async fn connect(app: &TestApp) -> (Socket, Value) {
    let mut socket = open(app).await;
    send_json(&mut socket, &request(&token(app).await)).await;
    let answer = next_json(&mut socket).await;
    (socket, answer)
}

fn request(token: &str) -> Value {
    let publisher = json!({"name": "twilio-video.js", "sdkVersion": "2.36.0", "userAgent": "Mozilla/5.0",
        "participantSid": "PA0123456789abcdef0123456789abcdef", "roomSid": "RM0123456789abcdef0123456789abcdef"});
    json!({"type": "connect", "token": token, "version": 1, "publisher": publisher})
}

fn event(session: &Value) -> Value {
    json!({"group": "quality", "name": "stats-report", "payload": {"secret": "Wickham"},
        "timestamp": 1_700_000_000_000_u64, "type": "event", "version": 1, "session": session})
}

/// What was sent before a ping was read before its answer.
async fn has_read_everything(socket: &mut Socket) {
    socket.send(Message::Ping("read".into())).await.unwrap();
    assert_eq!(next(socket).await, Frame::Pong("read".into()));
}

#[actix_web::test]
async fn the_library_is_connected_and_its_events_are_taken_in_silence() {
    let app = TestApp::spawn().await;
    let (mut socket, answer) = connect(&app).await;
    assert_eq!(answer["type"], "connected");
    assert_eq!(answer["session"].as_str().unwrap().len(), 32);
    for _ in 0..20 {
        send_json(&mut socket, &event(&answer["session"])).await;
    }
    socket.send(Message::Binary("not even text".into())).await.unwrap();
    has_read_everything(&mut socket).await;
    let logs = String::from_utf8(captured_logs().lock().unwrap().clone()).unwrap();
    assert!(!logs.contains("Wickham") && !logs.contains("stats-report"));
    socket.send(Message::Close(Some(CloseCode::Normal.into()))).await.unwrap();
    assert_eq!(close_code(&mut socket).await, CloseCode::Normal);
}

#[actix_web::test]
async fn whoever_is_refused_is_told_and_closed_for_good() {
    let app = TestApp::spawn().await;
    for first in [
        request("badToken").to_string(),
        json!({"type": "event", "token": token(&app).await}).to_string(),
        json!({"type": "connect"}).to_string(),
        "no json".to_owned(),
    ] {
        let mut socket = open(&app).await;
        socket.send(Message::Text(first.clone().into())).await.unwrap();
        let answer = next_json(&mut socket).await;
        assert_eq!(answer["type"], "error", "{first}");
        assert!(answer["message"].is_string(), "{first}");
        assert_eq!(
            close_code(&mut socket).await,
            CloseCode::Normal,
            "another code makes the library try again"
        );
    }
}

#[actix_web::test]
async fn a_message_that_is_too_long_ends_the_socket_for_good() {
    let app = TestApp::spawn().await;
    let (mut socket, _) = connect(&app).await;
    let _ = socket.send(Message::Text("x".repeat(256 * 1024 + 1).into())).await;
    assert_eq!(close_code(&mut socket).await, CloseCode::Normal);
}

#[actix_web::test]
async fn a_flood_of_messages_ends_the_socket_for_good() {
    let app = TestApp::spawn().await;
    let (mut socket, answer) = connect(&app).await;
    for _ in 0..1001 {
        let _ = socket.send(Message::Text(event(&answer["session"]).to_string().into())).await;
    }
    assert_eq!(close_code(&mut socket).await, CloseCode::Normal);
}

#[actix_web::test]
async fn pages_of_every_origin_may_report() {
    let app = TestApp::spawn().await;
    let request = app.client.ws(format!("{}{PATH}", app.url)).origin("https://elsewhere.example");
    assert!(request.connect().await.is_ok());
}

#[actix_web::test]
async fn sockets_are_closed_when_the_server_stops() {
    let app = TestApp::spawn().await;
    let (mut socket, _) = connect(&app).await;
    app.stop.stop();
    assert_eq!(close_code(&mut socket).await, CloseCode::Normal);
    app.running.await.unwrap().unwrap();
}

#[actix_web::test]
async fn in_twilio_mode_there_is_no_gateway() {
    let app = TestApp::spawn_with(&TWILIO).await;
    assert_eq!(app.get(PATH).await.status, 404);
    assert!(app.client.ws(format!("{}{PATH}", app.url)).connect().await.is_err());
}

#[actix_web::test]
async fn a_request_that_is_no_websocket_is_refused() {
    assert_eq!(TestApp::spawn().await.get(PATH).await.status, 400);
}
