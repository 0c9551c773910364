//! Collects the lines of one section.

use std::collections::BTreeMap;

use super::{TransportAttributes, is_token};
use crate::sdp::{
    Codec, Direction, HeaderExtension, MediaSection, Msid, SdpFault, SdpLimits, SectionKind, SsrcGroup,
};

/// Feedback messages kept per codec; browsers announce five.
const FEEDBACK_MESSAGES: usize = 16;
/// Longest feedback message kept, in bytes. A wildcard line copies it to every codec of the section.
const FEEDBACK_BYTES: usize = 32;

#[derive(Debug)]
pub(super) struct SectionReader {
    pub(super) transport: TransportAttributes,
    kind: SectionKind,
    port: u16,
    bundle_only: bool,
    mid: Option<String>,
    direction: Option<Direction>,
    msid: Option<Msid>,
    /// From `a=ssrc`, which counts when there is no `a=msid`.
    ssrc_msid: Option<Msid>,
    /// In the order of the `m=` line.
    payload_types: Vec<u8>,
    formats: BTreeMap<u8, Format>,
    /// Feedback for every payload type.
    wildcard_feedback: Vec<String>,
    extensions: Vec<HeaderExtension>,
    ssrcs: Vec<u32>,
    cname: Option<String>,
    groups: Vec<SsrcGroup>,
    conference: bool,
    sctp_port: Option<u16>,
    max_message_size: Option<u64>,
}

/// What is said about one payload type.
#[derive(Debug, Default)]
struct Format {
    map: Option<(String, u32, Option<u8>)>,
    fmtp: Option<String>,
    feedback: Vec<String>,
}

impl SectionReader {
    /// Starts with the value of an `m=` line: `<media> <port>[/<count>] <protocol> <format> …`.
    pub(super) fn new(value: &str, line: usize, limits: &SdpLimits) -> Result<Self, SdpFault> {
        let fault = SdpFault::Malformed { line, attribute: "m=" };
        let mut fields = value.split_ascii_whitespace();
        let (Some(media), Some(port), Some(protocol)) = (fields.next(), fields.next(), fields.next()) else {
            return Err(fault);
        };
        let port = port.split_once('/').map_or(port, |(port, _)| port).parse().map_err(|_| fault)?;
        let mut fields = fields.peekable();
        fields.peek().ok_or(fault)?;
        let mut payload_types = Vec::new();
        let kind = match media {
            "audio" | "video" if protocol.contains("RTP/") => {
                for format in fields {
                    let payload_type =
                        format.parse().ok().filter(|&number: &u8| number < 128).ok_or(fault)?;
                    if payload_types.contains(&payload_type) {
                        continue;
                    }
                    if payload_types.len() == limits.payload_types_per_section {
                        let limit = limits.payload_types_per_section;
                        return Err(SdpFault::TooMany { what: "payload types in a section", limit });
                    }
                    payload_types.push(payload_type);
                }
                if media == "audio" { SectionKind::Audio } else { SectionKind::Video }
            }
            "application" if protocol.ends_with("/DTLS/SCTP") => SectionKind::Application,
            _ => SectionKind::Other {
                media: media.to_owned(),
                protocol: protocol.to_owned(),
                formats: fields.collect::<Vec<_>>().join(" "),
            },
        };
        Ok(Self {
            transport: TransportAttributes::default(),
            kind,
            port,
            bundle_only: false,
            mid: None,
            direction: None,
            msid: None,
            ssrc_msid: None,
            payload_types,
            formats: BTreeMap::new(),
            wildcard_feedback: Vec::new(),
            extensions: Vec::new(),
            ssrcs: Vec::new(),
            cname: None,
            groups: Vec::new(),
            conference: false,
            sctp_port: None,
            max_message_size: None,
        })
    }

    /// Port 0 refuses or stops a section, unless it only says that the section has no transport of its own.
    pub(super) fn is_rejected(&self) -> bool {
        matches!(self.kind, SectionKind::Other { .. }) || (self.port == 0 && !self.bundle_only)
    }

