use std::fs;
use std::path::Path;

use awc::http::Method;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::guest::{Guest, track};
use super::stage::{ACCOUNT, KEY, SECRET, Stage, assert_fault, column};

const ROOM: &str = "RM000102030405060708090a0b0c0d0e00";
const OTHER_ROOM: &str = "RMffffffffffffffffffffffffffffff00";
const PARTICIPANT: &str = "PA000102030405060708090a0b0c0d0e0f";

/// What an earlier run of the program has left.
fn folder_of(recordings: &[Value]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for recording in recordings {
        let sid = recording["sid"].as_str().unwrap();
        fs::write(folder.path().join(format!("{sid}.json")), recording.to_string()).unwrap();
        let ending = if recording["media"] == "opus" { "mka" } else { "mkv" };
        fs::write(folder.path().join(format!("{sid}.{ending}")), format!("media of {sid}")).unwrap();
    }
    folder
}

fn sid(number: u32) -> String {
    format!("RT{number:032x}")
}

fn recording(number: u32, room: &str, media: &str, status: &str) -> Value {
    json!({
        "sid": sid(number), "room": room, "participant": PARTICIPANT, "track": format!("MT{number:032x}"),
        "track_name": "camera", "media": media, "status": status,
        "created_at": 1_767_323_045_678_u64 + u64::from(number) * 60_000, "duration": 41_900, "size": 43,
        "status_callback": {"url": "https://example.org/hook", "method": "GET"},
    })
}

async fn stage_of(folder: &Path) -> Stage {
    Stage::with(&["--recordings-dir", folder.to_str().unwrap()]).await
}

#[actix_web::test]
async fn a_recording_is_told_as_twilio_tells_it() {
    let folder = folder_of(&[recording(1, ROOM, "vp8", "completed")]);
    let stage = stage_of(folder.path()).await;
    let path = format!("/Recordings/{}", sid(1));
    let url = format!("{}/v1{path}", stage.app.url);
    let common = json!({
        "account_sid": ACCOUNT, "status": "completed", "date_created": "2026-01-02T03:05:05Z", "sid": sid(1),
        "source_sid": format!("MT{:032x}", 1), "size": 43, "type": "video", "duration": 41,
        "container_format": "mkv", "codec": "VP8", "track_name": "camera", "offset": 1_767_323_105_678_u64,
        "grouping_sids": {"room_sid": ROOM, "participant_sid": PARTICIPANT}, "media_external_location": null,
    });
    let with = |members: Value| {
        let mut all = common.as_object().unwrap().clone();
        all.extend(members.as_object().unwrap().clone());
        Value::from(all)
    };
    let whole = with(json!({
        "url": url, "links": {"media": format!("{url}/Media")},
        "status_callback": "https://example.org/hook", "status_callback_method": "GET",
    }));
    assert_eq!(stage.get(&path).await.json(), whole);
    assert_eq!(stage.get("/Recordings").await.json()["recordings"], json!([whole]));

    let path = format!("/Rooms/{ROOM}/Recordings/{}", sid(1));
    let url = format!("{}/v1{path}", stage.app.url);
    let of_room = with(json!({"url": url, "links": {"media": format!("{url}/Media")}, "room_sid": ROOM}));
    assert_eq!(stage.get(&path).await.json(), of_room);
    let list = stage.get(&format!("/Rooms/{ROOM}/Recordings")).await.json();
    assert_eq!(list["recordings"], json!([of_room]));
    assert_eq!(list["meta"]["key"], "recordings");
}

#[actix_web::test]
async fn lists_are_filtered_and_paged() {
    let folder = folder_of(&[
        recording(1, ROOM, "vp8", "completed"),
        recording(2, ROOM, "opus", "completed"),
        recording(3, OTHER_ROOM, "h264", "processing"),
        recording(4, OTHER_ROOM, "opus", "deleted"),
    ]);
    let stage = stage_of(folder.path()).await;
    let cases: [(&str, &[u32]); 11] = [
        ("", &[3, 2, 1]),
        ("?Status=completed", &[2, 1]),
        // The program that recorded it is gone.
        ("?Status=failed", &[3]),
        ("?Status=deleted", &[4]),
        ("?MediaType=audio", &[2]),
        ("?SourceSid=MT00000000000000000000000000000001", &[1]),
        ("?DateCreatedAfter=2026-01-02T03:06:00Z", &[3, 2]),
        ("?DateCreatedBefore=2026-01-02T03:06:00Z", &[1]),
        ("?GroupingSid=RM000102030405060708090a0b0c0d0e00", &[2, 1]),
        (
            "?GroupingSid=PA000102030405060708090a0b0c0d0e0f&GroupingSid=RMffffffffffffffffffffffffffffff00",
            &[3],
        ),
        ("?PageSize=1&Page=1", &[2]),
    ];
    for (query, expected) in cases {
        let listed = column(&stage.get(&format!("/Recordings{query}")).await, "recordings", "sid");
        assert_eq!(listed, expected.iter().map(|number| sid(*number)).collect::<Vec<_>>(), "{query}");
    }
    let room = format!("/Rooms/{OTHER_ROOM}/Recordings?MediaType=video");
    assert_eq!(column(&stage.get(&room).await, "recordings", "sid"), [sid(3)]);
    let next = stage.get("/Recordings?PageSize=2").await.json()["meta"]["next_page_url"].take();
    assert_eq!(column(&stage.get(next.as_str().unwrap()).await, "recordings", "sid"), [sid(1)]);
    for query in ["Status=lost", "MediaType=smell", "DateCreatedAfter=yesterday"] {
        assert_fault(&stage.get(&format!("/Recordings?{query}")).await, 400, 20422);
    }
}

