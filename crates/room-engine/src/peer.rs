//! One participant's peer connection: the only owner of its `str0m::Rtc`.
//!
//! str0m asks for a complete drain after every change of an `Rtc`, and loses video if it does not get one. So the
//! `Rtc` is only changed through [`Peer::mutate`], which drains.

mod capabilities;
mod congestion;
mod data_channel;
mod decodability;
mod describe;
mod ice;
mod media;
mod negotiation;
mod resend;
mod sections;
mod signaling_channel;
mod uplink;

pub(crate) use capabilities::{Capabilities, section_kind};
pub(crate) use data_channel::ChannelSettings;
pub(crate) use media::{Forwarded, MediaPacket};

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use str0m::bwe::Bitrate;
use str0m::config::{DtlsVersion, Fingerprint};
use str0m::net::{Protocol as RtcProtocol, Receive};
use str0m::{IceCreds, Rtc, RtcError};
use thiserror::Error;

use crate::config::VideoCodec;
use crate::forward::{KeyFrameThrottle, PayloadMap};
use crate::id::TrackSid;
use crate::marks::{is_binding_success, is_stun};
use crate::peer::congestion::{Congestion, INITIAL_ESTIMATE, STATS_INTERVAL};
use crate::peer::data_channel::DataChannels;
use crate::peer::media::Downlink;
use crate::peer::negotiation::{Negotiation, Turn};
use crate::peer::resend::SentPackets;
use crate::peer::sections::{Sections, SectionsFault};
use crate::peer::signaling_channel::SignalingChannels;
use crate::peer::uplink::Source;
use crate::sdp::{SdpFault, SdpLimits, SectionKind, SessionDescription, negotiate};
use crate::transport_address::{Protocol, TransportAddress};

/// What a peer reports.
#[derive(Debug)]
pub(crate) enum PeerEvent {
    /// A packet of a published track.
    Media(Box<MediaPacket>),
    /// A message of a published data track.
    Message { track: TrackSid, binary: bool, data: Arc<[u8]> },
    /// The channel of a published data track is open.
    ChannelOpened { track: TrackSid, settings: ChannelSettings },
    /// The browser needs a key frame of this layer of a delivered track to go on.
    KeyFrameWanted { track: TrackSid, layer: usize },
    /// The channel of a delivered data track is gone, and this side did not close it.
    DeliveryLost { track: TrackSid },
    /// A message on a channel that this side opened.
    SignalingText { label: String, text: String },
    /// The way to the browser carries notably less than before.
    EstimateFell,
    /// The transport is gone for good.
    Failed,
}

/// A description for the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LocalDescription {
    pub is_offer: bool,
    pub revision: u64,
    pub sdp: String,
}

