//! The harness sees and hears: shown with a page of its own, without server and library.

use e2e::{Browser, BrowserOptions, Devices, Stage};
use serde_json::json;

/// A camera and a microphone sent from one peer connection to another within the page.
const LOOPBACK: &str = r#"<!doctype html><title>loopback</title><div id="PAself"><video autoplay muted></video></div>
<audio data-participant="PAself" autoplay></audio>
<script>
  const near = new RTCPeerConnection(), far = new RTCPeerConnection();
  near.onicecandidate = ({ candidate }) => far.addIceCandidate(candidate);
  far.onicecandidate = ({ candidate }) => near.addIceCandidate(candidate);
  far.ontrack = ({ track }) => {
    document.querySelector(track.kind).srcObject = new MediaStream([track]);
  };
  (async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    for (const track of stream.getTracks()) near.addTrack(track, stream);
    await near.setLocalDescription();
    await far.setRemoteDescription(near.localDescription);
    await far.setLocalDescription();
    await near.setRemoteDescription(far.localDescription);
  })();
</script>"#;

#[tokio::test]
async fn the_probe_counts_frames_and_sound_of_fake_devices() {
    let stage = Stage::take().await;
    let browser = Browser::open(&stage, "loopback").await;
    browser.goto(&stage.write_page(LOOPBACK)).await;

    let received = |field: &str| format!("return (await e2eProbe.receivedOf('PAself')).{field}");
    let mut frames = 0.0;
    let mut energy = 0.0;
    for _ in 0..3 {
        frames = browser.until_above(frames, "frames decoded", &received("frames"), vec![]).await;
        energy = browser.until_above(energy + 1e-4, "sound energy", &received("audio_energy"), vec![]).await;
    }

    let transports = browser.run("return e2eProbe.reports('transport')", vec![]).await;
    assert!(transports[0]["srtpCipher"].is_string(), "no cipher in {transports}");
    assert!(transports[0]["dtlsCipher"].is_string(), "no cipher in {transports}");
}

#[tokio::test]
async fn a_refused_camera_is_refused_and_the_microphone_is_not() {
    let stage = Stage::take().await;
    let options = BrowserOptions { devices: Devices::CameraRefused, ..BrowserOptions::default() };
    let browser = Browser::open_with(&stage, "refused", &options).await;
    browser.goto(&stage.write_page("<!doctype html><title>empty</title>")).await;

    assert_eq!(ask_for(&browser, json!({ "video": true })).await, "NotAllowedError");
    assert_eq!(ask_for(&browser, json!({ "audio": true })).await, "given");
}

#[tokio::test]
async fn a_missing_camera_is_missing() {
    let stage = Stage::take().await;
    let options = BrowserOptions { devices: Devices::NoCamera, ..BrowserOptions::default() };
    let browser = Browser::open_with(&stage, "missing", &options).await;
    browser.goto(&stage.write_page("<!doctype html><title>empty</title>")).await;

    assert_eq!(ask_for(&browser, json!({ "video": true })).await, "NotFoundError");
    assert_eq!(ask_for(&browser, json!({ "audio": true })).await, "given");
}

#[tokio::test]
async fn requests_are_listed_with_their_addresses() {
    let stage = Stage::take().await;
    let browser = Browser::open(&stage, "requests").await;
    let page = "<!doctype html><title>empty</title><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>";
    let address = stage.write_page(page);
    browser.goto(&address).await;
    browser.run("new WebSocket('ws://localhost:9/socket')", vec![]).await;

    let addresses = browser.requested_addresses().await;

    assert!(addresses.contains(&address), "the document is missing in {addresses:?}");
    assert!(
        addresses.contains(&"ws://localhost:9/socket".to_owned()),
        "the socket is missing in {addresses:?}"
    );
}

async fn ask_for(browser: &Browser, constraints: serde_json::Value) -> String {
    let script =
        "return navigator.mediaDevices.getUserMedia(arguments[0]).then(() => 'given', ({ name }) => name)";
    browser.run(script, vec![constraints]).await.as_str().unwrap_or_default().to_owned()
}
