//! Tells applications what happens in their rooms, by HTTP requests to the addresses that they gave.
//!
//! ```text
//! media workers ─► Callbacks ─► queue ─► Courier ─► one lane for each receiver
//! ```
//!
//! Nothing waits for a receiver: what a full queue or lane cannot take is dropped, with a warning. Source of the
//! parameters: Twilio's page "Status Callbacks".

mod courier;
mod recordings;
mod reporter;
mod signature;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use actix_web::http::Uri;
use room_engine::{ParticipantSnapshot, RoomSid, RoomSnapshot, StatusCallback};
use tokio::sync::mpsc;
use url::Url;

pub use courier::Courier;
pub use reporter::{Reporter, kind_name};

use crate::credentials::Secret;
use crate::date;

/// Callbacks on their way from the rooms to the courier, who sorts them by receiver at once.
const QUEUE_CAPACITY: usize = 4096;

/// The type of every room, whatever it was asked to be.
pub const ROOM_TYPE: &str = "group";

/// Names and values, in the order in which they are sent.
pub type Parameters = Vec<(&'static str, String)>;

/// One request to make.
#[derive(Debug)]
pub struct Callback {
    /// For the log alone.
    pub room: RoomSid,
    pub receiver: StatusCallback,
    pub parameters: Parameters,
}

/// Where everybody leaves what is to be told.
#[derive(Clone, Debug)]
pub struct Callbacks {
    queue: mpsc::Sender<Callback>,
    account_sid: Arc<str>,
    dropped: Arc<AtomicU64>,
}

impl Callbacks {
    /// The courier carries out what is left here, and signs with the account's auth token.
    pub fn new(account_sid: &str, auth_token: Secret) -> (Self, Courier) {
        let (queue, waiting) = mpsc::channel(QUEUE_CAPACITY);
        let callbacks = Self { queue, account_sid: account_sid.into(), dropped: Arc::default() };
        (callbacks, Courier::new(waiting, auth_token))
    }

    /// Leaves a callback. Never waits; without room it is dropped.
    pub fn send(&self, callback: Callback) {
        let room = callback.room;
        if self.queue.try_send(callback).is_ok() {
            return;
        }
        let dropped = self.dropped.fetch_add(1, Ordering::Relaxed) + 1;
        if dropped.is_power_of_two() {
            tracing::warn!(%room, dropped, "status callbacks were dropped: too many wait");
        }
    }

    /// What every callback about a room begins with.
    pub fn room_parameters(&self, room: &RoomSnapshot, event: &'static str, now: SystemTime) -> Parameters {
        vec![
            ("AccountSid", self.account_sid.to_string()),
            ("RoomName", room.unique_name.clone()),
            ("RoomSid", room.sid.to_string()),
            ("RoomType", ROOM_TYPE.to_owned()),
            ("StatusCallbackEvent", event.to_owned()),
            ("Timestamp", date::iso_with_milliseconds(now)),
        ]
    }
}

/// The longest address of a receiver.
const URL_LENGTH_LIMIT: usize = 2048;

/// The address of a receiver as it will be requested; `None` if it is none. It stays as it was written, since receivers
/// check its signature against what they wrote.
pub fn receiver_url(text: &str) -> Option<String> {
    let url =
        Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())?;
    let is_plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let text =
        if url.path() == "/" && text.matches('/').count() == 2 { url.to_string() } else { text.to_owned() };
    (is_plain && text.len() <= URL_LENGTH_LIMIT && text.parse::<Uri>().is_ok()).then_some(text)
}

/// Who is meant, in callbacks about a participant or something of theirs.
pub fn participant_parameters(participant: &ParticipantSnapshot) -> Parameters {
    vec![
        ("ParticipantSid", participant.sid.to_string()),
        ("ParticipantIdentity", participant.identity.clone()),
    ]
}
