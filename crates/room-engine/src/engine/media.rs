//! The way of a packet: from an address to its peer, from the peer to the subscribers of its track.

use std::net::{IpAddr, SocketAddr};
use std::time::Instant;

use crate::engine::Engine;
use crate::id::{ParticipantSid, TrackSid};
use crate::marks::stun_ufrag;
use crate::peer::PeerEvent;
use crate::refusal::Refusal;

/// Addresses that one participant may be known under.
const ADDRESSES_PER_PARTICIPANT: usize = 16;

/// Who sends from an address, and to which of this machine's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Contact {
    pub participant: ParticipantSid,
    pub local: Option<IpAddr>,
}

#[derive(Debug)]
pub(super) struct Route {
    pub publisher: ParticipantSid,
    pub subscribers: Vec<ParticipantSid>,
    /// When the last packet came.
    pub last_media: Option<Instant>,
}

impl Route {
    pub fn new(publisher: ParticipantSid) -> Self {
        Self { publisher, subscribers: Vec::new(), last_media: None }
    }
}

impl Engine {
    pub(super) fn handle_datagram(
        &mut self,
        source: SocketAddr,
        local: Option<IpAddr>,
        contents: &[u8],
        now: Instant,
    ) {
        let owner = match stun_ufrag(contents) {
            Some(ufrag) => self.ufrags.get(&ufrag).copied(),
            None => self.addresses.get(&source).map(|contact| contact.participant),
        };
        let Some(sid) = owner else { return };
        let Some(seat) = self.seats.get_mut(&sid) else { return };
        if seat.peer.handle_datagram(source, contents, now) {
            let before = self.addresses.insert(source, Contact { participant: sid, local });
            if before.is_none_or(|contact| contact.participant != sid) {
                seat.addresses.push_back(source);
            }
            if seat.addresses.len() > ADDRESSES_PER_PARTICIPANT
                && let Some(oldest) = seat.addresses.pop_front()
            {
                self.forget_address(oldest, sid);
            }
        }
        self.busy_peers.insert(sid);
    }

    pub(super) fn forget_address(&mut self, address: SocketAddr, owner: ParticipantSid) {
        if self.addresses.get(&address).is_some_and(|contact| contact.participant == owner) {
            self.addresses.remove(&address);
        }
    }

    /// Carries what a peer reports to those it concerns.
    pub(super) fn handle_peer_event(&mut self, sid: ParticipantSid, event: PeerEvent, now: Instant) {
        match event {
            PeerEvent::Media(packet) => {
                let Some(route) = self.routes.get_mut(&packet.track) else { return };
                route.last_media = Some(now);
                let mut key_frame_wanted = false;
                for subscriber in &route.subscribers {
                    if let Some(seat) = self.seats.get_mut(subscriber) {
                        key_frame_wanted |= seat.peer.forward(&packet, now);
                        self.busy_peers.insert(*subscriber);
                    }
                }
                if key_frame_wanted {
                    self.request_key_frame(packet.track, now);
                }
            }
            PeerEvent::Message { track, binary, data } => {
                for subscriber in self.subscribers(track) {
                    if let Some(seat) = self.seats.get_mut(&subscriber) {
                        seat.peer.forward_message(track, binary, &data, now);
                        self.busy_peers.insert(subscriber);
                    }
                }
            }
            PeerEvent::ChannelOpened { track, settings } => {
                for subscriber in self.subscribers(track) {
                    if let Some(seat) = self.seats.get_mut(&subscriber) {
                        seat.peer.set_channel_settings(track, settings.clone(), now);
                        self.busy_peers.insert(subscriber);
                    }
                }
            }
            PeerEvent::KeyFrameWanted { track } => self.request_key_frame(track, now),
            PeerEvent::Failed => self.expel(sid, Refusal::MediaLost, now),
        }
    }

    fn subscribers(&self, track: TrackSid) -> Vec<ParticipantSid> {
        self.routes.get(&track).map(|route| route.subscribers.clone()).unwrap_or_default()
    }

    fn request_key_frame(&mut self, track: TrackSid, now: Instant) {
        let Some(route) = self.routes.get(&track) else { return };
        if let Some(seat) = self.seats.get_mut(&route.publisher) {
            seat.peer.request_key_frame(track, now);
            self.busy_peers.insert(route.publisher);
        }
    }
}
