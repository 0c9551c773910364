//! Writes the sections down as a description of this side.

use crate::peer::Peer;
use crate::peer::data_channel::MAX_MESSAGE_BYTES;
use crate::peer::sections::Section;
use crate::sdp::{
    Candidate, Direction, Fingerprint, MediaSection, Msid, SectionKind, SessionDescription, Setup, SsrcGroup,
};

impl Peer {
    pub(super) fn describe(&mut self, is_offer: bool) -> SessionDescription {
        self.descriptions_made += 1;
        let fingerprint = {
            let direct = self.rtc.direct_api();
            let local = direct.local_dtls_fingerprint();
            Fingerprint { algorithm: local.hash_func.clone(), bytes: local.bytes.clone() }
        };
        SessionDescription {
            session_id: self.settings.session_id,
            session_version: self.descriptions_made,
            ice_ufrag: self.settings.ice_ufrag.clone(),
            ice_pwd: self.settings.ice_pwd.clone(),
            fingerprint,
            setup: if is_offer { Setup::ActPass } else { Setup::Passive },
            ice_lite: true,
            extmap_allow_mixed: self.capabilities.extmap_allow_mixed(),
            candidates: self.candidates(),
            media: self.sections.iter().map(|section| self.describe_section(section, is_offer)).collect(),
        }
    }

    fn candidates(&self) -> Vec<Candidate> {
        let preferences = (0..=u16::MAX).rev();
        let addresses = self.settings.media_addresses.iter();
        addresses
            .zip(preferences)
            .map(|(address, preference)| Candidate::host(*address, preference))
            .collect()
    }

    fn describe_section(&self, section: &Section, is_offer: bool) -> MediaSection {
        let direction = if is_offer { section.offer_direction() } else { section.answer_direction() };
        let mut media = MediaSection::new(section.kind.clone(), section.mid.clone(), direction);
        if section.rejected {
            return media.rejection();
        }
        if section.kind == SectionKind::Application {
            media.direction = Direction::SendRecv;
            media.sctp_port = Some(5000);
            media.max_message_size = Some(MAX_MESSAGE_BYTES as u64);
            return media;
        }
        if let Some(selection) = self.capabilities.of_kind(&section.kind) {
            let codecs =
                selection.codecs.iter().filter(|codec| section.lists_payload_type(codec.payload_type));
            let extensions =
                selection.extensions.iter().filter(|extension| section.lists_extension(extension.id));
            media.codecs = codecs.cloned().collect();
            media.extensions = extensions.cloned().collect();
        }
        // libwebrtc reads the mark from this side, too, when it sends in several layers.
        media.conference = section.uplink.as_ref().is_some_and(|uplink| uplink.layers.len() > 1);
        if !direction.sends() {
            return media;
        }
        if let Some(downlink) = section.delivers().and_then(|track| self.downlinks.get(&track)) {
            // Sound and picture of one person share a stream, so that the browser keeps them in step.
            let stream = downlink.publisher().to_string();
            media.msid = Some(Msid { stream: stream.clone(), track: downlink.delivery().to_owned() });
            media.cname = stream;
            if let Some((ssrc, repair)) = downlink.ssrcs() {
                media.ssrcs = [Some(ssrc), repair].into_iter().flatten().collect();
                media.groups = repair
                    .map(|repair| SsrcGroup { semantics: "FID".to_owned(), ssrcs: vec![ssrc, repair] })
                    .into_iter()
                    .collect();
            }
        }
        media
    }
}
