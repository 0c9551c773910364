//! Media in both directions: which SSRC is which published track, and the outgoing stream of each delivery.

use std::sync::Arc;
use std::time::{Duration, Instant};

use str0m::media::{KeyframeRequestKind, MediaKind, Mid};
use str0m::rtp::{ExtensionValues, RtpPacket, RtpWrite, SeqNo};

use crate::allocation::Dimensions;
use crate::forward::{
    Incoming, LayerSwitch, PayloadMap, Rewriter, Start, Vp8Descriptor, key_frame_dimensions, patch,
    primary_block, starts_key_frame,
};
use crate::id::{ParticipantSid, TrackSid};
use crate::peer::decodability::Decodability;
use crate::peer::{Capabilities, MAX_SOURCES, Peer, PeerEvent, PeerFault};
use crate::sdp::SectionKind;

/// A packet of a published track, on its way to the subscribers.
#[derive(Clone, Debug)]
pub(crate) struct MediaPacket {
    pub track: TrackSid,
    /// Which simulcast layer, the lowest first.
    pub layer: usize,
    pub payload_type: u8,
    pub header: Incoming,
    pub marker: bool,
    pub extensions: ExtensionValues,
    pub payload: Arc<[u8]>,
    pub received: Instant,
}

/// What a subscriber made of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forwarded {
    Done,
    /// A key frame would help.
    KeyFrameWanted,
    /// The browser has been able to decode nothing of this track for a while.
    Undecodable,
    /// The browser can decode what was refused before.
    DecodableAgain,
}

/// One delivery on its way to this peer's browser.
#[derive(Debug)]
pub(crate) struct Downlink {
    publisher: ParticipantSid,
    delivery: String,
    kind: SectionKind,
    pub(super) payloads: PayloadMap,
    decodability: Decodability,
    /// SSRC and repair SSRC, once there is a section.
    stream: Option<(u32, Option<u32>)>,
    switch: LayerSwitch,
    rewriter: Rewriter,
}

impl Downlink {
    pub fn publisher(&self) -> ParticipantSid {
        self.publisher
    }

    pub fn delivery(&self) -> &str {
        &self.delivery
    }

    pub fn ssrcs(&self) -> Option<(u32, Option<u32>)> {
        self.stream
    }
}

impl Peer {
    /// Media that arrives under the client's `id` belongs to `track`. A data channel may have been there before.
    pub fn publish(&mut self, id: String, track: TrackSid) {
        if let Some(settings) = self.channels.settings_of(&id) {
            self.events.push_back(PeerEvent::ChannelOpened { track, settings });
        }
        self.published.insert(id, track);
    }

    /// Media that arrives under the client's `id` belongs to nothing.
    pub fn unpublish(&mut self, id: &str, now: Instant) {
        self.published.remove(id);
        self.channels.close_incoming(&mut self.rtc, id);
        self.tick(now);
    }

    /// Prepares the delivery of another participant's audio or video track.
    pub fn deliver_media(
        &mut self,
        track: TrackSid,
        kind: SectionKind,
        delivery: String,
        publisher: ParticipantSid,
        source: &Capabilities,
    ) {
        let payloads = PayloadMap::new(source.codecs_of(&kind), self.capabilities.codecs_of(&kind));
        let start = if kind == SectionKind::Video { Start::KeyFrame } else { Start::AnyPacket };
        let rewriter = Rewriter::new(start, FIRST_SEQUENCE_NUMBER);
        let downlink = Downlink {
            publisher,
            delivery,
            kind: kind.clone(),
            payloads,
            decodability: Decodability::default(),
            stream: None,
            switch: LayerSwitch::to(0),
            rewriter,
        };
        self.refused.remove(&track);
        self.downlinks.insert(track, downlink);
        self.sections.deliver(track, kind);
    }

    /// Stops a delivery of any kind.
    pub fn withdraw(&mut self, track: TrackSid, now: Instant) {
        self.refused.remove(&track);
        if let Some((ssrc, _)) = self.downlinks.remove(&track).and_then(|downlink| downlink.stream) {
            self.sent.end(ssrc);
            self.mutate(|rtc| {
                rtc.direct_api().remove_stream_tx(ssrc.into());
                Ok(())
            });
        }
        self.sections.withdraw(track);
        self.channels.close_outgoing(&mut self.rtc, track);
        self.tick(now);
    }

    /// Chooses the layer of a delivered track; `None` stops it for the time being.
    pub fn set_layer(&mut self, track: TrackSid, layer: Option<usize>) {
        let Some(downlink) = self.downlinks.get_mut(&track) else { return };
        if !downlink.switch.set_target(layer) {
            return;
        }
        match layer {
            Some(layer) if downlink.switch.is_waiting() => {
                self.events.push_back(PeerEvent::KeyFrameWanted { track, layer });
            }
            Some(_) => {}
            None => downlink.rewriter.interrupt(),
        }
    }

