//! The Rooms resource.

mod parameters;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;
use room_engine::{CallbackMethod, Command, Reply, RoomSnapshot};
use serde::Serialize;

use super::context::{Context, unexpected};
use super::fault::Fault;
use super::form::Form;
use super::page::{self, Place};
use super::period::{Period, place};
use crate::callbacks::ROOM_TYPE;

use parameters::NewRoom;

/// What Twilio names where a room has not been told otherwise: every browser has both.
const USUAL_CODECS: [&str; 2] = ["VP8", "H264"];

#[derive(Serialize)]
struct Room {
    account_sid: String,
    audio_only: bool,
    date_created: String,
    date_updated: String,
    /// Seconds.
    duration: Option<u64>,
    /// Minutes.
    empty_room_timeout: u64,
    enable_turn: bool,
    end_time: Option<String>,
    large_room: bool,
    links: Links,
    max_concurrent_published_tracks: usize,
    max_participant_duration: u64,
    max_participants: usize,
    media_region: String,
    record_participants_on_connect: bool,
    sid: String,
    status: &'static str,
    status_callback: Option<String>,
    status_callback_method: &'static str,
    r#type: &'static str,
    unique_name: String,
    unused_room_timeout: u64,
    url: String,
    video_codecs: Vec<&'static str>,
}

#[derive(Serialize)]
struct Links {
    participants: String,
    recording_rules: String,
    recordings: String,
    transcriptions: String,
}

pub async fn create(context: Context, body: Payload) -> Result<HttpResponse, Fault> {
    let form = Form::read(&context.request, body).await?;
    let NewRoom { name, settings } = NewRoom::read(&form, &context.api)?;
    let command = Command::CreateRoom { name: name.clone(), settings };
    let reply = context.api.workers.create(name, command).await;
    one(&context, StatusCode::CREATED, reply.map_err(|fault| Fault::of_ask(fault, &context.request))?)
}

pub async fn fetch(context: Context) -> Result<HttpResponse, Fault> {
    let reply = context.ask(Command::FetchRoom { room: context.room() }).await?;
    one(&context, StatusCode::OK, reply)
}

/// Completes a room; nothing else of it can change.
pub async fn update(context: Context, body: Payload) -> Result<HttpResponse, Fault> {
    let form = Form::read(&context.request, body).await?;
    match form.get("Status") {
        Some("completed") => {}
        Some(_) => return Err(Fault::expecting(53112, "the only status to give is completed")),
        None => return Err(Fault::missing("Status")),
    }
    let reply = context.ask(Command::CompleteRoom { room: context.room() }).await?;
    one(&context, StatusCode::ACCEPTED, reply)
}

pub async fn list(context: Context) -> Result<HttpResponse, Fault> {
    let query = context.query();
    let is_completed = match query.get("Status") {
        None | Some("in-progress") => false,
        Some("completed") => true,
        // No room of this server ever fails.
        Some("failed") => return page::answer(&context, "rooms", "/Rooms", Vec::<(Place, Room)>::new()),
        Some(_) => return Err(Fault::new(53112)),
    };
    let created = Period::read(&query)?;
    let unique_name = query.get("UniqueName");
    let replies = context.api.workers.ask_all(&Command::ListRooms).await;
    let mut rooms = Vec::new();
    for reply in replies.map_err(|fault| Fault::of_ask(fault, &context.request))? {
        let Reply::Rooms(some) = reply else { return Err(unexpected()) };
        rooms.extend(some.into_iter().filter(|room| {
            room.ended_at.is_some() == is_completed
                && unique_name.is_none_or(|name| name == room.unique_name)
                && created.contains(&context, room.created_at)
        }));
    }
    let entries = rooms
        .iter()
        .map(|room| (place(&context, room.created_at, &room.sid.to_string()), Room::new(&context, room)));
    page::answer(&context, "rooms", "/Rooms", entries.collect())
}

fn one(context: &Context, status: StatusCode, reply: Reply) -> Result<HttpResponse, Fault> {
    let Reply::Room(room) = reply else { return Err(unexpected()) };
    Ok(HttpResponse::build(status).json(Room::new(context, &room)))
}

impl Room {
    fn new(context: &Context, room: &RoomSnapshot) -> Self {
        let RoomSnapshot { sid, settings, created_at, ended_at, .. } = room;
        let url = context.url(&format!("/Rooms/{sid}"));
        let codecs = settings.video_codecs.iter().map(|codec| codec.name()).collect::<Vec<_>>();
        let video_codecs = match (settings.audio_only, codecs.is_empty()) {
            (true, _) => Vec::new(),
            (false, true) => USUAL_CODECS.to_vec(),
            (false, false) => codecs,
        };
        let callback = settings.status_callback.as_ref();
        Self {
            account_sid: context.account_sid(),
            audio_only: settings.audio_only,
            date_created: context.date(*created_at),
            date_updated: context.date(ended_at.unwrap_or(*created_at)),
            duration: ended_at.map(|ended_at| ended_at.duration_since(*created_at).as_secs()),
            empty_room_timeout: settings.empty_room_timeout.as_secs() / 60,
            enable_turn: true,
            end_time: ended_at.map(|ended_at| context.date(ended_at)),
            large_room: settings.is_large(),
            links: Links {
                participants: format!("{url}/Participants"),
                recording_rules: format!("{url}/RecordingRules"),
                recordings: format!("{url}/Recordings"),
                transcriptions: format!("{url}/Transcriptions"),
            },
            max_concurrent_published_tracks: settings.max_published_tracks(),
            max_participant_duration: settings.max_participant_duration.as_secs(),
            max_participants: settings.max_participants,
            media_region: settings.media_region.clone(),
            record_participants_on_connect: settings.record_participants_on_connect,
            sid: sid.to_string(),
            status: if ended_at.is_some() { "completed" } else { "in-progress" },
            status_callback: callback.map(|callback| callback.url.clone()),
            status_callback_method: match callback.map(|callback| callback.method) {
                Some(CallbackMethod::Get) => "GET",
                Some(CallbackMethod::Post) | None => "POST",
            },
            r#type: ROOM_TYPE,
            unique_name: room.unique_name.clone(),
            unused_room_timeout: settings.unused_room_timeout.as_secs() / 60,
            url,
            video_codecs,
        }
    }
}
