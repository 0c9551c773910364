//! Offers and answers, by the rules of the library's `PeerConnectionV2`.

use std::collections::BTreeSet;
use std::time::Instant;

use signaling::rsp::{Description, DescriptionType, TrackKind};
use str0m::change::{SdpAnswer, SdpOffer, SdpPendingOffer};
use str0m::media::{Direction, MediaKind, Mid};

use crate::browser::peer_connection::{ConnectionEvent, PeerConnection, Section};
use crate::sdp_text::SdpText;

impl PeerConnection {
    /// Brings the tracks to the server's knowledge: opens channels that need no offer, offers if something else changed.
    pub(in crate::browser) fn negotiate(&mut self, now: Instant) {
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
