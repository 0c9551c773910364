//! The Tokens resource (network traversal): where the TURN server is, and what opens it.

use std::time::{Duration, SystemTime};

use actix_web::HttpResponse;
use actix_web::web::Payload;
use serde_json::json;

use super::context::Context;
use super::fault::Fault;
use super::form::Form;
use crate::{date, random};

/// Twilio's default, and the longest.
const LIFETIME_SECONDS: u64 = 86_400;

pub async fn create(context: Context, body: Payload) -> Result<HttpResponse, Fault> {
    if context.segment("account") != context.account_sid() {
        return Err(context.not_found());
    }
    let form = Form::read(&context.request, body).await?;
    let seconds = match form.get("Ttl").map(str::parse) {
        None => LIFETIME_SECONDS,
        Some(Ok(seconds)) if (1..=LIFETIME_SECONDS).contains(&seconds) => seconds,
        Some(_) => return Err(Fault::parameter("Ttl", format!("give seconds from 1 to {LIFETIME_SECONDS}"))),
    };
    let holder = format!("{:x}", u128::from_be_bytes(random::bytes()));
    let server = context.api.tickets.issue(&holder, Duration::from_secs(seconds));
    let now = date::rfc_2822(SystemTime::now());
    let ice_servers: Vec<_> = server
        .urls
        .iter()
        .map(|url| {
            json!({ "url": url, "urls": url, "username": server.username, "credential": server.credential })
        })
        .collect();
    Ok(HttpResponse::Created().json(json!({
        "account_sid": context.account_sid(),
        "date_created": now,
        "date_updated": now,
        "ice_servers": ice_servers,
        "password": server.credential,
        "ttl": seconds.to_string(),
        "username": server.username,
    })))
}
