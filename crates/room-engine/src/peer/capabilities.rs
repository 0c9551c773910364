//! What one browser can send and receive, as its first offer said. str0m fixes codecs and header extensions when a
//! connection is built, so later sections get no more than these.

use std::collections::BTreeSet;

use str0m::RtcConfig;
use str0m::format::{Codec as RtcCodec, FormatParams};
use str0m::media::Frequency;
use str0m::rtp::{Extension, ExtensionMap};

use crate::config::VideoCodec;
use crate::forward::PayloadMap;
use crate::sdp::negotiate::{Selection, select};
use crate::sdp::{Codec, REDUNDANT_AUDIO, SectionKind, SessionDescription};
use crate::track::TrackKind;

#[derive(Clone, Debug)]
pub(crate) struct Capabilities {
    audio: Selection,
    video: Selection,
    extmap_allow_mixed: bool,
}

const TRANSPORT_CC: &str = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

impl Capabilities {
    /// Reads an offer. Video is confined to `video_codecs`, unless there are none.
    pub fn of_offer(offer: &SessionDescription, video_codecs: &[VideoCodec]) -> Self {
        // One payload type means one thing on a bundled transport.
        let mut taken = BTreeSet::new();
        let mut first = |kind: SectionKind| {
            let is_allowed = |codec: &Codec| {
                kind != SectionKind::Video
                    || video_codecs.is_empty()
                    || video_codecs.iter().any(|allowed| codec.is(allowed.name()))
            };
            let media = offer.media.iter().filter(|media| media.kind == kind && !media.rejected);
            let mut selection = media
                .map(|media| {
                    let mut selection = select(media);
                    selection.codecs.retain(is_allowed);
                    selection
                })
                .find(|selection| !selection.codecs.is_empty())
                .unwrap_or(Selection { codecs: Vec::new(), extensions: Vec::new() });
            selection.codecs.retain(|codec| rtc_codec(codec).is_some() && taken.insert(codec.payload_type));
            for codec in &mut selection.codecs {
                codec.rtx = codec.rtx.filter(|payload_type| taken.insert(*payload_type));
            }
            selection.extensions.retain(|extension| rtc_extension(&extension.uri).is_some());
            selection
        };
        Self {
            audio: first(SectionKind::Audio),
            video: first(SectionKind::Video),
            extmap_allow_mixed: offer.extmap_allow_mixed,
        }
    }

    pub fn extmap_allow_mixed(&self) -> bool {
        self.extmap_allow_mixed
    }

    pub fn of_kind(&self, kind: &SectionKind) -> Option<&Selection> {
        match kind {
            SectionKind::Audio => Some(&self.audio),
            SectionKind::Video => Some(&self.video),
            SectionKind::Application | SectionKind::Other { .. } => None,
        }
    }

    /// Whether a track of this kind can be delivered at all.
    pub fn can_deliver(&self, kind: &SectionKind) -> bool {
        !self.codecs_of(kind).is_empty()
    }

    /// Whether anything that the other browser can send of a kind can be received.
    pub fn understands(&self, source: &Self, kind: TrackKind) -> bool {
        let Some(kind) = section_kind(kind) else { return true };
        !PayloadMap::new(source.codecs_of(&kind), self.codecs_of(&kind)).is_empty()
    }

    /// What of a later section's selection was there from the start.
    pub fn keep(&self, mut selection: Selection, kind: &SectionKind) -> Selection {
        let Some(known) = self.of_kind(kind) else { return selection };
        selection.codecs.retain(|codec| {
            known.codecs.iter().any(|old| old.payload_type == codec.payload_type && old.is(&codec.name))
        });
        selection.extensions.retain(|extension| known.extensions.contains(extension));
        selection
    }

    pub fn codecs_of(&self, kind: &SectionKind) -> &[Codec] {
        self.of_kind(kind).map(|selection| selection.codecs.as_slice()).unwrap_or_default()
    }

    /// Whether lost packets of a kind are repaired through RTX.
    pub fn repairs(&self, kind: &SectionKind) -> bool {
        self.codecs_of(kind).iter().any(|codec| codec.rtx.is_some())
    }

    /// Whether lost packets of a kind are asked for, but only come again as they were. Sound is not repaired.
    pub fn resends(&self, kind: &SectionKind) -> bool {
        *kind == SectionKind::Video && self.can_deliver(kind) && !self.repairs(kind)
    }

    /// The codec that a payload type stands for.
    pub fn codec(&self, payload_type: u8) -> Option<&Codec> {
        self.codecs().find(|codec| codec.payload_type == payload_type)
    }

    fn codecs(&self) -> impl Iterator<Item = &Codec> {
        self.audio.codecs.iter().chain(&self.video.codecs)
    }

    /// Whether the browser numbers its packets for congestion feedback.
    pub fn transport_cc(&self) -> bool {
        self.audio
            .extensions
            .iter()
            .chain(&self.video.extensions)
            .any(|extension| extension.uri == TRANSPORT_CC)
    }

    pub fn apply_to(&self, config: RtcConfig) -> RtcConfig {
        let mut config = config.clear_codecs();
        for codec in self.codecs() {
            let (Some(kind), Some(clock_rate)) = (rtc_codec(codec), Frequency::new(codec.clock_rate)) else {
                continue;
            };
            let format = codec.fmtp.as_deref().map(FormatParams::parse_line).unwrap_or_default();
            config.codec_config().add_config(
                codec.payload_type.into(),
                codec.rtx.map(Into::into),
                kind,
                clock_rate,
                codec.channels,
                format,
            );
        }
        let mut extensions = ExtensionMap::empty();
        for extension in self.audio.extensions.iter().chain(&self.video.extensions) {
            if let Some(kind) = rtc_extension(&extension.uri) {
                extensions.set(extension.id, kind);
            }
        }
        config.set_extension_map(extensions)
    }
}

/// The sections that carry such a track; `None` for data tracks, which share one.
pub(crate) fn section_kind(kind: TrackKind) -> Option<SectionKind> {
    match kind {
        TrackKind::Audio => Some(SectionKind::Audio),
        TrackKind::Data => None,
        TrackKind::Video => Some(SectionKind::Video),
    }
}

fn rtc_codec(codec: &Codec) -> Option<RtcCodec> {
    const KNOWN: [(&str, RtcCodec); 8] = [
        ("opus", RtcCodec::Opus),
        // Its packets are forwarded as they are, so only their clock matters.
        (REDUNDANT_AUDIO, RtcCodec::Opus),
        ("PCMU", RtcCodec::PCMU),
        ("PCMA", RtcCodec::PCMA),
        ("VP8", RtcCodec::Vp8),
        ("VP9", RtcCodec::Vp9),
        ("H264", RtcCodec::H264),
        ("AV1", RtcCodec::Av1),
    ];
    KNOWN.iter().find(|(name, _)| codec.is(name)).map(|(_, kind)| *kind)
}

fn rtc_extension(uri: &str) -> Option<Extension> {
    match uri {
        "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time" => Some(Extension::AbsoluteSendTime),
        TRANSPORT_CC => Some(Extension::TransportSequenceNumber),
        "urn:3gpp:video-orientation" => Some(Extension::VideoOrientation),
        "urn:ietf:params:rtp-hdrext:sdes:mid" => Some(Extension::RtpMid),
        "urn:ietf:params:rtp-hdrext:ssrc-audio-level" => Some(Extension::AudioLevel),
        _ => None,
    }
}
