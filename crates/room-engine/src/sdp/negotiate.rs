//! Which of the offered codecs and header extensions an answer keeps.

use super::{Codec, HeaderExtension, MediaSection, REDUNDANT_AUDIO, SectionKind};

/// Feedback messages that this server understands.
const FEEDBACK: [&str; 4] = ["nack", "nack pli", "ccm fir", "transport-cc"];

/// Header extensions that this server reads, writes or passes on.
const EXTENSIONS: [&str; 5] = [
    "urn:ietf:params:rtp-hdrext:sdes:mid",
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
    "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
    "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
    "urn:3gpp:video-orientation",
];

/// Highest extension id of the one-byte header form, the only one that every browser reads (RFC 8285 §4.2).
const ONE_BYTE_IDS: u8 = 14;

/// The codecs and header extensions of one answered section, with the payload types and ids of the offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// In the offered order, except that VP8 leads: twilio-video.js gives simulcast up when another codec comes first.
    /// (The library puts the application's preferred codec first again, so VP8 does not win over it.)
    pub codecs: Vec<Codec>,
    pub extensions: Vec<HeaderExtension>,
}

/// What of an offered section this server speaks. An audio or video section without codecs must be rejected.
pub fn select(offered: &MediaSection) -> Selection {
    let mut codecs: Vec<Codec> =
        offered.codecs.iter().filter(|codec| is_forwarded(&offered.kind, codec)).cloned().collect();
    let opus: Vec<u8> =
        codecs.iter().filter(|codec| codec.is("opus")).map(|codec| codec.payload_type).collect();
    codecs.retain(|codec| {
        !codec.is(REDUNDANT_AUDIO) || codec.repeats().is_some_and(|repeated| opus.contains(&repeated))
    });
    for codec in &mut codecs {
        codec.feedback.retain(|message| FEEDBACK.contains(&message.as_str()));
    }
    // A stable sort: everything else keeps the offered order.
    codecs.sort_by_key(|codec| !codec.is("VP8"));
    let extensions = offered
        .extensions
        .iter()
        .filter(|extension| extension.id <= ONE_BYTE_IDS && EXTENSIONS.contains(&extension.uri.as_str()))
        .cloned()
        .collect();
    Selection { codecs, extensions }
}

/// Codecs whose packets can be forwarded as they are, and whose key frames are recognized.
fn is_forwarded(kind: &SectionKind, codec: &Codec) -> bool {
    match kind {
        SectionKind::Audio if codec.is("opus") || codec.is(REDUNDANT_AUDIO) => {
            codec.clock_rate == 48_000 && codec.channels == Some(2)
        }
        SectionKind::Audio => {
            (codec.is("PCMU") || codec.is("PCMA"))
                && codec.clock_rate == 8000
                && codec.channels.is_none_or(|channels| channels == 1)
        }
        SectionKind::Video => {
            codec.clock_rate == 90_000 && ["VP8", "H264", "VP9", "AV1"].iter().any(|name| codec.is(name))
        }
        SectionKind::Application | SectionKind::Other { .. } => false,
    }
}
