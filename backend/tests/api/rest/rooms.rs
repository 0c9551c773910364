use serde_json::{Value, json};

use super::guest::{Guest, track};
use super::stage::{ACCOUNT, Stage, assert_fault, assert_is_date, column};

#[actix_web::test]
async fn a_room_that_asks_for_nothing_is_a_group_room_with_its_sid_for_a_name() {
    let stage = Stage::new().await;
    let answer = stage.post("/Rooms", &[]).await;
    assert_eq!(answer.status, 201);
    let mut room = answer.json();
    let sid = room["sid"].as_str().unwrap().to_owned();
    assert!(sid.starts_with("RM") && sid.len() == 34, "{sid}");
    for member in ["date_created", "date_updated"] {
        assert_is_date(&room[member].take());
    }
    let url = format!("{}/v1/Rooms/{sid}", stage.app.url);
    let expected = json!({
        "account_sid": ACCOUNT, "sid": sid, "unique_name": sid, "status": "in-progress", "type": "group",
        "date_created": null, "date_updated": null, "end_time": null, "duration": null, "enable_turn": true,
        "max_participants": 50, "max_participant_duration": 14400, "max_concurrent_published_tracks": 170,
        "status_callback": null, "status_callback_method": "POST", "record_participants_on_connect": false,
        "video_codecs": ["VP8", "H264"], "media_region": "local", "audio_only": false,
        "empty_room_timeout": 5, "unused_room_timeout": 5, "large_room": false, "url": url,
        "links": {
            "participants": format!("{url}/Participants"), "recordings": format!("{url}/Recordings"),
            "recording_rules": format!("{url}/RecordingRules"), "transcriptions": format!("{url}/Transcriptions"),
        },
    });
    assert_eq!(room, expected);
}

