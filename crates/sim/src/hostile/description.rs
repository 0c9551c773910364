//! Session descriptions: any text as a client's first offer, as its second, and as its answer.

use std::time::Duration;

use serde_json::{Value, json};

use crate::hostile::scene::Scene;
use crate::token::token_of;

/// Hands text to an engine wherever a client's description is read.
///
/// # Panics
/// The engine breaks a promise.
pub fn description(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut scene = Scene::new();
    // Somebody is there already, so that the answer has something to deliver.
    scene.say(0, &connect("amina", OFFER), 0);
    scene.say(1, &connect("baraka", &text), 0);
    for (kind, revision) in [("offer", 2), ("answer", 3)] {
        let update = json!({
            "type": "update", "version": 2, "session": "SESSION",
            "participant": { "revision": revision, "tracks": [] },
            "peer_connections": descriptions(kind, revision, &text),
        });
        scene.say(1, &update, 0);
    }
    scene.wait(Duration::from_millis(500));
    scene.end();
}

pub(super) fn connect(identity: &str, sdp: &str) -> Value {
    let tracks = json!([
        { "id": "microphone", "kind": "audio", "name": "microphone", "enabled": true, "priority": "standard" },
        { "id": "camera", "kind": "video", "name": "camera", "enabled": true, "priority": "standard" },
    ]);
    json!({
        "type": "connect", "version": 2, "name": "room", "token": token_of(identity),
        "participant": { "revision": 1, "tracks": tracks },
        "peer_connections": descriptions("offer", 1, sdp),
    })
}

pub(super) fn descriptions(kind: &str, revision: u64, sdp: &str) -> Value {
    json!([{ "id": "pc", "description": { "type": kind, "revision": revision, "sdp": sdp } }])
}

/// Audio, video and data channels, as Chromium offers them.
pub(super) const OFFER: &str = include_str!("../../../room-engine/tests/fixtures/chromium_offer.sdp");
