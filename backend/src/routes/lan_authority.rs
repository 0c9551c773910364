use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, Responder};
use shared::ErrorCode;

use super::Refusal;
use crate::state::State;

/// Where a phone fetches the certificate authority of `--lan`.
pub const PATH: &str = "/ona-ana-ca.crt";

/// The certificate authority, for people who install it on a phone. Public by nature: the key stays here.
pub async fn certificate(request: HttpRequest, state: Data<State>) -> HttpResponse {
    match &state.lan_authority {
        Some(certificate) => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, "application/x-x509-ca-cert"))
            .insert_header((CACHE_CONTROL, "no-cache"))
            .body(certificate.clone()),
        None => Refusal(ErrorCode::NotFound).respond_to(&request),
    }
}
