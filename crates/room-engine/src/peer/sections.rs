//! The `m=` sections of one peer connection: what the client sends in each, and which track is delivered in it.
//!
//! A section serves both ways at once. Browsers announce a track only when a section starts to deliver, so a section
//! that delivered one track must be negotiated silent before it delivers another.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::id::TrackSid;
use crate::sdp::{Direction, MediaSection, SectionKind, SessionDescription};

/// Sections of one peer connection; each publication and each delivery takes half of one.
pub(crate) const MAX_SECTIONS: usize = 256;

#[derive(Debug)]
pub(crate) struct Section {
    pub mid: String,
    pub kind: SectionKind,
    pub rejected: bool,
    /// As the client wrote it last.
    client: Direction,
    /// The client turned a delivery down although nothing was wrong with it, so that it gets no other.
    refuses_delivery: bool,
    /// What the client listed in this section; `None` in a section of ours that it has not described yet.
    listed: Option<Listed>,
    pub uplink: Option<Uplink>,
    slot: Slot,
    /// Whether the description that is being negotiated delivers in this section.
    offered: bool,
}

/// Payload types and header extension numbers that may be used in a section.
#[derive(Debug)]
struct Listed {
    payload_types: Vec<u8>,
    extensions: Vec<u8>,
}

/// Media that the client sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Uplink {
    /// The client's id of the track.
    pub id: String,
    /// SSRC and repair SSRC of each layer.
    pub layers: Vec<(u32, Option<u32>)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    Free,
    Delivers(TrackSid),
    /// Delivered a track that is gone, which has not been negotiated away yet.
    Draining,
    /// Carries nothing but str0m's probes of the line, and so never a track.
    Probes,
}

/// A delivery that waits for a section or has one.
#[derive(Debug)]
struct Delivery {
    kind: SectionKind,
    mid: Option<String>,
    /// The client has agreed to receive it.
    active: bool,
}

/// What a client's description contradicts.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub(crate) enum SectionsFault {
    #[error("the description has fewer sections than the one before")]
    Missing,
    #[error("section {index} changed its mid or kind")]
    Changed { index: usize },
    #[error("the answer has more sections than the offer")]
    Surplus,
    #[error("the description has more than {MAX_SECTIONS} sections")]
    TooMany,
}

#[derive(Debug, Default)]
pub(crate) struct Sections {
    sections: Vec<Section>,
    deliveries: BTreeMap<TrackSid, Delivery>,
    wants_application: bool,
}

impl Sections {
    pub fn iter(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter()
    }

    /// Keeps the first section free of deliveries. str0m sends probes of the line in the first section of media, from an
    /// SSRC that belongs to no track, unless it can send them as repairs. Chromium counts them and drops them; Firefox
    /// takes them for the section's new source, and begins its sound or picture anew, twice for each probe.
    pub fn reserve_for_probes(&mut self) {
        if let Some(section) =
            self.sections.first_mut().filter(|section| section.is_free_for(&SectionKind::Audio))
        {
            section.slot = Slot::Probes;
        }
    }

    pub fn deliver(&mut self, track: TrackSid, kind: SectionKind) {
        self.deliveries.insert(track, Delivery { kind, mid: None, active: false });
    }

    /// Data channels are wanted.
    pub fn want_application(&mut self) {
        self.wants_application = true;
    }

    pub fn withdraw(&mut self, track: TrackSid) {
        self.deliveries.remove(&track);
        for section in &mut self.sections {
            if section.slot == Slot::Delivers(track) {
                section.slot = if section.offered { Slot::Draining } else { Slot::Free };
            }
        }
    }

    /// The section that delivers a track, once the client has agreed.
    pub fn active_mid(&self, track: TrackSid) -> Option<&str> {
        let delivery = self.deliveries.get(&track)?;
        delivery.mid.as_deref().filter(|_| delivery.active)
    }

    /// Whether both sides have agreed on data channels.
    pub fn has_negotiated_application(&self) -> bool {
        self.applications().any(|section| section.listed.is_some())
    }

    /// Whether either side has proposed data channels.
    pub fn has_application(&self) -> bool {
        self.applications().next().is_some()
    }

