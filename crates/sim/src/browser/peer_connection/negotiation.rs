//! Offers and answers, by the rules of the library's `PeerConnectionV2`.

use std::collections::BTreeSet;
use std::time::Instant;

use signaling::rsp::{Description, DescriptionType, TrackKind};
use str0m::change::{SdpAnswer, SdpOffer, SdpPendingOffer};
use str0m::channel::{ChannelConfig, ChannelId, Reliability};
use str0m::media::{Direction, MediaKind, Mid};

use crate::browser::peer_connection::sender::OutgoingLayer;
use crate::browser::peer_connection::{
    Codecs, ConnectionEvent, DataSettings, LocalTrack, PeerConnection, Section,
};
use crate::sdp_text::SdpText;

impl PeerConnection {
    /// Brings the tracks to the server's knowledge: opens channels that need no offer, offers if something else changed.
    pub(in crate::browser) fn negotiate(&mut self, now: Instant) {
        self.open_channels_directly();
        let is_sent = |id: &String| self.sections.iter().any(|section| section.sends.as_ref() == Some(id));
        let is_new = self.tracks.iter().any(|(id, track)| match track.kind() {
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

    /// Offers with new ICE credentials.
    pub(in crate::browser) fn restart_ice(&mut self, now: Instant) {
        self.should_restart_ice = true;
        self.offer(now);
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
        let has_changes = self.has_direction_changes() || is_first || self.should_restart_ice;
        if !has_changes && let Some(idle) = self.sections.iter().find(|section| section.sends.is_none()) {
            // str0m makes no offer without a change, and a direction that was dropped unseen makes one.
            self.rtc.sdp_api().set_direction(idle.mid, Direction::Inactive);
        }
        let waiting: Vec<(String, TrackKind, usize)> = self
            .tracks
            .iter()
            .filter(|(id, track)| {
                track.kind() != TrackKind::Data
                    && !self.sections.iter().any(|section| section.sends.as_ref() == Some(*id))
            })
            .map(|(id, track)| (id.clone(), track.kind(), track.layers()))
            .collect();
        let mut homeless = Vec::new();
        for (id, kind, layers) in waiting {
            // SSRCs stay what they are, so a section keeps its number of layers.
            let fits = |section: &&mut Section| {
                let has_room = section.layers.is_empty() || section.layers.len() == layers;
                section.kind == kind && section.sends.is_none() && has_room
            };
            match self.sections.iter_mut().find(fits) {
                Some(section) => section.begin_track(id),
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
        for (id, track) in &self.tracks {
            if let LocalTrack::Data(settings) = track
                && !self.own_channels.contains_key(id)
            {
                let channel = changes.add_channel_with_config(channel_config(id, *settings));
                self.own_channels.insert(id.clone(), channel);
                self.pending_channels.push(id.clone());
            }
        }
        if self.should_restart_ice {
            changes.ice_restart(true);
        }
        self.sections.extend(added);
        let Some((offer, pending)) = changes.apply() else {
            self.pending_channels.clear();
            self.revision -= 1;
            return;
        };
        self.pending = Some(pending);
        if std::mem::take(&mut self.should_restart_ice) {
            self.is_restarting_ice = true;
            self.ice_restarts += 1;
        }
        let text = offer.to_sdp_string();
        self.read_new_sources(&text);
        let text = self.own_text(&text, None);
        self.describe(DescriptionType::Offer, text);
    }

    /// str0m chose the SSRC of a section that it has just made; further layers get others.
    fn read_new_sources(&mut self, text: &str) {
        let text = SdpText::parse(text);
        let repairs = self.codecs != Codecs::WithoutRtx;
        let direct = self.rtc.direct_api();
        for section in self.sections.iter_mut().filter(|section| section.layers.is_empty()) {
            let Some(track) = section.sends.as_ref().and_then(|id| self.tracks.get(id)) else { continue };
            let written = text.sections.iter().find(|written| written.mid() == &*section.mid);
            let Some((ssrc, repair)) = written.and_then(|written| written.source()) else { continue };
            let layers = track.layers();
            section.layers.push(OutgoingLayer::new(ssrc, repair, 0, layers));
            for index in 1..layers {
                let ssrc = *direct.new_ssrc();
                section.layers.push(OutgoingLayer::new(ssrc, repairs.then_some(ssrc ^ 1), index, layers));
            }
        }
    }

    fn has_direction_changes(&self) -> bool {
        self.sections.iter().any(|section| {
            self.rtc.media(section.mid).is_some_and(|media| media.direction() != section.wished())
        }) || self.tracks.iter().any(|(id, track)| match track.kind() {
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
    pub(in crate::browser) fn handle_description(&mut self, description: Description, now: Instant) {
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
        self.is_restarting_ice = false;
        for section in &mut self.sections {
            section.negotiated = true;
        }
        self.declare_streams();
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
            let layers = section.layers.iter().map(|layer| (layer.ssrc, layer.repair)).collect::<Vec<_>>();
            written.set_track(section.sends.as_deref(), &layers);
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
            // A restart that was not answered is asked for again.
            self.should_restart_ice |= std::mem::take(&mut self.is_restarting_ice);
            self.sections.retain(|section| section.negotiated);
            for id in self.pending_channels.drain(..) {
                self.own_channels.remove(&id);
            }
        }
    }

    /// A channel of a track that is still there closed: sctp-proto 0.10.8 gives a stream's number to the next channel before
    /// the server's half of the reset has come, which then closes that one. No browser does, so it is opened again.
    pub(super) fn forget_own_channel(&mut self, id: ChannelId) {
        let before = self.own_channels.len();
        self.own_channels.retain(|_, own| *own != id);
        if self.own_channels.len() < before {
            self.open_channels_directly();
        }
    }

    fn open_channels_directly(&mut self) {
        if !self.has_application || self.pending.is_some() {
            return;
        }
        for (id, track) in &self.tracks {
            let LocalTrack::Data(settings) = track else { continue };
            if self.own_channels.contains_key(id) {
                continue;
            }
            let mut changes = self.rtc.sdp_api();
            let channel = changes.add_channel_with_config(channel_config(id, *settings));
            if changes.apply().is_some() {
                let fault = "a second data channel needed an offer".to_owned();
                self.events.push_back(ConnectionEvent::Violation(fault));
            }
            self.own_channels.insert(id.clone(), channel);
        }
    }
}

fn channel_config(label: &str, settings: DataSettings) -> ChannelConfig {
    let reliability = match (settings.max_retransmits, settings.max_packet_lifetime) {
        (Some(retransmits), _) => Reliability::MaxRetransmits { retransmits },
        (None, Some(lifetime)) => Reliability::MaxPacketLifetime { lifetime },
        (None, None) => Reliability::Reliable,
    };
    ChannelConfig {
        label: label.to_owned(),
        ordered: settings.ordered,
        reliability,
        ..ChannelConfig::default()
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
