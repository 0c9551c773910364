//! What a browser sends: layers of pictures, and sound.

use std::time::{Duration, Instant};

use room_engine::VideoCodec;
use signaling::rsp::TrackKind;
use str0m::format::Codec;
use str0m::media::{Mid, Rid};
use str0m::rtp::{ExtensionValues, RtpWrite};

use crate::browser::payload::{self, Counters, Stamp};
use crate::browser::peer_connection::{Codecs, PeerConnection, Section};
use crate::camera::Camera;

/// One stream of a section. str0m tells those of one section apart by RIDs, which nobody outside sees.
#[derive(Debug)]
pub(super) struct OutgoingLayer {
    pub ssrc: u32,
    pub repair: Option<u32>,
    rid: Option<Rid>,
    is_enabled: bool,
    is_key_frame_wanted: bool,
    pub next_sequence_number: u64,
    next_frame: u32,
    counters: Counters,
    timestamp_offset: u32,
}

impl OutgoingLayer {
    /// One of `layers`, the `index`th.
    pub fn new(ssrc: u32, repair: Option<u32>, index: usize, layers: usize) -> Self {
        // Any numbers will do: the layers of a browser start anywhere. str0m wants the first below 65536.
        let start = u64::from(ssrc % 30_000) + 1;
        Self {
            ssrc,
            repair,
            rid: rid(index, layers),
            is_enabled: true,
            is_key_frame_wanted: true,
            next_sequence_number: start,
            next_frame: 0,
            counters: Counters { picture_id: (ssrc % 0x8000) as u16, base_layer_index: (ssrc >> 8) as u8 },
            timestamp_offset: ssrc.rotate_left(16),
        }
    }
}

/// With simulcast every layer has one: str0m takes a stream without RID for any of them.
fn rid(index: usize, layers: usize) -> Option<Rid> {
    (layers > 1).then(|| format!("l{index}").as_str().into())
}

/// A packet of a picture is at most so long.
const PACKET_BYTES: usize = 1100;

impl PeerConnection {
    /// Sends one picture of a local track, in each of its layers. Returns whether the track is agreed on.
    pub fn send_picture(
        &mut self,
        track: &str,
        (camera, codec): (&Camera, VideoCodec),
        stamp: Stamp,
        now: Instant,
    ) -> bool {
        if !self.is_sending(track) {
            return false;
        }
        let elapsed = now.duration_since(self.began);
        let Some(section) = self.section_of(track) else { return false };
        let mut packets = Vec::new();
        for (index, layer) in section.layers.iter_mut().enumerate().filter(|(_, layer)| layer.is_enabled) {
            let Some(size) = camera.layers.get(index) else { continue };
            let is_key = std::mem::take(&mut layer.is_key_frame_wanted);
            let Counters { picture_id, base_layer_index } = layer.counters;
            layer.counters = Counters {
                picture_id: (picture_id + 1) & 0x7fff,
                base_layer_index: base_layer_index.wrapping_add(1),
            };
            let mut bytes = camera.frame_bytes(index, is_key);
            let parts = bytes.div_ceil(PACKET_BYTES).max(1);
            for part in 0..parts {
                let stamp = Stamp {
                    frame: layer.next_frame,
                    layer: index as u8,
                    is_key,
                    part: part as u16,
                    is_last: part + 1 == parts,
                    ..stamp
                };
                let length = bytes.min(PACKET_BYTES);
                bytes -= length;
                let payload = payload::write_vp8(stamp, layer.counters, (size.width, size.height), length);
                let timestamp = layer.timestamp_offset.wrapping_add(ticks(elapsed, 90));
                packets.push((layer.ssrc, layer.next_sequence_number, timestamp, stamp.is_last, payload));
                layer.next_sequence_number += 1;
            }
            layer.next_frame += 1;
        }
        let mid = section.mid;
        let Some(payload_type) = self.payload_type(rtc_codec(codec), mid) else { return false };
        for (ssrc, sequence_number, timestamp, marker, payload) in packets {
            let write = RtpWrite::new(payload_type, sequence_number.into(), timestamp, now, payload)
                .marker(marker)
                .nackable(true);
            if let Some(stream) = self.rtc.direct_api().stream_tx(&ssrc.into()) {
                stream.write_rtp(write);
            }
            self.tick(now);
        }
        true
    }

    /// Sends a packet of sound of this level, in decibel below the loudest. Returns whether the track is agreed on.
    pub fn send_sound(&mut self, track: &str, stamp: Stamp, level: i8, now: Instant) -> bool {
        if !self.is_sending(track) {
            return false;
        }
        let elapsed = now.duration_since(self.began);
        let Some(section) = self.section_of(track) else { return false };
        let mid = section.mid;
        let Some(layer) = section.layers.first_mut() else { return false };
        let (ssrc, sequence_number) = (layer.ssrc, layer.next_sequence_number);
        let stamp = Stamp { frame: layer.next_frame, is_last: true, ..stamp };
        layer.next_sequence_number += 1;
        layer.next_frame += 1;
        let timestamp = layer.timestamp_offset.wrapping_add(ticks(elapsed, 48));
        let Some(payload_type) = self.payload_type(Codec::Opus, mid) else { return false };
        let extensions = ExtensionValues {
            audio_level: Some(level),
            voice_activity: Some(level > QUIETEST_VOICE),
            ..ExtensionValues::default()
        };
        let write =
            RtpWrite::new(payload_type, sequence_number.into(), timestamp, now, payload::write_opus(stamp))
                .ext_vals(extensions);
        if let Some(stream) = self.rtc.direct_api().stream_tx(&ssrc.into()) {
            stream.write_rtp(write);
        }
        self.tick(now);
        true
    }

