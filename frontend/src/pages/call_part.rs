//! Where the call is split off from the lobby: joining it, and all that is seen of it.

mod attempt;
mod joining;

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use shared::{DisplayName, ErrorCode, RoomName};
use twilio_video::{LocalDataTrack, LocalMediaTrack, Room};
use yew::Html;

use super::call::{self, CallPageProps};
use crate::api;
use crate::hooks::LocalTracks;
use crate::part::{PartMissing, part};
use crate::state::failure::Failure;

pub use self::attempt::{Attempt, Outcome};

/// Who wants to join what.
pub struct Joining {
    pub person: DisplayName,
    pub room: RoomName,
    pub tracks: LocalTracks,
    pub attempt: Rc<RefCell<Attempt>>,
}

pub enum JoinError {
    /// The form says it beside the name.
    Name(ErrorCode),
    Failure(Failure),
}

/// A call that we are in.
#[derive(Clone, PartialEq)]
pub struct Entered {
    pub room: Room,
    /// What carries our messages in that room. `None`: the call goes on without words.
    pub messages: Option<LocalDataTrack>,
    /// What we took along.
    pub published: Rc<[LocalMediaTrack]>,
    pub view: CallView,
}

/// Draws the call.
#[derive(Clone, Copy)]
pub struct CallView(fn(CallPageProps) -> Html);

impl CallView {
    pub fn draw(self, props: CallPageProps) -> Html {
        (self.0)(props)
    }
}

impl PartialEq for CallView {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

type Joined = Pin<Box<dyn Future<Output = Result<Entered, JoinError>>>>;

/// What this part gives to the rest.
struct CallPart {
    join: fn(Joining, CallView) -> Joined,
    view: CallView,
}

/// Joins a room, fetching what that needs.
///
/// # Errors
/// Why we are not in it.
pub async fn join(joining: Joining) -> Result<Entered, JoinError> {
    match part().await {
        Ok(part) => (part.join)(joining, part.view).await,
        Err(PartMissing) if api::is_there().await => Err(JoinError::Failure(Failure::Outdated)),
        Err(PartMissing) => Err(JoinError::Failure(Failure::NoBackend)),
    }
}

/// Fetches the part ahead of its need.
pub async fn prefetch() {
    // Whoever joins is told.
    let _ = part().await;
}

part! { call, fn part() -> CallPart { CallPart::new() } }

impl CallPart {
    fn new() -> Self {
        Self { join: |joining, view| Box::pin(joining::join(joining, view)), view: CallView(call::draw) }
    }
}
