//! The PublishedTracks and SubscribedTracks resources.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;
use room_engine::{Command, ParticipantSnapshot, Reply, RuleAction, SubscribedTrackSnapshot, TrackSnapshot};
use serde::Serialize;

use super::context::{Context, unexpected};
use super::fault::Fault;
use super::form::Form;
use super::participants::participant;
use super::period::place;
use super::{page, rules};
use crate::callbacks::kind_name;

#[derive(Serialize)]
struct Track {
    date_created: String,
    date_updated: Option<String>,
    enabled: bool,
    kind: &'static str,
    name: String,
    participant_sid: String,
    /// Of subscribed tracks alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher_sid: Option<String>,
    room_sid: String,
    sid: String,
    url: String,
}

pub async fn list_published(context: Context) -> Result<HttpResponse, Fault> {
    let participant = participant(&context).await?;
    let entries = participant.tracks.iter().map(|track| {
        let place = place(&context, track.published_at, &track.sid.to_string());
        (place, Track::published(&context, &participant, track))
    });
    let path = format!("{}/PublishedTracks", path(&participant));
    page::answer(&context, "published_tracks", &path, entries.collect())
}

pub async fn fetch_published(context: Context) -> Result<HttpResponse, Fault> {
    let participant = participant(&context).await?;
    let wanted = context.segment("track");
    let track =
        participant.tracks.iter().find(|track| is(track, &wanted)).ok_or_else(|| context.not_found())?;
    Ok(HttpResponse::Ok().json(Track::published(&context, &participant, track)))
}

pub async fn list_subscribed(context: Context) -> Result<HttpResponse, Fault> {
    let participant = participant(&context).await?;
    let tracks = subscribed(&context).await?;
    let entries = tracks.iter().map(|subscribed| {
        let place = place(&context, subscribed.subscribed_at, &subscribed.track.sid.to_string());
        (place, Track::subscribed(&context, &participant, subscribed))
    });
    let path = format!("{}/SubscribedTracks", path(&participant));
    page::answer(&context, "subscribed_tracks", &path, entries.collect())
}

pub async fn fetch_subscribed(context: Context) -> Result<HttpResponse, Fault> {
    let participant = participant(&context).await?;
    one_subscribed(&context, StatusCode::OK, &participant, &context.segment("track")).await
}

/// The older form of subscribe rules: one track more, or one less.
pub async fn set_subscribed(context: Context, body: Payload) -> Result<HttpResponse, Fault> {
    let form = Form::read(&context.request, body).await?;
    let track = form.get("Track").ok_or_else(|| Fault::missing("Track"))?;
    let participant = participant(&context).await?;
    match form.get("Status") {
        Some("subscribe") => {
            rules::set_one(&context, track, RuleAction::Include).await?;
            one_subscribed(&context, StatusCode::ACCEPTED, &participant, track).await
        }
        Some("unsubscribe") => {
            let before = one_subscribed(&context, StatusCode::ACCEPTED, &participant, track).await?;
            rules::set_one(&context, track, RuleAction::Exclude).await?;
            Ok(before)
        }
        Some(_) => Err(Fault::parameter("Status", "give subscribe or unsubscribe")),
        None => Err(Fault::missing("Status")),
    }
}

async fn one_subscribed(
    context: &Context,
    status: StatusCode,
    participant: &ParticipantSnapshot,
    wanted: &str,
) -> Result<HttpResponse, Fault> {
    let tracks = subscribed(context).await?;
    let found = tracks.iter().find(|subscribed| is(&subscribed.track, wanted));
    let found = found.ok_or_else(|| context.not_found())?;
    Ok(HttpResponse::build(status).json(Track::subscribed(context, participant, found)))
}

async fn subscribed(context: &Context) -> Result<Vec<SubscribedTrackSnapshot>, Fault> {
    let (room, participant) = (context.room(), context.participant());
    match context.ask(Command::ListSubscribedTracks { room, participant }).await? {
        Reply::SubscribedTracks(tracks) => Ok(tracks),
        _ => Err(unexpected()),
    }
}

/// By SID or name.
fn is(track: &TrackSnapshot, wanted: &str) -> bool {
    track.sid.to_string() == wanted || track.name == wanted
}

fn path(participant: &ParticipantSnapshot) -> String {
    format!("/Rooms/{}/Participants/{}", participant.room, participant.sid)
}

impl Track {
    fn published(context: &Context, participant: &ParticipantSnapshot, track: &TrackSnapshot) -> Self {
        let updated = Some(track.updated_at).filter(|updated_at| *updated_at != track.published_at);
        Self {
            date_created: context.date(track.published_at),
            date_updated: updated.map(|updated_at| context.date(updated_at)),
            enabled: track.enabled,
            kind: kind_name(track.kind),
            name: track.name.clone(),
            participant_sid: participant.sid.to_string(),
            publisher_sid: None,
            room_sid: participant.room.to_string(),
            sid: track.sid.to_string(),
            url: context.url(&format!("{}/PublishedTracks/{}", path(participant), track.sid)),
        }
    }

    fn subscribed(
        context: &Context,
        participant: &ParticipantSnapshot,
        subscribed: &SubscribedTrackSnapshot,
    ) -> Self {
        let track = &subscribed.track;
        Self {
            date_created: context.date(subscribed.subscribed_at),
            date_updated: None,
            publisher_sid: Some(track.publisher.to_string()),
            url: context.url(&format!("{}/SubscribedTracks/{}", path(participant), track.sid)),
            ..Self::published(context, participant, track)
        }
    }
}