#[actix_web::test]
async fn a_room_is_what_it_was_asked_to_be_and_unknown_parameters_are_ignored() {
    let stage = Stage::new().await;
    let asked = [
        ("Type", "group-small"),
        ("StatusCallback", "http://127.0.0.1:9/hook?a=it's"),
        ("StatusCallbackMethod", "GET"),
        ("MaxParticipants", "51"),
        ("MaxParticipantDuration", "600"),
        ("EmptyRoomTimeout", "1"),
        ("UnusedRoomTimeout", "60"),
        ("VideoCodecs", "H264"),
        ("VideoCodecs", "VP8"),
        ("MediaRegion", "de1"),
        ("RecordingRules", r#"[{"type":"exclude","all":true}]"#),
        ("EnableTurn", "false"),
        ("Colour", "red"),
    ];
    let room = stage.room("Daily stand-up", &asked).await;
    for (member, expected) in [
        ("unique_name", json!("Daily stand-up")),
        ("type", json!("group")),
        ("status_callback", json!("http://127.0.0.1:9/hook?a=it's")),
        ("status_callback_method", json!("GET")),
        ("max_participants", json!(51)),
        ("large_room", json!(true)),
        ("max_concurrent_published_tracks", json!(16)),
        ("max_participant_duration", json!(600)),
        ("empty_room_timeout", json!(1)),
        ("unused_room_timeout", json!(60)),
        ("video_codecs", json!(["H264", "VP8"])),
        ("media_region", json!("de1")),
        ("enable_turn", json!(true)),
    ] {
        assert_eq!(room[member], expected, "{member}");
    }
    let by_name = stage.get("/Rooms/Daily%20stand-up").await;
    assert_eq!((by_name.status.as_u16(), by_name.json()), (200, room.clone()));
    assert_eq!(stage.get(&format!("/Rooms/{}", room["sid"].as_str().unwrap())).await.json(), room);
}

#[actix_web::test]
async fn every_name_finds_its_room_on_whatever_worker_it_lives() {
    let stage = Stage::new().await;
    for name in ["Aspen", "Birch", "Cedar", "50% / a+b", "Zoë & 🦀"] {
        let room = stage.room(name, &[]).await;
        let path: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        let path = path.replace('+', "%20");
        assert_eq!(stage.get(&format!("/Rooms/{path}")).await.json(), room, "{name}");
        assert_eq!(stage.get(room["url"].as_str().unwrap()).await.json(), room, "{name}");
    }
}

#[actix_web::test]
async fn wrong_values_have_their_codes_and_make_no_room() {
    let stage = Stage::new().await;
    let long = "x".repeat(129);
    let long_url = format!("http://a.example/{}", "x".repeat(2048));
    for (name, value, code) in [
        ("UniqueName", long.as_str(), 53101),
        ("UniqueName", "a\nb", 53102),
        ("UniqueName", "RMdddddddddddddddddddddddddddddddd", 53100),
        ("Type", "ballroom", 53108),
        ("MaxParticipants", "0", 53107),
        ("MaxParticipants", "1001", 53107),
        ("MaxParticipants", "many", 53107),
        ("MaxParticipantDuration", "599", 53123),
        ("MaxParticipantDuration", "86401", 53123),
        ("EmptyRoomTimeout", "0", 53109),
        ("UnusedRoomTimeout", "61", 53109),
        ("StatusCallback", "here", 53111),
        ("StatusCallback", "ftp://a.example/", 53111),
        ("StatusCallback", long_url.as_str(), 53111),
        ("StatusCallbackMethod", "PUT", 53110),
        ("MediaRegion", "moon", 53115),
        ("VideoCodecs", "Theora", 20422),
        ("AudioOnly", "perhaps", 20422),
        ("TranscribeParticipantsOnConnect", "true", 20422),
        ("RecordParticipantsOnConnect", "true", 53122),
        ("RecordingRules", r#"[{"type":"include","all":true}]"#, 53122),
        ("RecordingRules", r#"[{"type":"exclude","kind":"data"}]"#, 53120),
        ("RecordingRules", "[]", 53120),
    ] {
        assert_fault(&stage.post("/Rooms", &[(name, value)]).await, 400, code);
    }
    assert_fault(&stage.post("/Rooms", &[("UniqueName", "a"), ("MaxParticipants", "x")]).await, 400, 53107);
    assert_fault(&stage.get("/Rooms/a").await, 404, 20404);
    assert_eq!(column(&stage.get("/Rooms").await, "rooms", "sid"), Vec::<String>::new());
}

#[actix_web::test]
async fn a_name_is_taken_while_its_room_is_in_progress() {
    let stage = Stage::new().await;
    stage.room("standup", &[]).await;
    let again = stage.post("/Rooms", &[("UniqueName", "standup")]).await;
    assert_fault(&again, 400, 53113);
    assert_eq!(again.json()["message"], "Room exists");
    assert_eq!(stage.post("/Rooms/standup", &[("Status", "completed")]).await.status, 202);
    stage.room("standup", &[]).await;
}

#[actix_web::test]
async fn a_room_that_a_client_opened_is_there_too() {
    let stage = Stage::new().await;
    let guest = Guest::join(&stage, "alice", "standup", json!([])).await;
    let room = stage.get("/Rooms/standup").await.json();
    assert_eq!(room["sid"], guest.room_sid());
    assert_eq!(room["empty_room_timeout"], 0);
}

#[actix_web::test]
async fn completing_a_room_ends_it_for_everybody() {
    let stage = Stage::new().await;
    let made = stage.room("standup", &[]).await;
    let mut alice = Guest::join(&stage, "alice", "standup", json!([])).await;
    assert_fault(&stage.post("/Rooms/standup", &[]).await, 400, 20001);
    assert_fault(&stage.post("/Rooms/standup", &[("Status", "failed")]).await, 400, 53112);

    let answer = stage.post("/Rooms/standup", &[("Status", "completed")]).await;
    assert_eq!(answer.status, 202);
    let over = answer.json();
    assert_eq!((&over["status"], &over["sid"]), (&json!("completed"), &made["sid"]));
    assert!(over["duration"].is_u64());
    assert_is_date(&over["end_time"]);
    assert_eq!(over["date_updated"], over["end_time"]);
    assert_eq!(alice.told("disconnected").await["status"], "completed");

    assert_fault(&stage.get("/Rooms/standup").await, 404, 20404);
    let path = format!("/Rooms/{}", made["sid"].as_str().unwrap());
    assert_eq!(stage.get(&path).await.json(), over);
    assert_fault(&stage.post(&path, &[("Status", "completed")]).await, 400, 53112);
}

#[actix_web::test]
async fn lists_are_filtered() {
    let stage = Stage::new().await;
    for name in ["Aspen", "Birch", "Cedar"] {
        stage.room(name, &[]).await;
    }
    stage.post("/Rooms/Birch", &[("Status", "completed")]).await;
    for (query, expected) in [
        ("", vec!["Cedar", "Aspen"]),
        ("?Status=in-progress", vec!["Cedar", "Aspen"]),
        ("?Status=completed", vec!["Birch"]),
        ("?Status=failed", vec![]),
        ("?UniqueName=Aspen", vec!["Aspen"]),
        ("?DateCreatedAfter=2020-01-01", vec!["Cedar", "Aspen"]),
        ("?DateCreatedBefore=2020-01-01T00:00:00Z", vec![]),
    ] {
        assert_eq!(
            column(&stage.get(&format!("/Rooms{query}")).await, "rooms", "unique_name"),
            expected,
            "{query}"
        );
    }
    assert_fault(&stage.get("/Rooms?Status=over").await, 400, 53112);
    assert_fault(&stage.get("/Rooms?DateCreatedAfter=yesterday").await, 400, 20422);
}

#[actix_web::test]
async fn lists_come_in_pages_that_name_each_other() {
    let stage = Stage::new().await;
    for number in 0..5 {
        stage.room(&number.to_string(), &[]).await;
    }
    let first = stage.get("/Rooms?Status=in-progress&PageSize=2").await;
    assert_eq!(column(&first, "rooms", "unique_name"), ["4", "3"]);
    let meta = &first.json()["meta"];
    assert_eq!((&meta["key"], &meta["page"], &meta["page_size"]), (&json!("rooms"), &json!(0), &json!(2)));
    assert_eq!(meta["previous_page_url"], Value::Null);
    assert_eq!(meta["url"], format!("{}/v1/Rooms?Status=in-progress&PageSize=2&Page=0", stage.app.url));
    assert_eq!(meta["first_page_url"], meta["url"]);

    // What is new in front moves nothing.
    stage.room("5", &[]).await;
    let next =
        |answer: &crate::helpers::Answer| answer.json()["meta"]["next_page_url"].as_str().map(str::to_owned);
    let second = stage.get(&next(&first).unwrap()).await;
    assert_eq!(column(&second, "rooms", "unique_name"), ["2", "1"]);
    let third = stage.get(&next(&second).unwrap()).await;
    assert_eq!(column(&third, "rooms", "unique_name"), ["0"]);
    assert_eq!(next(&third), None);
    let previous = third.json()["meta"]["previous_page_url"].as_str().unwrap().to_owned();
    assert_eq!(column(&stage.get(&previous).await, "rooms", "unique_name"), ["2", "1"]);
    assert_eq!(column(&stage.get("/Rooms?PageSize=2&Page=1").await, "rooms", "unique_name"), ["3", "2"]);

    assert_fault(&stage.get("/Rooms?PageSize=1001").await, 400, 20007);
    for query in ["PageSize=0", "PageSize=x", "Page=-1", "PageToken=x"] {
        assert_fault(&stage.get(&format!("/Rooms?{query}")).await, 400, 20422);
    }
}

#[actix_web::test]
async fn limits_of_a_room_hold() {
    let stage = Stage::new().await;
    stage.room("pair", &[("MaxParticipants", "2"), ("AudioOnly", "true")]).await;
    let tracks = json!([track("audio", "voice"), track("video", "camera")]);
    let alice = Guest::join(&stage, "alice", "pair", tracks).await;
    let outcomes = alice.connected["published"]["tracks"].as_array().unwrap();
    assert_eq!((&outcomes[0]["state"], &outcomes[1]["error"]["code"]), (&json!("ready"), &json!(53125)));
    let _bob = Guest::join(&stage, "bob", "pair", json!([])).await;
    assert_eq!(Guest::refused(&stage, "carol", "pair").await, 53105);
    assert_eq!(stage.get("/Rooms/pair").await.json()["video_codecs"], json!([]));
}

#[actix_web::test]
async fn with_client_room_creation_off_only_rooms_of_the_api_open() {
    let stage = Stage::with(&["--client-room-creation", "off"]).await;
    assert_eq!(Guest::refused(&stage, "alice", "standup").await, 53106);
    stage.room("standup", &[]).await;
    Guest::join(&stage, "alice", "standup", json!([])).await;
}
