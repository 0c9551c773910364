//! The envelope of what clients say.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Connect, Disconnect, ICE_VERSION, Ice, RSP_VERSION, Sync, Update};

/// A message from the library to the server.
#[derive(Clone, Debug, PartialEq)]
pub enum ClientMessage {
    /// Asks for ICE servers, before anything else.
    Ice(Ice),
    /// Enters a room.
    Connect(Box<Connect>),
    /// Resumes a session on a new socket.
    Sync(Box<Sync>),
    /// Tells a changed state.
    Update(Update),
    /// Leaves the room.
    Disconnect(Disconnect),
}

/// Why a body is not a [`ClientMessage`]. Answer `error` 53004 (`ErrorCode::SignalingOutgoingMessageInvalid`).
///
/// No text of the message itself is kept, because it may hold a token.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum MessageFault {
    #[error("the frame carries no message")]
    Missing,
    #[error("the message has no type")]
    Untyped,
    #[error("the type of the message is unknown")]
    UnknownType,
    #[error("a member of the {kind} message is missing or of the wrong type, before character {column}")]
    Malformed { kind: &'static str, column: usize },
}

impl ClientMessage {
    /// Reads the body of a frame.
    ///
    /// # Errors
    /// The text is not an object of a known type with its mandatory members.
    pub fn parse(body: &str) -> Result<Self, MessageFault> {
        let TypeOnly { r#type } = serde_json::from_str(body).map_err(|_| MessageFault::Untyped)?;
        match r#type.as_str() {
            "ice" => members("ice", body).map(Self::Ice),
            "connect" => members("connect", body).map(Self::Connect),
            "sync" => members("sync", body).map(Self::Sync),
            "update" => members("update", body).map(Self::Update),
            "disconnect" => members("disconnect", body).map(Self::Disconnect),
            _ => Err(MessageFault::UnknownType),
        }
    }
}

impl Serialize for ClientMessage {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // The library's preflight sends `ice` without a version.
            Self::Ice(message) => {
                let version = (message.preflight != Some(true)).then_some(ICE_VERSION);
                Envelope { r#type: "ice", version, message }.serialize(serializer)
            }
            Self::Connect(message) => Envelope::v2("connect", message).serialize(serializer),
            Self::Sync(message) => Envelope::v2("sync", message).serialize(serializer),
            Self::Update(message) => Envelope::v2("update", message).serialize(serializer),
            Self::Disconnect(message) => Envelope::v2("disconnect", message).serialize(serializer),
        }
    }
}

/// The members around every message, in both directions.
#[derive(Serialize)]
pub(super) struct Envelope<'a, T> {
    pub r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u8>,
    #[serde(flatten)]
    pub message: &'a T,
}

impl<'a, T> Envelope<'a, T> {
    pub fn v2(r#type: &'static str, message: &'a T) -> Self {
        Self { r#type, version: Some(RSP_VERSION), message }
    }
}

#[derive(Deserialize)]
pub(super) struct TypeOnly {
    pub r#type: String,
}

pub(super) fn members<'a, T: Deserialize<'a>>(kind: &'static str, body: &'a str) -> Result<T, MessageFault> {
    serde_json::from_str(body).map_err(|error| MessageFault::Malformed { kind, column: error.column() })
}