    /// Sends a packet of another participant's track to this peer's browser. Before the client agreed to receive it,
    /// and before the first key frame, there is nothing to do with it.
    pub fn forward(&mut self, packet: &MediaPacket, now: Instant) -> Forwarded {
        let Some(downlink) = self.downlinks.get_mut(&packet.track) else { return self.look_again(packet) };
        let mapped = downlink.payloads.map(packet.payload_type);
        if downlink.decodability.gives_up(mapped.is_some(), now) {
            return Forwarded::Undecodable;
        }
        if self.sections.active_mid(packet.track).is_none() {
            return Forwarded::Done;
        }
        let (Some(mapped), Some((ssrc, _))) = (mapped, downlink.stream) else { return Forwarded::Done };
        if !downlink.switch.admit(packet.layer, packet.header.starts_key_frame) {
            let is_awaited = downlink.switch.target() == Some(packet.layer);
            return if is_awaited { Forwarded::KeyFrameWanted } else { Forwarded::Done };
        }
        let Some(outgoing) = downlink.rewriter.rewrite(&packet.header, now) else {
            // The track comes from another source, of which nothing can be shown yet.
            let is_awaited = !downlink.rewriter.follows(packet.header.source);
            return if is_awaited { Forwarded::KeyFrameWanted } else { Forwarded::Done };
        };
        let payload = match mapped.primary_only {
            true => primary_block(&packet.payload).map(Arc::from),
            false => Some(Arc::clone(&packet.payload)),
        };
        let Some(payload) = payload else { return Forwarded::Done };
        let mut write = RtpWrite::new(
            mapped.payload_type.into(),
            SeqNo::from(outgoing.sequence_number),
            outgoing.timestamp,
            packet.received,
            payload,
        )
        .marker(packet.marker)
        // Without RTX a browser probes its uplink with empty packets of the stream itself. str0m would probe with them as
        // well, if it kept them, and without end: they bring no byte nearer to what it wants to send.
        .nackable(downlink.kind == SectionKind::Video && !packet.payload.is_empty())
        .ext_vals(packet.extensions.clone());
        if let Some(patch) = patch(&packet.payload, outgoing.vp8) {
            write = write.vp8_patch(patch);
        }
        self.mutate(|rtc| {
            if let Some(stream) = rtc.direct_api().stream_tx(&ssrc.into()) {
                stream.write_rtp(write);
            }
            Ok(())
        });
        self.tick(now);
        Forwarded::Done
    }

    /// Asks this peer's browser for a key frame of a track it publishes, at most as often as the throttle allows. Sound
    /// needs none.
    pub fn request_key_frame(&mut self, track: TrackSid, layer: usize, now: Instant) {
        let Some(ssrc) = self.source_of(track, layer).filter(|ssrc| self.is_video_source(*ssrc)) else {
            return;
        };
        if self.throttles.entry(ssrc).or_default().request(now) {
            self.send_key_frame_request(ssrc, now);
        }
    }

    pub(super) fn send_key_frame_request(&mut self, ssrc: u32, now: Instant) {
        self.mutate(|rtc| {
            if let Some(stream) = rtc.direct_api().stream_rx(&ssrc.into()) {
                stream.request_keyframe(KeyframeRequestKind::Pli);
            }
            Ok(())
        });
        self.tick(now);
    }

    /// Tells str0m of sections it has not seen.
    pub(super) fn declare_sections(&mut self) {
        for section in self.sections.iter().filter(|section| !section.rejected) {
            let mid = Mid::from(section.mid.as_str());
            let kind = match section.kind {
                SectionKind::Audio => MediaKind::Audio,
                SectionKind::Video => MediaKind::Video,
                SectionKind::Application | SectionKind::Other { .. } => continue,
            };
            if self.rtc.media(mid).is_none() {
                self.rtc.direct_api().declare_media(mid, kind);
            }
        }
    }

    /// Gives each delivery that has a section its outgoing stream.
    pub(super) fn declare_downlinks(&mut self) {
        for section in self.sections.iter() {
            let Some(downlink) = section.delivers().and_then(|track| self.downlinks.get_mut(&track)) else {
                continue;
            };
            if downlink.stream.is_some() {
                continue;
            }
            let mut direct = self.rtc.direct_api();
            let ssrc = direct.new_ssrc();
            if self.capabilities.resends(&downlink.kind) {
                self.sent.begin(*ssrc);
            }
            let repairs = self.capabilities.repairs(&downlink.kind);
            let repair = repairs.then(|| direct.new_ssrc()).filter(|repair| *repair != ssrc);
            let stream = direct.declare_stream_tx(ssrc, repair, Mid::from(section.mid.as_str()), None);
            stream.set_rtx_cache(RESEND_PACKETS, RESEND_AGE, NO_RESEND_RATIO);
            // Packets go on as they come: the publisher has paced them, the allocation keeps them within the estimate,
            // and what may not be switched off would starve behind an estimate that falls.
            stream.set_unpaced(true);
            downlink.stream = Some((*ssrc, repair.map(|repair| *repair)));
        }
    }

