//! Phones on the local network: HTTPS with an authority of the machine's own.

use e2e::{BrowserOptions, Person, Server, ServerOptions, Stage};

#[tokio::test]
async fn a_call_over_lan_https() {
    let stage = Stage::take().await;
    let options = ServerOptions::default().argument("--lan");
    let mut server = Server::start_with(&stage, options).await;
    let lan = server.lan_url().await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let confirmed = BrowserOptions { accepts_unknown_certificates: true, ..BrowserOptions::default() };
    let phone = Person::arrive_with(&stage, &lan, "Phone", &confirmed).await;
    phone.has_both_devices().await;

    phone.submit_name("Phone").await;

    phone.is_in_the_call().await;
    phone.sees_and_hears("Alice").await;
    alice.sees_and_hears("Phone").await;
    let addresses = phone.browser.requested_addresses().await;
    let secure_socket = lan.replace("https:", "wss:");
    assert!(
        addresses.iter().any(|address| address.starts_with(&secure_socket)),
        "no {secure_socket} in {addresses:?}"
    );
}
