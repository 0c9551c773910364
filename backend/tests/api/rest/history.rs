use serde_json::json;

use super::guest::Guest;
use super::stage::{Stage, assert_fault, column};

#[actix_web::test]
async fn completed_rooms_and_their_participants_stay_listed() {
    let stage = Stage::new().await;
    let room = stage.room("standup", &[]).await;
    let _alice = Guest::join(&stage, "alice", "standup", json!([])).await;
    stage.post("/Rooms/standup", &[("Status", "completed")]).await;
    let list = format!("/Rooms/{}/Participants", room["sid"].as_str().unwrap());
    assert_eq!(column(&stage.get(&list).await, "participants", "identity"), ["alice"]);
    let answer = stage.get(&format!("{list}?Status=connected")).await;
    assert_eq!(column(&answer, "participants", "identity"), Vec::<String>::new());
    assert_eq!(column(&stage.get("/Rooms?Status=completed").await, "rooms", "unique_name"), ["standup"]);
}

#[actix_web::test]
async fn no_more_is_remembered_than_was_chosen() {
    let stage =
        Stage::with(&["--history-rooms", "1", "--history-participants", "1", "--media-workers", "1"]).await;
    let mut sids = Vec::new();
    // One name, so that all of them live on one worker.
    for _ in 0..2 {
        sids.push(stage.room("standup", &[]).await["sid"].as_str().unwrap().to_owned());
        let _first = Guest::join(&stage, "alice", "standup", json!([])).await;
        let _second = Guest::join(&stage, "bob", "standup", json!([])).await;
        stage.post("/Rooms/standup", &[("Status", "completed")]).await;
    }
    assert_fault(&stage.get(&format!("/Rooms/{}", sids[0])).await, 404, 20404);
    let list = format!("/Rooms/{}/Participants", sids[1]);
    assert_eq!(column(&stage.get(&list).await, "participants", "identity").len(), 1);
}
