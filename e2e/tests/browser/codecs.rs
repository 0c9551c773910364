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
async fn a_codec_that_a_subscriber_lacks_fails_there_until_the_publisher_sends_another() {
    let stage = Stage::take().await;
    let server = library_server(&stage).await;
    let page = LibraryPage::open(&stage, server.url(), "lacking").await;
    page.browser.run(OFFER_WITHOUT, vec![json!(["H264"])]).await;
    let viewer = page.join("Viewer", json!({})).await;
    page.browser.run(OFFER_WITHOUT, vec![json!([])]).await;
    let witness = page.join("Witness", json!({})).await;
    let camera = json!({ "width": 320, "height": 180, "framesPerSecond": 8, "detail": 2 });
    let options = json!({ "preferredVideoCodecs": ["H264"] });

    let ada = page.join("Ada", json!({ "camera": camera, "options": options })).await;

    witness.sees("Ada").await;
    viewer.heard("trackSubscriptionFailed Ada camera 53404").await;
    viewer.until("there is no track", "return !member.remote('Ada')", vec![]).await;

    ada.run(SEND_AS, vec![json!("video/VP8")]).await;
    viewer.sees("Ada").await;
    witness.sees("Ada").await;
    let received = viewer.received("Ada", "camera").await.expect("a decoded track has statistics");
    assert_eq!(received.codec, "video/VP8");

    viewer.forget().await;
    ada.run(SEND_AS, vec![json!("video/H264")]).await;
    viewer.heard("trackUnsubscribed Ada camera").await;
    witness.sees("Ada").await;
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
        ("Telephone", json!(["PCMU"])),
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

/// Changes the codec of the video that is sent, without an offer.
const SEND_AS: &str = "
    const [mimeType] = arguments;
    const sender = member.connections[0].getSenders().find(({ track }) => track?.kind === 'video');
    const parameters = sender.getParameters();
    const codec = parameters.codecs.find((codec) => codec.mimeType === mimeType);
    for (const encoding of parameters.encodings) encoding.codec = codec;
    await sender.setParameters(parameters)";

const OFFERS: &str = "return RTCRtpSender.getCapabilities('video').codecs
    .some(({ mimeType }) => mimeType === `video/${arguments[0]}`)";

/// Takes some codecs out of what connections offer that are made from now on.
pub const OFFER_WITHOUT: &str = r#"
    const [codecs] = arguments;
    window.offerAll ??= RTCPeerConnection.prototype.createOffer;
    RTCPeerConnection.prototype.createOffer = async function (...rest) {
        this.codecsToLeaveOut ??= codecs;
        const { type, sdp } = await offerAll.apply(this, rest);
        const maps = [...sdp.matchAll(/^a=rtpmap:(\d+) (\w+)\//gm)];
        const types = new Set(maps.filter(([, , codec]) => this.codecsToLeaveOut.includes(codec)).map(([, number]) => number));
        for (const [, repair, of] of sdp.matchAll(/^a=fmtp:(\d+) apt=(\d+)/gm)) {
            if (types.has(of)) types.add(repair);
        }
        const without = (line) => line.startsWith("m=video")
            ? line.split(" ").filter((word, index) => index < 3 || !types.has(word)).join(" ")
            : line;
        const isKept = (line) => !types.has(line.match(/^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /)?.[1]);
        return { type, sdp: sdp.split("\r\n").filter(isKept).map(without).join("\r\n") };
    };
"#;
