//! Nothing leaves for anybody else.

use e2e::{Person, Server, Stage};

#[tokio::test]
async fn no_request_leaves_the_own_origin() {
    let stage = Stage::take().await;
    let server = Server::start(&stage).await;
    let alice = Person::join(&stage, server.url(), "Alice").await;
    let bob = Person::join(&stage, server.url(), "Bob").await;
    alice.sees_and_hears("Bob").await;
    bob.leave().await;
    alice.counts(1).await;

    let socket = server.url().replace("http:", "ws:");
    for person in [&alice, &bob] {
        let addresses = person.browser.requested_addresses().await;
        let own = [&format!("{}/", server.url()), &format!("{socket}/"), "data:", "blob:"];
        let foreign: Vec<_> =
            addresses.iter().filter(|address| !own.iter().any(|start| address.starts_with(*start))).collect();
        assert!(foreign.is_empty(), "{} asked for {foreign:?}", person.name());
        for needed in ["/login", "/signaling"] {
            let found = addresses.iter().any(|address| address.contains(needed));
            assert!(found, "{needed} is missing: the log is not whole: {addresses:?}");
        }
        let urls =
            person.browser.run("return e2eProbe.iceServers().flatMap(({ urls }) => urls)", vec![]).await;
        let urls: Vec<String> = serde_json::from_value(urls).unwrap();
        // Never the credentials: what a failed test says is read by others.
        let own = |url: &String| url.starts_with("turn:127.0.0.1:");
        assert!(!urls.is_empty() && urls.iter().all(own), "media is asked about elsewhere: {urls:?}");
    }
}
