use serde_json::{Value, json};

use crate::scene::{Scene, connect, track};
use crate::support::OFFER;

/// Two capital letters and 32 small hexadecimal digits, as the library's users match them.
fn is_sid(value: &Value, prefix: &str) -> bool {
    let digits = value.as_str().and_then(|sid| sid.strip_prefix(prefix)).unwrap_or_default();
    digits.len() == 32 && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

#[test]
fn rooms_participants_and_tracks_have_sids_in_twilios_form() {
    let mut scene = Scene::new();
    scene.join("amina", "room", json!([track("audio", "voice")]));
    let (_, connected) = scene.join("baraka", "room", json!([track("data", "chat")]));
    assert!(is_sid(&connected["sid"], "RM"), "{}", connected["sid"]);
    let amina = &connected["participants"][0];
    for participant in [&connected["participant"], amina] {
        assert!(is_sid(&participant["sid"], "PA"), "{participant}");
    }
    for track in [&connected["published"]["tracks"][0], &amina["tracks"][0]] {
        assert!(is_sid(&track["sid"], "MT"), "{track}");
    }
    assert_eq!(amina["tracks"][0]["sid"], connected["subscribed"]["tracks"][0]["sid"]);
}

#[test]
fn channels_that_are_asked_for_and_known_are_granted_at_once() {
    // The library gives adaptive simulcast up if publisher hints come later.
    let mut scene = Scene::new();
    let asked = json!({ "transports": [{ "type": "data-channel" }] });
    let mut message = connect("amina", "room", json!([]));
    message["media_signaling"] = json!({ "publisher_hints": asked, "extension_transcriptions": asked });
    let client = scene.greet(&message);
    let granted = scene.expect(client, "connected")["media_signaling"].clone();
    assert_eq!(granted["publisher_hints"]["transport"]["type"], "data-channel");
    assert!(granted["publisher_hints"]["transport"]["label"].is_string());
    assert_eq!(granted["extension_transcriptions"], Value::Null);
    assert_eq!(granted.as_object().map(serde_json::Map::len), Some(1));
}

#[test]
fn an_update_that_tells_nothing_new_of_the_participant_still_carries_its_offer() {
    let mut scene = Scene::new();
    let (amina, _) = scene.join("amina", "room", json!([track("audio", "voice")]));
    let update = json!({
        "type": "update", "version": 2, "session": scene.session(amina),
        "participant": { "revision": 1, "tracks": [] },
        "peer_connections": [{ "id": "pc", "description": { "type": "offer", "revision": 2, "sdp": OFFER } }],
    });
    scene.say(amina, &update);
    let told = scene.told(amina);
    let answers: Vec<&Value> = told
        .iter()
        .flat_map(|message| message["peer_connections"].as_array().into_iter().flatten())
        .map(|connection| &connection["description"])
        .filter(|description| description["type"] == "answer")
        .collect();
    assert_eq!(answers.len(), 1, "{told:#?}");
    assert_eq!(answers[0]["revision"], 2);
    let (_, connected) = scene.join("baraka", "room", json!([]));
    assert_eq!(connected["participants"][0]["tracks"][0]["name"], "voice");
}
