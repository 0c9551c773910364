use serde_json::json;

use super::guest::Guest;
use super::stage::{ACCOUNT, Stage, assert_fault, assert_is_date, column};

#[actix_web::test]
async fn a_participant_is_found_by_sid_and_by_identity() {
    let stage = Stage::new().await;
    let room = stage.room("standup", &[]).await;
    let alice = Guest::join(&stage, "alice in chains", "standup", json!([])).await;
    let mut found = stage.get("/Rooms/standup/Participants/alice%20in%20chains").await.json();
    let by_sid = format!("/Rooms/{}/Participants/{}", room["sid"].as_str().unwrap(), alice.sid());
    assert_eq!(stage.get(&by_sid).await.json(), found);
    for member in ["date_created", "date_updated", "start_time"] {
        assert_is_date(&found[member].take());
    }
    let url = format!("{}/v1{by_sid}", stage.app.url);
    let expected = json!({
        "account_sid": ACCOUNT, "room_sid": room["sid"], "sid": alice.sid(), "identity": "alice in chains",
        "status": "connected", "date_created": null, "date_updated": null, "start_time": null, "end_time": null,
        "duration": null, "url": url,
        "links": {
            "published_tracks": format!("{url}/PublishedTracks"),
            "subscribed_tracks": format!("{url}/SubscribedTracks"),
            "subscribe_rules": format!("{url}/SubscribeRules"),
            "anonymize": format!("{url}/Anonymize"),
        },
    });
    assert_eq!(found, expected);
    assert_fault(&stage.get("/Rooms/standup/Participants/bob").await, 404, 20404);
    assert_fault(&stage.get("/Rooms/elsewhere/Participants").await, 404, 20404);
}

#[actix_web::test]
async fn a_removed_participant_is_out_at_once_and_stays_listed_as_disconnected() {
    let stage = Stage::new().await;
    stage.room("standup", &[]).await;
    let mut alice = Guest::join(&stage, "alice", "standup", json!([])).await;
    let mut bob = Guest::join(&stage, "bob", "standup", json!([])).await;
    let path = "/Rooms/standup/Participants/alice";
    assert_fault(&stage.post(path, &[]).await, 400, 20001);
    assert_fault(&stage.post(path, &[("Status", "connected")]).await, 400, 53209);

    let answer = stage.post(path, &[("Status", "disconnected")]).await;
    assert_eq!(answer.status, 202);
    let gone = answer.json();
    assert_eq!(gone["status"], "disconnected");
    assert!(gone["duration"].is_u64());
    assert_eq!(gone["end_time"], gone["date_updated"]);
    assert_eq!(alice.told("disconnected").await["status"], "disconnected");
    assert_eq!(bob.news("participants").await[0]["state"], "disconnected");

    assert_fault(&stage.get(path).await, 404, 20404);
    let sid = alice.sid();
    let by_sid = format!("/Rooms/standup/Participants/{sid}");
    assert_eq!(stage.get(&by_sid).await.json(), gone);
    assert_fault(&stage.post(&by_sid, &[("Status", "disconnected")]).await, 404, 53204);
    let list = |query: &str| format!("/Rooms/standup/Participants{query}");
    for (query, expected) in [
        ("", vec!["bob"]),
        ("?Status=connected", vec!["bob"]),
        ("?Status=disconnected", vec!["alice"]),
        ("?Status=reconnecting", vec![]),
        ("?Identity=alice", vec![]),
        ("?Identity=bob", vec!["bob"]),
        ("?DateCreatedBefore=2020-01-01", vec![]),
    ] {
        let answer = stage.get(&list(query)).await;
        assert_eq!(column(&answer, "participants", "identity"), expected, "{query}");
    }
    assert_fault(&stage.get(&list("?Status=asleep")).await, 400, 53209);
}

#[actix_web::test]
async fn who_left_can_be_made_anonymous_and_who_is_here_cannot() {
    let stage = Stage::new().await;
    let room = stage.room("standup", &[]).await;
    let alice = Guest::join(&stage, "alice", "standup", json!([])).await;
    let path = format!("/Rooms/{}/Participants/{}", room["sid"].as_str().unwrap(), alice.sid());
    assert_fault(&stage.post(&format!("{path}/Anonymize"), &[]).await, 409, 20409);
    let sid = alice.sid().to_owned();
    alice.leave().await;
    let answer = stage.post(&format!("{path}/Anonymize"), &[]).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["identity"]), (200, &json!(sid)));
    assert_eq!(stage.get(&path).await.json()["identity"], sid);
}

#[actix_web::test]
async fn participants_come_in_pages() {
    let stage = Stage::new().await;
    stage.room("standup", &[]).await;
    let mut guests = Vec::new();
    for identity in ["alice", "bob", "carol"] {
        guests.push(Guest::join(&stage, identity, "standup", json!([])).await);
    }
    let first = stage.get("/Rooms/standup/Participants?PageSize=2").await;
    assert_eq!(column(&first, "participants", "identity"), ["carol", "bob"]);
    let next = first.json()["meta"]["next_page_url"].as_str().unwrap().to_owned();
    assert_eq!(column(&stage.get(&next).await, "participants", "identity"), ["alice"]);
}