    fn applications(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.kind == SectionKind::Application && !section.rejected)
    }

    /// Whether something waits that only an offer of ours can bring about. `can_deliver` tells the kinds that the
    /// client has codecs for.
    pub fn needs_offer(&self, can_deliver: impl Fn(&SectionKind) -> bool) -> bool {
        let waiting = |delivery: &Delivery| delivery.mid.is_none() && can_deliver(&delivery.kind);
        let room = self.sections.len() < MAX_SECTIONS;
        self.sections.iter().any(|section| section.slot == Slot::Draining)
            || self.deliveries.values().any(|delivery| {
                waiting(delivery)
                    && (room || self.sections.iter().any(|section| section.is_free_for(&delivery.kind)))
            })
            || (self.wants_application && room && !self.has_application())
    }

    /// Takes over what the client's description says. In an offer, sections may be added.
    ///
    /// # Errors
    /// The description does not continue the one before; nothing is taken over then.
    pub fn apply(&mut self, description: &SessionDescription, is_offer: bool) -> Result<(), SectionsFault> {
        if description.media.len() < self.sections.len() {
            return Err(SectionsFault::Missing);
        }
        if description.media.len() > MAX_SECTIONS {
            return Err(SectionsFault::TooMany);
        }
        if !is_offer && description.media.len() > self.sections.len() {
            return Err(SectionsFault::Surplus);
        }
        for (index, (section, media)) in self.sections.iter().zip(&description.media).enumerate() {
            if section.mid != media.mid || section.kind != media.kind {
                return Err(SectionsFault::Changed { index });
            }
        }
        for (index, media) in description.media.iter().enumerate() {
            match self.sections.get_mut(index) {
                Some(section) => section.take_over(media),
                None => self.sections.push(Section::new(media)),
            }
        }
        self.release_rejected();
        Ok(())
    }

    /// Rejects a section for good, because the client offers nothing in it that can be received.
    pub fn reject(&mut self, mid: &str) {
        for section in self.sections.iter_mut().filter(|section| section.mid == mid) {
            section.rejected = true;
            section.uplink = None;
        }
        self.release_rejected();
    }

    /// Gives waiting deliveries the sections that an answer can use: those in which the client offers to receive.
    pub fn assign_for_answer(&mut self) {
        self.assign(|section| section.client.receives());
        self.mark_offered();
    }

    /// Gives waiting deliveries sections, adding new ones, and marks what the offer says.
    pub fn assign_for_offer(&mut self, can_deliver: impl Fn(&SectionKind) -> bool) {
        self.assign(|_| true);
        let waiting: Vec<(TrackSid, SectionKind)> = self
            .deliveries
            .iter()
            .filter(|(_, delivery)| delivery.mid.is_none() && can_deliver(&delivery.kind))
            .map(|(track, delivery)| (*track, delivery.kind.clone()))
            .collect();
        for (track, kind) in waiting {
            if self.sections.len() >= MAX_SECTIONS {
                break;
            }
            let mid = self.unused_mid();
            self.sections.push(Section { slot: Slot::Delivers(track), ..Section::ours(kind, mid.clone()) });
            if let Some(delivery) = self.deliveries.get_mut(&track) {
                delivery.mid = Some(mid);
            }
        }
        if self.wants_application && !self.has_application() && self.sections.len() < MAX_SECTIONS {
            let mid = self.unused_mid();
            self.sections.push(Section::ours(SectionKind::Application, mid));
        }
        self.mark_offered();
    }

    /// The negotiation round is over. Deliveries that it brought become active and are returned.
    pub fn complete(&mut self, was_offer: bool) -> Vec<TrackSid> {
        let mut started = Vec::new();
        for section in &mut self.sections {
            match section.slot {
                Slot::Draining if !section.offered => section.slot = Slot::Free,
                Slot::Delivers(track) if section.offered => {
                    let Some(delivery) = self.deliveries.get_mut(&track) else { continue };
                    if was_offer && !section.client.receives() {
                        section.refuses_delivery = true;
                        section.slot = Slot::Free;
                        section.offered = false;
                        delivery.mid = None;
                        delivery.active = false;
                    } else if !delivery.active {
                        delivery.active = true;
                        started.push(track);
                    }
                }
                Slot::Delivers(_) | Slot::Draining | Slot::Free | Slot::Probes => {}
            }
        }
        started
    }

    fn assign(&mut self, usable: impl Fn(&Section) -> bool) {
        for (track, delivery) in self.deliveries.iter_mut().filter(|(_, delivery)| delivery.mid.is_none()) {
            let free = self
                .sections
                .iter_mut()
                .find(|section| section.is_free_for(&delivery.kind) && usable(section));
            if let Some(section) = free {
                section.slot = Slot::Delivers(*track);
                delivery.mid = Some(section.mid.clone());
            }
        }
    }

    fn mark_offered(&mut self) {
        for section in &mut self.sections {
            section.offered = section.delivers().is_some();
        }
    }

    /// A delivery whose section was rejected waits for another.
    fn release_rejected(&mut self) {
        for section in self.sections.iter_mut().filter(|section| section.rejected) {
            if let Slot::Delivers(track) = section.slot
                && let Some(delivery) = self.deliveries.get_mut(&track)
            {
                delivery.mid = None;
                delivery.active = false;
            }
            section.slot = Slot::Free;
            section.offered = false;
        }
    }

    /// The client numbers its mids, so a letter keeps ours apart.
    fn unused_mid(&self) -> String {
        let taken = |mid: &str| self.sections.iter().any(|section| section.mid == mid);
        let mut number = self.sections.len();
        loop {
            let mid = format!("s{number}");
            if !taken(&mid) {
                return mid;
            }
            number += 1;
        }
    }
}

