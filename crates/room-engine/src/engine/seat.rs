//! A participant's place at this worker: its session, its socket and its peer connection.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use crate::engine::allocation::Appetite;
use crate::engine::failover::Failover;
use crate::id::{ParticipantSid, RoomSid, SocketId};
use crate::network_quality::Meter;
use crate::peer::Peer;
use crate::room::Participant;
use crate::session::MediaSignaling;
use crate::transport_address::TransportAddress;

#[derive(Debug)]
pub(super) struct Seat {
    pub room: RoomSid,
    pub session: String,
    /// The client's id of its peer connection.
    pub connection: String,
    /// Ended, while a failover waits for the client's offer.
    pub peer: Peer,
    pub failover: Failover,
    /// Where valid connectivity checks came from and when, the latest last; a roaming client uses a few.
    pub addresses: VecDeque<(TransportAddress, Instant)>,
    /// Addresses that were new when a valid check came from them.
    pub addresses_seen: usize,
    /// `None` while the participant is expected back.
    pub socket: Option<SocketId>,
    /// When a participant without socket is given up.
    pub lost_until: Option<Instant>,
    /// When the participant has been in the room for as long as the room allows; `None` if that is beyond all time.
    pub expires_at: Option<Instant>,
    pub untold: Untold,
    pub signaling: MediaSignaling,
    pub appetite: Appetite,
    pub quality: Meter,
}

impl Seat {
    /// When this seat wants to be woken, and what for.
    pub fn poll_timeout(&self) -> Option<(Instant, &'static str)> {
        let peer = self.peer.poll_timeout().map(|at| (at, "peer connection"));
        let lost = self.lost_until.map(|at| (at, "session time-out"));
        let expires = self.expires_at.map(|at| (at, "participant duration"));
        // A client that is not there is waited for until the session times out.
        let offer = self.failover.poll_timeout().filter(|_| self.socket.is_some());
        let offer = offer.map(|at| (at, "offer of another connection"));
        let weighed = self.appetite.poll_timeout().map(|at| (at, "allocation"));
        [peer, lost, expires, offer, weighed].into_iter().flatten().min_by_key(|(at, _)| *at)
    }
}

/// What the client has not been told yet.
#[derive(Debug, Default)]
pub(super) struct Untold {
    pub participants: BTreeSet<ParticipantSid>,
    /// Who is to be shown as gone, because it publishes nothing more in a large room.
    pub hidden: BTreeSet<ParticipantSid>,
    pub departed: Vec<Arc<Participant>>,
    pub published: bool,
    pub subscribed: bool,
    pub recording: bool,
    pub warnings: bool,
    /// The connection ended, and the client shall offer another.
    pub failover: bool,
}

impl Untold {
    pub fn is_empty(&self) -> bool {
        let Self { participants, hidden, departed, published, subscribed, recording, warnings, failover } =
            self;
        let nobody = participants.is_empty() && hidden.is_empty() && departed.is_empty();
        nobody && !published && !subscribed && !recording && !warnings && !failover
    }
}
