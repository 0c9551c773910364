//! The WebRTC half of a browser: a str0m `Rtc` behind the library's rules of offers and answers.

mod negotiation;

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use signaling::rsp::{Description, TrackKind};
use str0m::change::SdpPendingOffer;
use str0m::channel::ChannelId;
use str0m::config::DtlsVersion;
use str0m::media::{Direction, KeyframeRequestKind, Mid};
use str0m::net::{Protocol, Receive};
use str0m::rtp::{ExtensionValues, RtpPacket, RtpWrite};
use str0m::{Candidate, Event, Input, Output, Rtc, RtcConfig};

use crate::browser::payload::{self, Picture, Stamp};

/// What happened on the connection.
#[derive(Debug)]
pub(crate) enum ConnectionEvent {
    /// A description for the server.
    Describe(Description),
    /// A packet of a delivery, by the id of its section's msid.
    Packet {
        delivery: String,
        kind: TrackKind,
        sequence_number: u64,
        payload: Vec<u8>,
    },
    /// A packet of a section that delivers nothing.
    Stray,
    Message {
        label: String,
        text: String,
    },
    /// The server broke a rule.
    Violation(String),
}

/// One `m=` section of audio or video.
#[derive(Debug)]
struct Section {
    mid: Mid,
    kind: TrackKind,
    /// The local track that is sent in it.
    sends: Option<String>,
    /// Whether an answer confirmed it.
    negotiated: bool,
    /// The server agreed to receive it.
    confirmed: bool,
    /// What the server delivers in it: the id of its msid.
    delivers: Option<String>,
    /// The delivery whose first key frame has come.
    decodes: Option<String>,
    next_sequence_number: u64,
    next_picture: u16,
    key_frame_wanted: bool,
}

pub(crate) struct PeerConnection {
    rtc: Rtc,
    local: SocketAddr,
    server: SocketAddr,
    /// The number of the newest description of either side, and of the newest negotiation that came to an end.
    revision: u64,
    stable_revision: u64,
    pending: Option<SdpPendingOffer>,
    queued: Option<Description>,
    should_offer: bool,
    /// Tracks that shall be sent.
    tracks: BTreeMap<String, TrackKind>,
    sections: Vec<Section>,
    has_application: bool,
    own_channels: BTreeMap<String, ChannelId>,
    /// Those of them that the pending offer opens, if it is answered.
    pending_channels: Vec<String>,
    open_channels: Vec<(ChannelId, String)>,
    closing: bool,
    last_local: Option<Description>,
    timeout: Instant,
    pub events: VecDeque<ConnectionEvent>,
    pub transmits: VecDeque<Vec<u8>>,
}

impl PeerConnection {
    pub fn new(local: SocketAddr, server: SocketAddr, now: Instant) -> Self {
        let mut rtc = RtcConfig::new()
            .clear_codecs()
            .enable_opus(true, false)
            .enable_vp8(true)
            .set_rtp_mode(true)
            .set_dtls_version(DtlsVersion::Dtls12)
            .build(now);
        rtc.add_local_candidate(Candidate::host(local, "udp").expect("a host address is a candidate"));
        Self {
            rtc,
            local,
            server,
            revision: 0,
            stable_revision: 0,
            pending: None,
            queued: None,
            should_offer: false,
            tracks: BTreeMap::new(),
            sections: Vec::new(),
            has_application: false,
            own_channels: BTreeMap::new(),
            pending_channels: Vec::new(),
            open_channels: Vec::new(),
            closing: false,
            last_local: None,
            timeout: now,
            events: VecDeque::new(),
            transmits: VecDeque::new(),
        }
    }

    /// The newest local description, as `sync` repeats it.
    pub fn last_local(&self) -> Option<&Description> {
        self.last_local.as_ref()
    }

    pub fn is_connected(&self) -> bool {
        self.rtc.is_connected()
    }

    pub fn has_open_channel(&self, label: &str) -> bool {
        self.open_channels.iter().any(|(_, open)| open == label)
    }

    /// Whether a local track is agreed on and flows.
    pub fn is_sending(&self, track: &str) -> bool {
        self.rtc.is_connected()
            && self.sections.iter().any(|section| {
                section.negotiated
                    && section.sends.as_deref() == Some(track)
                    && self.rtc.media(section.mid).is_some_and(|media| media.direction().is_sending())
            })
    }

    pub fn add_track(&mut self, id: String, kind: TrackKind) {
        self.tracks.insert(id, kind);
    }

    pub fn remove_track(&mut self, id: &str) {
        self.tracks.remove(id);
        for section in self.sections.iter_mut().filter(|section| section.sends.as_deref() == Some(id)) {
            section.sends = None;
            section.confirmed = false;
        }
        if let Some(channel) = self.own_channels.remove(id) {
            self.rtc.direct_api().close_data_channel(channel);
        }
    }

    fn blame(&mut self, faults: impl IntoIterator<Item = String>) {
        self.events.extend(faults.into_iter().map(ConnectionEvent::Violation));
    }

