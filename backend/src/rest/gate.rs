//! Who may ask, and how often.

use std::time::Instant;

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::web::Data;
use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Api;
use super::fault::Fault;

/// Lets requests of the account or its API key through, within the quota.
pub async fn pass(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let api = request.app_data::<Data<Api>>().ok_or_else(Fault::unauthorized)?;
    if !is_authorized(api, &request) {
        return Err(Fault::unauthorized().into());
    }
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if !api.quota.take(is_read, Instant::now()) {
        return Err(Fault::new(20429).into());
    }
    next.call(request).await
}

fn is_authorized(api: &Api, request: &ServiceRequest) -> bool {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some((scheme, encoded)) = header.and_then(|header| header.split_once(' ')) else { return false };
    let decoded = STANDARD.decode(encoded.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let Some((name, password)) = decoded.as_deref().and_then(|text| text.split_once(':')) else {
        return false;
    };
    let secret = if name == api.credentials.api_key_sid {
        &api.credentials.api_key_secret
    } else if name == api.credentials.account_sid {
        &api.auth_token
    } else {
        return false;
    };
    scheme.eq_ignore_ascii_case("basic")
        && verify_slices_are_equal(secret.expose().as_bytes(), password.as_bytes()).is_ok()
}