/// Why a client's description cannot be used.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub(crate) enum PeerFault {
    #[error(transparent)]
    Sdp(#[from] SdpFault),
    #[error(transparent)]
    Sections(#[from] SectionsFault),
    #[error("the description offers more than {MAX_SOURCES} media streams")]
    TooManySources,
    #[error("the peer connection cannot be set up")]
    Setup,
}

/// Packets that go out before others have their turn; the rest follows at the deadline, which is at once.
const TICKS_AT_ONCE: usize = 32;

/// SSRCs that one peer may send from in the life of its connection. Each one costs a receiver.
const MAX_SOURCES: usize = 512;

/// Where and as whom this side answers.
#[derive(Clone, Debug)]
pub(crate) struct PeerSettings {
    /// All of them are announced.
    pub media_addresses: Arc<[TransportAddress]>,
    pub ice_ufrag: String,
    pub ice_pwd: String,
    /// First number of the `o=` line.
    pub session_id: u64,
    /// The codecs that video is confined to; empty if it is not.
    pub video_codecs: Vec<VideoCodec>,
}

pub(crate) struct Peer {
    rtc: Rtc,
    settings: PeerSettings,
    capabilities: Arc<Capabilities>,
    remote_ufrag: String,
    negotiation: Negotiation,
    sections: Sections,
    descriptions_made: u64,
    last_answer: Option<LocalDescription>,
    pending_offer: Option<LocalDescription>,
    outgoing: VecDeque<LocalDescription>,

    /// Published tracks by the client's own ids.
    published: BTreeMap<String, TrackSid>,
    /// SSRCs that media is expected from, measured since their first packet.
    sources: BTreeMap<u32, Option<Source>>,
    throttles: BTreeMap<u32, KeyFrameThrottle>,
    downlinks: BTreeMap<TrackSid, Downlink>,
    /// Tracks that would be delivered if the browser could decode what comes of them, with what it can.
    refused: BTreeMap<TrackSid, PayloadMap>,
    sent: SentPackets,
    channels: DataChannels,
    signaling: SignalingChannels,
    congestion: Congestion,

    /// Where the client's own packets come from, once there are any. That is the path which the client has selected:
    /// str0m would stay with the path of the highest priority until its checks have been missing for 15 s.
    path: Option<TransportAddress>,

    events: VecDeque<PeerEvent>,
    transmits: VecDeque<(TransportAddress, Vec<u8>)>,
    timeout: Instant,
    failed: bool,
}

impl Peer {
    /// Builds the connection that the client's first offer asks for, and answers it.
    ///
    /// # Errors
    /// The offer cannot be read or used.
    pub fn new(settings: PeerSettings, revision: u64, offer: &str, now: Instant) -> Result<Self, PeerFault> {
        let offer = SessionDescription::parse(offer, &SdpLimits::default())?;
        let capabilities = Arc::new(Capabilities::of_offer(&offer, &settings.video_codecs));
        let mut config = capabilities
            .apply_to(Rtc::builder())
            .set_rtp_mode(true)
            .set_ice_lite(true)
            .set_dtls_version(DtlsVersion::Dtls12)
            .set_sctp_max_message_size(data_channel::MAX_MESSAGE_BYTES_U32)
            .set_sctp_max_buffered_amount(data_channel::MAX_BUFFERED_BYTES)
            .set_local_ice_credentials(IceCreds {
                ufrag: settings.ice_ufrag.clone(),
                pass: settings.ice_pwd.clone(),
            });
        config = config.set_stats_interval(Some(STATS_INTERVAL));
        // They show what is asked for again, at the price of a copy of every packet.
        config = config.enable_raw_packets(capabilities.resends(&SectionKind::Video));
        if capabilities.transport_cc() {
            config = config.enable_bwe(Some(Bitrate::from(INITIAL_ESTIMATE)));
        }
        let mut rtc = config.build(now);
        ice::add_local_candidates(&mut rtc, &settings.media_addresses);
        let fingerprint = Fingerprint {
            hash_func: offer.fingerprint.algorithm.clone(),
            bytes: offer.fingerprint.bytes.clone(),
        };
        let mut direct = rtc.direct_api();
        direct.set_remote_ice_credentials(IceCreds {
            ufrag: offer.ice_ufrag.clone(),
            pass: offer.ice_pwd.clone(),
        });
        direct.set_remote_fingerprint(fingerprint);
        direct.set_ice_controlling(false);
        direct.start_dtls(false).map_err(|_| PeerFault::Setup)?;
        if capabilities.transport_cc() {
            direct.enable_twcc_feedback();
        }

        let mut peer = Self {
            rtc,
            settings,
            capabilities,
            remote_ufrag: offer.ice_ufrag.clone(),
            negotiation: Negotiation::default(),
            sections: Sections::default(),
            descriptions_made: 0,
            last_answer: None,
            pending_offer: None,
            outgoing: VecDeque::new(),
            published: BTreeMap::new(),
            sources: BTreeMap::new(),
            throttles: BTreeMap::new(),
            downlinks: BTreeMap::new(),
            refused: BTreeMap::new(),
            sent: SentPackets::default(),
            channels: DataChannels::default(),
            path: None,
            signaling: SignalingChannels::default(),
            congestion: Congestion::default(),
            events: VecDeque::new(),
            transmits: VecDeque::new(),
            timeout: now,
            failed: false,
        };
        // A first offer without a usable number could not be answered.
        if peer.negotiation.handle_offer(revision) != Turn::Answer {
            return Err(PeerFault::Setup);
        }
        peer.sections.apply(&offer, true)?;
        peer.reject_unusable(&offer);
        if peer.capabilities.resends(&SectionKind::Video) {
            peer.sections.reserve_for_probes();
        }
        Ok(peer)
    }

    /// Answers the first offer. Deliveries that were added before it ride on the answer as far as it has room.
    pub fn answer_first_offer(&mut self, now: Instant) -> Result<(), PeerFault> {
        self.make_answer(now)
    }

    /// What this browser can decode and encode.
    pub fn capabilities(&self) -> &Arc<Capabilities> {
        &self.capabilities
    }

    /// The user name that the client's connectivity checks carry.
    pub fn ice_ufrag(&self) -> &str {
        &self.settings.ice_ufrag
    }

    /// Takes a description of the client. `restart` is a user name and password for when the client restarts ICE.
    ///
    /// # Errors
    /// The description cannot be read or used. The connection must not be used afterwards.
    pub fn handle_description(
        &mut self,
        is_offer: bool,
        revision: u64,
        sdp: &str,
        restart: (String, String),
        now: Instant,
    ) -> Result<(), PeerFault> {
        let description = SessionDescription::parse(sdp, &SdpLimits::default())?;
        let turn = if is_offer {
            self.negotiation.handle_offer(revision)
        } else {
            self.negotiation.handle_answer(revision)
        };
        match turn {
            Turn::Ignore => {}
            Turn::RepeatAnswer => self.outgoing.extend(self.last_answer.clone()),
            Turn::Complete => {
                self.pending_offer = None;
                self.sections.apply(&description, false)?;
                self.finish_round(true, now)?;
            }
            Turn::CompleteAndAnswer | Turn::Answer => {
                self.pending_offer = None;
                self.sections.apply(&description, true)?;
                if turn == Turn::CompleteAndAnswer {
                    self.finish_round(true, now)?;
                }
                self.reject_unusable(&description);
                if description.ice_ufrag != self.remote_ufrag {
                    self.restart_ice(&description, restart);
                }
                self.make_answer(now)?;
            }
        }
        self.offer_if_needed();
        Ok(())
    }

    /// Sends the offer that still waits for its answer again, after a socket was lost.
    pub fn repeat_pending_offer(&mut self) {
        self.outgoing.extend(self.pending_offer.clone());
    }

    /// Makes an offer if something waits for one and it is our turn.
    pub fn offer_if_needed(&mut self) {
        if self.failed {
            return;
        }
        let capabilities = Arc::clone(&self.capabilities);
        let can_deliver = |kind: &SectionKind| capabilities.can_deliver(kind);
        if !self.sections.needs_offer(can_deliver) {
            return;
        }
        let Some(revision) = self.negotiation.begin_offer() else { return };
        self.sections.assign_for_offer(can_deliver);
        self.declare_sections();
        self.declare_downlinks();
        self.listen_for_data_channels();
        let sdp = self.describe(true).to_text();
        let offer = LocalDescription { is_offer: true, revision, sdp };
        self.pending_offer = Some(offer.clone());
        self.outgoing.push_back(offer);
    }

    pub fn poll_description(&mut self) -> Option<LocalDescription> {
        // Nobody is there to take them.
        if self.failed {
            self.outgoing.clear();
        }
        self.outgoing.pop_front()
    }

    pub fn poll_event(&mut self) -> Option<PeerEvent> {
        self.events.pop_front()
    }

    pub fn poll_transmit(&mut self) -> Option<(TransportAddress, Vec<u8>)> {
        self.transmits.pop_front()
    }

    /// When to call [`Self::handle_timeout`]; `None` when nothing more will happen.
    pub fn poll_timeout(&self) -> Option<Instant> {
        let throttles = self.throttles.values().filter_map(KeyFrameThrottle::poll_timeout);
        throttles.chain([self.timeout]).min().filter(|_| !self.failed)
    }

    /// Takes a packet of a media port. Returns whether it was a connectivity check with this peer's credentials. Only what
    /// comes from where such a check came from may be anything else.
    pub fn handle_datagram(&mut self, source: TransportAddress, contents: &[u8], now: Instant) -> bool {
        // Clients reach one socket under several addresses; to str0m it has one per protocol and family.
        let reached = self.settings.media_addresses.iter().find(|address| address.can_reach(&source));
        let Some(destination) = reached else { return false };
        let protocol = match source.protocol {
            Protocol::Udp => RtcProtocol::Udp,
            Protocol::Tcp => RtcProtocol::Tcp,
        };
        let Ok(received) = Receive::new(protocol, source.socket, destination.socket, contents) else {
            return false;
        };
        if !is_stun(contents) {
            self.path = Some(source);
        }
        let earlier = self.transmits.len();
        self.mutate(|rtc| rtc.handle_input(str0m::Input::Receive(now, received)));
        let mut answers = self.transmits.iter().skip(earlier);
        let is_valid_check =
            answers.any(|(destination, answer)| *destination == source && is_binding_success(answer));
        self.write_waiting(now);
        is_valid_check
    }

    pub fn handle_timeout(&mut self, now: Instant) {
        let due: Vec<u32> = self
            .throttles
            .iter_mut()
            .filter_map(|(ssrc, throttle)| throttle.handle_timeout(now).then_some(*ssrc))
            .collect();
        for ssrc in due {
            self.send_key_frame_request(ssrc, now);
        }
        if self.timeout <= now {
            self.tick(now);
        }
        self.write_waiting(now);
    }

    /// Changes the connection and drains it. Errors end it.
    fn mutate(&mut self, change: impl FnOnce(&mut Rtc) -> Result<(), RtcError>) {
        if self.failed {
            return;
        }
        if let Err(error) = change(&mut self.rtc) {
            self.fail(&error);
            return;
        }
        self.drain();
    }

    /// Lets what was queued in the connection go out: one packet for each time it is told the time.
    fn tick(&mut self, now: Instant) {
        for _ in 0..TICKS_AT_ONCE {
            self.mutate(|rtc| rtc.handle_input(str0m::Input::Timeout(now)));
            if self.failed || self.timeout > now {
                break;
            }
        }
    }

    fn drain(&mut self) {
        loop {
            match self.rtc.poll_output() {
                Ok(str0m::Output::Timeout(at)) => {
                    self.timeout = at;
                    break;
                }
                Ok(str0m::Output::Transmit(transmit)) => {
                    let socket = transmit.destination;
                    let contents: Vec<u8> = transmit.contents.into();
                    self.sent.keep(&contents);
                    let nominated = match transmit.proto {
                        RtcProtocol::Udp => TransportAddress::udp(socket),
                        // Local candidates are of no other kind.
                        _ => TransportAddress::tcp(socket),
                    };
                    let selected = self.path.filter(|_| !is_stun(&contents));
                    self.transmits.push_back((selected.unwrap_or(nominated), contents));
                }
                Ok(str0m::Output::Event(event)) => self.handle_event(event),
                Err(error) => {
                    self.fail(&error);
                    return;
                }
            }
        }
        if !self.rtc.is_alive() {
            self.failed = true;
            self.events.push_back(PeerEvent::Failed);
        }
    }

    fn handle_event(&mut self, event: str0m::Event) {
        match event {
            str0m::Event::RtpPacket(packet) => self.handle_rtp(packet),
            str0m::Event::KeyframeRequest(request) => self.handle_key_frame_request(request.mid),
            str0m::Event::ChannelOpen(id, label) => self.handle_channel_open(id, label),
            str0m::Event::ChannelData(data) => self.handle_channel_data(data),
            str0m::Event::ChannelClose(id) => {
                self.forget_channel(id);
                self.signaling.forget(id);
            }
            str0m::Event::ChannelBufferedAmountLow(id) => self.signaling.flush(&mut self.rtc, id),
            str0m::Event::EgressBitrateEstimate(kind) => self.handle_estimate(&kind),
            str0m::Event::PeerStats(stats) => self.handle_stats(&stats),
            str0m::Event::Connected => self.want_key_frames(),
            str0m::Event::RawPacket(packet) => self.handle_raw_packet(&packet),
            _ => {}
        }
    }

    fn fail(&mut self, error: &RtcError) {
        tracing::debug!(%error, "peer connection failed");
        self.failed = true;
        self.rtc.disconnect();
        self.events.push_back(PeerEvent::Failed);
    }

    /// Rejects the sections of an offer that hold nothing this server speaks.
    fn reject_unusable(&mut self, offer: &SessionDescription) {
        for media in &offer.media {
            let is_media = matches!(media.kind, SectionKind::Audio | SectionKind::Video);
            if is_media && self.capabilities.keep(negotiate::select(media), &media.kind).codecs.is_empty() {
                self.sections.reject(&media.mid);
            }
        }
    }

    fn make_answer(&mut self, now: Instant) -> Result<(), PeerFault> {
        self.sections.assign_for_answer();
        self.declare_sections();
        self.declare_downlinks();
        let answer = LocalDescription {
            is_offer: false,
            revision: self.negotiation.answered(),
            sdp: self.describe(false).to_text(),
        };
        self.last_answer = Some(answer.clone());
        self.outgoing.push_back(answer);
        self.finish_round(false, now)
    }

    fn finish_round(&mut self, was_offer: bool, now: Instant) -> Result<(), PeerFault> {
        let started = self.sections.complete(was_offer);
        self.expect_sources()?;
        self.start_data_channels();
        self.tick(now);
        for track in started {
            self.want_key_frame(track);
        }
        Ok(())
    }
}

impl std::fmt::Debug for Peer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Peer").field("negotiation", &self.negotiation).finish_non_exhaustive()
    }
}
