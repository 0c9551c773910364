//! One `m=` section.

use super::codec::Codec;

/// One `m=` section with its attributes. Sections keep their place and mid for the life of a peer connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaSection {
    pub kind: SectionKind,
    /// At most [`MediaSection::MID_BYTES`] token characters, unique in its description.
    pub mid: String,
    /// As the side that wrote the description sees it.
    pub direction: Direction,
    /// Refused or stopped for good: port 0 and outside of the bundle.
    pub rejected: bool,
    pub msid: Option<Msid>,
    /// In order of preference. Empty in application sections.
    pub codecs: Vec<Codec>,
    pub extensions: Vec<HeaderExtension>,
    /// Synchronization sources this side sends from, in the order of their announcement, repair streams included.
    pub ssrcs: Vec<u32>,
    /// Canonical name of all of `ssrcs`; empty when there are none.
    pub cname: String,
    pub groups: Vec<SsrcGroup>,
    /// `a=x-google-flag:conference`: the mark of simulcast by SSRC.
    pub conference: bool,
    /// SCTP port of an application section.
    pub sctp_port: Option<u16>,
    /// Longest data channel message this side takes, in bytes; 0 means any length.
    pub max_message_size: Option<u64>,
}

/// What a section carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionKind {
    Audio,
    Video,
    /// Data channels over SCTP.
    Application,
    /// Anything else, which can only be rejected; the answer repeats these tokens. `formats` holds at least one.
    Other {
        media: String,
        protocol: String,
        formats: String,
    },
}

/// Which way media flows, as one side sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    SendRecv,
    SendOnly,
    RecvOnly,
    Inactive,
}

/// Names of a track and of the stream it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Msid {
    /// `-` when the track belongs to no stream.
    pub stream: String,
    pub track: String,
}

/// A number that stands for a header extension in this section's packets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderExtension {
    /// Never 0. Numbers above 14 need the two-byte form.
    pub id: u8,
    pub uri: String,
}

/// SSRCs that belong together: `FID` (a stream and its repair stream) or `SIM` (simulcast layers).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SsrcGroup {
    pub semantics: String,
    pub ssrcs: Vec<u32>,
}

impl MediaSection {
    /// Longest mid, because str0m stores mids in this many bytes.
    pub const MID_BYTES: usize = 16;

    /// A section without any attribute.
    pub fn new(kind: SectionKind, mid: impl Into<String>, direction: Direction) -> Self {
        Self {
            kind,
            mid: mid.into(),
            direction,
            rejected: false,
            msid: None,
            codecs: Vec::new(),
            extensions: Vec::new(),
            ssrcs: Vec::new(),
            cname: String::new(),
            groups: Vec::new(),
            conference: false,
            sctp_port: None,
            max_message_size: None,
        }
    }

    /// The section that turns this one down.
    pub fn rejection(&self) -> Self {
        Self { rejected: true, ..Self::new(self.kind.clone(), self.mid.clone(), Direction::Inactive) }
    }

    /// The stream that repairs `ssrc`, from its `FID` group.
    pub fn repair_ssrc(&self, ssrc: u32) -> Option<u32> {
        self.groups.iter().filter(|group| group.semantics == "FID").find_map(|group| {
            match group.ssrcs.as_slice() {
                [primary, repair] if *primary == ssrc => Some(*repair),
                _ => None,
            }
        })
    }

    /// The media streams of the section without repair streams: simulcast layers in the order of their `SIM` group
    /// (twilio-video.js puts the lowest resolution first), otherwise the one SSRC that carries the track.
    pub fn layer_ssrcs(&self) -> Vec<u32> {
        if let Some(group) = self.groups.iter().find(|group| group.semantics == "SIM") {
            return group.ssrcs.clone();
        }
        let is_repair = |ssrc: &u32| {
            self.groups.iter().any(|group| {
                group.semantics == "FID" && group.ssrcs.iter().skip(1).any(|repair| repair == ssrc)
            })
        };
        self.ssrcs.iter().copied().find(|ssrc| !is_repair(ssrc)).into_iter().collect()
    }
}

impl Direction {
    pub fn new(sends: bool, receives: bool) -> Self {
        match (sends, receives) {
            (true, true) => Self::SendRecv,
            (true, false) => Self::SendOnly,
            (false, true) => Self::RecvOnly,
            (false, false) => Self::Inactive,
        }
    }

    pub fn sends(self) -> bool {
        matches!(self, Self::SendRecv | Self::SendOnly)
    }

    pub fn receives(self) -> bool {
        matches!(self, Self::SendRecv | Self::RecvOnly)
    }

    /// The same flow as the other side sees it.
    #[cfg(test)]
    pub fn reversed(self) -> Self {
        Self::new(self.receives(), self.sends())
    }
}
