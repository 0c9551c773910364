//! The WebRTC half of a browser: a str0m `Rtc` behind the library's rules of offers and answers.

mod forgery;
mod negotiation;
mod sender;

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use signaling::rsp::{Description, TrackKind};
use str0m::change::SdpPendingOffer;
use str0m::channel::{ChannelId, Reliability};
use str0m::config::DtlsVersion;
use str0m::format::{Codec, FormatParams};
use str0m::media::{Direction, Frequency, KeyframeRequestKind, Mid};
use str0m::net::{Protocol, Receive};
use str0m::rtp::{RawPacket, RtpPacket};
use str0m::{Candidate, Event, IceConnectionState, Input, Output, Reason, Rtc, RtcConfig};

use crate::browser::peer_connection::sender::OutgoingLayer;
use crate::camera::Camera;

/// What happened on the connection.
#[derive(Debug)]
pub(crate) enum ConnectionEvent {
    /// A description for the server.
    Describe(Description),
    Packet(Box<MediaPacket>),
    /// A packet of a section that delivers nothing.
    Stray,
    /// The server opened a channel.
    ChannelOpened {
        label: String,
    },
    Message {
        label: String,
        binary: bool,
        data: Vec<u8>,
    },
    /// The server broke a rule.
    Violation(String),
}

/// A packet of a delivery, which has the id of its section's msid.
#[derive(Debug)]
pub(crate) struct MediaPacket {
    pub delivery: String,
    pub kind: TrackKind,
    pub sequence_number: u64,
    pub timestamp: u32,
    pub marker: bool,
    pub audio_level: Option<i8>,
    pub payload: Vec<u8>,
}

/// A track that shall be sent.
#[derive(Clone, Debug)]
pub(crate) enum LocalTrack {
    Audio,
    Video(Camera),
    Data(DataSettings),
}

/// What a browser offers to send and receive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Codecs {
    /// Everything that str0m knows, redundant sound included.
    Every,
    /// Opus and VP8.
    #[default]
    Few,
    /// Opus, and VP8 without RTX, which twilio-video.js takes out in Firefox.
    WithoutRtx,
}

/// How a data track is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataSettings {
    pub ordered: bool,
    pub max_retransmits: Option<u16>,
    /// In milliseconds.
    pub max_packet_lifetime: Option<u16>,
}

impl Default for DataSettings {
    fn default() -> Self {
        Self { ordered: true, max_retransmits: None, max_packet_lifetime: None }
    }
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
    /// The SSRC of its newest packet. Earlier deliveries in the section had others.
    receives: Option<u32>,
    /// What it sends from, once it has sent. A browser keeps its SSRCs.
    layers: Vec<OutgoingLayer>,
}

