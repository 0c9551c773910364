//! The frames of one socket (TCMP version 2). Each is one JSON object with a `type`.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use thiserror::Error;

use crate::lenient::lenient;
use crate::rsp::ServerMessage;

/// The only version that the library speaks.
pub const TCMP_VERSION: u8 = 2;

/// A frame from the library. Bodies are unread JSON: see `rsp::ClientMessage::parse`.
#[derive(Clone, Debug)]
pub enum ClientFrame<'a> {
    Hello(Hello<'a>),
    Msg { body: Option<&'a str> },
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
    pub body: Option<&'a str>,
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

impl<'a> ClientFrame<'a> {
    /// Reads a frame.
    ///
    /// # Errors
    /// The text is no JSON object, or its `type` is none of the four.
    pub fn parse(text: &'a str) -> Result<Self, FrameFault> {
        let Members { r#type, id, timeout, version, cookie, body } =
            serde_json::from_str(text).map_err(|_| FrameFault::NotJson)?;
        let body = body.map(RawValue::get);
        match r#type.as_str() {
            "hello" => Ok(Self::Hello(Hello { id, timeout, version, cookie, body })),
            "msg" => Ok(Self::Msg { body }),
            "heartbeat" => Ok(Self::Heartbeat),
            "bye" => Ok(Self::Bye),
            _ => Err(FrameFault::UnknownType),
        }
    }
}

#[derive(Deserialize)]
struct Members<'a> {
    r#type: String,
    #[serde(default, deserialize_with = "lenient")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    timeout: Option<f64>,
    #[serde(default, deserialize_with = "lenient")]
    version: Option<f64>,
    #[serde(default, deserialize_with = "lenient")]
    cookie: Option<String>,
    #[serde(default, borrow)]
    body: Option<&'a RawValue>,
}

impl ServerFrame {
    /// Writes the frame.
    pub fn to_json(&self) -> String {
        #[expect(
            clippy::expect_used,
            reason = "only maps with keys that are not strings fail, and there are none"
        )]
        serde_json::to_string(self).expect("frames are plain structs, strings and numbers")
    }
}