#[actix_web::test]
async fn media_is_fetched_from_an_address_that_needs_no_credentials_for_a_while() {
    let folder = folder_of(&[recording(1, ROOM, "opus", "completed")]);
    let stage = stage_of(folder.path()).await;
    for path in
        [format!("/Recordings/{}/Media", sid(1)), format!("/Rooms/{ROOM}/Recordings/{}/Media", sid(1))]
    {
        let answer = stage.request(Method::GET, &path, &[], (KEY, SECRET)).await;
        let (status, address) = (answer.status.as_u16(), answer.header("location").to_owned());
        // The test's client follows redirects, as most do.
        assert_eq!((status, address.as_str()), (200, ""));
        assert_eq!(answer.text(), format!("media of {}", sid(1)));
        assert!(answer.header("content-disposition").contains(&format!("{}.mka", sid(1))));
    }
    for query in ["", "?until=9999999999&signature=AAAA", "?until=1&signature=AAAA"] {
        assert_eq!(stage.app.get(&format!("/recordings/{}.mka{query}", sid(1))).await.status, 404);
    }
    assert_fault(&stage.get(&format!("/Recordings/{}/Media?Ttl=0", sid(1))).await, 400, 20422);
}

#[actix_web::test]
async fn a_deleted_recording_leaves_its_description() {
    let folder =
        folder_of(&[recording(1, ROOM, "opus", "completed"), recording(2, ROOM, "opus", "completed")]);
    let stage = stage_of(folder.path()).await;
    let path = format!("/Recordings/{}", sid(1));
    let delete = |path: String| {
        let stage = &stage;
        async move { stage.request(Method::DELETE, &path, &[], (KEY, SECRET)).await }
    };
    assert_eq!(delete(path.clone()).await.status, 204);
    assert!(!folder.path().join(format!("{}.mka", sid(1))).exists());
    assert_eq!(stage.get(&path).await.json()["status"], "deleted");
    assert_fault(&stage.get(&format!("{path}/Media")).await, 404, 20404);
    assert_eq!(delete(format!("/Rooms/{ROOM}/Recordings/{}", sid(2))).await.status, 204);
    stage.app.stop().await;

    let again = stage_of(folder.path()).await;
    assert_eq!(again.get(&path).await.json()["status"], "deleted");
    assert_eq!(column(&again.get("/Recordings").await, "recordings", "sid"), [""; 0]);
}

#[actix_web::test]
async fn what_is_not_there_is_not_found_and_nothing_is_told_without_credentials() {
    let folder = folder_of(&[recording(1, ROOM, "opus", "completed")]);
    let stage = stage_of(folder.path()).await;
    for path in [
        format!("/Recordings/{}", sid(2)),
        "/Recordings/RT..%2f".to_owned(),
        format!("/Recordings/{}/Media", sid(2)),
        format!("/Rooms/{OTHER_ROOM}/Recordings"),
        format!("/Rooms/{OTHER_ROOM}/Recordings/{}", sid(1)),
        "/Rooms/nobody/Recordings".to_owned(),
    ] {
        assert_fault(&stage.get(&path).await, 404, 20404);
    }
    let path = format!("/Recordings/{}", sid(1));
    assert_fault(&stage.request(Method::GET, &path, &[], (KEY, "wrong")).await, 401, 20003);
    assert_fault(&stage.request(Method::POST, &path, &[], (KEY, SECRET)).await, 405, 20004);
    let room = stage.room("standup", &[]).await;
    let path = format!("/Rooms/{}/Recordings", room["sid"].as_str().unwrap());
    assert_eq!(stage.get(&path).await.json()["recordings"], json!([]));
}

#[actix_web::test]
async fn with_a_folder_rooms_record_and_everybody_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let stage = stage_of(&folder.path().join("made for it")).await;
    stage.room("standup", &[("RecordParticipantsOnConnect", "true")]).await;
    let mut guest = Guest::join(&stage, "amina", "standup", json!([track("audio", "voice")])).await;
    assert_eq!(guest.connected["recording"]["is_recording"], true);
    let rules = [("Rules", r#"[{"type":"exclude","all":true}]"#)];
    assert_eq!(stage.post("/Rooms/standup/RecordingRules", &rules).await.status, 200);
    assert_eq!(guest.news("recording").await["is_recording"], false);
    assert!(folder.path().join("made for it").is_dir());
    assert_eq!(stage.get("/Recordings").await.json()["recordings"], json!([]), "no media has come");
}
