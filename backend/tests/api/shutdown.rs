use std::time::Duration;

use actix_web::rt::time::timeout;
use awc::ws::Frame;

use crate::helpers::TestApp;
use crate::signaling::{connect, next};

#[actix_web::test]
async fn sockets_are_closed_and_everything_ends_in_time() {
    let app = TestApp::spawn().await;
    let mut socket = connect(&app).await;
    app.stop.stop();
    let code = loop {
        if let Frame::Close(reason) = next(&mut socket).await {
            break u16::from(reason.unwrap().code);
        }
    };
    assert_eq!(code, 1001);
    timeout(Duration::from_secs(5), app.running).await.expect("an end within 5 s").unwrap().unwrap();
    assert!(app.client.get(format!("{}/health", app.url)).send().await.is_err());
}
