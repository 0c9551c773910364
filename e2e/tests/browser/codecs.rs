//! What browsers encode is forwarded as it is.

use e2e::{LibraryPage, Stage, library_server};
use serde_json::json;

/// Everything that Chromium can send.
const CODECS: [&str; 4] = ["VP8", "H264", "VP9", "AV1"];

#[tokio::test]
async fn every_video_codec_of_the_browser_reaches_a_subscriber() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "codecs").await;
    let viewer = page.join("Viewer", json!({})).await;
    let mut offered = Vec::new();
    for codec in CODECS {
        if !page.browser.run(OFFERS, vec![json!(codec)]).await.as_bool().unwrap_or_default() {
            continue;
        }
        offered.push(codec);
        let camera = json!({ "width": 320, "height": 180, "framesPerSecond": 8, "detail": 2 });
        let options = json!({ "preferredVideoCodecs": [codec] });
        let publisher = page.join(codec, json!({ "camera": camera, "options": options })).await;

        viewer.sees(codec).await;

        let received = viewer.received(codec, "camera").await.expect("a decoded track has statistics");
        assert_eq!(received.codec, format!("video/{codec}"));
        assert_eq!(publisher.sent("video").await[0].codec, format!("video/{codec}"));
        publisher.run("room.disconnect()", vec![]).await;
    }
    assert!(offered.contains(&"VP8") && offered.contains(&"H264"), "the browser only sends {offered:?}");
}

#[tokio::test]
async fn sound_is_heard_with_and_without_redundancy_and_gaps() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "sound").await;
    let listener = page.join("Listener", json!({})).await;
    let forms = [
        ("Plain", json!([{ "codec": "opus", "dtx": false }])),
        ("Gaps", json!([{ "codec": "opus", "dtx": true }])),
        ("Redundant", json!(["red", "opus"])),
    ];
    for (name, codecs) in forms {
        let options = json!({ "preferredAudioCodecs": codecs });
        let wish = json!({ "microphone": { "speaking": true }, "options": options });
        let speaker = page.join(name, wish).await;

        listener.hears(name).await;

        let sent = speaker.sent("audio").await.remove(0).codec;
        let received = listener.received(name, "microphone").await.expect("a played track has statistics");
        assert_eq!(received.codec, sent, "{name} arrives as something else");
        speaker.run("room.disconnect()", vec![]).await;
    }
}

const OFFERS: &str = "return RTCRtpSender.getCapabilities('video').codecs
    .some(({ mimeType }) => mimeType === `video/${arguments[0]}`)";
