//! Ways to the room server: TCP where UDP is blocked, the TURN server, and the library's own test of both.

use e2e::{LibraryPage, Stage, library_server};
use serde_json::{Value, json};

/// A small picture, as it only has to arrive.
fn wish() -> Value {
    let camera = json!({ "width": 320, "height": 180, "framesPerSecond": 8, "detail": 2 });
    json!({ "camera": camera, "microphone": { "speaking": true } })
}

#[tokio::test]
async fn a_call_goes_over_tcp_where_udp_is_blocked() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "tcp").await;
    page.browser.run(BLOCK_UDP, vec![]).await;

    let alice = page.join("Alice", wish()).await;
    let bob = page.join("Bob", wish()).await;

    alice.sees("Bob").await;
    bob.hears("Alice").await;
    for member in [&alice, &bob] {
        assert_eq!(member.run("return (await member.path()).protocol", vec![]).await, "tcp");
    }
}

#[tokio::test]
async fn a_call_goes_through_the_relay_where_nothing_else_is_allowed() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "relay").await;
    let mut relayed = wish();
    relayed["options"] = json!({ "iceTransportPolicy": "relay" });

    let alice = page.join("Alice", relayed).await;
    let bob = page.join("Bob", wish()).await;

    bob.sees("Alice").await;
    alice.sees("Bob").await;
    alice.hears("Bob").await;
    assert_eq!(alice.run(LOCAL_KIND, vec![]).await, "relay");
    assert_ne!(bob.run(LOCAL_KIND, vec![]).await, "relay");
}

#[tokio::test]
async fn the_librarys_preflight_test_passes() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "preflight").await;

    passes_preflight(&page).await;
}

/// Runs the library's own test of a connection, which goes through the relay.
pub async fn passes_preflight(page: &LibraryPage) {
    let outcome = page.browser.run(PREFLIGHT, vec![]).await;

    assert_eq!(outcome["error"], Value::Null, "{outcome:#}");
    let progress: Vec<&str> =
        outcome["progress"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let expected =
        ["mediaAcquired", "connected", "mediaSubscribed", "mediaStarted", "iceConnected", "dtlsConnected"];
    assert!(expected.iter().all(|step| progress.contains(step)), "{progress:?}");
    let local = &outcome["report"]["selectedIceCandidatePairStats"]["localCandidate"];
    assert_eq!(local["candidateType"], "relay", "{outcome:#}");
}

/// Forgets every UDP candidate of the server, as a network that drops UDP would have it.
pub const BLOCK_UDP: &str = r#"
    const { setRemoteDescription } = RTCPeerConnection.prototype;
    const isUdp = (line) => /^a=candidate:\S+ \d+ udp /i.test(line);
    RTCPeerConnection.prototype.setRemoteDescription = function({ type, sdp }) {
        const lines = sdp.split("\r\n").filter((line) => !isUdp(line));
        return setRemoteDescription.call(this, { type, sdp: lines.join("\r\n") });
    };
"#;

/// What kind of candidate media goes out from.
const LOCAL_KIND: &str = r#"
    const [transport] = await member.reports("transport");
    const pair = (await member.reports("candidate-pair")).find(({ id }) => id === transport.selectedCandidatePairId);
    return (await member.reports("local-candidate")).find(({ id }) => id === pair.localCandidateId).candidateType;
"#;

const PREFLIGHT: &str = r#"
    const response = await fetch("/login", { method: "POST", body: JSON.stringify({ username: "Alice" }) });
    const { token, signaling_url: address } = await response.json();
    const wsServer = new URL(address, location.origin.replace("http", "ws")).href;
    const test = Twilio.Video.runPreflight(token, { duration: 2000, wsServer });
    const progress = [];
    test.on("progress", (step) => progress.push(step));
    return await new Promise((resolve) => {
        test.on("completed", (report) => resolve({ error: null, progress, report }));
        test.on("failed", (error, report) => resolve({ error: String(error), progress, report }));
    });
"#;
