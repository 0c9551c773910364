//! What the pages of one call say to each other over their data tracks. The server carries it and never reads it.
//!
//! Every participant publishes one data track, named [`CALL_TRACK`]. Texts are [`CallMessage`]s, bytes are
//! [`FileChunk`]s. Who says something is the participant whose track it came from; no message names its sender.
//! Whatever arrives may be hostile: it is bounded and checked here, and what is of no known kind is none of our business.

mod chat;
mod file;
mod reaction;

pub use chat::{CHAT_LENGTH_LIMIT, ChatFault, ChatText, HISTORY_LIMIT, HistoryEntry, history_pages};
pub use file::{
    CHUNK_PAYLOAD_BYTES, ChunkFault, FILE_SIZE_LIMIT, FileChunk, FileName, FileNameFault, FileOffer,
    FileSize, FileSizeFault,
};
pub use reaction::Reaction;

use std::fmt;

use serde::{Deserialize, Serialize};

/// The name of the data track.
pub const CALL_TRACK: &str = "ona-ana";

/// The version that this page speaks. It rises when an older page would misunderstand a message, not when it would
/// merely leave a field or a kind out.
const VERSION: u32 = 1;

/// Bytes in the longest message. Browsers agree on this much in one piece; the room server takes four times as much.
pub const MESSAGE_BYTE_LIMIT: usize = 16 * 1024;

/// Says something to everybody in the call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CallMessage {
    /// Where the sender stands. Said when somebody new can hear us or be heard.
    Greeting(Greeting),
    /// Something written to everybody.
    Chat {
        /// Counts the sender's messages.
        id: u32,
        text: ChatText,
    },
    /// A newcomer asks one participant for what was written before.
    HistoryRequest {
        of: ParticipantSid,
    },
    /// A page of the answer, oldest first.
    History {
        to: ParticipantSid,
        entries: Vec<HistoryEntry>,
        /// Whether this is the last page.
        last: bool,
    },
    /// A hand goes up, with its place in the order, or down.
    Hand {
        place: Option<HandPlace>,
    },
    Reaction {
        reaction: Reaction,
    },
    /// A file follows, in chunks.
    FileOffer(FileOffer),
    /// The rest of a file does not follow.
    FileCancel {
        id: u32,
    },
    /// The sender began or ceased to record the call.
    Recording {
        active: bool,
    },
    /// A message of a later page.
    #[serde(other)]
    Unknown,
}

/// Where a participant stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Greeting {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand: Option<HandPlace>,
    #[serde(default)]
    pub recording: bool,
    /// How many chat messages the sender could pass on.
    #[serde(default)]
    pub written: u32,
    /// Whether the sender wants to be greeted in turn.
    #[serde(default)]
    pub asks: bool,
}

/// A hand's place in the order of raised hands: one more than the highest that its owner saw. Two who raise their hands
/// in the same moment may share a place; then their SIDs decide, at everybody alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HandPlace(u32);

impl HandPlace {
    pub const FIRST: Self = Self(1);

    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// Names a participant of the room, as in `PA` and 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ParticipantSid(String);

impl ParticipantSid {
    const LENGTH_LIMIT: usize = 64;

    /// # Errors
    /// If it is no word of up to 64 ASCII letters and digits.
    pub fn parse(text: &str) -> Result<Self, ParticipantSidFault> {
        let fits = (1..=Self::LENGTH_LIMIT).contains(&text.len());
        if fits && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParticipantSidFault)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ParticipantSid {
    type Error = ParticipantSidFault;

    fn try_from(text: String) -> Result<Self, ParticipantSidFault> {
        Self::parse(&text)
    }
}

impl From<ParticipantSid> for String {
    fn from(sid: ParticipantSid) -> Self {
        sid.0
    }
}

/// The text is no participant's SID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParticipantSidFault;

impl fmt::Display for ParticipantSidFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a participant's SID is 1 to 64 ASCII letters and digits")
    }
}

impl std::error::Error for ParticipantSidFault {}

#[derive(Serialize, Deserialize)]
struct Envelope<M> {
    version: u32,
    message: M,
}

#[derive(Deserialize)]
struct VersionOnly {
    version: u32,
}

impl CallMessage {
    /// # Errors
    /// If the message is longer than [`MESSAGE_BYTE_LIMIT`]: no message is that is made of this module's bounded parts.
    pub fn encode(&self) -> Result<String, MessageFault> {
        let text = serde_json::to_string(&Envelope { version: VERSION, message: self })
            .map_err(|_| MessageFault::Malformed)?;
        if text.len() > MESSAGE_BYTE_LIMIT { Err(MessageFault::TooLong) } else { Ok(text) }
    }

    /// Reads what a participant sent. What is well formed and of no known kind is [`Self::Unknown`].
    ///
    /// # Errors
    /// Why the text is no message.
    pub fn decode(text: &str) -> Result<Self, MessageFault> {
        if text.len() > MESSAGE_BYTE_LIMIT {
            return Err(MessageFault::TooLong);
        }
        let VersionOnly { version } = serde_json::from_str(text).map_err(|_| MessageFault::Malformed)?;
        if version != VERSION {
            return Err(MessageFault::OtherVersion(version));
        }
        let envelope: Envelope<Self> = serde_json::from_str(text).map_err(|_| MessageFault::Malformed)?;
        Ok(envelope.message)
    }
}

/// Why a text is no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageFault {
    /// It is not the JSON of a message, or one of its parts breaks a limit.
    Malformed,
    /// Its sender speaks another version than this page.
    OtherVersion(u32),
    /// It has more than [`MESSAGE_BYTE_LIMIT`] bytes.
    TooLong,
}

impl fmt::Display for MessageFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => formatter.write_str("the message is malformed"),
            Self::OtherVersion(version) => {
                write!(formatter, "the message is of version {version}, and this page speaks {VERSION}")
            }
            Self::TooLong => write!(formatter, "the message is longer than {MESSAGE_BYTE_LIMIT} bytes"),
        }
    }
}

impl std::error::Error for MessageFault {}

#[cfg(test)]
mod tests;
