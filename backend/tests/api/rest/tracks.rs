use serde_json::json;

use super::guest::{Guest, track};
use super::stage::{Stage, assert_fault, assert_is_date, column};

#[actix_web::test]
async fn what_somebody_publishes_is_listed_and_found_by_sid_and_name() {
    let stage = Stage::new().await;
    stage.room("standup", &[]).await;
    let tracks = json!([track("audio", "voice"), track("data", "chat")]);
    let mut alice = Guest::join(&stage, "alice", "standup", tracks).await;
    let list = "/Rooms/standup/Participants/alice/PublishedTracks";
    let mut names = column(&stage.get(list).await, "published_tracks", "name");
    names.sort();
    assert_eq!(names, ["chat", "voice"]);

    let mut voice = stage.get(&format!("{list}/voice")).await.json();
    let sid = voice["sid"].as_str().unwrap().to_owned();
    assert_eq!(stage.get(&format!("{list}/{sid}")).await.json(), voice);
    assert_is_date(&voice["date_created"].take());
    let owner = format!("/Rooms/{}/Participants/{}", alice.room_sid(), alice.sid());
    let expected = json!({
        "sid": sid, "participant_sid": alice.sid(), "room_sid": alice.room_sid(), "name": "voice", "kind": "audio",
        "enabled": true, "date_created": null, "date_updated": null,
        "url": format!("{}/v1{owner}/PublishedTracks/{sid}", stage.app.url),
    });
    assert_eq!(voice, expected);
    assert_fault(&stage.get(&format!("{list}/camera")).await, 404, 20404);

    let mut voice = track("audio", "voice");
    voice["enabled"] = json!(false);
    alice.set_tracks(2, json!([voice])).await;
    alice.told("update").await;
    let answer = stage.get(list).await;
    assert_eq!(column(&answer, "published_tracks", "name"), ["voice"]);
    let voice = &answer.json()["published_tracks"][0];
    assert_eq!(voice["enabled"], false);
    assert_is_date(&voice["date_updated"]);
}

#[actix_web::test]
async fn what_somebody_receives_is_listed() {
    let stage = Stage::new().await;
    stage.room("standup", &[]).await;
    let alice = Guest::join(&stage, "alice", "standup", json!([track("audio", "voice")])).await;
    let bob = Guest::join(&stage, "bob", "standup", json!([])).await;
    let list = "/Rooms/standup/Participants/bob/SubscribedTracks";
    let answer = stage.get(list).await;
    assert_eq!(column(&answer, "subscribed_tracks", "name"), ["voice"]);
    let voice = &answer.json()["subscribed_tracks"][0];
    assert_eq!(
        (&voice["publisher_sid"], &voice["participant_sid"]),
        (&json!(alice.sid()), &json!(bob.sid()))
    );
    let sid = voice["sid"].as_str().unwrap();
    assert_eq!(stage.get(&format!("{list}/{sid}")).await.json(), *voice);
    assert_eq!(stage.get(voice["url"].as_str().unwrap()).await.json(), *voice);
}

#[actix_web::test]
async fn the_older_form_takes_one_track_away_and_gives_it_back() {
    let stage = Stage::new().await;
    stage.room("standup", &[]).await;
    let _alice =
        Guest::join(&stage, "alice", "standup", json!([track("audio", "voice"), track("data", "chat")]))
            .await;
    let mut bob = Guest::join(&stage, "bob", "standup", json!([])).await;
    let list = format!("/Rooms/standup/Participants/{}/SubscribedTracks", bob.sid());
    let tracks = stage.get(&list).await.json()["subscribed_tracks"].take();
    let voice =
        tracks.as_array().unwrap().iter().find(|track| track["name"] == "voice").unwrap()["sid"].clone();
    let sid = voice.as_str().unwrap();

    let answer = stage.post(&list, &[("Status", "unsubscribe"), ("Track", sid)]).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["sid"]), (202, &voice));
    assert_eq!(column(&stage.get(&list).await, "subscribed_tracks", "name"), ["chat"]);
    bob.news("subscribed").await;
    let answer = stage.post(&list, &[("Status", "subscribe"), ("Track", sid)]).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["sid"]), (202, &voice));
    let sids = column(&stage.get(&list).await, "subscribed_tracks", "name");
    assert_eq!(sids.len(), 2);

    assert_fault(&stage.post(&list, &[("Status", "subscribe")]).await, 400, 20001);
    assert_fault(&stage.post(&list, &[("Track", sid)]).await, 400, 20001);
    assert_fault(&stage.post(&list, &[("Track", sid), ("Status", "love")]).await, 400, 20422);
    assert_fault(&stage.post(&list, &[("Track", "nothing"), ("Status", "unsubscribe")]).await, 404, 20404);
}
