//! What can be wrong with a description, and how much of one is read.

use thiserror::Error;

/// How much one description may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SdpLimits {
    /// Bytes of the whole text.
    pub bytes: usize,
    /// Bytes of one line.
    pub line_bytes: usize,
    pub sections: usize,
    /// Payload types of one section.
    pub payload_types_per_section: usize,
    pub extensions_per_section: usize,
    pub ssrcs_per_section: usize,
    /// Candidates of the whole description; further ones are skipped, because connectivity does not depend on them.
    pub candidates: usize,
}

impl Default for SdpLimits {
    fn default() -> Self {
        Self {
            // An offer of Chromium with a hundred sections is about 200 kB.
            bytes: 512 * 1024,
            line_bytes: 4096,
            sections: 256,
            payload_types_per_section: 128,
            extensions_per_section: 64,
            // Three simulcast layers with their repair streams are six.
            ssrcs_per_section: 32,
            candidates: 64,
        }
    }
}

/// Why a description cannot be used.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum SdpFault {
    #[error("the description is longer than {limit} bytes")]
    TooLong { limit: usize },
    #[error("line {line} is longer than {limit} bytes")]
    LineTooLong { line: usize, limit: usize },
    #[error("line {line} is not of the form letter=value")]
    Line { line: usize },
    #[error("the description has more than {limit} {what}")]
    TooMany { what: &'static str, limit: usize },
    #[error("the description does not start with v=0")]
    Version,
    #[error("line {line}: {attribute} is malformed")]
    Malformed { line: usize, attribute: &'static str },
    #[error("section {section} has no mid")]
    MissingMid { section: usize },
    #[error("section {section} repeats the mid of an earlier section")]
    DuplicateMid { section: usize },
    #[error("the description has no {attribute}")]
    Missing { attribute: &'static str },
}
