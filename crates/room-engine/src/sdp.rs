//! Session descriptions as browsers write them (JSEP, unified plan): read into plain values, and written out again.
//!
//! Only what the engine acts on is kept; unknown attributes are skipped. Everything rides on one bundled transport, so
//! ICE credentials, fingerprint and role are values of the whole description.

mod candidate;
mod codec;
mod fault;
mod reader;
mod section;
mod writer;

pub mod negotiate;

pub use candidate::{Candidate, CandidateKind, TcpKind, Transport};
pub use codec::{Codec, REDUNDANT_AUDIO};
pub use fault::{SdpFault, SdpLimits};
pub use section::{Direction, HeaderExtension, MediaSection, Msid, SectionKind, SsrcGroup};

#[cfg(test)]
mod tests;

/// One side's view of a peer connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionDescription {
    /// First number of the `o=` line: constant for the life of a peer connection.
    pub session_id: u64,
    /// Second number of the `o=` line: rises with every description of the same side.
    pub session_version: u64,
    pub ice_ufrag: String,
    pub ice_pwd: String,
    pub fingerprint: Fingerprint,
    pub setup: Setup,
    /// This side only answers connectivity checks.
    pub ice_lite: bool,
    /// One- and two-byte header extensions may be mixed in one stream. An answer repeats what the offer said.
    pub extmap_allow_mixed: bool,
    /// Written into the first section that is not rejected; read from everywhere.
    pub candidates: Vec<Candidate>,
    pub media: Vec<MediaSection>,
}

/// Digest of the certificate that this side presents in the DTLS handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Hash name as SDP spells it, in lower case: `sha-256`.
    pub algorithm: String,
    pub bytes: Vec<u8>,
}

/// Who opens the DTLS handshake (RFC 5763).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setup {
    /// Either; only in offers.
    ActPass,
    /// This side is the DTLS client.
    Active,
    /// This side is the DTLS server.
    Passive,
}

impl SessionDescription {
    /// Reads the text of an offer or answer. LF and CRLF line ends are both fine.
    ///
    /// # Errors
    /// The first thing found that makes the description unusable or larger than `limits`.
    pub fn parse(text: &str, limits: &SdpLimits) -> Result<Self, SdpFault> {
        reader::read(text, limits)
    }

    /// The text form, with CRLF line ends.
    pub fn to_text(&self) -> String {
        self.to_string()
    }

    /// The section of this mid.
    #[cfg(test)]
    pub fn section(&self, mid: &str) -> Option<&MediaSection> {
        self.media.iter().find(|section| section.mid == mid)
    }
}
