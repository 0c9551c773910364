use serde_json::{Value, json};

use super::guest::{Guest, track};
use super::stage::{Stage, assert_fault, assert_is_date, column};

const ALL: &str = r#"[{"type":"include","all":true}]"#;

#[actix_web::test]
async fn rules_change_what_flows_and_replace_each_other() {
    let stage = Stage::new().await;
    stage.room("standup", &[]).await;
    let tracks = json!([track("audio", "voice"), track("data", "chat")]);
    let alice = Guest::join(&stage, "alice", "standup", tracks).await;
    let mut bob = Guest::join(&stage, "bob", "standup", json!([])).await;
    let path = "/Rooms/standup/Participants/bob/SubscribeRules";
    let received = "/Rooms/standup/Participants/bob/SubscribedTracks";

    let mut rules = stage.get(path).await.json();
    for member in ["date_created", "date_updated"] {
        assert_is_date(&rules[member].take());
    }
    let all = json!({"type": "include", "all": true, "publisher": null, "track": null, "kind": null, "priority": null});
    let expected = json!({
        "participant_sid": bob.sid(), "room_sid": bob.room_sid(), "date_created": null, "date_updated": null,
        "rules": [all],
    });
    assert_eq!(rules, expected);

    let without_voice =
        r#"[{"type":"include","all":true},{"type":"exclude","publisher":"alice","kind":"audio"}]"#;
    let answer = stage.post(path, &[("Rules", without_voice)]).await;
    assert_eq!((answer.status.as_u16(), answer.json()["rules"].as_array().unwrap().len()), (200, 2));
    assert_eq!(stage.get(path).await.json()["rules"], answer.json()["rules"]);
    bob.news("subscribed").await;
    assert_eq!(column(&stage.get(received).await, "subscribed_tracks", "name"), ["chat"]);

    let by_sid = json!([{"type": "include", "publisher": alice.sid(), "track": "voice"}]).to_string();
    assert_eq!(stage.post(path, &[("Rules", &by_sid)]).await.status, 200);
    assert_eq!(column(&stage.get(received).await, "subscribed_tracks", "name"), ["voice"]);
}

#[actix_web::test]
async fn wrong_rules_leave_the_old_ones() {
    let stage = Stage::new().await;
    stage.room("standup", &[]).await;
    let bob = Guest::join(&stage, "bob", "standup", json!([])).await;
    let path = "/Rooms/standup/Participants/bob/SubscribeRules";
    let many = Value::Array(vec![json!({"type": "exclude", "all": true}); 21]).to_string();
    for rules in
        ["[]", "all", r#"[{"type":"exclude"}]"#, r#"[{"type":"exclude","all":true,"kind":"audio"}]"#, &many]
    {
        assert_fault(&stage.post(path, &[("Rules", rules)]).await, 400, 53215);
    }
    assert_fault(&stage.post(path, &[]).await, 400, 20001);
    assert_eq!(stage.get(path).await.json()["rules"].as_array().unwrap().len(), 1);
    assert_fault(&stage.get("/Rooms/standup/Participants/nobody/SubscribeRules").await, 404, 20404);
    let gone = format!("/Rooms/standup/Participants/{}/SubscribeRules", bob.sid());
    let other = Guest::join(&stage, "other", "standup", json!([])).await;
    bob.leave().await;
    assert_fault(&stage.post(&gone, &[("Rules", ALL)]).await, 404, 53204);
    drop(other);
}
