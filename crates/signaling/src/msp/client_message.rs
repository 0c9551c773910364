//! The envelope of what clients say on the channels.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{
    Channel, ClientReset, NetworkQualityReport, PublisherHintsResult, RenderHints, SubscriberPriority,
    TEXT_BYTES,
};

/// A message from the library to the server.
#[derive(Clone, Debug, PartialEq)]
pub enum ChannelMessage {
    /// The library listens; what was said before is lost. First of all, on every channel.
    Ready,
    NetworkQuality(Box<NetworkQualityReport>),
    TrackPriority(SubscriberPriority),
    RenderHints(RenderHints),
    PublisherHints(PublisherHintsResult),
    ClientReset(ClientReset),
}

/// Why a text is not a [`ChannelMessage`]. Nothing answers it: skip the text.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum ChannelFault {
    #[error("the message has {bytes} bytes, more than {TEXT_BYTES}")]
    TooLong { bytes: usize },
    #[error("the message has no type")]
    Untyped,
    #[error("the type of the message is unknown")]
    UnknownType,
    #[error("a member of the {kind} message is missing or of the wrong type, before character {column}")]
    Malformed { kind: &'static str, column: usize },
}

impl ChannelMessage {
    /// Reads a text that came on a channel.
    ///
    /// # Errors
    /// The text is too long, or not an object of a known type with its mandatory members.
    pub fn parse(text: &str) -> Result<Self, ChannelFault> {
        let kind = kind(text)?;
        match kind.as_str() {
            READY => Ok(Self::Ready),
            NETWORK_QUALITY => {
                members(NETWORK_QUALITY, text).map(|report| Self::NetworkQuality(Box::new(report)))
            }
            TRACK_PRIORITY => members(TRACK_PRIORITY, text).map(Self::TrackPriority),
            RENDER_HINTS => {
                members(RENDER_HINTS, text).map(|Subscriber { subscriber }| Self::RenderHints(subscriber))
            }
            PUBLISHER_HINTS => members(PUBLISHER_HINTS, text).map(Self::PublisherHints),
            CLIENT_RESET => members(CLIENT_RESET, text).map(Self::ClientReset),
            _ => Err(ChannelFault::UnknownType),
        }
    }

    /// Writes the message, as the library does.
    pub fn to_text(&self) -> String {
        match self {
            Self::Ready => write(READY, &NoMembers {}),
            Self::NetworkQuality(report) => write(NETWORK_QUALITY, report),
            Self::TrackPriority(priority) => write(TRACK_PRIORITY, priority),
            Self::RenderHints(hints) => write(RENDER_HINTS, &Subscriber { subscriber: hints }),
            Self::PublisherHints(result) => write(PUBLISHER_HINTS, result),
            Self::ClientReset(reset) => write(CLIENT_RESET, reset),
        }
    }

    /// The only channel on which the library says this; `None` for what belongs to all.
    pub fn channel(&self) -> Option<Channel> {
        match self {
            Self::Ready => None,
            Self::NetworkQuality(_) => Some(Channel::NetworkQuality),
            Self::TrackPriority(_) => Some(Channel::TrackPriority),
            Self::RenderHints(_) => Some(Channel::RenderHints),
            Self::PublisherHints(_) | Self::ClientReset(_) => Some(Channel::PublisherHints),
        }
    }
}

pub(super) const ACTIVE_SPEAKER: &str = "active_speaker";
pub(super) const NETWORK_QUALITY: &str = "network_quality";
pub(super) const PUBLISHER_HINTS: &str = "publisher_hints";
pub(super) const RENDER_HINTS: &str = "render_hints";
pub(super) const TRACK_SWITCH_OFF: &str = "track_switch_off";
const CLIENT_RESET: &str = "client_reset";
const READY: &str = "ready";
const TRACK_PRIORITY: &str = "track_priority";

/// Render hints, in both directions, stand in this member.
#[derive(Deserialize, Serialize)]
pub(super) struct Subscriber<T> {
    pub subscriber: T,
}

#[derive(Serialize)]
struct NoMembers {}

#[derive(Deserialize)]
struct TypeOnly {
    r#type: String,
}

#[derive(Serialize)]
struct Envelope<'a, T> {
    r#type: &'static str,
    #[serde(flatten)]
    message: &'a T,
}

pub(super) fn kind(text: &str) -> Result<String, ChannelFault> {
    if text.len() > TEXT_BYTES {
        return Err(ChannelFault::TooLong { bytes: text.len() });
    }
    let TypeOnly { r#type } = serde_json::from_str(text).map_err(|_| ChannelFault::Untyped)?;
    Ok(r#type)
}

pub(super) fn members<'a, T: Deserialize<'a>>(kind: &'static str, text: &'a str) -> Result<T, ChannelFault> {
    serde_json::from_str(text).map_err(|error| ChannelFault::Malformed { kind, column: error.column() })
}

pub(super) fn write<T: Serialize>(kind: &'static str, message: &T) -> String {
    #[expect(
        clippy::expect_used,
        reason = "only maps with keys that are not strings fail, and there are none"
    )]
    serde_json::to_string(&Envelope { r#type: kind, message })
        .expect("messages are plain structs, strings and numbers")
}
