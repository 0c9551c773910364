use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, Responder, rt};
use shared::ErrorCode;

use super::Refusal;
use crate::signaling;
use crate::state::State;

/// Opens a WebSocket of the embedded room server.
///
/// Pages of every origin may: what opens a room is the access token in the frames, and there are no cookies that a
/// foreign page could borrow.
pub async fn signaling(
    request: HttpRequest,
    body: Payload,
    state: Data<State>,
) -> Result<HttpResponse, actix_web::Error> {
    let Some(signaling) = &state.signaling else {
        return Ok(Refusal(ErrorCode::NotFound).respond_to(&request));
    };
    let Some(place) = signaling.take_place() else {
        tracing::warn!("a socket was refused: too many are open");
        return Ok(
            HttpResponse::ServiceUnavailable().body("Too many calls are going on. Try again in a moment.")
        );
    };
    let (response, session, messages) = actix_ws::handle(&request, body)?;
    rt::spawn(signaling::serve(signaling.workers().clone(), session, messages, place));
    Ok(response)
}
