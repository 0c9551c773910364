//! Values to text.

use std::fmt::{self, Formatter};

use super::{
    Candidate, CandidateKind, Codec, Direction, MediaSection, SectionKind, SessionDescription, Setup,
    TcpKind, Transport,
};

/// Writes one line with the line end that twilio-video.js insists on.
macro_rules! line {
    ($formatter:expr, $($argument:tt)*) => {{
        write!($formatter, $($argument)*)?;
        $formatter.write_str("\r\n")?;
    }};
}

/// The text form, with CRLF line ends.
impl fmt::Display for SessionDescription {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        line!(formatter, "v=0");
        line!(formatter, "o=- {} {} IN IP4 0.0.0.0", self.session_id, self.session_version);
        line!(formatter, "s=-");
        line!(formatter, "t=0 0");
        let first = self.media.iter().position(|section| !section.rejected);
        if first.is_some() {
            formatter.write_str("a=group:BUNDLE")?;
            for section in self.media.iter().filter(|section| !section.rejected) {
                write!(formatter, " {}", section.mid)?;
            }
            formatter.write_str("\r\n")?;
        }
        if self.extmap_allow_mixed {
            line!(formatter, "a=extmap-allow-mixed");
        }
        line!(formatter, "a=msid-semantic: WMS *");
        if self.ice_lite {
            line!(formatter, "a=ice-lite");
        }
        if first.is_none() {
            self.write_transport(formatter)?;
        }
        for (index, section) in self.media.iter().enumerate() {
            self.write_section(section, Some(index) == first, formatter)?;
        }
        Ok(())
    }
}

impl SessionDescription {
    fn write_transport(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        line!(formatter, "a=ice-ufrag:{}", self.ice_ufrag);
        line!(formatter, "a=ice-pwd:{}", self.ice_pwd);
        write!(formatter, "a=fingerprint:{}", self.fingerprint.algorithm)?;
        for (index, byte) in self.fingerprint.bytes.iter().enumerate() {
            write!(formatter, "{}{byte:02X}", if index == 0 { ' ' } else { ':' })?;
        }
        formatter.write_str("\r\n")?;
        let setup = match self.setup {
            Setup::ActPass => "actpass",
            Setup::Active => "active",
            Setup::Passive => "passive",
        };
        line!(formatter, "a=setup:{setup}");
        Ok(())
    }

    fn write_section(
        &self,
        section: &MediaSection,
        is_first: bool,
        formatter: &mut Formatter<'_>,
    ) -> fmt::Result {
        write_media_line(section, formatter)?;
        line!(formatter, "c=IN IP4 0.0.0.0");
        line!(formatter, "a=mid:{}", section.mid);
        if section.rejected {
            line!(formatter, "a=inactive");
            return Ok(());
        }
        if is_first {
            for candidate in &self.candidates {
                line!(formatter, "a={candidate}");
            }
        }
        self.write_transport(formatter)?;
        let is_rtp = matches!(section.kind, SectionKind::Audio | SectionKind::Video);
        if is_rtp || section.direction != Direction::SendRecv {
            line!(formatter, "a={}", direction_name(section.direction));
        }
        if let Some(msid) = &section.msid {
            line!(formatter, "a=msid:{} {}", msid.stream, msid.track);
        }
        if is_rtp {
            line!(formatter, "a=rtcp-mux");
            line!(formatter, "a=rtcp-rsize");
        }
        for extension in &section.extensions {
            line!(formatter, "a=extmap:{} {}", extension.id, extension.uri);
        }
        for codec in &section.codecs {
            write_codec(codec, formatter)?;
        }
        write_sources(section, formatter)?;
        if let Some(port) = section.sctp_port {
            line!(formatter, "a=sctp-port:{port}");
        }
        if let Some(size) = section.max_message_size {
            line!(formatter, "a=max-message-size:{size}");
        }
        Ok(())
    }
}

