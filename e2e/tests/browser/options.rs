//! What an application may ask of `connect`.

use e2e::{LibraryPage, Stage, library_server};
use serde_json::{Value, json};

fn publisher(options: Value) -> Value {
    let camera = json!({ "width": 320, "height": 180, "framesPerSecond": 6, "detail": 2 });
    json!({ "camera": camera, "microphone": { "speaking": true }, "options": options })
}

#[tokio::test]
async fn options_that_shape_the_connection_reach_it() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "options").await;
    let options = json!({
        "maxVideoBitrate": 40_000, "maxAudioBitrate": 16_000, "enableDscp": true, "region": "gll",
        "rtcConfiguration": { "iceTransportPolicy": "relay" }, "notifyWarnings": ["recording-media-lost"],
    });
    let ada = page.join("Ada", publisher(options)).await;
    let bob = page.join("Bob", publisher(json!({ "iceServers": [] }))).await;

    bob.sees("Ada").await;
    bob.hears("Ada").await;
    ada.sees("Bob").await;

    let limits = "const senders = member.connections[0].getSenders().filter(({ track }) => track);
        return senders.map((sender) => sender.getParameters().encodings[0].maxBitrate).sort((a, b) => a - b)";
    assert_eq!(ada.run(limits, vec![]).await, json!([16_000, 40_000]));
    let important = "const senders = member.connections[0].getSenders().filter(({ track }) => track);
        return senders.every((sender) => sender.getParameters().encodings[0].networkPriority === 'high')";
    assert_eq!(ada.run(important, vec![]).await, json!(true));
    let policy = "return member.connections[0].getConfiguration().iceTransportPolicy";
    assert_eq!(ada.run(policy, vec![]).await, "relay");
    let servers = "return member.connections[0].getConfiguration().iceServers.length";
    assert_eq!(bob.run(servers, vec![]).await, json!(0));
}

#[tokio::test]
async fn without_automatic_subscription_tracks_are_told_and_not_sent() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "subscription").await;
    let ada = page.join("Ada", publisher(json!({}))).await;

    let bob = page.join("Bob", publisher(json!({ "automaticSubscription": false }))).await;

    ada.sees("Bob").await;
    let told = "return [...(member.participant('Ada')?.tracks.values() ?? [])]
        .map(({ trackName, isSubscribed }) => [trackName, isSubscribed]).sort()";
    assert_eq!(bob.run(told, vec![]).await, json!([["camera", false], ["microphone", false]]));
    assert_eq!(bob.run("return await member.reports('inbound-rtp')", vec![]).await, json!([]));
}

#[tokio::test]
async fn an_application_with_telemetry_and_transcriptions_left_on_is_not_disturbed() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "insights").await;
    page.browser.run(WATCH_SOCKETS, vec![]).await;
    let gateway = format!("{}/v1/VideoEvents", server.url().replace("http", "ws"));
    let options = json!({ "insights": true, "wsServerInsights": gateway, "receiveTranscriptions": true });

    let ada = page.join("Ada", publisher(options)).await;

    let connected = "return window.told.some((text) => JSON.parse(text).type === 'connected')";
    page.browser.until("the telemetry gateway welcomes the library", connected, vec![]).await;
    let bob = page.join("Bob", publisher(json!({}))).await;
    ada.sees("Bob").await;
    bob.sees("Ada").await;
    let log = ada.log().await;
    assert!(
        !log.iter().any(|entry| entry.starts_with("disconnected") || entry.starts_with("reconnecting")),
        "{log:?}"
    );
    ada.run("room.disconnect()", vec![]).await;
    ada.heard("disconnected").await;
}

#[tokio::test]
async fn both_forms_of_simulcast_are_accepted() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "simulcast").await;
    let viewer = page.join("Viewer", json!({})).await;
    let forms = [("Fixed", json!([{ "codec": "VP8", "simulcast": true }])), ("Auto", json!("auto"))];
    for (name, codecs) in forms {
        let camera = json!({ "width": 960, "height": 540, "framesPerSecond": 6, "detail": 2 });
        let wish = json!({ "camera": camera, "options": { "preferredVideoCodecs": codecs } });
        let publisher = page.join(name, wish).await;

        viewer.sees(name).await;

        assert_eq!(publisher.sent("video").await.len(), 3, "{name} does not send three layers");
        publisher.run("room.disconnect()", vec![]).await;
    }
}

/// Remembers what the server says on sockets of telemetry that somebody listens to from now on.
const WATCH_SOCKETS: &str = r#"
    window.told = [];
    const { addEventListener } = EventTarget.prototype;
    WebSocket.prototype.addEventListener = function (event, ...rest) {
        if (event === "message" && this.url.includes("VideoEvents")) {
            addEventListener.call(this, event, ({ data }) => told.push(data));
        }
        return addEventListener.call(this, event, ...rest);
    };
"#;
