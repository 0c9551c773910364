use awc::http::Method;
use serde_json::json;

use super::stage::{ACCOUNT, AUTH_TOKEN, KEY, SECRET, Stage, assert_fault};
use crate::helpers::Answer;

async fn ask(stage: &Stage, account: &str, form: &[(&str, &str)]) -> Answer {
    let url = format!("{}/2010-04-01/Accounts/{account}/Tokens.json", stage.app.url);
    stage.request(Method::POST, &url, form, (ACCOUNT, AUTH_TOKEN)).await
}

#[actix_web::test]
async fn a_token_names_the_turn_server_and_opens_it() {
    let stage = Stage::with(&["--media-announced-address", "127.0.0.1"]).await;
    let answer = ask(&stage, ACCOUNT, &[("Ttl", "600")]).await;
    assert_eq!(answer.status, 201);
    let token = answer.json();
    assert_eq!((&token["ttl"], &token["account_sid"]), (&json!("600"), &json!(ACCOUNT)));
    assert!(token["date_created"].as_str().unwrap().ends_with(" +0000"), "{token}");
    let servers = token["ice_servers"].as_array().unwrap();
    let port = stage.app.media_port.unwrap();
    assert_eq!(servers[0]["urls"], format!("turn:127.0.0.1:{port}?transport=udp"));
    for server in servers {
        assert_eq!((&server["username"], &server["credential"]), (&token["username"], &token["password"]));
    }
    assert_ne!(ask(&stage, ACCOUNT, &[]).await.json()["username"], token["username"]);
}

#[actix_web::test]
async fn wrong_lives_and_other_accounts_are_refused() {
    let stage = Stage::new().await;
    for ttl in ["0", "86401", "long"] {
        assert_fault(&ask(&stage, ACCOUNT, &[("Ttl", ttl)]).await, 400, 20422);
    }
    assert_fault(&ask(&stage, "ACffffffffffffffffffffffffffffffff", &[]).await, 404, 20404);
    let url = format!("{}/2010-04-01/Accounts/{ACCOUNT}/Tokens.json", stage.app.url);
    assert_fault(&stage.request(Method::POST, &url, &[], (KEY, "wrong")).await, 401, 20003);
    assert_fault(&stage.request(Method::GET, &url, &[], (KEY, SECRET)).await, 405, 20004);
}
