//! Before the call: the form and what it says.

use e2e::{Person, Server, Stage};
use serde_json::json;

#[tokio::test]
async fn a_blank_name_is_asked_for_without_a_request() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;
    alice.shows("#count", "You need to join the call").await;
    alice.shows("#join_leave", "Join call").await;
    alice.browser.requested_addresses().await;

    alice.submit_name("   ").await;

    alice.mentions("#username_error", "Enter your name before").await;
    let requests = alice.browser.requested_addresses().await;
    assert!(!requests.iter().any(|address| address.contains("/login")), "asked for {requests:?}");

    alice.submit_name("Alice").await;
    alice.is_in_the_call().await;
    alice.lacks("#username_error").await;
}

#[tokio::test]
async fn a_name_that_is_too_long_is_refused_in_words() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;

    alice.submit_name(&"a".repeat(129)).await;

    alice.mentions("#username_error", "too long").await;
    alice.mentions("#username_error", "128").await;
    alice.is_in_the_lobby().await;
    alice.lacks("#notice").await;
}

#[tokio::test]
async fn the_call_is_fetched_once_somebody_is_there_and_a_page_that_the_server_replaced_says_so() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive(&stage, server.url(), "Alice").await;
    alice.has(".settings__group").await;
    let of_call = |requests: Vec<String>| requests.iter().any(|address| address.contains("_split_call"));
    assert!(!of_call(alice.browser.requested_addresses().await), "the call was fetched for nobody");

    alice.browser.devtools("Network.enable", json!({})).await;
    alice.browser.devtools("Network.setBlockedURLs", json!({ "urls": ["*_split_call*"] })).await;
    alice.submit_name("Alice").await;
    alice.has("#trouble[data-cause=outdated]").await;

    alice.browser.devtools("Network.setBlockedURLs", json!({ "urls": [] })).await;
    alice.browser.reload().await;
    alice.is_in_the_lobby().await;
    alice.browser.requested_addresses().await;
    alice.submit_name("Alice").await;
    alice.is_in_the_call().await;
    assert!(of_call(alice.browser.requested_addresses().await), "the call was there before");
}

#[tokio::test]
async fn the_name_is_remembered() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;

    alice.browser.goto(&server.room("Elsewhere")).await;

    alice.is_in_the_lobby().await;
    let script = "return document.querySelector('#username').value === 'Alice'";
    alice.browser.until("the name stands in the field", script, vec![]).await;
}

#[tokio::test]
async fn every_route_of_the_page_gives_the_page() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::arrive(&stage, &format!("{}/home", server.url()), "Alice").await;
    assert_eq!(alice.browser.run("return document.title", vec![]).await, "My Room | Ona Ana");

    alice.browser.goto(&format!("{}/nowhere", server.url())).await;

    alice.mentions("body", "Page not found").await;
}
