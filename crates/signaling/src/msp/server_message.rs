//! The envelope of what the server says on the channels.

use serde::{Deserialize, Serialize};

use super::client_message::{
    ACTIVE_SPEAKER, NETWORK_QUALITY, PUBLISHER_HINTS, RENDER_HINTS, Subscriber, TRACK_SWITCH_OFF, kind,
    members, write,
};
use super::{
    ActiveSpeaker, Channel, ChannelFault, NetworkQuality, PublisherHints, RenderHintsReply, TrackSwitchOff,
};

/// A message from the server to the library, on the channel of the same name.
#[derive(Clone, Debug, PartialEq)]
pub enum ServerChannelMessage {
    ActiveSpeaker(ActiveSpeaker),
    NetworkQuality(Box<NetworkQuality>),
    PublisherHints(PublisherHints),
    RenderHints(RenderHintsReply),
    TrackSwitchOff(TrackSwitchOff),
}

impl ServerChannelMessage {
    /// Reads a text, as the library does.
    ///
    /// # Errors
    /// The text is too long, or not an object of a known type with its mandatory members.
    pub fn parse(text: &str) -> Result<Self, ChannelFault> {
        match kind(text)?.as_str() {
            ACTIVE_SPEAKER => members(ACTIVE_SPEAKER, text).map(Self::ActiveSpeaker),
            NETWORK_QUALITY => {
                members(NETWORK_QUALITY, text).map(|quality| Self::NetworkQuality(Box::new(quality)))
            }
            PUBLISHER_HINTS => {
                members(PUBLISHER_HINTS, text).map(|Publisher { publisher }| Self::PublisherHints(publisher))
            }
            RENDER_HINTS => {
                members(RENDER_HINTS, text).map(|Subscriber { subscriber }| Self::RenderHints(subscriber))
            }
            TRACK_SWITCH_OFF => members(TRACK_SWITCH_OFF, text).map(Self::TrackSwitchOff),
            _ => Err(ChannelFault::UnknownType),
        }
    }

    /// Writes the message.
    pub fn to_text(&self) -> String {
        match self {
            Self::ActiveSpeaker(speaker) => write(ACTIVE_SPEAKER, speaker),
            Self::NetworkQuality(quality) => write(NETWORK_QUALITY, quality),
            Self::PublisherHints(hints) => write(PUBLISHER_HINTS, &Publisher { publisher: hints }),
            Self::RenderHints(reply) => write(RENDER_HINTS, &Subscriber { subscriber: reply }),
            Self::TrackSwitchOff(changes) => write(TRACK_SWITCH_OFF, changes),
        }
    }

    /// The channel to say it on.
    pub fn channel(&self) -> Channel {
        match self {
            Self::ActiveSpeaker(_) => Channel::ActiveSpeaker,
            Self::NetworkQuality(_) => Channel::NetworkQuality,
            Self::PublisherHints(_) => Channel::PublisherHints,
            Self::RenderHints(_) => Channel::RenderHints,
            Self::TrackSwitchOff(_) => Channel::TrackSwitchOff,
        }
    }
}

/// Publisher hints stand in this member; their result does not.
#[derive(Deserialize, Serialize)]
struct Publisher<T> {
    publisher: T,
}
