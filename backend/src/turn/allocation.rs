//! What one client was given, and what it may do with it.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use turn_types::stun::message::{IntegrityKey, TransactionId};

/// How long a permission holds (RFC 8656 §9).
const PERMISSION_LIFETIME: Duration = Duration::from_secs(300);

/// How long a channel holds (RFC 8656 §12).
const CHANNEL_LIFETIME: Duration = Duration::from_secs(600);

/// The longest packet that is relayed: media is below the usual 1500 bytes.
const PACKET_BYTES_LIMIT: usize = 4096;

/// Peers of one client: the media port under some addresses, and other clients.
const PEERS_LIMIT: usize = 32;

/// One client's relayed address.
#[derive(Debug)]
pub struct Allocation {
    pub username: String,
    pub key: IntegrityKey,
    /// The request that made it, which may be repeated.
    pub transaction: TransactionId,
    pub relayed: SocketAddr,
    pub expires: Instant,
    /// The address of this machine that the client sends to.
    pub local: Option<IpAddr>,
    permissions: BTreeMap<IpAddr, Instant>,
    channels: BTreeMap<u16, (SocketAddr, Instant)>,
    bandwidth: Bandwidth,
}

impl Allocation {
    pub fn new(
        (username, key): (String, IntegrityKey),
        transaction: TransactionId,
        relayed: SocketAddr,
        local: Option<IpAddr>,
        bandwidth: Bandwidth,
        expires: Instant,
    ) -> Self {
        let (permissions, channels) = (BTreeMap::new(), BTreeMap::new());
        Self { username, key, transaction, relayed, expires, local, permissions, channels, bandwidth }
    }

    /// Lets a peer through, or lets it through for longer; whether there was room.
    pub fn permit(&mut self, peer: IpAddr, now: Instant) -> bool {
        self.permissions.retain(|_, expires| *expires > now);
        if self.permissions.len() >= PEERS_LIMIT && !self.permissions.contains_key(&peer) {
            return false;
        }
        self.permissions.insert(peer, now + PERMISSION_LIFETIME);
        true
    }

    /// Whether a packet of so many bytes may pass between the client and a peer, in either direction.
    pub fn passes(&mut self, peer: IpAddr, bytes: usize, now: Instant) -> bool {
        self.expires > now
            && bytes <= PACKET_BYTES_LIMIT
            && self.permissions.get(&peer).is_some_and(|expires| *expires > now)
            && self.bandwidth.take(bytes, now)
    }

    /// Gives a peer a number, or for longer. `false`: the number or the peer is bound otherwise, or there is no room.
    pub fn bind(&mut self, channel: u16, peer: SocketAddr, now: Instant) -> bool {
        self.channels.retain(|_, (_, expires)| *expires > now);
        let is_at_odds =
            |(number, (bound, _)): (&u16, &(SocketAddr, Instant))| (*number == channel) != (*bound == peer);
        let is_full = self.channels.len() >= PEERS_LIMIT && !self.channels.contains_key(&channel);
        if is_full || self.channels.iter().any(is_at_odds) || !self.permit(peer.ip(), now) {
            return false;
        }
        self.channels.insert(channel, (peer, now + CHANNEL_LIFETIME));
        true
    }

    pub fn peer_of(&self, channel: u16, now: Instant) -> Option<SocketAddr> {
        self.channels.get(&channel).filter(|(_, expires)| *expires > now).map(|(peer, _)| *peer)
    }

    pub fn channel_of(&self, peer: SocketAddr, now: Instant) -> Option<u16> {
        let bound = self.channels.iter().find(|(_, (bound, expires))| *bound == peer && *expires > now);
        bound.map(|(channel, _)| *channel)
    }
}

/// A budget in bytes that fills up with time.
#[derive(Clone, Debug)]
pub struct Bandwidth {
    bytes_per_second: u64,
    /// What is there at `counted`; never more than one second's worth.
    available: u64,
    counted: Instant,
}

impl Bandwidth {
    pub fn new(bytes_per_second: u64, now: Instant) -> Self {
        Self { bytes_per_second, available: bytes_per_second, counted: now }
    }

    fn take(&mut self, bytes: usize, now: Instant) -> bool {
        let elapsed = now.saturating_duration_since(self.counted).min(Duration::from_secs(1));
        let gained =
            u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX) * self.bytes_per_second / 1_000_000;
        if gained > 0 {
            self.available = (self.available + gained).min(self.bytes_per_second);
            self.counted = now;
        }
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let is_enough = bytes <= self.available;
        if is_enough {
            self.available -= bytes;
        }
        is_enough
    }
}
