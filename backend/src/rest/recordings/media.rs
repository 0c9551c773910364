//! The media of a recording: a redirect with credentials, and the file behind it without.

use std::time::{Duration, SystemTime};

use actix_files::NamedFile;
use actix_web::http::header::{
    CACHE_CONTROL, ContentDisposition, DispositionParam, DispositionType, LOCATION,
};
use actix_web::{Either, HttpResponse, web};
use room_engine::RecordingSid;
use serde_json::json;

use super::super::context::Context;
use super::super::fault::Fault;
use super::{library, recording};

/// How long the address of a file is good, unless `Ttl` says otherwise; and the longest. In seconds, as Twilio has it.
const LIFETIME: u64 = 3600;
const LIFETIME_LIMIT: u64 = 604_800;

/// Redirects to an address that needs no credentials for a while.
pub async fn redirect(context: Context) -> Result<HttpResponse, Fault> {
    let recording = recording(&context).await?;
    let lifetime = match context.query().get("Ttl") {
        None => LIFETIME,
        Some(text) => {
            let ttl = text.parse().ok().filter(|ttl| (1..=LIFETIME_LIMIT).contains(ttl));
            ttl.ok_or_else(|| Fault::parameter("Ttl", "give seconds from 1 to 604800"))?
        }
    };
    library(&context)?.media(recording.sid).ok_or_else(|| context.not_found())?;
    let lifetime = Duration::from_secs(lifetime);
    let query = context.api.recording_tickets.issue(recording.sid, lifetime, SystemTime::now());
    let address = format!("{}/recordings/{}?{query}", context.origin(), recording.file_name());
    Ok(HttpResponse::Found()
        .insert_header((LOCATION, address.clone()))
        .insert_header((CACHE_CONTROL, "no-store"))
        .json(json!({ "redirect_to": address })))
}

/// The file itself, with ranges.
pub async fn download(context: Context) -> Either<NamedFile, HttpResponse> {
    match find(&context).await {
        Some(file) => Either::Left(file),
        None => Either::Right(HttpResponse::NotFound().finish()),
    }
}

async fn find(context: &Context) -> Option<NamedFile> {
    let name = context.segment("file");
    let sid = RecordingSid::parse(name.split('.').next()?)?;
    let query = context.query();
    let (until, signature) = (query.get("until")?, query.get("signature")?);
    if !context.api.recording_tickets.opens(sid, until, signature, SystemTime::now()) {
        return None;
    }
    let path = context.api.library.as_ref()?.media(sid)?;
    if path.file_name()?.to_str() != Some(&name) {
        return None;
    }
    let file = web::block(move || NamedFile::open(path)).await.ok()?.ok()?;
    Some(file.set_content_disposition(ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(name)],
    }))
}