pub(crate) struct PeerConnection {
    rtc: Rtc,
    local: SocketAddr,
    server: SocketAddr,
    codecs: Codecs,
    began: Instant,
    /// The number of the newest description of either side, and of the newest negotiation that came to an end.
    revision: u64,
    stable_revision: u64,
    pending: Option<SdpPendingOffer>,
    queued: Option<Description>,
    should_offer: bool,
    should_restart_ice: bool,
    /// A restart that the server has not answered.
    is_restarting_ice: bool,
    ice_restarts: u32,
    last_heard: Instant,
    /// Packets of RTCP so far.
    feedback: usize,
    is_disconnected: bool,
    tracks: BTreeMap<String, LocalTrack>,
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

/// Any dynamic payload type will do.
const VP8: u8 = 96;

/// The library restarts ICE when a lost connection has been silent for so long.
const ICE_SILENCE: Duration = Duration::from_secs(3);

impl PeerConnection {
    pub fn new(local: SocketAddr, server: SocketAddr, codecs: Codecs, now: Instant) -> Self {
        let config = RtcConfig::new().set_rtp_mode(true).set_dtls_version(DtlsVersion::Dtls12);
        let few = |config: RtcConfig| config.clear_codecs().enable_opus(true, false);
        let config = match codecs {
            Codecs::Every => config.enable_opus(true, true),
            Codecs::Few => few(config).enable_vp8(true),
            Codecs::WithoutRtx => {
                let mut config = few(config);
                let (vp8, format) = (Codec::Vp8, FormatParams::default());
                config.codec_config().add_config(VP8.into(), None, vp8, Frequency::NINETY_KHZ, None, format);
                config
            }
        };
        // They show the probes that come from no track's source.
        let config = config.enable_raw_packets(codecs == Codecs::WithoutRtx);
        let mut rtc = config.build(now);
        rtc.add_local_candidate(host_candidate(local));
        rtc.direct_api().enable_twcc_feedback();
        Self {
            rtc,
            local,
            server,
            codecs,
            began: now,
            revision: 0,
            stable_revision: 0,
            pending: None,
            queued: None,
            should_offer: false,
            should_restart_ice: false,
            is_restarting_ice: false,
            ice_restarts: 0,
            last_heard: now,
            feedback: 0,
            is_disconnected: false,
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

    pub fn feedback(&self) -> usize {
        self.feedback
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

    /// How often ICE was restarted.
    pub fn ice_restarts(&self) -> u32 {
        self.ice_restarts
    }

    pub fn add_track(&mut self, id: String, track: LocalTrack) {
        self.tracks.insert(id, track);
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

    /// Writes on an open channel; `false` if there is none or it is full.
    pub fn send_message(&mut self, label: &str, binary: bool, data: &[u8], now: Instant) -> bool {
        let Some(id) = self.open_channels.iter().find(|(_, open)| *open == label).map(|(id, _)| *id) else {
            return false;
        };
        let written =
            self.rtc.channel(id).is_some_and(|mut channel| matches!(channel.write(binary, data), Ok(true)));
        self.tick(now);
        written
    }

    /// How an open channel was set up, by this browser or by the server.
    pub fn channel_settings(&mut self, label: &str) -> Option<DataSettings> {
        let id = self.open_channels.iter().find(|(_, open)| open == label).map(|(id, _)| *id)?;
        let channel = self.rtc.channel(id)?;
        let config = channel.config()?;
        let (max_retransmits, max_packet_lifetime) = match config.reliability {
            Reliability::Reliable => (None, None),
            Reliability::MaxRetransmits { retransmits } => (Some(retransmits), None),
            Reliability::MaxPacketLifetime { lifetime } => (None, Some(lifetime)),
        };
        Some(DataSettings { ordered: config.ordered, max_retransmits, max_packet_lifetime })
    }

    /// Says goodbye to the server (DTLS `close_notify`).
    pub fn close(&mut self) {
        if let Err(error) = self.rtc.close() {
            self.blame([format!("the connection cannot be closed: {error}")]);
        }
        self.drain();
    }

    pub fn close_channel(&mut self, label: &str, now: Instant) {
        if let Some((id, _)) = self.open_channels.iter().find(|(_, open)| open == label) {
            self.rtc.direct_api().close_data_channel(*id);
        }
        self.tick(now);
    }

    /// Asks the server for a key frame of a delivery.
    pub fn request_key_frame(&mut self, delivery: &str, now: Instant) {
        let section = self.sections.iter().find(|section| section.delivers.as_deref() == Some(delivery));
        let Some(ssrc) = section.and_then(|section| section.receives) else { return };
        if let Some(stream) = self.rtc.direct_api().stream_rx(&ssrc.into()) {
            stream.request_keyframe(KeyframeRequestKind::Pli);
        }
        self.tick(now);
    }

    /// The machine has another address, and knows it.
    pub fn set_address(&mut self, local: SocketAddr, now: Instant) {
        self.rtc.direct_api().invalidate_candidate(&host_candidate(self.local));
        self.rtc.add_local_candidate(host_candidate(local));
        self.local = local;
        self.tick(now);
    }

    pub fn handle_datagram(&mut self, contents: &[u8], now: Instant) {
        self.last_heard = now;
        self.feedback += usize::from(is_feedback(contents));
        if let Ok(received) = Receive::new(Protocol::Udp, self.server, self.local, contents) {
            self.input(Input::Receive(now, received));
        }
    }

    pub fn poll_timeout(&self) -> Instant {
        let restart = self.is_disconnected && !self.is_restarting_ice && !self.should_restart_ice;
        if restart { self.timeout.min(self.last_heard + ICE_SILENCE) } else { self.timeout }
    }

    /// Which timer is next, of str0m's.
    pub fn timeout_reason(&self) -> Reason {
        self.rtc.last_timeout_reason()
    }

    pub fn handle_timeout(&mut self, now: Instant) {
        if self.is_disconnected && !self.is_restarting_ice && now >= self.last_heard + ICE_SILENCE {
            self.restart_ice(now);
        }
        self.tick(now);
    }

    fn tick(&mut self, now: Instant) {
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
                // What was sent from an address that is gone does not arrive.
                Ok(Output::Transmit(transmit)) if transmit.source != self.local => {}
                Ok(Output::Transmit(transmit)) => self.transmits.push_back(transmit.contents.into()),
                Ok(Output::Event(event)) => self.handle_event(event),
                Err(error) => return self.blame([format!("the connection failed: {error}")]),
            }
        }
    }

    fn handle_event(&mut self, event: Event) {
        match event {
            Event::RtpPacket(packet) => self.handle_packet(&packet),
            Event::KeyframeRequest(request) => self.want_key_frame(request.mid, request.rid),
            Event::ChannelOpen(id, label) => {
                if !self.own_channels.contains_key(&label) {
                    self.events.push_back(ConnectionEvent::ChannelOpened { label: label.clone() });
                }
                self.open_channels.push((id, label));
            }
            Event::ChannelClose(id) => {
                self.open_channels.retain(|(open, _)| *open != id);
                self.forget_own_channel(id);
            }
            Event::ChannelData(message) => {
                let open = self.open_channels.iter().find(|(open, _)| *open == message.id);
                let label = open.map(|(_, label)| label.clone()).unwrap_or_default();
                let (binary, data) = (message.binary, message.data);
                self.events.push_back(ConnectionEvent::Message { label, binary, data });
            }
            Event::IceConnectionStateChange(state) => {
                self.is_disconnected = state == IceConnectionState::Disconnected;
            }
            Event::RawPacket(packet) => self.check_source(&packet),
            _ => {}
        }
    }

    /// Firefox begins a track anew when its section has another source.
    fn check_source(&mut self, packet: &RawPacket) {
        let RawPacket::RtpRx(header, _) = packet else { return };
        let Some(mid) = header.ext_vals.mid.filter(|_| header.ssrc.is_probe()) else { return };
        let section = self.sections.iter().find(|section| section.mid == mid);
        if section.is_some_and(|section| section.delivers.is_some()) {
            self.blame([format!("section {mid} delivers a track, and is probed in")]);
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
        section.receives = Some(*packet.header.ssrc);
        // str0m asks for nothing again where there is no RTX; Firefox does.
        if section.kind == TrackKind::Video
            && let Some(stream) = self.rtc.direct_api().stream_rx(&packet.header.ssrc)
        {
            stream.suppress_nack(false);
        }
        self.events.push_back(match &section.delivers {
            Some(delivery) => ConnectionEvent::Packet(Box::new(MediaPacket {
                delivery: delivery.clone(),
                kind: section.kind,
                sequence_number: *packet.seq_no,
                timestamp: packet.header.timestamp,
                marker: packet.header.marker,
                audio_level: packet.header.ext_vals.audio_level,
                payload: packet.payload.to_vec(),
            })),
            None => ConnectionEvent::Stray,
        });
    }
}

fn host_candidate(address: SocketAddr) -> Candidate {
    Candidate::host(address, "udp").expect("a host address is a candidate")
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
            receives: None,
            layers: Vec::new(),
        }
    }

    fn wished(&self) -> Direction {
        if self.sends.is_some() { Direction::SendRecv } else { Direction::RecvOnly }
    }
}

impl LocalTrack {
    pub fn kind(&self) -> TrackKind {
        match self {
            Self::Audio => TrackKind::Audio,
            Self::Video(_) => TrackKind::Video,
            Self::Data(_) => TrackKind::Data,
        }
    }

    fn layers(&self) -> usize {
        if let Self::Video(camera) = self { camera.layers.len() } else { 1 }
    }
}

/// Whether a datagram is RTCP, whose packet type SRTCP leaves readable (RFC 5761 §4).
fn is_feedback(contents: &[u8]) -> bool {
    matches!(contents, [128..=191, 192..=223, ..])
}