fn write_media_line(section: &MediaSection, formatter: &mut Formatter<'_>) -> fmt::Result {
    let (media, protocol) = match &section.kind {
        SectionKind::Audio => ("audio", "UDP/TLS/RTP/SAVPF"),
        SectionKind::Video => ("video", "UDP/TLS/RTP/SAVPF"),
        SectionKind::Application => ("application", "UDP/DTLS/SCTP"),
        SectionKind::Other { media, protocol, .. } => (media.as_str(), protocol.as_str()),
    };
    // Port 9 stands for "the candidates say where".
    write!(formatter, "m={media} {} {protocol}", if section.rejected { 0 } else { 9 })?;
    match &section.kind {
        SectionKind::Application => formatter.write_str(" webrtc-datachannel")?,
        SectionKind::Other { formats, .. } => write!(formatter, " {formats}")?,
        // The grammar wants at least one format.
        _ if section.codecs.is_empty() => formatter.write_str(" 0")?,
        _ => {
            for codec in &section.codecs {
                write!(formatter, " {}", codec.payload_type)?;
                if let Some(rtx) = codec.rtx {
                    write!(formatter, " {rtx}")?;
                }
            }
        }
    }
    formatter.write_str("\r\n")
}

fn write_codec(codec: &Codec, formatter: &mut Formatter<'_>) -> fmt::Result {
    let payload_type = codec.payload_type;
    write!(formatter, "a=rtpmap:{payload_type} {}/{}", codec.name, codec.clock_rate)?;
    if let Some(channels) = codec.channels {
        write!(formatter, "/{channels}")?;
    }
    formatter.write_str("\r\n")?;
    for message in &codec.feedback {
        line!(formatter, "a=rtcp-fb:{payload_type} {message}");
    }
    if let Some(parameters) = &codec.fmtp {
        line!(formatter, "a=fmtp:{payload_type} {parameters}");
    }
    if let Some(rtx) = codec.rtx {
        line!(formatter, "a=rtpmap:{rtx} rtx/{}", codec.clock_rate);
        line!(formatter, "a=fmtp:{rtx} apt={payload_type}");
    }
    Ok(())
}

fn write_sources(section: &MediaSection, formatter: &mut Formatter<'_>) -> fmt::Result {
    for group in &section.groups {
        write!(formatter, "a=ssrc-group:{}", group.semantics)?;
        for ssrc in &group.ssrcs {
            write!(formatter, " {ssrc}")?;
        }
        formatter.write_str("\r\n")?;
    }
    let cname = if section.cname.is_empty() { "-" } else { &section.cname };
    for ssrc in &section.ssrcs {
        line!(formatter, "a=ssrc:{ssrc} cname:{cname}");
    }
    if section.conference {
        line!(formatter, "a=x-google-flag:conference");
    }
    Ok(())
}

pub(super) fn write_candidate(candidate: &Candidate, formatter: &mut Formatter<'_>) -> fmt::Result {
    let Candidate { foundation, component, transport, priority, address, port, kind } = candidate;
    let protocol = match transport {
        Transport::Udp => "udp",
        Transport::Tcp(_) => "tcp",
    };
    let kind = match kind {
        CandidateKind::Host => "host",
        CandidateKind::ServerReflexive => "srflx",
        CandidateKind::PeerReflexive => "prflx",
        CandidateKind::Relay => "relay",
    };
    write!(
        formatter,
        "candidate:{foundation} {component} {protocol} {priority} {address} {port} typ {kind}"
    )?;
    match transport {
        Transport::Udp => Ok(()),
        Transport::Tcp(TcpKind::Active) => formatter.write_str(" tcptype active"),
        Transport::Tcp(TcpKind::Passive) => formatter.write_str(" tcptype passive"),
        Transport::Tcp(TcpKind::SimultaneousOpen) => formatter.write_str(" tcptype so"),
    }
}

fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::SendRecv => "sendrecv",
        Direction::SendOnly => "sendonly",
        Direction::RecvOnly => "recvonly",
        Direction::Inactive => "inactive",
    }
}
