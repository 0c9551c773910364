//! The SubscribeRules and RecordingRules resources.

mod wire;

use actix_web::HttpResponse;
use actix_web::web::Payload;
use room_engine::{Command, MAX_RULES, Reply, RoomKey, RuleAction, RulesSnapshot, TrackFilter, TrackRule};
use serde_json::json;

use super::context::{Context, unexpected};
use super::fault::Fault;
use super::form::Form;
use super::participants::participant;

pub async fn fetch_subscribe(context: Context) -> Result<HttpResponse, Fault> {
    let rules = subscribe_rules(&context).await?;
    subscribe_answer(&context, &rules).await
}

pub async fn set_subscribe(context: Context, body: Payload) -> Result<HttpResponse, Fault> {
    let form = Form::read(&context.request, body).await?;
    let rules = wire::parse(form.get("Rules").ok_or_else(|| Fault::missing("Rules"))?, 53215)?;
    let rules = replace_subscribe(&context, rules).await?;
    subscribe_answer(&context, &rules).await
}

/// Adds or removes one track, as a rule behind those that hold.
pub async fn set_one(context: &Context, track: &str, action: RuleAction) -> Result<(), Fault> {
    let mut rules = subscribe_rules(context).await?.rules;
    let filter = TrackFilter { track: Some(track.to_owned()), ..TrackFilter::default() };
    rules.retain(|rule| rule.filter != filter);
    if rules.len() == MAX_RULES {
        let limit = MAX_RULES - 1;
        return Err(Fault::expecting(53215, format!("no track can be added to more than {limit} rules")));
    }
    rules.push(TrackRule { action, filter });
    replace_subscribe(context, rules).await.map(drop)
}

pub async fn fetch_recording(context: Context) -> Result<HttpResponse, Fault> {
    let reply = context.ask(Command::FetchRecordingRules { room: context.room() }).await?;
    recording_answer(&context, reply).await
}

pub async fn set_recording(context: Context, body: Payload) -> Result<HttpResponse, Fault> {
    let form = Form::read(&context.request, body).await?;
    let rules = parse_recording(form.get("Rules").ok_or_else(|| Fault::missing("Rules"))?)?;
    let reply = context.ask(Command::SetRecordingRules { room: context.room(), rules }).await?;
    recording_answer(&context, reply).await
}

pub fn parse_recording(text: &str) -> Result<Vec<TrackRule>, Fault> {
    wire::parse(text, 53120)
}

async fn subscribe_rules(context: &Context) -> Result<RulesSnapshot, Fault> {
    let (room, participant) = (context.room(), context.participant());
    match context.ask(Command::FetchSubscribeRules { room, participant }).await? {
        Reply::Rules(rules) => Ok(rules),
        _ => Err(unexpected()),
    }
}

async fn replace_subscribe(context: &Context, rules: Vec<TrackRule>) -> Result<RulesSnapshot, Fault> {
    let (room, participant) = (context.room(), context.participant());
    match context.ask(Command::SetSubscribeRules { room, participant, rules }).await? {
        Reply::Rules(rules) => Ok(rules),
        _ => Err(unexpected()),
    }
}

async fn subscribe_answer(context: &Context, rules: &RulesSnapshot) -> Result<HttpResponse, Fault> {
    let participant = participant(context).await?;
    Ok(HttpResponse::Ok().json(json!({
        "participant_sid": participant.sid.to_string(),
        "room_sid": participant.room.to_string(),
        "date_created": context.date(rules.created_at),
        "date_updated": context.date(rules.updated_at),
        "rules": wire::write(&rules.rules),
    })))
}

async fn recording_answer(context: &Context, reply: Reply) -> Result<HttpResponse, Fault> {
    let Reply::Rules(rules) = reply else { return Err(unexpected()) };
    let room = match context.room() {
        RoomKey::Sid(sid) => sid,
        key @ RoomKey::Name(_) => match context.ask(Command::FetchRoom { room: key }).await? {
            Reply::Room(room) => room.sid,
            _ => return Err(unexpected()),
        },
    };
    Ok(HttpResponse::Ok().json(json!({
        "room_sid": room.to_string(),
        "date_created": context.date(rules.created_at),
        "date_updated": context.date(rules.updated_at),
        "rules": wire::write(&rules.rules),
    })))
}
