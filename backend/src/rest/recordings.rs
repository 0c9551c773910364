//! The Recordings resources: those of a room, and all of them. Source: Twilio's pages "Recordings Resource" and "Room
//! Recordings Resource".

mod filter;
mod media;
mod ticket;

use std::sync::Arc;

use actix_web::HttpResponse;
use room_engine::{Command, RecordingSid, Reply, RoomKey, RoomSid, TrackKind};
use serde_json::{Value, json};

use super::context::{Context, unexpected};
use super::fault::Fault;
use super::page;
use crate::date;
use crate::recording::{DeleteFault, Library, Metadata, Status};

pub use media::{download, redirect};
pub use ticket::TicketKey;

use filter::Filter;

/// Every recording.
pub async fn list(context: Context) -> Result<HttpResponse, Fault> {
    let filter = Filter::read(&context.query())?;
    let recordings = known(&context).into_iter().filter(|recording| filter.admits(recording));
    answer(&context, "/Recordings", recordings, whole)
}

/// Those of a room.
pub async fn list_of_room(context: Context) -> Result<HttpResponse, Fault> {
    let room = room(&context).await?;
    let filter = Filter::read(&context.query())?;
    let recordings = known(&context).into_iter().filter(|own| own.room == room && filter.admits(own));
    answer(&context, &format!("/Rooms/{room}/Recordings"), recordings, of_room)
}

pub async fn fetch(context: Context) -> Result<HttpResponse, Fault> {
    let recording = recording(&context).await?;
    Ok(HttpResponse::Ok().json(whole(&context, &recording)))
}

pub async fn fetch_of_room(context: Context) -> Result<HttpResponse, Fault> {
    let recording = recording(&context).await?;
    Ok(HttpResponse::Ok().json(of_room(&context, &recording)))
}

/// Removes the media; what is known of it stays.
pub async fn delete(context: Context) -> Result<HttpResponse, Fault> {
    let recording = recording(&context).await?;
    match library(&context)?.delete(recording.sid) {
        Ok(()) => Ok(HttpResponse::NoContent().finish()),
        Err(DeleteFault::NotFound) => Err(context.not_found()),
        Err(fault @ DeleteFault::Processing) => Err(Fault::conflict(fault)),
        Err(fault @ DeleteFault::Folder) => Err(Fault::unavailable(fault)),
    }
}

fn library(context: &Context) -> Result<&Arc<Library>, Fault> {
    context.api.library.as_ref().ok_or_else(|| context.not_found())
}

fn known(context: &Context) -> Vec<Metadata> {
    context.api.library.as_ref().map(|library| library.all()).unwrap_or_default()
}

/// The recording in the path, of the room in the path if there is one.
async fn recording(context: &Context) -> Result<Metadata, Fault> {
    let sid = RecordingSid::parse(&context.segment("recording")).ok_or_else(|| context.not_found())?;
    let recording = library(context)?.get(sid).ok_or_else(|| context.not_found())?;
    let has_room = context.request.match_info().get("room").is_some();
    if has_room && room(context).await? != recording.room {
        return Err(context.not_found());
    }
    Ok(recording)
}

/// The room in the path. Recordings may be older than what the rooms remember.
async fn room(context: &Context) -> Result<RoomSid, Fault> {
    let key = context.room();
    if let RoomKey::Sid(sid) = key
        && known(context).iter().any(|recording| recording.room == sid)
    {
        return Ok(sid);
    }
    match context.ask(Command::FetchRoom { room: key }).await? {
        Reply::Room(room) => Ok(room.sid),
        _ => Err(unexpected()),
    }
}

fn answer(
    context: &Context,
    path: &str,
    recordings: impl Iterator<Item = Metadata>,
    tell: fn(&Context, &Metadata) -> Value,
) -> Result<HttpResponse, Fault> {
    let entries = recordings.map(|recording| {
        let place = (u128::from(recording.created_at), recording.sid.to_string());
        (place, tell(context, &recording))
    });
    page::answer(context, "recordings", path, entries.collect())
}

/// A recording as `/Recordings` tells it.
fn whole(context: &Context, recording: &Metadata) -> Value {
    let mut told = common(context, recording, &format!("/Recordings/{}", recording.sid));
    let callback = recording.status_callback.as_ref();
    told["status_callback"] = json!(callback.map(|callback| &callback.url));
    told["status_callback_method"] = json!(callback.map_or("POST", |callback| &callback.method));
    told
}

/// A recording as its room tells it.
fn of_room(context: &Context, recording: &Metadata) -> Value {
    let path = format!("/Rooms/{}/Recordings/{}", recording.room, recording.sid);
    let mut told = common(context, recording, &path);
    told["room_sid"] = json!(recording.room.to_string());
    told
}

fn common(context: &Context, recording: &Metadata, path: &str) -> Value {
    let is_over = recording.status != Status::Processing;
    let url = context.url(path);
    json!({
        "account_sid": context.account_sid(),
        "status": recording.status.name(),
        "date_created": date::iso(recording.created_at()),
        "sid": recording.sid.to_string(),
        "source_sid": recording.track.to_string(),
        "size": is_over.then_some(recording.size),
        "type": if recording.media.kind() == TrackKind::Audio { "audio" } else { "video" },
        "duration": is_over.then_some(recording.duration / 1000),
        "container_format": recording.media.container(),
        "codec": recording.media.codec(),
        "grouping_sids": {
            "room_sid": recording.room.to_string(),
            "participant_sid": recording.participant.to_string(),
        },
        "track_name": recording.track_name,
        "offset": recording.created_at,
        "media_external_location": null,
        "url": url,
        "links": { "media": format!("{url}/Media") },
    })
}
