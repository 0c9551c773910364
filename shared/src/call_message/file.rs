use std::fmt;

use serde::{Deserialize, Serialize};

use super::MESSAGE_BYTE_LIMIT;
use crate::name::turns_direction;

/// Bytes in the largest file that is sent by data track: some twenty seconds of sending at the page's pace.
pub const FILE_SIZE_LIMIT: u32 = 8 * 1024 * 1024;

/// Bytes of a file in one chunk.
pub const CHUNK_PAYLOAD_BYTES: usize = MESSAGE_BYTE_LIMIT - HEADER_BYTES;

/// Version, file, offset.
const HEADER_BYTES: usize = 9;
const VERSION: u8 = 1;

/// Announces a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileOffer {
    /// Counts the sender's files.
    pub id: u32,
    pub name: FileName,
    pub size: FileSize,
}

/// What a file is called: 1 to 128 characters, none of which separates folders, controls, or turns the direction of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileName(String);

impl FileName {
    pub const LENGTH_LIMIT: usize = 128;

    /// # Errors
    /// If the text has another shape.
    pub fn parse(text: &str) -> Result<Self, FileNameFault> {
        let is_forbidden = |character: char| {
            character.is_control() || turns_direction(character) || "/\\".contains(character)
        };
        let is_blank =
            text.trim_matches(|character: char| character.is_whitespace() || character == '.').is_empty();
        if is_blank || text.chars().any(is_forbidden) || text.chars().nth(Self::LENGTH_LIMIT).is_some() {
            return Err(FileNameFault);
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part behind the last dot, in small letters; empty if there is none.
    pub fn extension(&self) -> String {
        self.0.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
    }
}

impl TryFrom<String> for FileName {
    type Error = FileNameFault;

    fn try_from(text: String) -> Result<Self, FileNameFault> {
        Self::parse(&text)
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> Self {
        name.0
    }
}

/// The text is no name of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileNameFault;

impl fmt::Display for FileNameFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = FileName::LENGTH_LIMIT;
        write!(formatter, "a file's name is 1 to {limit} characters without slashes and control characters")
    }
}

impl std::error::Error for FileNameFault {}

/// Bytes of a file: 1 to [`FILE_SIZE_LIMIT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct FileSize(u32);

impl FileSize {
    /// # Errors
    /// If it is nothing, or too much.
    pub fn new(bytes: u32) -> Result<Self, FileSizeFault> {
        match bytes {
            0 => Err(FileSizeFault::Empty),
            1..=FILE_SIZE_LIMIT => Ok(Self(bytes)),
            _ => Err(FileSizeFault::TooLarge),
        }
    }

    pub fn bytes(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for FileSize {
    type Error = FileSizeFault;

    fn try_from(bytes: u32) -> Result<Self, FileSizeFault> {
        Self::new(bytes)
    }
}

impl From<FileSize> for u32 {
    fn from(size: FileSize) -> Self {
        size.0
    }
}

/// Why a file is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSizeFault {
    Empty,
    /// More than [`FILE_SIZE_LIMIT`].
    TooLarge,
}

impl fmt::Display for FileSizeFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("the file is empty"),
            Self::TooLarge => write!(formatter, "the file has more than {FILE_SIZE_LIMIT} bytes"),
        }
    }
}

impl std::error::Error for FileSizeFault {}

/// A piece of an offered file: a byte 1, then the file's id and the piece's offset as big-endian 32-bit numbers, then
/// its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChunk {
    pub id: u32,
    /// How many bytes of the file came before.
    pub offset: u32,
    pub payload: Vec<u8>,
}

impl FileChunk {
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER_BYTES + self.payload.len());
        bytes.push(VERSION);
        bytes.extend(self.id.to_be_bytes());
        bytes.extend(self.offset.to_be_bytes());
        bytes.extend(&self.payload);
        bytes
    }

    /// # Errors
    /// Why the bytes are no chunk.
    pub fn decode(bytes: &[u8]) -> Result<Self, ChunkFault> {
        if bytes.len() > MESSAGE_BYTE_LIMIT {
            return Err(ChunkFault::TooLong);
        }
        let (header, payload) = bytes.split_first_chunk::<HEADER_BYTES>().ok_or(ChunkFault::TooShort)?;
        let [version, id @ .., o1, o2, o3, o4] = *header;
        if version != VERSION {
            return Err(ChunkFault::OtherVersion(version));
        }
        if payload.is_empty() {
            return Err(ChunkFault::TooShort);
        }
        Ok(Self {
            id: u32::from_be_bytes(id),
            offset: u32::from_be_bytes([o1, o2, o3, o4]),
            payload: payload.to_vec(),
        })
    }
}

/// Why bytes are no chunk of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChunkFault {
    /// Its sender speaks another version than this page.
    OtherVersion(u8),
    TooLong,
    TooShort,
}

impl fmt::Display for ChunkFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherVersion(version) => {
                write!(formatter, "the chunk is of version {version}, and this page speaks {VERSION}")
            }
            Self::TooLong => write!(formatter, "the chunk is longer than {MESSAGE_BYTE_LIMIT} bytes"),
            Self::TooShort => {
                write!(formatter, "a chunk has {HEADER_BYTES} bytes before its first byte of a file")
            }
        }
    }
}

impl std::error::Error for ChunkFault {}
