//! The envelope of what the server says.

use serde::{Deserialize, Serialize};

use super::client_message::{Envelope, MessageFault, TypeOnly, members};
use super::{Connected, DisconnectedStatus, ICE_VERSION, Iced, ServerUpdate, Synced, Warning};
use crate::error_code::ErrorCode;

/// A message from the server to the library.
#[derive(Clone, Debug, PartialEq)]
pub enum ServerMessage {
    /// Answers `ice`.
    Iced(Iced),
    /// Answers `connect`.
    Connected(Box<Connected>),
    /// Answers `sync`.
    Synced(Box<Synced>),
    /// Tells a changed state.
    Update(Box<ServerUpdate>),
    /// Tells what goes wrong with the receiver's own tracks.
    Warning(Warning),
    /// The room is over for this participant, without a fault.
    Disconnected { status: DisconnectedStatus },
    /// The room is over for this participant. The library shows its own text for codes it knows.
    Error { code: u32, message: String },
}

impl ServerMessage {
    /// Reads the body of a frame, as the library does.
    ///
    /// # Errors
    /// The text is not an object of a known type with its mandatory members.
    pub fn parse(body: &str) -> Result<Self, MessageFault> {
        let TypeOnly { r#type } = serde_json::from_str(body).map_err(|_| MessageFault::Untyped)?;
        match r#type.as_str() {
            "iced" => members("iced", body).map(Self::Iced),
            "connected" => members("connected", body).map(Self::Connected),
            "synced" => members("synced", body).map(Self::Synced),
            "update" => members("update", body).map(Self::Update),
            "warning" => members("warning", body).map(Self::Warning),
            "disconnected" => members("disconnected", body)
                .map(|DisconnectedMembers { status }| Self::Disconnected { status }),
            "error" => {
                members("error", body).map(|ErrorMembers { code, message }| Self::Error { code, message })
            }
            _ => Err(MessageFault::UnknownType),
        }
    }
}

impl From<ErrorCode> for ServerMessage {
    fn from(code: ErrorCode) -> Self {
        Self::Error { code: code.code(), message: code.to_string() }
    }
}

impl Serialize for ServerMessage {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Iced(message) => {
                Envelope { r#type: "iced", version: Some(ICE_VERSION), message }.serialize(serializer)
            }
            Self::Connected(message) => Envelope::v2("connected", message).serialize(serializer),
            Self::Synced(message) => Envelope::v2("synced", message).serialize(serializer),
            Self::Update(message) => Envelope::v2("update", message).serialize(serializer),
            Self::Warning(message) => Envelope::v2("warning", message).serialize(serializer),
            Self::Disconnected { status } => {
                Envelope::v2("disconnected", &DisconnectedMembers { status: *status }).serialize(serializer)
            }
            Self::Error { code, message } => {
                let members = ErrorMembers { code: *code, message: message.clone() };
                Envelope::v2("error", &members).serialize(serializer)
            }
        }
    }
}

#[derive(Deserialize, Serialize)]
struct DisconnectedMembers {
    status: DisconnectedStatus,
}

#[derive(Deserialize, Serialize)]
struct ErrorMembers {
    code: u32,
    message: String,
}
