//! How many are in a room, before anybody enters it.

use serde_json::json;

use crate::helpers::{TWILIO, TestApp};

#[actix_web::test]
async fn a_room_that_nobody_opened_is_empty() {
    let app = TestApp::spawn().await;
    for path in ["/occupancy", "/occupancy?room=", "/occupancy?room=Stand%20up"] {
        let answer = app.get(path).await;
        assert_eq!(answer.json(), json!({ "participants": 0 }), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[actix_web::test]
async fn a_name_that_no_room_can_have_is_refused() {
    let app = TestApp::spawn().await;
    let answer = app.get(&format!("/occupancy?room={}", "x".repeat(129))).await;
    assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str()), (400, Some("room_too_long")));
    assert_eq!(app.get("/occupancy?room=a%00b").await.status, 400);
}

#[actix_web::test]
async fn twilios_rooms_are_not_counted() {
    let app = TestApp::spawn_with(&TWILIO).await;
    assert_eq!(app.get("/occupancy?room=Stand-up").await.json(), json!({}));
}
