//! The Participants resource.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;
use room_engine::{Command, ParticipantSnapshot, ParticipantState, Reply, RoomSnapshot};
use serde::Serialize;

use super::context::{Context, unexpected};
use super::fault::Fault;
use super::form::Form;
use super::page;
use super::period::{Period, place};

#[derive(Serialize)]
struct Participant {
    account_sid: String,
    date_created: String,
    date_updated: String,
    /// Seconds.
    duration: Option<u64>,
    end_time: Option<String>,
    identity: String,
    links: Links,
    room_sid: String,
    sid: String,
    start_time: String,
    status: &'static str,
    url: String,
}

#[derive(Serialize)]
struct Links {
    anonymize: String,
    published_tracks: String,
    subscribe_rules: String,
    subscribed_tracks: String,
}

pub async fn list(context: Context) -> Result<HttpResponse, Fault> {
    let Reply::Room(room) = context.ask(Command::FetchRoom { room: context.room() }).await? else {
        return Err(unexpected());
    };
    let query = context.query();
    let state = wanted_state(&query, &room)?;
    let identity = query.get("Identity");
    let created = Period::read(&query)?;
    let reply = context.ask(Command::ListParticipants { room: context.room() }).await?;
    let Reply::Participants(participants) = reply else { return Err(unexpected()) };
    let wanted = participants.iter().filter(|participant| {
        participant.state == state
            && identity.is_none_or(|identity| identity == participant.identity)
            && created.contains(&context, participant.joined_at)
    });
    let entries = wanted.map(|participant| {
        let place = place(&context, participant.joined_at, &participant.sid.to_string());
        (place, Participant::new(&context, participant))
    });
    let path = format!("/Rooms/{}/Participants", room.sid);
    page::answer(&context, "participants", &path, entries.collect())
}

pub async fn fetch(context: Context) -> Result<HttpResponse, Fault> {
    one(&context, StatusCode::OK, &participant(&context).await?)
}

/// Puts a participant out; nothing else of it can change.
pub async fn update(context: Context, body: Payload) -> Result<HttpResponse, Fault> {
    let form = Form::read(&context.request, body).await?;
    match form.get("Status") {
        Some("disconnected") => {}
        Some(_) => return Err(Fault::expecting(53209, "the only status to give is disconnected")),
        None => return Err(Fault::missing("Status")),
    }
    let (room, participant) = (context.room(), context.participant());
    match context.ask(Command::RemoveParticipant { room, participant }).await? {
        Reply::Participant(participant) => one(&context, StatusCode::ACCEPTED, &participant),
        _ => Err(unexpected()),
    }
}

/// Replaces the identity of somebody who has left.
pub async fn anonymize(context: Context) -> Result<HttpResponse, Fault> {
    let (room, participant) = (context.room(), context.participant());
    match context.ask(Command::AnonymizeParticipant { room, participant }).await? {
        Reply::Participant(participant) => one(&context, StatusCode::OK, &participant),
        _ => Err(unexpected()),
    }
}

/// The participant in the path.
pub async fn participant(context: &Context) -> Result<ParticipantSnapshot, Fault> {
    let (room, participant) = (context.room(), context.participant());
    match context.ask(Command::FetchParticipant { room, participant }).await? {
        Reply::Participant(participant) => Ok(participant),
        _ => Err(unexpected()),
    }
}

fn one(
    context: &Context,
    status: StatusCode,
    participant: &ParticipantSnapshot,
) -> Result<HttpResponse, Fault> {
    Ok(HttpResponse::build(status).json(Participant::new(context, participant)))
}

/// Of rooms in progress, those who are there are listed, and of completed ones those who were.
fn wanted_state(query: &Form, room: &RoomSnapshot) -> Result<ParticipantState, Fault> {
    match query.get("Status") {
        None if room.ended_at.is_some() => Ok(ParticipantState::Disconnected),
        None | Some("connected") => Ok(ParticipantState::Connected),
        Some("disconnected") => Ok(ParticipantState::Disconnected),
        Some("reconnecting") => Ok(ParticipantState::Reconnecting),
        Some(_) => Err(Fault::new(53209)),
    }
}

impl Participant {
    fn new(context: &Context, participant: &ParticipantSnapshot) -> Self {
        let ParticipantSnapshot { sid, room, joined_at, updated_at, left_at, .. } = participant;
        let url = context.url(&format!("/Rooms/{room}/Participants/{sid}"));
        Self {
            account_sid: context.account_sid(),
            date_created: context.date(*joined_at),
            date_updated: context.date(*updated_at),
            duration: left_at.map(|left_at| left_at.duration_since(*joined_at).as_secs()),
            end_time: left_at.map(|left_at| context.date(left_at)),
            identity: participant.identity.clone(),
            links: Links {
                anonymize: format!("{url}/Anonymize"),
                published_tracks: format!("{url}/PublishedTracks"),
                subscribe_rules: format!("{url}/SubscribeRules"),
                subscribed_tracks: format!("{url}/SubscribedTracks"),
            },
            room_sid: room.to_string(),
            sid: sid.to_string(),
            start_time: context.date(*joined_at),
            status: match participant.state {
                ParticipantState::Connected => "connected",
                ParticipantState::Disconnected => "disconnected",
                ParticipantState::Reconnecting => "reconnecting",
            },
            url,
        }
    }
}
