use crate::helpers::{TWILIO, TestApp};

fn connect_sources(policy: &str) -> &str {
    policy.split("; ").find_map(|directive| directive.strip_prefix("connect-src ")).unwrap()
}

#[actix_web::test]
async fn every_answer_carries_the_security_headers() {
    let app = TestApp::spawn().await;
    for path in ["/", "/health", "/nothing.js", "/login"] {
        let answer = app.get(path).await;
        let policy = answer.header("content-security-policy");
        for directive in [
            "default-src 'self'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.split("; ").any(|part| part == directive), "{path}: {directive} in {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        for permission in ["camera=(self)", "microphone=(self)", "display-capture=(self)", "geolocation=()"] {
            assert!(answer.header("permissions-policy").contains(permission));
        }
    }
}

#[actix_web::test]
async fn the_page_may_connect_to_its_own_sockets() {
    let app = TestApp::spawn().await;
    let answer = app.get_with("/", &[("host", "calls.example:8080")]).await;
    let sources = connect_sources(answer.header("content-security-policy"));
    assert_eq!(sources, "'self' ws://calls.example:8080 wss://calls.example:8080");
}

#[actix_web::test]
async fn a_host_that_is_none_does_not_get_into_the_policy() {
    let app = TestApp::spawn().await;
    let answer = app.get_with("/", &[("host", "a; script-src *")]).await;
    assert!(!answer.header("content-security-policy").contains("script-src *"));
}

#[actix_web::test]
async fn in_twilio_mode_the_page_may_connect_to_twilio() {
    let app = TestApp::spawn_with(&TWILIO).await;
    let answer = app.get("/").await;
    let sources = connect_sources(answer.header("content-security-policy"));
    assert_eq!(sources, "'self' wss://*.twilio.com https://*.twilio.com");
}

#[actix_web::test]
async fn in_twilio_mode_the_page_may_connect_to_another_signaling_address() {
    let url = ["--twilio-signaling-url", "ws://127.0.0.1:4000/signaling"];
    let app = TestApp::spawn_with(&[TWILIO.as_slice(), &url].concat()).await;
    let answer = app.get("/").await;
    assert_eq!(connect_sources(answer.header("content-security-policy")), "'self' ws://127.0.0.1:4000");
}

#[actix_web::test]
async fn every_answer_has_an_id_of_its_own() {
    let app = TestApp::spawn().await;
    let first = app.get("/health").await.header("x-request-id").to_owned();
    let second = app.get("/health").await.header("x-request-id").to_owned();
    assert!(first.len() == 16 && first != second);
}
