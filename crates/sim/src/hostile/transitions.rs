//! What clients and commands may do to an engine, in any order.

use std::time::Duration;

use room_engine::{
    Command, ParticipantKey, RoomKey, RoomSettings, RuleAction, TrackFilter, TrackKind, TrackRule, VideoCodec,
};
use serde_json::{Value, json};

use crate::hostile::bytes::Bytes;
use crate::hostile::description::{OFFER, connect, descriptions};
use crate::hostile::scene::{SOCKETS, Scene};
use crate::token::token_of;

/// Takes steps until the bytes are used up.
///
/// # Panics
/// The engine breaks a promise, or keeps something of those who left.
pub fn transitions(data: &[u8]) {
    let mut bytes = Bytes::new(data);
    let mut scene = Scene::new();
    for _ in 0..MOST_STEPS {
        if step(&mut scene, &mut bytes).is_none() {
            break;
        }
    }
    scene.end();
}

/// More would be slow, not better.
const MOST_STEPS: usize = 100;

/// Few names, so that steps meet.
const NAMES: [&str; 4] = ["amina", "baraka", "room", ""];

fn step(scene: &mut Scene, bytes: &mut Bytes<'_>) -> Option<()> {
    let kind = bytes.byte()?;
    let slot = usize::from(bytes.byte()?) % SOCKETS;
    match kind % 16 {
        0 => scene.open(slot),
        1 => scene.close(slot, bytes.flag()?.then_some(bytes.number()?)),
        2..=4 => {
            let identity = bytes.choice(&NAMES)?;
            let mut message = connect(identity, &offer(bytes)?);
            message["name"] = json!(bytes.choice(&NAMES)?);
            message["participant"] = participant(bytes)?;
            scene.say(slot, &message, 0);
        }
        5..=8 => {
            let message = json!({
                "type": "update", "version": 2, "session": "SESSION", "participant": participant(bytes)?,
                "peer_connections": description(bytes)?,
            });
            scene.say(slot, &message, session(bytes)?);
        }
        9 => {
            let message = json!({
                "type": "sync", "version": 2, "session": "SESSION", "name": "room",
                "token": token_of(bytes.choice(&NAMES)?),
                "participant": participant(bytes)?, "peer_connections": description(bytes)?,
            });
            scene.say(slot, &message, session(bytes)?);
        }
        10 => {
            scene.say(
                slot,
                &json!({ "type": "disconnect", "version": 2, "session": "SESSION" }),
                session(bytes)?,
            );
        }
        11 => scene.text(slot, &String::from_utf8_lossy(bytes.chunk()?)),
        12 => scene.datagram(bytes.chunk()?),
        13 => scene.wait(Duration::from_millis(u64::from(bytes.number()?))),
        _ => scene.command(command(bytes)?),
    }
    Some(())
}

fn session(bytes: &mut Bytes<'_>) -> Option<usize> {
    Some(usize::from(bytes.byte()?) % 4)
}

/// Chromium's offer, whole or with a line missing or doubled.
fn offer(bytes: &mut Bytes<'_>) -> Option<String> {
    let lines = OFFER.lines().count();
    let (form, line) = (bytes.byte()?, usize::from(bytes.byte()?) % lines);
    Some(match form % 8 {
        0 => with_repeated(line, 0),
        1 => with_repeated(line, 2),
        _ => OFFER.to_owned(),
    })
}

fn with_repeated(line: usize, times: usize) -> String {
    let times = |index| if index == line { times } else { 1 };
    OFFER.lines().enumerate().map(|(index, text)| format!("{text}\r\n").repeat(times(index))).collect()
}

fn description(bytes: &mut Bytes<'_>) -> Option<Value> {
    let kind = bytes.choice(&["offer", "answer", "offer", "answer", "close", "create-offer"])?;
    let revision = bytes.byte()? % 8;
    Some(descriptions(kind, revision.into(), &offer(bytes)?))
}

fn participant(bytes: &mut Bytes<'_>) -> Option<Value> {
    let (revision, count) = (bytes.byte()? % 16, bytes.byte()? % 4);
    let mut tracks = Vec::new();
    for _ in 0..count {
        tracks.push(json!({
            "id": bytes.choice(&NAMES)?, "name": bytes.choice(&NAMES)?, "enabled": bytes.flag()?,
            "kind": bytes.choice(&["audio", "video", "data", "smell"])?,
            "priority": bytes.choice(&["low", "standard", "high", "urgent"])?,
        }));
    }
    Some(json!({ "revision": revision, "tracks": tracks }))
}

fn command(bytes: &mut Bytes<'_>) -> Option<Command> {
    let kind = bytes.byte()?;
    let room = RoomKey::parse(bytes.choice(&NAMES)?);
    let participant = ParticipantKey::parse(bytes.choice(&NAMES)?);
    Some(match kind % 8 {
        0 | 1 => {
            Command::CreateRoom { name: Some(bytes.choice(&NAMES)?.to_owned()), settings: settings(bytes)? }
        }
        2 => Command::CompleteRoom { room },
        3 => Command::ListParticipants { room },
        4 => Command::RemoveParticipant { room, participant },
        5 => Command::ListSubscribedTracks { room, participant },
        6 => Command::SetSubscribeRules { room, participant, rules: rules(bytes)? },
        _ => Command::SetRecordingRules { room, rules: rules(bytes)? },
    })
}

fn settings(bytes: &mut Bytes<'_>) -> Option<RoomSettings> {
    let seconds = |bytes: &mut Bytes<'_>| Some(Duration::from_secs(u64::from(bytes.byte()? % 90)));
    Some(RoomSettings {
        max_participants: usize::from(bytes.byte()? % 60) + 1,
        video_codecs: bytes.choice(&[vec![], vec![VideoCodec::Vp8], vec![VideoCodec::H264]])?,
        audio_only: bytes.flag()?,
        record_participants_on_connect: bytes.flag()?,
        max_participant_duration: seconds(bytes)? + Duration::from_secs(1),
        empty_room_timeout: seconds(bytes)? / 2,
        unused_room_timeout: seconds(bytes)? / 3,
        ..RoomSettings::default()
    })
}

fn rules(bytes: &mut Bytes<'_>) -> Option<Vec<TrackRule>> {
    let mut rules = Vec::new();
    for _ in 0..bytes.byte()? % 4 {
        let action = if bytes.flag()? { RuleAction::Include } else { RuleAction::Exclude };
        let kind =
            bytes.choice(&[None, Some(TrackKind::Audio), Some(TrackKind::Video), Some(TrackKind::Data)])?;
        let publisher = bytes.choice(&[None, Some("amina".to_owned()), Some("baraka".to_owned())])?;
        rules.push(TrackRule { action, filter: TrackFilter { kind, publisher, ..TrackFilter::default() } });
    }
    Some(rules)
}
