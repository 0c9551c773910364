use serde_json::json;

use crate::helpers::{TWILIO, TestApp};

#[actix_web::test]
async fn a_probe_learns_that_the_backend_runs_and_where_the_rooms_live() {
    let app = TestApp::spawn().await;
    assert_eq!(app.get("/health").await.json(), json!({"status": "ok", "mode": "embedded"}));
    assert!(app.media_port.is_some());
    let app = TestApp::spawn_with(&TWILIO).await;
    assert_eq!(app.get("/health").await.json(), json!({"status": "ok", "mode": "twilio"}));
    assert!(app.media_port.is_none());
}