    /// Switches layers of a local track on and off, as publisher hints ask for; `None` is all of them on. Returns whether
    /// there is such a track.
    pub fn set_layers(&mut self, track: &str, changes: Option<&[(usize, bool)]>) -> bool {
        let Some(section) = self.section_of(track) else { return false };
        for (index, layer) in section.layers.iter_mut().enumerate() {
            let change = changes.map_or(Some(true), |changes| {
                changes.iter().find(|(changed, _)| *changed == index).map(|(_, is_enabled)| *is_enabled)
            });
            let Some(is_enabled) = change else { continue };
            // An encoder that starts again starts with a key frame.
            layer.is_key_frame_wanted |= is_enabled && !layer.is_enabled;
            layer.is_enabled = is_enabled;
        }
        true
    }

    /// Which layers of a local track are encoded.
    pub fn enabled_layers(&self, track: &str) -> Vec<bool> {
        let section = self.sections.iter().find(|section| section.sends.as_deref() == Some(track));
        section.map_or(Vec::new(), |section| section.layers.iter().map(|layer| layer.is_enabled).collect())
    }

    pub(super) fn want_key_frame(&mut self, mid: Mid, wanted: Option<Rid>) {
        let mut sections = self.sections.iter_mut();
        let Some(section) = sections.find(|section| section.mid == mid) else { return };
        for layer in section.layers.iter_mut().filter(|layer| layer.rid == wanted) {
            layer.is_key_frame_wanted = true;
        }
    }

    /// Gives every section that sends its streams. A browser names its SSRCs in the offer that starts to send, str0m only
    /// in a section of its own making.
    pub(super) fn declare_streams(&mut self) {
        for section in
            self.sections.iter_mut().filter(|section| section.sends.is_some() && section.negotiated)
        {
            let repairs = self.codecs != Codecs::WithoutRtx && section.kind == TrackKind::Video;
            let layers =
                section.sends.as_ref().and_then(|id| self.tracks.get(id)).map_or(1, |track| track.layers());
            let mut direct = self.rtc.direct_api();
            let made = direct.stream_tx_by_mid(section.mid, None);
            let made = made.map(|stream| (*stream.ssrc(), stream.rtx().map(|repair| *repair), stream.rid()));
            if section.layers.is_empty() {
                for index in 0..layers {
                    let drawn = *direct.new_ssrc();
                    // A second SSRC drawn before the first is taken could be the same.
                    let new = (drawn, repairs.then_some(drawn ^ 1), None);
                    let (ssrc, repair, _) = made.filter(|_| index == 0).unwrap_or(new);
                    section.layers.push(OutgoingLayer::new(ssrc, repair, index, layers));
                }
            }
            if let Some((ssrc, _, None)) = made.filter(|_| section.layers.len() > 1) {
                direct.remove_stream_tx(ssrc.into());
            }
            for layer in &section.layers {
                let is_new = direct.stream_tx(&layer.ssrc.into()).is_none();
                let (ssrc, repair) = (layer.ssrc.into(), layer.repair.map(Into::into));
                let stream = direct.declare_stream_tx(ssrc, repair, section.mid, layer.rid);
                if is_new || layer.next_frame == 0 {
                    // At a few packets a second, one repetition is more than str0m's usual share of them.
                    stream.set_rtx_cache(1024, Duration::from_secs(3), None);
                }
            }
        }
    }

    pub(super) fn section_of(&mut self, track: &str) -> Option<&mut Section> {
        self.sections.iter_mut().find(|section| section.sends.as_deref() == Some(track))
    }

    fn payload_type(&self, wanted: Codec, mid: Mid) -> Option<str0m::media::Pt> {
        let agreed = self.rtc.media(mid)?.remote_pts();
        let mut params = self.rtc.codec_config().iter();
        params
            .find(|params| params.spec().codec == wanted && agreed.contains(&params.pt()))
            .map(|params| params.pt())
    }
}

impl Section {
    /// The track that is sent here changed: its first picture is a key frame.
    pub(super) fn begin_track(&mut self, id: String) {
        self.sends = Some(id);
        for layer in &mut self.layers {
            layer.is_key_frame_wanted = true;
            layer.is_enabled = true;
        }
    }
}

fn rtc_codec(codec: VideoCodec) -> Codec {
    match codec {
        VideoCodec::Vp8 => Codec::Vp8,
        VideoCodec::H264 => Codec::H264,
    }
}

/// Louder than this is a voice to the voice detector.
const QUIETEST_VOICE: i8 = -60;

fn ticks(elapsed: Duration, kilohertz: u64) -> u32 {
    (elapsed.as_micros() as u64 * kilohertz / 1000) as u32
}
