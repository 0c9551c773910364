use awc::http::Method;

use super::stage::{ACCOUNT, AUTH_TOKEN, KEY, SECRET, Stage, assert_fault};
use crate::helpers::{TWILIO, TestApp, config};

#[actix_web::test]
async fn the_api_key_and_the_account_open_it_and_nothing_else_does() {
    let stage = Stage::new().await;
    for credentials in [(KEY, SECRET), (ACCOUNT, AUTH_TOKEN)] {
        assert_eq!(stage.request(Method::GET, "/Rooms", &[], credentials).await.status, 200);
    }
    for credentials in
        [(KEY, AUTH_TOKEN), (ACCOUNT, SECRET), (KEY, ""), ("", ""), ("SK", SECRET), (KEY, "Zoë")]
    {
        let answer = stage.request(Method::POST, "/Rooms", &[], credentials).await;
        assert_fault(&answer, 401, 20003);
        assert_eq!(answer.json()["message"], "Authenticate");
        assert!(answer.header("www-authenticate").starts_with("Basic"));
    }
    for header in ["", "Basic", "Basic !", "Bearer x"] {
        assert_fault(&stage.app.get_with("/v1/Rooms", &[("authorization", header)]).await, 401, 20003);
    }
    assert_fault(&stage.app.get("/v1/anything").await, 401, 20003);
}

#[actix_web::test]
async fn what_is_not_here_says_so() {
    let stage = Stage::new().await;
    for path in
        ["/Compositions", "/CompositionHooks/HK1", "/CompositionSettings/Default", "/Rooms/a/Transcriptions"]
    {
        let answer = stage.post(path, &[]).await;
        assert_fault(&answer, 404, 20404);
        assert!(answer.json()["message"].as_str().unwrap().starts_with("This room server has no"), "{path}");
    }
    let answer = stage.get("/Rooms/a/b/c").await;
    assert_fault(&answer, 404, 20404);
    assert_eq!(answer.json()["message"], "The requested resource /Rooms/a/b/c was not found");
    assert_fault(&stage.request(Method::DELETE, "/Rooms/a", &[], (KEY, SECRET)).await, 405, 20004);
}

#[actix_web::test]
async fn long_bodies_and_floods_are_refused() {
    let stage = Stage::new().await;
    let long = "x".repeat(65 * 1024);
    let answer = stage.post("/Rooms", &[("UniqueName", &long)]).await;
    assert_fault(&answer, 413, 20422);
    let mut refused = None;
    for _ in 0..1000 {
        let answer = stage.post("/Rooms/nowhere", &[("Status", "completed")]).await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
    }
    assert_fault(&refused.expect("a flood is refused"), 429, 20429);
    assert_eq!(stage.get("/Rooms").await.status, 200);
}

#[actix_web::test]
async fn a_body_that_is_no_form_asks_for_nothing() {
    let stage = Stage::new().await;
    let request = stage.app.client.post(format!("{}/v1/Rooms", stage.app.url)).basic_auth(KEY, SECRET);
    let mut answer = request.send_json(&serde_json::json!({"UniqueName": "standup"})).await.unwrap();
    assert_eq!(answer.status(), 201);
    let room: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(room["unique_name"], room["sid"]);
}

#[actix_web::test]
async fn addresses_are_those_by_which_the_server_was_found() {
    let stage = Stage::new().await;
    let request = stage.app.client.get(format!("{}/v1/Rooms", stage.app.url)).basic_auth(KEY, SECRET);
    let proxied =
        request.insert_header(("x-forwarded-proto", "https")).insert_header(("host", "video.example:8443"));
    let answer: serde_json::Value = proxied.send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["meta"]["url"], "https://video.example:8443/v1/Rooms?PageSize=50&Page=0");
}

#[actix_web::test]
async fn the_room_server_alone_has_the_api_and_no_page_and_in_development_every_origin_may_ask() {
    let app = TestApp::spawn_config(config(&["rooms", "--dev"])).await;
    assert_eq!(app.get("/health").await.status, 200);
    assert_eq!(app.get("/").await.status, 404);
    assert_eq!(app.post("/login", "application/json", "{}").await.status, 404);
    let json = app.greeting.lines().find(|line| line.starts_with('{')).unwrap();
    let known: serde_json::Value = serde_json::from_str(json).unwrap();
    let text = |name: &str| known[name].as_str().unwrap().to_owned();
    assert_eq!(text("rest_url"), app.url);
    for (user, password) in [("api_key_sid", "api_key_secret"), ("account_sid", "auth_token")] {
        let request = app.client.get(format!("{}/v1/Rooms", text("rest_url")));
        assert_eq!(request.basic_auth(text(user), text(password)).send().await.unwrap().status(), 200);
    }
    let preflight = app
        .client
        .request(Method::OPTIONS, format!("{}/v1/Rooms", app.url))
        .insert_header(("origin", "https://page.example"))
        .insert_header(("access-control-request-method", "POST"))
        .insert_header(("access-control-request-headers", "authorization,content-type"));
    let answer = preflight.send().await.unwrap();
    let header = |name: &str| answer.headers().get(name).unwrap().to_str().unwrap().to_ascii_lowercase();
    assert_eq!(header("access-control-allow-origin"), "*");
    assert!(header("access-control-allow-headers").contains("authorization"));
}

#[actix_web::test]
async fn outside_development_no_other_origin_may_ask() {
    let stage = Stage::new().await;
    let answer = stage.app.get_with("/v1/Rooms", &[("origin", "https://page.example")]).await;
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

#[actix_web::test]
async fn in_twilio_mode_there_is_no_api() {
    let app = TestApp::spawn_with(&TWILIO).await;
    assert_eq!(app.post("/v1/Rooms", "application/x-www-form-urlencoded", "").await.status, 404);
}