    pub(super) fn attribute(
        &mut self,
        name: &str,
        value: &str,
        line: usize,
        limits: &SdpLimits,
    ) -> Result<(), SdpFault> {
        let malformed = |attribute| SdpFault::Malformed { line, attribute };
        match name {
            "mid" => {
                if value.len() > MediaSection::MID_BYTES || !is_token(value) {
                    return Err(malformed("mid"));
                }
                self.mid.get_or_insert_with(|| value.to_owned());
            }
            "bundle-only" => self.bundle_only = true,
            "msid" => self.msid = self.msid.take().or_else(|| read_msid(value)),
            "rtpmap" => self.rtpmap(value).ok_or(malformed("rtpmap"))?,
            "fmtp" => self.fmtp(value),
            "rtcp-fb" => self.feedback(value),
            "extmap" => self.extension(value, limits)?,
            "ssrc" => self.ssrc(value, limits).ok_or(malformed("ssrc"))??,
            "ssrc-group" => self.group(value, limits).ok_or(malformed("ssrc-group"))??,
            "x-google-flag" => self.conference |= value == "conference",
            "sctp-port" => self.sctp_port = Some(value.parse().map_err(|_| malformed("sctp-port"))?),
            "max-message-size" => {
                self.max_message_size = Some(value.parse().map_err(|_| malformed("max-message-size"))?);
            }
            _ => self.direction = self.direction.or(read_direction(name)),
        }
        Ok(())
    }

    pub(super) fn finish(
        mut self,
        index: usize,
        session_direction: Option<Direction>,
        limits: &SdpLimits,
    ) -> Result<MediaSection, SdpFault> {
        let mid = self.mid.take().ok_or(SdpFault::MissingMid { section: index })?;
        let direction = self.direction.or(session_direction).unwrap_or(Direction::SendRecv);
        let rejected = self.is_rejected();
        let codecs = self.codecs();
        let section = MediaSection::new(self.kind, mid, direction);
        if rejected {
            return Ok(section.rejection());
        }
        if self.groups.iter().any(|group| group.ssrcs.len() > limits.ssrcs_per_section) {
            let limit = limits.ssrcs_per_section;
            return Err(SdpFault::TooMany { what: "SSRCs in a group", limit });
        }
        // RFC 8830 leaves the name open, but one is needed to announce an SSRC.
        let cname = if self.ssrcs.is_empty() { None } else { self.cname.or_else(|| Some("-".to_owned())) };
        Ok(MediaSection {
            msid: self.msid.or(self.ssrc_msid),
            codecs,
            extensions: self.extensions,
            ssrcs: self.ssrcs,
            cname: cname.unwrap_or_default(),
            groups: self.groups,
            conference: self.conference,
            sctp_port: self.sctp_port,
            max_message_size: self.max_message_size,
            ..section
        })
    }

    /// `<payload type> <name>/<clock rate>[/<channels>]`
    fn rtpmap(&mut self, value: &str) -> Option<()> {
        let (payload_type, encoding) = value.split_once(' ')?;
        let mut fields = encoding.trim().split('/');
        let name = fields.next().filter(|name| is_token(name))?;
        let clock_rate = fields.next()?.parse().ok()?;
        let channels = fields.next().map(str::parse).transpose().ok()?;
        if let Some(format) = self.format(payload_type) {
            format.map.get_or_insert_with(|| (name.to_owned(), clock_rate, channels));
        }
        Some(())
    }

    fn fmtp(&mut self, value: &str) {
        if let Some((payload_type, parameters)) = value.split_once(' ')
            && let Some(format) = self.format(payload_type)
            && !parameters.trim().is_empty()
        {
            format.fmtp.get_or_insert_with(|| parameters.trim().to_owned());
        }
    }

    fn feedback(&mut self, value: &str) {
        let Some((payload_type, message)) = value.split_once(' ') else { return };
        let messages = match payload_type {
            "*" => Some(&mut self.wildcard_feedback),
            _ => self.format(payload_type).map(|format| &mut format.feedback),
        };
        if let Some(messages) = messages {
            add_feedback(messages, message.trim());
        }
    }

    /// The entry of a payload type of the `m=` line.
    fn format(&mut self, payload_type: &str) -> Option<&mut Format> {
        let payload_type = payload_type.parse().ok()?;
        self.payload_types.contains(&payload_type).then(|| self.formats.entry(payload_type).or_default())
    }