    /// Expects media from the SSRCs that the client announced. Streams stay expected when a track is taken back: the
    /// browser keeps the SSRC, and with it the rollover counter of SRTP, for the next track of the section.
    pub(super) fn expect_sources(&mut self) -> Result<(), PeerFault> {
        for section in self.sections.iter() {
            let Some(uplink) = &section.uplink else { continue };
            let mid = Mid::from(section.mid.as_str());
            if self.rtc.media(mid).is_none() {
                continue;
            }
            for (index, (ssrc, repair)) in uplink.layers.iter().enumerate() {
                if *ssrc == 0 || self.sources.contains_key(ssrc) {
                    continue;
                }
                if self.sources.len() >= MAX_SOURCES {
                    return Err(PeerFault::TooManySources);
                }
                self.sources.insert(*ssrc, None);
                let layer = (uplink.layers.len() > 1).then(|| format!("l{index}").as_str().into());
                let repair = repair.filter(|repair| *repair != 0);
                let mut direct = self.rtc.direct_api();
                let stream = direct.expect_stream_rx((*ssrc).into(), repair.map(Into::into), mid, layer);
                // Repair of sound is not negotiated, and browsers conceal what is missing.
                stream.suppress_nack(section.kind == SectionKind::Audio);
            }
        }
        Ok(())
    }

    pub(super) fn handle_rtp(&mut self, packet: RtpPacket) {
        let source = *packet.header.ssrc;
        let payload_type = *packet.header.payload_type;
        let Some(codec) = self.capabilities.codec(payload_type) else { return };
        let clock_rate = codec.clock_rate;
        let is_key_frame = starts_key_frame(codec, &packet.payload);
        let vp8 = codec.is("VP8").then(|| Vp8Descriptor::parse(&packet.payload)).flatten();
        if is_key_frame && let Some(throttle) = self.throttles.get_mut(&source) {
            throttle.key_frame_seen();
        }
        let dimensions = is_key_frame.then(|| key_frame_dimensions(codec, &packet.payload)).flatten();
        let dimensions = dimensions.map(|(width, height)| Dimensions { width, height });
        if let Some(source) = self.count_packet(source, packet.payload.len(), packet.timestamp) {
            source.dimensions = dimensions.or(source.dimensions);
        }
        let Some((track, layer)) = self.track_of_source(source) else { return };
        let values = packet.header.ext_vals;
        let extensions = ExtensionValues {
            audio_level: values.audio_level,
            voice_activity: values.voice_activity,
            video_orientation: values.video_orientation,
            ..ExtensionValues::default()
        };
        self.events.push_back(PeerEvent::Media(Box::new(MediaPacket {
            track,
            layer,
            payload_type,
            header: Incoming {
                source,
                sequence_number: *packet.seq_no,
                timestamp: packet.header.timestamp,
                clock_rate,
                starts_key_frame: is_key_frame,
                vp8,
            },
            marker: packet.header.marker,
            extensions,
            payload: packet.payload,
            received: packet.timestamp,
        })));
    }

    pub(super) fn handle_key_frame_request(&mut self, mid: Mid) {
        let section = self.sections.iter().find(|section| Mid::from(section.mid.as_str()) == mid);
        if let Some(track) = section.and_then(|section| section.delivers()) {
            self.want_key_frame(track);
        }
    }

    /// Everything that is delivered starts with a key frame.
    pub(super) fn want_key_frames(&mut self) {
        let tracks: Vec<TrackSid> = self.downlinks.keys().copied().collect();
        for track in tracks {
            self.want_key_frame(track);
        }
    }

    pub(super) fn want_key_frame(&mut self, track: TrackSid) {
        let layer = self.downlinks.get(&track).and_then(|downlink| downlink.switch.target());
        self.events.extend(layer.map(|layer| PeerEvent::KeyFrameWanted { track, layer }));
    }

    fn is_video_source(&self, ssrc: u32) -> bool {
        let mut videos = self.sections.iter().filter(|section| section.kind == SectionKind::Video);
        let carries = |layers: &[(u32, Option<u32>)]| layers.iter().any(|(media, _)| *media == ssrc);
        videos.any(|section| section.uplink.as_ref().is_some_and(|uplink| carries(&uplink.layers)))
    }
}

/// Packets that one delivery keeps for resending: about three seconds of good video.
pub(super) const RESEND_PACKETS: usize = 1024;

/// Browsers do not wait longer for a missing packet.
const RESEND_AGE: Duration = Duration::from_secs(3);

/// str0m would drop every pending resend while resends exceed a share of all packets, which a few packets a second (a
/// still picture, a shared page) always do. Browsers ask for one packet a few times only.
const NO_RESEND_RATIO: Option<f32> = None;

/// Any number will do, but a rollover of the first few packets would be lost on who misses them.
const FIRST_SEQUENCE_NUMBER: u16 = 1;