    /// Sends one packet of a local track; `false` if it is not agreed on.
    pub fn send_media(&mut self, track: &str, stamp: Stamp, now: Instant) -> bool {
        if !self.is_sending(track) {
            return false;
        }
        let Some(section) = self.sections.iter_mut().find(|section| section.sends.as_deref() == Some(track))
        else {
            return false;
        };
        let is_video = section.kind == TrackKind::Video;
        let (content, timestamp) = if is_video {
            let is_key = std::mem::take(&mut section.key_frame_wanted);
            section.next_picture = section.next_picture.wrapping_add(1) & 0x7fff;
            (
                payload::write_vp8(stamp, Picture { id: section.next_picture, is_key }),
                stamp.counter.wrapping_mul(9000),
            )
        } else {
            (payload::write_opus(stamp), stamp.counter.wrapping_mul(960))
        };
        let sequence_number = section.next_sequence_number;
        section.next_sequence_number += 1;
        let (mid, kind) = (section.mid, section.kind);
        let Some(payload_type) = self.payload_type(kind, mid) else { return false };
        let extensions =
            ExtensionValues { audio_level: (!is_video).then_some(-30), ..ExtensionValues::default() };
        let write = RtpWrite::new(payload_type, sequence_number.into(), timestamp, now, content)
            .marker(is_video)
            .nackable(is_video)
            .ext_vals(extensions);
        if let Some(stream) = self.rtc.direct_api().stream_tx_by_mid(mid, None) {
            if sequence_number == 1 {
                // At a few packets a second, one repetition is more than str0m's usual share of them.
                stream.set_rtx_cache(1024, Duration::from_secs(3), None);
            }
            stream.write_rtp(write);
        }
        self.tick(now);
        true
    }

    fn payload_type(&self, kind: TrackKind, mid: Mid) -> Option<str0m::media::Pt> {
        use str0m::format::Codec;
        let wanted = if kind == TrackKind::Video { Codec::Vp8 } else { Codec::Opus };
        let agreed = self.rtc.media(mid)?.remote_pts();
        let mut params = self.rtc.codec_config().iter();
        params
            .find(|params| params.spec().codec == wanted && agreed.contains(&params.pt()))
            .map(|params| params.pt())
    }

    /// Writes on an open channel of this browser; `false` if there is none or it is full.
    pub fn send_message(&mut self, label: &str, text: &str, now: Instant) -> bool {
        let Some(id) = self.open_channels.iter().find(|(_, open)| *open == label).map(|(id, _)| *id) else {
            return false;
        };
        let written = self
            .rtc
            .channel(id)
            .is_some_and(|mut channel| matches!(channel.write(false, text.as_bytes()), Ok(true)));
        self.tick(now);
        written
    }

    pub fn handle_datagram(&mut self, contents: &[u8], now: Instant) {
        if let Ok(received) = Receive::new(Protocol::Udp, self.server, self.local, contents) {
            self.input(Input::Receive(now, received));
        }
    }

    pub fn poll_timeout(&self) -> Instant {
        self.timeout
    }

    pub fn tick(&mut self, now: Instant) {
        self.input(Input::Timeout(now));
    }

    fn input(&mut self, input: Input<'_>) {
        if let Err(error) = self.rtc.handle_input(input) {
            self.blame([format!("the connection failed: {error}")]);
        }
        self.drain();
    }

    fn drain(&mut self) {
        loop {
            match self.rtc.poll_output() {
                Ok(Output::Timeout(at)) => {
                    self.timeout = at;
                    return;
                }
                Ok(Output::Transmit(transmit)) => self.transmits.push_back(transmit.contents.into()),
                Ok(Output::Event(event)) => self.handle_event(event),
                Err(error) => return self.blame([format!("the connection failed: {error}")]),
            }
        }
    }

    fn handle_event(&mut self, event: Event) {
        match event {
            Event::RtpPacket(packet) => self.handle_packet(&packet),
            Event::KeyframeRequest(request) => {
                if let Some(section) = self.sections.iter_mut().find(|section| section.mid == request.mid) {
                    section.key_frame_wanted = true;
                }
            }
            Event::ChannelOpen(id, label) => {
                self.open_channels.push((id, label));
            }
            Event::ChannelClose(id) => self.open_channels.retain(|(open, _)| *open != id),
            Event::ChannelData(message) => {
                let open = self.open_channels.iter().find(|(open, _)| *open == message.id);
                let label = open.map(|(_, label)| label.clone()).unwrap_or_default();
                let text = String::from_utf8_lossy(&message.data).into_owned();
                self.events.push_back(ConnectionEvent::Message { label, text });
            }
            _ => {}
        }
    }

    fn handle_packet(&mut self, packet: &RtpPacket) {
        if packet.payload.is_empty() {
            return;
        }
        let Some(mid) = self.rtc.direct_api().stream_rx(&packet.header.ssrc).map(|stream| stream.mid())
        else {
            return;
        };
        let Some(section) = self.sections.iter_mut().find(|section| section.mid == mid) else { return };
        if let (TrackKind::Video, Some(delivery)) = (section.kind, &section.delivers) {
            let is_key = payload::read_vp8(&packet.payload).is_some_and(|(_, picture)| picture.is_key);
            if is_key {
                section.decodes = Some(delivery.clone());
            } else if section.decodes.as_ref() != Some(delivery) {
                // A decoder that has not begun asks for a key frame.
                if let Some(stream) = self.rtc.direct_api().stream_rx(&packet.header.ssrc) {
                    stream.request_keyframe(KeyframeRequestKind::Pli);
                }
            }
        }
        self.events.push_back(match &section.delivers {
            Some(delivery) => ConnectionEvent::Packet {
                delivery: delivery.clone(),
                kind: section.kind,
                sequence_number: *packet.seq_no,
                payload: packet.payload.to_vec(),
            },
            None => ConnectionEvent::Stray,
        });
    }
}

impl Section {
    fn new(mid: Mid, kind: TrackKind, sends: Option<String>) -> Self {
        Self {
            mid,
            kind,
            sends,
            negotiated: false,
            confirmed: false,
            delivers: None,
            decodes: None,
            next_sequence_number: 1,
            next_picture: 0,
            key_frame_wanted: true,
        }
    }

    fn wished(&self) -> Direction {
        if self.sends.is_some() { Direction::SendRecv } else { Direction::RecvOnly }
    }
}
