use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::helpers::{Answer, TWILIO, TestApp};

async fn login(app: &TestApp, body: Value) -> Answer {
    app.post("/login", "application/json", body.to_string()).await
}

fn claims(answer: &Answer) -> Value {
    let json = answer.json();
    let payload = json["token"].as_str().unwrap().split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

#[actix_web::test]
async fn a_name_gets_a_token_for_the_default_room() {
    let app = TestApp::spawn().await;
    let answer = login(&app, json!({"username": " Ada "})).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), "no-store");
    let body = answer.json();
    assert_eq!(body["identity"], "Ada");
    assert_eq!(body["room"], "My Room");
    assert_eq!(body["signaling_url"], "/signaling");
    let claims = claims(&answer);
    assert_eq!(claims["grants"], json!({"identity": "Ada", "video": {"room": "My Room"}}));
    assert_eq!(claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap(), 14_400);
}

#[actix_web::test]
async fn a_room_and_a_tab_go_into_the_token() {
    let app = TestApp::spawn_with(&["--token-ttl-seconds", "60"]).await;
    let answer = login(&app, json!({"username": "Ada", "room": "Stand-up", "tab": "x7k2p9"})).await;
    assert_eq!(answer.json()["identity"], "Ada~x7k2p9");
    let claims = claims(&answer);
    assert_eq!(claims["grants"], json!({"identity": "Ada~x7k2p9", "video": {"room": "Stand-up"}}));
    assert_eq!(claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap(), 60);
}

#[actix_web::test]
async fn the_content_type_does_not_matter() {
    let app = TestApp::spawn().await;
    for content_type in ["application/json", "text/plain", "application/x-www-form-urlencoded", "image/png"] {
        assert_eq!(
            app.post("/login", content_type, r#"{"username":"Ada"}"#).await.status,
            200,
            "{content_type}"
        );
    }
}

#[actix_web::test]
async fn in_twilio_mode_the_token_is_the_accounts_and_the_address_the_librarys() {
    let app = TestApp::spawn_with(&TWILIO).await;
    let answer = login(&app, json!({"username": "Ada"})).await;
    assert_eq!(answer.json().get("signaling_url"), None);
    let claims = claims(&answer);
    assert_eq!(claims["sub"], TWILIO[1]);
    assert_eq!(claims["iss"], TWILIO[3]);
}

#[actix_web::test]
async fn in_twilio_mode_another_signaling_address_is_passed_on() {
    let url = ["--twilio-signaling-url", "ws://127.0.0.1:4000/signaling"];
    let app = TestApp::spawn_with(&[TWILIO.as_slice(), &url].concat()).await;
    assert_eq!(login(&app, json!({"username": "Ada"})).await.json()["signaling_url"], url[1]);
}

#[actix_web::test]
async fn each_refusal_has_its_status_its_code_and_a_sentence() {
    let app = TestApp::spawn().await;
    let long = "x".repeat(129);
    for (body, status, code) in [
        (String::new(), 400, "not_json"),
        ("username=Ada".to_owned(), 400, "not_json"),
        (r#"{"username":42}"#.to_owned(), 400, "not_json"),
        ("\"Ada\"".to_owned(), 400, "not_json"),
        (r#"["Ada"]"#.to_owned(), 400, "not_json"),
        ("{}".to_owned(), 401, "username_missing"),
        (r#"{"username":null}"#.to_owned(), 401, "username_missing"),
        (r#"{"username":" \t "}"#.to_owned(), 401, "username_missing"),
        (json!({"username": long}).to_string(), 400, "username_too_long"),
        (json!({"username": "a\u{0}b"}).to_string(), 400, "username_control_characters"),
        (json!({"username": "Ada", "room": long}).to_string(), 400, "room_too_long"),
        (json!({"username": "Ada", "room": "a\nb"}).to_string(), 400, "room_control_characters"),
        (json!({"username": "Ada", "tab": "nope"}).to_string(), 400, "tab_malformed"),
        (json!({"username": "x".repeat(20_000)}).to_string(), 413, "body_too_large"),
    ] {
        let answer = app.post("/login", "application/json", body.clone()).await;
        assert_eq!(answer.status, status, "{body}");
        let error = answer.json();
        assert_eq!(error["code"], code, "{body}");
        assert!(error["message"].as_str().unwrap().ends_with('.'), "{error}");
    }
}

#[actix_web::test]
async fn what_is_not_utf_8_is_not_json() {
    let app = TestApp::spawn().await;
    let answer = app.post("/login", "application/json", &b"{\"username\":\"\xff\"}"[..]).await;
    assert_eq!(answer.json()["code"], "not_json");
}

#[actix_web::test]
async fn a_login_is_posted() {
    assert_eq!(TestApp::spawn().await.get("/login").await.status, 405);
}
