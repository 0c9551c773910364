use std::fmt;

use serde::{Deserialize, Serialize};

use super::{CallMessage, MESSAGE_BYTE_LIMIT, ParticipantSid};
use crate::name::{DisplayName, turns_direction};

/// Characters (Unicode scalar values) in the longest chat message: three times two thousand fit the longest message in
/// any script, with room for the rest.
pub const CHAT_LENGTH_LIMIT: usize = 2000;

/// Chat messages that one page passes on to a newcomer: the last ones.
pub const HISTORY_LIMIT: usize = 100;

/// Something written: not blank, at most [`CHAT_LENGTH_LIMIT`] characters, with line breaks and tabs as the only control
/// characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChatText(String);

impl ChatText {
    /// Takes what was typed, without blank ends and without characters that control or turn the direction of what
    /// stands around them.
    ///
    /// # Errors
    /// If nothing is left, or too much.
    pub fn parse(text: &str) -> Result<Self, ChatFault> {
        let kept: String = text.chars().filter(|character| is_kept(*character)).collect();
        let kept = kept.trim();
        if kept.is_empty() {
            return Err(ChatFault::Blank);
        }
        if kept.chars().nth(CHAT_LENGTH_LIMIT).is_some() {
            return Err(ChatFault::TooLong);
        }
        Ok(Self(kept.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_kept(character: char) -> bool {
    matches!(character, '\n' | '\t') || !(character.is_control() || turns_direction(character))
}

impl TryFrom<String> for ChatText {
    type Error = ChatFault;

    fn try_from(text: String) -> Result<Self, ChatFault> {
        Self::parse(&text)
    }
}

impl From<ChatText> for String {
    fn from(text: ChatText) -> Self {
        text.0
    }
}

/// Why a text is no chat message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatFault {
    Blank,
    /// More than [`CHAT_LENGTH_LIMIT`] characters.
    TooLong,
}

impl fmt::Display for ChatFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => formatter.write_str("the message is blank"),
            Self::TooLong => write!(formatter, "the message is longer than {CHAT_LENGTH_LIMIT} characters"),
        }
    }
}

impl std::error::Error for ChatFault {}

/// A chat message as somebody else passes it on. Its name is hearsay: whoever is still there is shown by their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    pub author: ParticipantSid,
    #[serde(with = "name")]
    pub name: DisplayName,
    /// The author's number of it.
    pub id: u32,
    /// When it arrived there, in milliseconds since 1970.
    pub at: u64,
    pub text: ChatText,
}

mod name {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::name::DisplayName;

    pub fn serialize<S: Serializer>(name: &DisplayName, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(name.as_str())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DisplayName, D::Error> {
        DisplayName::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// The last [`HISTORY_LIMIT`] of these as messages to a newcomer, each as long as messages may be. At least one, so that
/// the newcomer knows that this is all.
pub fn history_pages(to: &ParticipantSid, entries: &[HistoryEntry]) -> Vec<CallMessage> {
    let last = &entries[entries.len().saturating_sub(HISTORY_LIMIT)..];
    let mut pages = vec![Vec::new()];
    let mut room = PAGE_BYTES;
    for entry in last {
        let length = serde_json::to_string(entry).map_or(0, |text| text.len() + ",".len());
        if length > room {
            pages.push(Vec::new());
            room = PAGE_BYTES;
        }
        room = room.saturating_sub(length);
        if let Some(page) = pages.last_mut() {
            page.push(entry.clone());
        }
    }
    let count = pages.len();
    let page = |(index, entries)| CallMessage::History { to: to.clone(), entries, last: index + 1 == count };
    pages.into_iter().enumerate().map(page).collect()
}

/// Bytes of entries in one page; the rest of the message takes some two hundred.
const PAGE_BYTES: usize = MESSAGE_BYTE_LIMIT - 256;
