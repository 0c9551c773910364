use serde_json::json;

use super::stage::{Stage, assert_fault, assert_is_date};

#[actix_web::test]
async fn without_a_recorder_rules_that_would_record_are_refused() {
    let stage = Stage::new().await;
    let room = stage.room("standup", &[]).await;
    let path = "/Rooms/standup/RecordingRules";
    let mut rules = stage.get(path).await.json();
    for member in ["date_created", "date_updated"] {
        assert_is_date(&rules[member].take());
    }
    let none = json!({"type": "exclude", "all": true, "publisher": null, "track": null, "kind": null, "priority": null});
    let expected =
        json!({"room_sid": room["sid"], "date_created": null, "date_updated": null, "rules": [none]});
    assert_eq!(rules, expected);
    for record in [r#"[{"type":"include","all":"true"}]"#, r#"[{"type":"include","kind":"audio"}]"#] {
        assert_fault(&stage.post(path, &[("Rules", record)]).await, 400, 53122);
    }
    let answer = stage.post(path, &[("Rules", r#"[{"type":"exclude","all":"true"}]"#)]).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["rules"]), (200, &expected["rules"]));
    assert_fault(&stage.post(path, &[("Rules", r#"[{"type":"exclude","kind":"data"}]"#)]).await, 400, 53120);
    assert_fault(&stage.post(path, &[("Rules", "[]")]).await, 400, 53120);
    assert_fault(&stage.post(path, &[]).await, 400, 20001);
}
