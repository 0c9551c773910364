//! Where a socket belongs, read from a frame that nobody has checked yet.

use signaling::rsp::ClientMessage;
use signaling::tcmp::ClientFrame;
use signaling::token::granted_room;

use crate::id::RoomSid;
use crate::marks::{Placement, worker_of_session};

/// Reads a frame for the room or session that it asks for.
///
/// A `connect` names its room; if it does not, the room of the token's grant counts (read without checking it).
pub fn of_frame(text: &str) -> Placement {
    let body = match ClientFrame::parse(text) {
        Ok(ClientFrame::Hello(hello)) => hello.body,
        Ok(ClientFrame::Msg { body }) => body,
        Ok(ClientFrame::Heartbeat | ClientFrame::Bye) | Err(_) => None,
    };
    match body.map(|body| ClientMessage::parse(body.get())) {
        Some(Ok(ClientMessage::Connect(connect))) => {
            let room = connect.name.filter(|name| !name.is_empty()).or_else(|| granted_room(&connect.token));
            match room.as_deref().and_then(RoomSid::parse) {
                Some(sid) => Placement::Sid(sid),
                None => Placement::Named(room),
            }
        }
        Some(Ok(ClientMessage::Sync(sync))) => {
            worker_of_session(&sync.session).map_or(Placement::Anywhere, Placement::Worker)
        }
        Some(
            Ok(ClientMessage::Ice(_) | ClientMessage::Update(_) | ClientMessage::Disconnect(_)) | Err(_),
        )
        | None => Placement::Anywhere,
    }
}