impl Section {
    fn new(media: &MediaSection) -> Self {
        let mut section = Self::ours(media.kind.clone(), media.mid.clone());
        section.take_over(media);
        section
    }

    fn ours(kind: SectionKind, mid: String) -> Self {
        Self {
            mid,
            kind,
            rejected: false,
            client: Direction::Inactive,
            refuses_delivery: false,
            listed: None,
            uplink: None,
            slot: Slot::Free,
            offered: false,
        }
    }

    fn take_over(&mut self, media: &MediaSection) {
        self.rejected |= media.rejected || matches!(media.kind, SectionKind::Other { .. });
        self.client = media.direction;
        self.listed = Some(Listed {
            payload_types: media.codecs.iter().map(|codec| codec.payload_type).collect(),
            extensions: media.extensions.iter().map(|extension| extension.id).collect(),
        });
        self.uplink = match &media.msid {
            Some(msid) if media.direction.sends() && !self.rejected => {
                let layers = media.layer_ssrcs();
                let layers = layers.into_iter().map(|ssrc| (ssrc, media.repair_ssrc(ssrc))).collect();
                Some(Uplink { id: msid.track.clone(), layers })
            }
            Some(_) | None => None,
        };
    }

    pub fn lists_payload_type(&self, payload_type: u8) -> bool {
        self.listed.as_ref().is_none_or(|listed| listed.payload_types.contains(&payload_type))
    }

    pub fn lists_extension(&self, id: u8) -> bool {
        self.listed.as_ref().is_none_or(|listed| listed.extensions.contains(&id))
    }

    /// The track that this side sends here.
    pub fn delivers(&self) -> Option<TrackSid> {
        match self.slot {
            Slot::Delivers(track) => Some(track),
            Slot::Draining | Slot::Free | Slot::Probes => None,
        }
    }

    /// The direction of this side in an answer to the client's last offer.
    pub fn answer_direction(&self) -> Direction {
        Direction::new(self.is_sent_in() && self.client.receives(), self.client.sends())
    }

    /// The direction of this side in an offer. It stays ready to receive where the client sends: the library would
    /// offer again and again otherwise.
    pub fn offer_direction(&self) -> Direction {
        Direction::new(self.is_sent_in(), self.client.sends())
    }

    /// Whether the client has to listen here.
    fn is_sent_in(&self) -> bool {
        self.delivers().is_some() || self.slot == Slot::Probes
    }

    fn is_free_for(&self, kind: &SectionKind) -> bool {
        self.slot == Slot::Free && self.kind == *kind && !self.rejected && !self.refuses_delivery
    }
}

#[cfg(test)]
mod tests;
