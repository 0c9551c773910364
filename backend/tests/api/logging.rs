use serde_json::json;

use crate::helpers::{TestApp, captured_logs};
use crate::signaling::{connect, hello, next_json, send_json};

#[actix_web::test]
async fn logs_show_routes_and_no_names_tokens_or_addresses() {
    let app = TestApp::spawn().await;
    let login = json!({"username": "Wilhelmina", "room": "Pemberley", "tab": "zq81xw"});
    let answer = app.post("/login", "application/json", login.to_string()).await;
    let token = answer.json()["token"].as_str().unwrap().to_owned();
    app.get("/room/Pemberley").await;
    let mut socket = connect(&app).await;
    send_json(&mut socket, &hello(&json!({"type": "ice", "version": 1, "edge": "roaming", "token": token})))
        .await;
    next_json(&mut socket).await;
    let id = app.get("/health").await.header("x-request-id").to_owned();
    let logs = String::from_utf8(captured_logs().lock().unwrap().clone()).unwrap();
    assert!(logs.contains(&id) && logs.contains("/room/{name}"));
    let signature = token.rsplit('.').next().unwrap();
    for secret in ["Wilhelmina", "Pemberley", "zq81xw", "127.0.0.1", "::1", "eyJ", signature] {
        assert!(!logs.contains(secret), "{secret}");
    }
}
