use std::time::Duration;

use room_engine::{
    Command, CommandFault, Counts, Event, Limits, ParticipantState, Reply, RoomKey, RoomSettings, TrackKind,
};
use serde_json::json;

use crate::scene::{Scene, connect, identity, name, states, track};

#[test]
fn a_completed_room_ends_for_everybody_and_its_name_is_free() {
    let mut scene = Scene::new();
    let first = scene.create("standup", RoomSettings::ad_hoc());
    let (amina, _) = scene.join("amina", "standup", json!([]));
    let (baraka, _) = scene.join("baraka", "standup", json!([]));
    let (chiku, _) = scene.join("chiku", "standup", json!([]));
    scene.lose(chiku);
    for client in [amina, baraka] {
        scene.told(client);
    }
    let Ok(Reply::Room(over)) = scene.command(Command::CompleteRoom { room: name("standup") }) else {
        panic!("the room is not completed");
    };
    assert_eq!((over.sid, over.ended_at, over.participants), (first.sid, Some(scene.now), 0));
    for client in [amina, baraka] {
        let told = scene.told(client);
        assert_eq!(told, [json!({ "type": "disconnected", "version": 2, "status": "completed" })]);
    }
    assert_eq!(scene.engine.counts().participants, 0);

    let again = Command::CompleteRoom { room: RoomKey::Sid(first.sid) };
    assert_eq!(scene.command(again), Err(CommandFault::RoomNotInProgress));
    assert_eq!(scene.command(Command::FetchRoom { room: name("standup") }), Err(CommandFault::RoomNotFound));
    assert_eq!(scene.command(Command::FetchRoom { room: RoomKey::Sid(first.sid) }), Ok(Reply::Room(over)));

    let sync = scene.sync(chiku, "chiku", "standup", json!([]));
    let late = scene.greet(&sync);
    assert_eq!(scene.expect(late, "error")["code"], 53118);
    assert_eq!(scene.join_refused("amina", &first.sid.to_string()), 53118);
    let second = scene.create("standup", RoomSettings::default());
    assert_ne!(first.sid, second.sid);
}

#[test]
fn a_session_that_ran_out_is_unknown_although_its_room_is_over_too() {
    let mut scene = Scene::new();
    let (amina, _) = scene.join("amina", "room", json!([]));
    scene.lose(amina);
    scene.wait(Duration::from_secs(31));
    assert_eq!(scene.engine.counts().rooms, 0);
    let sync = scene.sync(amina, "amina", "room", json!([]));
    let late = scene.greet(&sync);
    assert_eq!(scene.expect(late, "error")["code"], 53204);
}

#[test]
fn times_beyond_all_time_never_come() {
    let mut scene = Scene::new();
    let (max_participant_duration, empty_room_timeout) = (Duration::MAX, Duration::MAX);
    let unused_room_timeout = Duration::MAX;
    let settings = RoomSettings {
        max_participant_duration,
        empty_room_timeout,
        unused_room_timeout,
        ..RoomSettings::default()
    };
    scene.create("room", settings);
    let (amina, _) = scene.join("amina", "room", json!([]));
    scene.leave(amina);
    scene.wait(Duration::from_secs(100));
    assert_eq!(scene.engine.counts().rooms, 1);
}

#[test]
fn a_removed_participant_is_told_no_fault_and_the_others_see_it_leave() {
    let mut scene = Scene::new();
    let (amina, connected) = scene.join("amina", "room", json!([track("audio", "voice")]));
    let (baraka, _) = scene.join("baraka", "room", json!([]));
    scene.told(amina);
    scene.told(baraka);
    let remove = || Command::RemoveParticipant { room: name("room"), participant: identity("amina") };
    let Ok(Reply::Participant(removed)) = scene.command(remove()) else { panic!("nobody is removed") };
    assert_eq!(removed.sid.to_string(), connected["participant"]["sid"].as_str().unwrap());
    assert_eq!((removed.state, removed.left_at), (ParticipantState::Disconnected, Some(scene.now)));
    assert_eq!(removed.tracks.len(), 1);
    assert_eq!(
        scene.told(amina),
        [json!({ "type": "disconnected", "version": 2, "status": "disconnected" })]
    );
    let left = scene.news(baraka, "participants");
    assert_eq!(states(&left), [("amina".to_owned(), "disconnected".to_owned())]);
    assert_eq!(left[0]["tracks"].as_array().unwrap().len(), 1);

    assert_eq!(scene.command(remove()), Err(CommandFault::ParticipantNotFound));
    let by_sid =
        Command::RemoveParticipant { room: name("room"), participant: identity(&removed.sid.to_string()) };
    assert_eq!(scene.command(by_sid), Err(CommandFault::ParticipantNotConnected));
    let sync = scene.sync(amina, "amina", "room", json!([]));
    let late = scene.greet(&sync);
    assert_eq!(scene.expect(late, "error")["code"], 53204);
}

