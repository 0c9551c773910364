//! The WebRTC half of a browser: a str0m `Rtc` behind the library's rules of offers and answers.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use signaling::rsp::{Description, DescriptionType, TrackKind};
use str0m::change::{SdpAnswer, SdpOffer, SdpPendingOffer};
use str0m::channel::ChannelId;
use str0m::config::DtlsVersion;
use str0m::media::{Direction, KeyframeRequestKind, MediaKind, Mid};
use str0m::net::{Protocol, Receive};
use str0m::rtp::{ExtensionValues, RtpPacket, RtpWrite};
use str0m::{Candidate, Event, Input, Output, Rtc, RtcConfig};

use crate::browser::payload::{self, Picture, Stamp};
use crate::sdp_text::SdpText;

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

    /// Brings the tracks to the server's knowledge: opens channels that need no offer, offers if something else changed.
    pub fn negotiate(&mut self, now: Instant) {
        self.open_channels_directly();
        let is_sent = |id: &String| self.sections.iter().any(|section| section.sends.as_ref() == Some(id));
        let is_new = self.tracks.iter().any(|(id, kind)| match kind {
            TrackKind::Data => !self.own_channels.contains_key(id),
            TrackKind::Audio | TrackKind::Video => !is_sent(id),
        });
        let is_stale = self.sections.iter().filter(|section| section.negotiated).any(|section| {
            let sends = self.rtc.media(section.mid).is_some_and(|media| media.direction().is_sending());
            sends != section.sends.is_some()
        });
        if is_new || is_stale || self.revision == 0 {
            self.offer(now);
        }
        self.tick(now);
    }

    fn offer(&mut self, now: Instant) {
        if self.pending.is_some() {
            self.should_offer = true;
            return;
        }
        self.should_offer = false;
        self.revision += 1;
        self.make_offer();
        self.tick(now);
    }

    fn make_offer(&mut self) {
        let is_first = self.sections.is_empty() && self.stable_revision == 0;
        let has_changes = self.has_direction_changes() || is_first;
        if !has_changes && let Some(idle) = self.sections.iter().find(|section| section.sends.is_none()) {
            // str0m makes no offer without a change, and a direction that was dropped unseen makes one.
            self.rtc.sdp_api().set_direction(idle.mid, Direction::Inactive);
        }
        let waiting: Vec<(String, TrackKind)> = self
            .tracks
            .iter()
            .filter(|(id, kind)| {
                **kind != TrackKind::Data
                    && !self.sections.iter().any(|section| section.sends.as_ref() == Some(*id))
            })
            .map(|(id, kind)| (id.clone(), *kind))
            .collect();
        let mut homeless = Vec::new();
        for (id, kind) in waiting {
            let mut sections = self.sections.iter_mut();
            match sections.find(|section| section.kind == kind && section.sends.is_none()) {
                Some(section) => {
                    section.sends = Some(id);
                    section.key_frame_wanted = true;
                }
                None => homeless.push((id, kind)),
            }
        }
        self.declare_streams();
        let mut added = Vec::new();
        let mut changes = self.rtc.sdp_api();
        for (id, kind) in homeless {
            let mid = changes.add_media(media_kind(kind), Direction::SendRecv, None, Some(id.clone()), None);
            added.push(Section::new(mid, kind, Some(id)));
        }
        if is_first {
            for kind in [TrackKind::Audio, TrackKind::Video] {
                if !added.iter().any(|section| section.kind == kind) {
                    let mid = changes.add_media(media_kind(kind), Direction::RecvOnly, None, None, None);
                    added.push(Section::new(mid, kind, None));
                }
            }
        }
        for section in &self.sections {
            changes.set_direction(section.mid, section.wished());
        }
        for (id, kind) in &self.tracks {
            if *kind == TrackKind::Data && !self.own_channels.contains_key(id) {
                self.own_channels.insert(id.clone(), changes.add_channel(id.clone()));
                self.pending_channels.push(id.clone());
            }
        }
        self.sections.extend(added);
        let Some((offer, pending)) = changes.apply() else {
            self.pending_channels.clear();
            self.revision -= 1;
            return;
        };
        self.pending = Some(pending);
        let text = self.own_text(&offer.to_sdp_string(), None);
        self.describe(DescriptionType::Offer, text);
    }

    /// A browser names its SSRC in the offer that starts to send, str0m only in a section of its own making.
    fn declare_streams(&mut self) {
        for section in self.sections.iter().filter(|section| section.sends.is_some() && section.negotiated) {
            let mut direct = self.rtc.direct_api();
            if direct.stream_tx_by_mid(section.mid, None).is_none() {
                let ssrc = direct.new_ssrc();
                // A second SSRC drawn before the first is taken could be the same.
                let repair = (section.kind == TrackKind::Video).then(|| (*ssrc ^ 1).into());
                direct.declare_stream_tx(ssrc, repair, section.mid, None);
            }
        }
    }

    fn has_direction_changes(&self) -> bool {
        self.sections.iter().any(|section| {
            self.rtc.media(section.mid).is_some_and(|media| media.direction() != section.wished())
        }) || self.tracks.iter().any(|(id, kind)| match kind {
            TrackKind::Data => !self.has_application && !self.own_channels.contains_key(id),
            TrackKind::Audio | TrackKind::Video => {
                !self.sections.iter().any(|section| section.sends.as_ref() == Some(id))
            }
        })
    }

    fn describe(&mut self, r#type: DescriptionType, sdp: String) {
        let description = Description { r#type, revision: self.revision, sdp: Some(sdp) };
        self.last_local = Some(description.clone());
        self.events.push_back(ConnectionEvent::Describe(description));
    }

    /// Takes a description of the server, by the rules of the library's `PeerConnectionV2`.
    pub fn handle_description(&mut self, description: Description, now: Instant) {
        let Description { r#type, revision, .. } = description;
        match r#type {
            DescriptionType::Answer | DescriptionType::Pranswer => {
                if revision == self.revision
                    && let Some(pending) = self.pending.take()
                {
                    self.accept_answer(pending, &description);
                    self.stable_revision = revision;
                    if let Some(queued) = self.queued.take() {
                        self.handle_description(queued, now);
                    }
                    self.offer_again_if_needed(now);
                }
            }
            DescriptionType::Offer => {
                if revision <= self.stable_revision {
                    self.tick(now);
                    return;
                }
                if self.pending.is_some() && self.stable_revision == 0 {
                    self.queued = Some(description);
                    return;
                }
                let is_glare = self.pending.is_some();
                self.roll_back();
                self.revision = revision;
                self.accept_offer(&description);
                self.stable_revision = revision;
                if is_glare {
                    self.offer(now);
                } else {
                    self.offer_again_if_needed(now);
                }
            }
            DescriptionType::CreateOffer => {
                if revision > self.stable_revision {
                    if self.pending.is_some() {
                        self.queued = Some(description);
                    } else {
                        self.revision = revision;
                        self.offer(now);
                    }
                }
            }
            DescriptionType::Close => self.closing = true,
        }
        self.tick(now);
    }

    fn offer_again_if_needed(&mut self, now: Instant) {
        if self.pending.is_some() {
            return;
        }
        if self.should_offer {
            self.offer(now);
        } else {
            self.negotiate(now);
        }
    }

    fn accept_answer(&mut self, pending: SdpPendingOffer, description: &Description) {
        let text = description.sdp.as_deref().unwrap_or_default();
        let read = SdpText::parse(text);
        self.blame(read.faults(text, false));
        let answer = match SdpAnswer::from_sdp_string(text) {
            Ok(answer) => answer,
            Err(error) => return self.blame([format!("the answer is unreadable: {error}")]),
        };
        if let Err(error) = self.rtc.sdp_api().accept_answer(pending, answer) {
            return self.blame([format!("the answer does not fit: {error}")]);
        }
        self.pending_channels.clear();
        for section in &mut self.sections {
            section.negotiated = true;
        }
        self.take_over(&read);
    }

    fn accept_offer(&mut self, description: &Description) {
        let text = description.sdp.as_deref().unwrap_or_default();
        let read = SdpText::parse(text);
        self.blame(read.faults(text, true));
        for section in &self.sections {
            let offered = read.sections.iter().find(|offered| offered.mid() == &*section.mid);
            if section.sends.is_some()
                && section.confirmed
                && offered.is_some_and(|offered| !offered.receives())
            {
                self.blame([format!("the offer does not receive the track that is sent in {}", section.mid)]);
                break;
            }
        }
        let offer = match SdpOffer::from_sdp_string(text) {
            Ok(offer) => offer,
            Err(error) => return self.blame([format!("the offer is unreadable: {error}")]),
        };
        let answer = match self.rtc.sdp_api().accept_offer(offer) {
            Ok(answer) => answer,
            Err(error) => return self.blame([format!("the offer does not fit: {error}")]),
        };
        for offered in &read.sections {
            let kind = match offered.kind() {
                "audio" => TrackKind::Audio,
                "video" => TrackKind::Video,
                _ => continue,
            };
            let mid = Mid::from(offered.mid());
            if !self.sections.iter().any(|section| section.mid == mid) {
                self.sections.push(Section { negotiated: true, ..Section::new(mid, kind, None) });
            }
        }
        let text = self.own_text(&answer.to_sdp_string(), Some(&read));
        // str0m answers with the mirror of the offer; a browser sends only what it has.
        for answered in SdpText::parse(&text).sections {
            self.rtc.sdp_api().set_direction(Mid::from(answered.mid()), direction(answered.direction()));
        }
        self.take_over(&read);
        self.describe(DescriptionType::Answer, text);
    }

    /// str0m's text with the tracks' own ids, as the library rewrites it, and in an answer with a browser's directions.
    fn own_text(&self, text: &str, offer: Option<&SdpText>) -> String {
        let mut text = SdpText::parse(text);
        for written in &mut text.sections {
            let mid = Mid::from(written.mid());
            let Some(section) = self.sections.iter().find(|section| section.mid == mid) else { continue };
            if let Some(offered) =
                offer.and_then(|offer| offer.sections.iter().find(|one| one.mid() == &*mid))
            {
                let direction = match (offered.receives() && section.sends.is_some(), offered.sends()) {
                    (true, true) => "sendrecv",
                    (true, false) => "sendonly",
                    (false, true) => "recvonly",
                    (false, false) => "inactive",
                };
                written.set_direction(direction);
            }
            written.set_track(section.sends.as_deref());
        }
        text.to_text()
    }

    /// Which delivery each section carries from here on.
    fn take_over(&mut self, read: &SdpText) {
        self.has_application = read.has_application();
        let mut sources = BTreeSet::new();
        for offered in &read.sections {
            let mid = Mid::from(offered.mid());
            if let Some(section) = self.sections.iter_mut().find(|section| section.mid == mid) {
                section.confirmed = section.sends.is_some() && offered.receives();
                section.delivers = offered.msid().filter(|_| offered.sends()).map(str::to_owned);
            }
            sources.insert(offered.mid());
        }
        let missing =
            self.sections.iter().find(|section| section.negotiated && !sources.contains(&*section.mid));
        if let Some(section) = missing {
            let fault = format!("the description leaves out section {}", section.mid);
            self.blame([fault]);
        }
    }

    fn roll_back(&mut self) {
        if self.pending.take().is_some() {
            self.sections.retain(|section| section.negotiated);
            for id in self.pending_channels.drain(..) {
                self.own_channels.remove(&id);
            }
        }
    }

    fn open_channels_directly(&mut self) {
        if !self.has_application || self.pending.is_some() {
            return;
        }
        let waiting =
            self.tracks.iter().filter(|(_, kind)| **kind == TrackKind::Data).map(|(id, _)| id.clone());
        let waiting: Vec<String> = waiting.filter(|id| !self.own_channels.contains_key(id)).collect();
        for id in waiting {
            let mut changes = self.rtc.sdp_api();
            let channel = changes.add_channel(id.clone());
            if changes.apply().is_some() {
                self.blame(["a second data channel needed an offer".to_owned()]);
            }
            self.own_channels.insert(id, channel);
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

fn media_kind(kind: TrackKind) -> MediaKind {
    if kind == TrackKind::Video { MediaKind::Video } else { MediaKind::Audio }
}

fn direction(text: &str) -> Direction {
    match text {
        "sendrecv" => Direction::SendRecv,
        "sendonly" => Direction::SendOnly,
        "recvonly" => Direction::RecvOnly,
        _ => Direction::Inactive,
    }
}