    /// `<id>[/<direction>] <uri> …`. Ids that no header can carry are skipped.
    fn extension(&mut self, value: &str, limits: &SdpLimits) -> Result<(), SdpFault> {
        let mut fields = value.split_ascii_whitespace();
        let id = fields.next().and_then(|id| id.split('/').next()?.parse().ok()).filter(|&id| id != 0);
        if let (Some(id), Some(uri)) = (id, fields.next())
            && !self.extensions.iter().any(|extension| extension.id == id)
        {
            if self.extensions.len() == limits.extensions_per_section {
                let limit = limits.extensions_per_section;
                return Err(SdpFault::TooMany { what: "header extensions in a section", limit });
            }
            self.extensions.push(HeaderExtension { id, uri: uri.to_owned() });
        }
        Ok(())
    }

    /// `<ssrc> <attribute>[:<value>]`
    fn ssrc(&mut self, value: &str, limits: &SdpLimits) -> Option<Result<(), SdpFault>> {
        let (ssrc, attribute) = value.split_once(' ').unwrap_or((value, ""));
        let ssrc = ssrc.parse().ok()?;
        if !self.ssrcs.contains(&ssrc) {
            if self.ssrcs.len() == limits.ssrcs_per_section {
                let limit = limits.ssrcs_per_section;
                return Some(Err(SdpFault::TooMany { what: "SSRCs in a section", limit }));
            }
            self.ssrcs.push(ssrc);
        }
        match attribute.trim().split_once(':') {
            Some(("cname", name)) if !name.trim().is_empty() => {
                self.cname.get_or_insert_with(|| name.trim().to_owned());
            }
            Some(("msid", msid)) => self.ssrc_msid = self.ssrc_msid.take().or_else(|| read_msid(msid)),
            _ => {}
        }
        Some(Ok(()))
    }

    /// `<semantics> <ssrc> …`
    fn group(&mut self, value: &str, limits: &SdpLimits) -> Option<Result<(), SdpFault>> {
        let mut fields = value.split_ascii_whitespace();
        let semantics = fields.next().filter(|semantics| is_token(semantics))?;
        let ssrcs: Vec<u32> = fields.map(str::parse).collect::<Result<_, _>>().ok()?;
        if self.groups.len() == limits.ssrcs_per_section {
            let limit = limits.ssrcs_per_section;
            return Some(Err(SdpFault::TooMany { what: "SSRC groups in a section", limit }));
        }
        self.groups.push(SsrcGroup { semantics: semantics.to_owned(), ssrcs });
        Some(Ok(()))
    }

    /// Payload types with a meaning, each with the payload type of its retransmissions folded in.
    fn codecs(&mut self) -> Vec<Codec> {
        let mut codecs: Vec<Codec> = Vec::new();
        let mut retransmissions = Vec::new();
        for &payload_type in &self.payload_types {
            let Some(Format { map: Some((name, clock_rate, channels)), fmtp, feedback }) =
                self.formats.remove(&payload_type)
            else {
                continue;
            };
            let mut codec = Codec { payload_type, name, clock_rate, channels, fmtp, feedback, rtx: None };
            if codec.is("rtx") {
                retransmissions.push(codec);
                continue;
            }
            for message in &self.wildcard_feedback {
                add_feedback(&mut codec.feedback, message);
            }
            codecs.push(codec);
        }
        for rtx in retransmissions {
            let associated = rtx.parameter("apt").and_then(|apt| apt.parse().ok());
            if let Some(codec) = codecs.iter_mut().find(|codec| Some(codec.payload_type) == associated) {
                codec.rtx.get_or_insert(rtx.payload_type);
            }
        }
        codecs
    }
}

pub(super) fn read_direction(name: &str) -> Option<Direction> {
    match name {
        "sendrecv" => Some(Direction::SendRecv),
        "sendonly" => Some(Direction::SendOnly),
        "recvonly" => Some(Direction::RecvOnly),
        "inactive" => Some(Direction::Inactive),
        _ => None,
    }
}

/// `[<stream>] <track>`
fn read_msid(value: &str) -> Option<Msid> {
    let mut fields = value.split_whitespace();
    let first = fields.next()?;
    let (stream, track) = fields.next_back().map_or(("-", first), |last| (first, last));
    Some(Msid { stream: stream.to_owned(), track: track.to_owned() })
}

fn add_feedback(messages: &mut Vec<String>, message: &str) {
    let is_new = messages.iter().all(|present| present != message);
    if is_new && (1..=FEEDBACK_BYTES).contains(&message.len()) && messages.len() < FEEDBACK_MESSAGES {
        messages.push(message.to_owned());
    }
}