#[test]
fn a_room_that_nobody_comes_to_ends() {
    let mut scene = Scene::new();
    let settings = RoomSettings { unused_room_timeout: Duration::from_secs(60), ..RoomSettings::default() };
    let room = scene.create("unused", settings);
    scene.wait(Duration::from_secs(59));
    assert_eq!(scene.engine.counts().rooms, 1);
    scene.wait(Duration::from_secs(2));
    assert_eq!(scene.engine.counts(), Counts::default());
    assert_eq!(scene.events, [Event::RoomCreated { room: room.sid }, Event::RoomEnded { room: room.sid }]);
}

#[test]
fn a_room_that_everybody_left_waits_for_somebody_to_come_back() {
    let mut scene = Scene::new();
    let settings = RoomSettings { empty_room_timeout: Duration::from_secs(60), ..RoomSettings::default() };
    let room = scene.create("room", settings);
    for _ in 0..2 {
        let (client, connected) = scene.join("amina", "room", json!([]));
        assert_eq!(connected["sid"], room.sid.to_string());
        scene.leave(client);
        scene.wait(Duration::from_secs(50));
    }
    assert_eq!(scene.engine.counts().rooms, 1);
    scene.wait(Duration::from_secs(11));
    assert_eq!(scene.engine.counts().rooms, 0);
}

#[test]
fn a_room_that_a_client_opened_ends_with_its_last_participant() {
    let mut scene = Scene::new();
    let (client, _) = scene.join("amina", "room", json!([]));
    scene.leave(client);
    assert_eq!(scene.engine.counts().rooms, 0);
}

#[test]
fn nobody_stays_longer_than_the_room_allows() {
    let mut scene = Scene::new();
    let settings =
        RoomSettings { max_participant_duration: Duration::from_secs(600), ..RoomSettings::default() };
    scene.create("room", settings);
    let (amina, _) = scene.join("amina", "room", json!([]));
    scene.wait(Duration::from_secs(300));
    let (baraka, _) = scene.join("baraka", "room", json!([]));
    scene.wait(Duration::from_secs(299));
    assert_eq!(scene.engine.counts().participants, 2);
    scene.told(amina);
    scene.told(baraka);
    scene.wait(Duration::from_secs(2));
    assert_eq!(scene.expect(amina, "error")["code"], 53216);
    let left = scene.news(baraka, "participants");
    assert_eq!(states(&left), [("amina".to_owned(), "disconnected".to_owned())]);
    scene.join("amina", "room", json!([]));
}

#[test]
fn events_tell_a_rooms_life_and_what_they_name_can_be_looked_up() {
    let mut scene = Scene::new();
    let (client, connected) = scene.join("amina", "room", json!([track("audio", "voice")]));
    let mut muted = track("audio", "voice");
    muted["enabled"] = false.into();
    scene.set_tracks(client, 2, json!([muted]));
    scene.set_tracks(client, 3, json!([muted, track("data", "chat")]));
    scene.leave(client);
    let Some(Event::RoomCreated { room }) = scene.events.first().cloned() else { panic!("no room") };
    let participant = scene.engine.room(room).map(|over| {
        assert_eq!((over.unique_name.as_str(), over.ended_at), ("room", Some(scene.now)));
        let Some(Event::ParticipantJoined { participant, .. }) = scene.events.get(1) else {
            panic!("nobody joined")
        };
        *participant
    });
    let participant = participant.unwrap();
    assert_eq!(connected["participant"]["sid"], participant.to_string());
    let departed = scene.engine.participant(room, participant).unwrap();
    assert_eq!((departed.identity.as_str(), departed.state), ("amina", ParticipantState::Disconnected));
    let [voice, chat] = departed.tracks.as_slice() else { panic!("{departed:?}") };
    let (voice, chat, audio, data) = (voice.sid, chat.sid, TrackKind::Audio, TrackKind::Data);
    assert_eq!(
        scene.events,
        [
            Event::RoomCreated { room },
            Event::ParticipantJoined { room, participant },
            Event::TrackPublished { room, participant, track: voice, kind: audio },
            Event::TrackSwitched { room, participant, track: voice, kind: audio, enabled: false },
            Event::TrackPublished { room, participant, track: chat, kind: data },
            Event::TrackUnpublished { room, participant, track: voice, kind: audio },
            Event::TrackUnpublished { room, participant, track: chat, kind: data },
            Event::ParticipantLeft { room, participant },
            Event::RoomEnded { room },
        ]
    );
}

