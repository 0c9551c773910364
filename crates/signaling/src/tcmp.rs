//! The frames of one socket (TCMP version 2). Each is one JSON object with a `type`.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use thiserror::Error;

use crate::lenient::lenient;
use crate::rsp::{MessageFault, ServerMessage};

/// The only version that the library speaks.
pub const TCMP_VERSION: u8 = 2;

/// A frame from the library. Bodies are unread JSON: see `rsp::ClientMessage::parse`.
#[derive(Clone, Debug)]
pub enum ClientFrame<'a> {
    Hello(Hello<'a>),
    Msg { body: Option<&'a RawValue> },
    Heartbeat,
    Bye,
}

/// Opens the conversation; repeated with the same body until a welcome arrives.
#[derive(Clone, Debug, Default)]
pub struct Hello<'a> {
    /// Fresh for every hello; nobody reads it back.
    pub id: Option<String>,
    /// Milliseconds without a frame after which the client wants a heartbeat.
    pub timeout: Option<f64>,
    pub version: Option<f64>,
    /// What the last `busy` gave.
    pub cookie: Option<String>,
    /// The first message, which is not repeated as `msg`.
    pub body: Option<&'a RawValue>,
}

/// A frame to the library.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ServerFrame {
    /// Accepts the hello. Messages before it are dropped by the library.
    Welcome {
        /// Milliseconds; the library needs more than 200.
        negotiated_timeout: u64,
    },
    Msg {
        body: ServerMessage,
    },
    Heartbeat,
    /// Come back later. Only in place of a welcome.
    Busy {
        /// Milliseconds; negative for never.
        retry_after: i64,
        /// Whether the next hello comes on this socket.
        keep_alive: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        cookie: Option<String>,
    },
    /// Refuses the hello. Only in place of a welcome.
    Bad {
        reason: String,
    },
    /// Ignored by the library.
    Bye,
}

/// Why a text is not a [`ClientFrame`].
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum FrameFault {
    #[error("the frame is not a JSON object with a type")]
    NotJson,
    #[error("the type of the frame is unknown")]
    UnknownType,
}

/// Why a text is not a [`ServerFrame`].
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum ServerFrameFault {
    #[error(transparent)]
    Frame(#[from] FrameFault),
    #[error("a member of the frame is missing or of the wrong type")]
    MissingMember,
    #[error(transparent)]
    Message(#[from] MessageFault),
}

impl<'a> ClientFrame<'a> {
    /// Reads a frame.
    ///
    /// # Errors
    /// The text is no JSON object, or its `type` is none of the four.
    pub fn parse(text: &'a str) -> Result<Self, FrameFault> {
        let ClientMembers { r#type, id, timeout, version, cookie, body } =
            serde_json::from_str(text).map_err(|_| FrameFault::NotJson)?;
        match &*r#type {
            "hello" => Ok(Self::Hello(Hello { id, timeout, version, cookie, body })),
            "msg" => Ok(Self::Msg { body }),
            "heartbeat" => Ok(Self::Heartbeat),
            "bye" => Ok(Self::Bye),
            _ => Err(FrameFault::UnknownType),
        }
    }

    /// Writes the frame, as the library does.
    pub fn to_json(&self) -> String {
        write(&match self {
            Self::Hello(Hello { id, timeout, version, cookie, body }) => ClientMembers {
                id: id.clone(),
                timeout: *timeout,
                version: *version,
                cookie: cookie.clone(),
                body: *body,
                ..ClientMembers::of_type("hello")
            },
            Self::Msg { body } => ClientMembers { body: *body, ..ClientMembers::of_type("msg") },
            Self::Heartbeat => ClientMembers::of_type("heartbeat"),
            Self::Bye => ClientMembers::of_type("bye"),
        })
    }
}

impl ServerFrame {
    /// Reads a frame, as the library does.
    ///
    /// # Errors
    /// The text is no frame of the server, or the message in it is none.
    pub fn parse(text: &str) -> Result<Self, ServerFrameFault> {
        let members: ServerMembers<'_> = serde_json::from_str(text).map_err(|_| FrameFault::NotJson)?;
        let ServerMembers { r#type, negotiated_timeout, retry_after, keep_alive, cookie, reason, body } =
            members;
        let missing = || ServerFrameFault::MissingMember;
        Ok(match r#type.as_str() {
            "welcome" => Self::Welcome { negotiated_timeout: negotiated_timeout.ok_or_else(missing)? },
            "msg" => Self::Msg { body: ServerMessage::parse(body.ok_or_else(missing)?.get())? },
            "heartbeat" => Self::Heartbeat,
            "busy" => Self::Busy {
                retry_after: retry_after.ok_or_else(missing)?,
                keep_alive: keep_alive.ok_or_else(missing)?,
                cookie,
            },
            "bad" => Self::Bad { reason: reason.ok_or_else(missing)? },
            "bye" => Self::Bye,
            _ => return Err(FrameFault::UnknownType.into()),
        })
    }

    /// Writes the frame.
    pub fn to_json(&self) -> String {
        write(self)
    }
}

/// Every member that a frame of the client may have.
#[derive(Deserialize, Serialize)]
struct ClientMembers<'a> {
    r#type: Cow<'a, str>,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    timeout: Option<f64>,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    version: Option<f64>,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    cookie: Option<String>,
    #[serde(default, borrow, skip_serializing_if = "Option::is_none")]
    body: Option<&'a RawValue>,
}

impl<'a> ClientMembers<'a> {
    fn of_type(r#type: &'static str) -> Self {
        Self { r#type: r#type.into(), id: None, timeout: None, version: None, cookie: None, body: None }
    }
}

/// Every member that a frame of the server may have.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ServerMembers<'a> {
    r#type: String,
    #[serde(default, deserialize_with = "lenient")]
    negotiated_timeout: Option<u64>,
    #[serde(default, deserialize_with = "lenient")]
    retry_after: Option<i64>,
    #[serde(default, deserialize_with = "lenient")]
    keep_alive: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    cookie: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    reason: Option<String>,
    #[serde(default, borrow)]
    body: Option<&'a RawValue>,
}

fn write<T: Serialize>(frame: &T) -> String {
    #[expect(
        clippy::expect_used,
        reason = "only maps with keys that are not strings fail, and there are none"
    )]
    serde_json::to_string(frame).expect("frames are plain structs, strings and numbers")
}
