//! The way of a packet: from an address to its peer, from the peer to the subscribers of its track.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use crate::engine::Engine;
use crate::engine::recording::TrackRecording;
use crate::id::{ParticipantSid, TrackSid};
use crate::marks::stun_ufrag;
use crate::peer::{Forwarded, PeerEvent};
use crate::room::SubscriptionFault;
use crate::transport_address::TransportAddress;

/// Addresses that one participant may be known under; the one without a check for the longest time is forgotten.
const ADDRESSES_PER_PARTICIPANT: usize = 16;

/// How long an address is known without a check. Browsers check what they hold on to every few seconds (RFC 7675).
const ADDRESS_LIFETIME: Duration = Duration::from_secs(30);

/// Addresses that one participant may appear under in the life of its connection: str0m remembers each.
const ADDRESSES_SEEN_LIMIT: usize = 4096;

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
    /// `None` if the track is not recorded.
    pub recording: Option<TrackRecording>,
}

impl Route {
    pub fn new(publisher: ParticipantSid) -> Self {
        Self { publisher, subscribers: Vec::new(), last_media: None, recording: None }
    }
}

impl Engine {
    pub(super) fn handle_datagram(
        &mut self,
        source: TransportAddress,
        local: Option<IpAddr>,
        contents: &[u8],
        now: Instant,
    ) {
        let owner = match stun_ufrag(contents) {
            Some(ufrag) => self.ufrags.get(ufrag).copied(),
            None => self.addresses.get(&source).map(|contact| contact.participant),
        };
        let Some(sid) = owner else { return };
        let is_known = self.addresses.get(&source).is_some_and(|contact| contact.participant == sid);
        let Some(seat) = self.seats.get_mut(&sid) else { return };
        if !is_known && seat.addresses_seen >= ADDRESSES_SEEN_LIMIT {
            return;
        }
        self.busy_peers.insert(sid);
        if !seat.peer.handle_datagram(source, contents, now) {
            return;
        }
        seat.addresses_seen += usize::from(!is_known);
        seat.addresses.retain(|(address, _)| *address != source);
        seat.addresses.push_back((source, now));
        self.addresses.insert(source, Contact { participant: sid, local });
        self.forget_stale_addresses(sid, now);
    }

    fn forget_stale_addresses(&mut self, sid: ParticipantSid, now: Instant) {
        while let Some(seat) = self.seats.get_mut(&sid)
            && let Some((address, checked)) = seat.addresses.front().copied()
            && (seat.addresses.len() > ADDRESSES_PER_PARTICIPANT
                || now.saturating_duration_since(checked) >= ADDRESS_LIFETIME)
        {
            seat.addresses.pop_front();
            self.forget_address(address, sid);
        }
    }

    pub(super) fn forget_address(&mut self, address: TransportAddress, owner: ParticipantSid) {
        if self.addresses.get(&address).is_some_and(|contact| contact.participant == owner) {
            self.addresses.remove(&address);
        }
    }

    /// Carries what a peer reports to those it concerns.
    pub(super) fn handle_peer_event(&mut self, sid: ParticipantSid, event: PeerEvent, now: Instant) {
        match event {
            PeerEvent::Media(packet) => {
                self.hear(sid, &packet, now);
                let Some(route) = self.routes.get_mut(&packet.track) else { return };
                route.last_media = Some(now);
                let is_recorded = route.recording.is_some();
                let mut key_frame_wanted = false;
                let mut at_odds = Vec::new();
                for subscriber in &route.subscribers {
                    let Some(seat) = self.seats.get_mut(subscriber) else { continue };
                    self.busy_peers.insert(*subscriber);
                    match seat.peer.forward(&packet, now) {
                        Forwarded::Done => {}
                        Forwarded::KeyFrameWanted => key_frame_wanted = true,
                        Forwarded::Undecodable => at_odds.push((*subscriber, false)),
                        Forwarded::DecodableAgain => at_odds.push((*subscriber, true)),
                    }
                }
                for (subscriber, is_decodable) in at_odds {
                    self.judge_delivery(subscriber, packet.track, is_decodable, now);
                }
                if key_frame_wanted {
                    self.request_key_frame(packet.track, packet.layer, now);
                }
                if is_recorded {
                    self.record(sid, &packet, now);
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
            PeerEvent::DeliveryLost { track } => self.renew_delivery(sid, track, now),
            PeerEvent::KeyFrameWanted { track, layer } => self.request_key_frame(track, layer, now),
            PeerEvent::SignalingText { label, text } => self.handle_signaling(sid, &label, &text, now),
            PeerEvent::EstimateFell => {
                if let Some(seat) = self.seats.get_mut(&sid) {
                    seat.appetite.weigh_soon(now);
                }
            }
            PeerEvent::Failed => self.fail_over(sid, now),
        }
    }

    /// A subscriber cannot decode what comes of a track, or it can again.
    fn judge_delivery(
        &mut self,
        subscriber: ParticipantSid,
        track: TrackSid,
        is_decodable: bool,
        now: Instant,
    ) {
        let Some(seat) = self.seats.get_mut(&subscriber) else { return };
        let sid = seat.room;
        let Some(room) = self.rooms.get_mut(&sid) else { return };
        if is_decodable {
            seat.peer.withdraw(track, now);
            room.retry_subscription(subscriber, track, &mut *self.random, now);
        } else {
            let fault = SubscriptionFault::NoSupportedCodec;
            seat.peer.refuse(track, now);
            seat.appetite.lose(track);
            room.fail_subscription(subscriber, track, fault, &mut *self.random, now);
        }
        self.carry_out(sid, now);
    }

    /// A subscriber gets a track under another name.
    fn renew_delivery(&mut self, subscriber: ParticipantSid, track: TrackSid, now: Instant) {
        let Some(sid) = self.seats.get(&subscriber).map(|seat| seat.room) else { return };
        if let Some(room) = self.rooms.get_mut(&sid) {
            room.renew_subscription(subscriber, track, &mut *self.random, now);
        }
        self.carry_out(sid, now);
    }

    fn subscribers(&self, track: TrackSid) -> Vec<ParticipantSid> {
        self.routes.get(&track).map(|route| route.subscribers.clone()).unwrap_or_default()
    }

    pub(super) fn request_key_frame(&mut self, track: TrackSid, layer: usize, now: Instant) {
        let Some(route) = self.routes.get(&track) else { return };
        if let Some(seat) = self.seats.get_mut(&route.publisher) {
            seat.peer.request_key_frame(track, layer, now);
            self.busy_peers.insert(route.publisher);
        }
    }
}
