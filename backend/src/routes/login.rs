use std::time::SystemTime;

use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::web::{Data, Payload};
use actix_web::{HttpResponse, Responder};
use shared::{DisplayName, ErrorCode, Identity, LoginRequest, LoginResponse, RoomName, TabTag};

use super::Refusal;
use crate::access_token::{self, Grant};
use crate::state::State;

/// Two names of 128 characters, each escaped as JSON, fit several times.
const BODY_BYTES: usize = 16 * 1024;

/// Exchanges a name for an access token. The body is JSON whatever its content type says.
pub async fn login(body: Payload, state: Data<State>) -> Result<impl Responder, actix_web::Error> {
    Ok(match answer(body, &state).await? {
        Ok(response) => {
            let mut response = HttpResponse::Ok().json(response);
            response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            actix_web::Either::Left(response)
        }
        Err(code) => actix_web::Either::Right(Refusal(code)),
    })
}

async fn answer(body: Payload, state: &State) -> Result<Result<LoginResponse, ErrorCode>, actix_web::Error> {
    let Ok(bytes) = body.to_bytes_limited(BODY_BYTES).await else {
        return Ok(Err(ErrorCode::BodyTooLarge));
    };
    let bytes = bytes?;
    Ok(wish(&bytes).and_then(|wish| wish.grant(state)))
}

/// Who wants to go where.
struct Wish {
    identity: Identity,
    room: RoomName,
}

fn wish(body: &[u8]) -> Result<Wish, ErrorCode> {
    // A list would do for a struct, too, but it is not what the contract says.
    let members: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(body).map_err(|_| ErrorCode::NotJson)?;
    let request: LoginRequest = serde_json::from_value(members.into()).map_err(|_| ErrorCode::NotJson)?;
    let name = DisplayName::parse(&request.username).map_err(ErrorCode::of_username)?;
    let room = RoomName::parse_or_default(request.room.as_deref())
        .map_err(|fault| ErrorCode::of_room(fault).unwrap_or(ErrorCode::ServerError))?;
    let tag = request.tab.as_deref().map(TabTag::parse).transpose().map_err(|_| ErrorCode::TabMalformed)?;
    Ok(Wish { identity: Identity::new(&name, tag), room })
}

impl Wish {
    fn grant(self, state: &State) -> Result<LoginResponse, ErrorCode> {
        let identity = self.identity.to_string();
        let room = self.room.to_string();
        let grant = Grant { identity: &identity, room: Some(&room), ttl: state.token_ttl };
        let token = access_token::mint(grant, &state.credentials, SystemTime::now()).map_err(|error| {
            tracing::error!(%error, "a token could not be signed");
            ErrorCode::ServerError
        })?;
        Ok(LoginResponse { token, identity, room, signaling_url: state.signaling_url() })
    }
}
