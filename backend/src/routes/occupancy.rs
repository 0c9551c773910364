use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::web::{Data, Query};
use actix_web::{Either, HttpResponse, Responder};
use room_engine::{Command, CommandFault, Reply, RoomKey};
use shared::{ErrorCode, Occupancy, OccupancyQuery, RoomName};

use super::Refusal;
use crate::media::AskFault;
use crate::state::State;

/// How many are in a room, for whoever stands before its door: names are not told, and a room that nobody opened counts
/// as empty, so the answer gives no room away.
pub async fn occupancy(query: Query<OccupancyQuery>, state: Data<State>) -> impl Responder {
    let room = RoomName::parse_or_default(query.room.as_deref());
    let room = room.map_err(|fault| ErrorCode::of_room(fault).unwrap_or(ErrorCode::ServerError));
    match room {
        Ok(room) => {
            let mut response = HttpResponse::Ok().json(Occupancy { participants: count(room, &state).await });
            response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            Either::Left(response)
        }
        Err(code) => Either::Right(Refusal(code)),
    }
}

/// `None` if it cannot be told.
async fn count(room: RoomName, state: &State) -> Option<u32> {
    // Never read as a SID: the door that is asked about is one with a name.
    let key = RoomKey::Name(room.to_string());
    let asked = state.signaling.as_ref()?.workers().ask(&key, Command::FetchRoom { room: key.clone() }).await;
    match asked {
        Ok(Reply::Room(room)) if room.ended_at.is_none() => u32::try_from(room.participants).ok(),
        Ok(_) | Err(AskFault::Refused(CommandFault::RoomNotFound)) => Some(0),
        Err(AskFault::Refused(_) | AskFault::Unavailable) => None,
    }
}