#[test]
fn only_the_latest_rooms_and_participants_are_remembered() {
    let limits = Limits { completed_rooms: 2, departed_participants: 2, ..Limits::default() };
    let mut scene = Scene::with(Some(RoomSettings::ad_hoc()), limits);
    let mut sids = Vec::new();
    for room in ["one", "two", "three"] {
        sids.push(scene.create(room, RoomSettings::default()).sid);
        for identity in ["amina", "baraka", "chiku"] {
            let (client, _) = scene.join(identity, room, json!([]));
            scene.leave(client);
        }
        scene.command(Command::CompleteRoom { room: name(room) }).unwrap();
    }
    let Ok(Reply::Rooms(rooms)) = scene.command(Command::ListRooms) else { panic!("no list") };
    let listed: Vec<_> = rooms.iter().map(|room| room.sid).collect();
    assert_eq!(listed, [sids[2], sids[1]]);
    let list = Command::ListParticipants { room: RoomKey::Sid(sids[2]) };
    let Ok(Reply::Participants(participants)) = scene.command(list) else { panic!("no list") };
    let identities: Vec<_> = participants.iter().map(|departed| departed.identity.as_str()).collect();
    assert_eq!(identities, ["baraka", "chiku"]);
    assert_eq!(scene.join_refused("amina", &sids[0].to_string()), 53106);
}

#[test]
fn who_has_left_can_be_made_anonymous_and_who_is_here_cannot() {
    let mut scene = Scene::new();
    let room = scene.create("room", RoomSettings::default()).sid;
    let (amina, connected) = scene.join("amina", "room", json!([]));
    let sid = connected["participant"]["sid"].as_str().unwrap().to_owned();
    let anonymize =
        || Command::AnonymizeParticipant { room: RoomKey::Sid(room), participant: identity(&sid) };
    assert_eq!(scene.command(anonymize()), Err(CommandFault::ParticipantConnected));
    scene.leave(amina);
    for completes in [true, false] {
        let Ok(Reply::Participant(departed)) = scene.command(anonymize()) else { panic!("not anonymous") };
        assert_eq!(departed.identity, sid);
        let list = Command::ListParticipants { room: RoomKey::Sid(room) };
        assert_eq!(scene.command(list), Ok(Reply::Participants(vec![departed])));
        if completes {
            scene.command(Command::CompleteRoom { room: RoomKey::Sid(room) }).unwrap();
        }
    }
}

#[test]
fn the_end_of_the_server_completes_rooms_that_are_empty_too() {
    let mut scene = Scene::new();
    scene.create("empty", RoomSettings::default());
    scene.join("amina", "full", json!([]));
    scene.engine.handle_input(room_engine::Input::Shutdown, scene.now);
    assert_eq!(scene.engine.counts(), Counts::default());
}

#[test]
fn what_changed_while_a_socket_was_lost_is_told_on_its_return() {
    let mut scene = Scene::new();
    let (amina, _) = scene.join("amina", "room", json!([]));
    let (baraka, _) = scene.join("baraka", "room", json!([track("audio", "voice")]));
    scene.lose(amina);
    scene.set_tracks(baraka, 2, json!([track("video", "camera")]));
    scene.greet(&connect("chiku", "room", json!([])));
    let sync = scene.sync(amina, "amina", "room", json!([]));
    let back = scene.greet(&sync);
    let synced = scene.expect(back, "synced");
    assert_eq!(states(&synced["participants"]).len(), 2);
    let seen = synced["participants"].as_array().unwrap();
    let baraka = seen.iter().find(|participant| participant["identity"] == "baraka").unwrap();
    assert_eq!(baraka["tracks"][0]["name"], "camera");
    assert_eq!(synced["subscribed"]["tracks"][0]["sid"], baraka["tracks"][0]["sid"]);
}

#[test]
fn who_comes_and_goes_leaves_no_delivery_behind() {
    let mut scene = Scene::new();
    scene.join("amina", "room", json!([track("audio", "voice")]));
    for _ in 0..3 {
        let (baraka, _) = scene.join("baraka", "room", json!([]));
        assert_eq!(scene.engine.counts().deliveries, 1);
        scene.leave(baraka);
    }
    assert_eq!(scene.engine.counts().deliveries, 0);
}

#[test]
fn completed_rooms_are_forgotten_when_they_are_old() {
    let limits = Limits { completed_room_age: Duration::from_secs(60), ..Limits::default() };
    let mut scene = Scene::with(None, limits);
    let room = scene.create("room", RoomSettings::default());
    scene.command(Command::CompleteRoom { room: name("room") }).unwrap();
    let fetch = || Command::FetchRoom { room: RoomKey::Sid(room.sid) };
    scene.wait(Duration::from_secs(59));
    assert!(scene.command(fetch()).is_ok());
    scene.wait(Duration::from_secs(1));
    assert_eq!(scene.command(fetch()), Err(CommandFault::RoomNotFound));
}
