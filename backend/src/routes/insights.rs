use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, Responder, rt};
use shared::ErrorCode;

use super::Refusal;
use crate::insights::Insights;
use crate::state::State;

/// The path on Twilio's gateway; the library's `wsServerInsights` option names another host.
pub const PATH: &str = "/v1/VideoEvents";

/// Opens a WebSocket for the library's telemetry, from pages of every origin.
pub async fn insights(
    request: HttpRequest,
    body: Payload,
    state: Data<State>,
) -> Result<HttpResponse, actix_web::Error> {
    let Some(insights) = state.insights.clone() else {
        return Ok(Refusal(ErrorCode::NotFound).respond_to(&request));
    };
    let (response, session, messages) = actix_ws::handle(&request, body)?;
    rt::spawn(insights.serve(session, Insights::limit(messages)));
    Ok(response)
}
