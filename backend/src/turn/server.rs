//! The server's state machine: who has which relayed address, and what passes.

use std::collections::{BTreeSet, HashMap};
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant, SystemTime};

use room_engine::{Protocol, TransportAddress};
use turn_types::AddressFamily;
use turn_types::attribute::{
    ChannelNumber, Data, Lifetime, RequestedAddressFamily, RequestedTransport, XorPeerAddress,
    XorRelayedAddress,
};
use turn_types::channel::ChannelData;
use turn_types::message::{ALLOCATE, CHANNEL_BIND, CREATE_PERMISSION, REFRESH, SEND};
use turn_types::stun::attribute::{
    Attribute, AttributeStaticType, AttributeType, AttributeWrite, ErrorCode, Fingerprint, MessageIntegrity,
    Nonce, Realm, Username, XorMappedAddress,
};
use turn_types::stun::message::{
    IntegrityAlgorithm, IntegrityKey, LongTermKeyCredentials, Message, MessageClass, StunWriteError,
    TransactionId,
};

use super::allocation::{Allocation, Bandwidth};
use super::keys::TurnKeys;
use super::{RELAYED_IP, message};

const REALM: &str = "ona-ana";

/// How long an allocation lives if the client asks for nothing else, and at most (RFC 8656 §7.2).
const DEFAULT_LIFETIME: Duration = Duration::from_secs(600);
const LIFETIME_LIMIT: Duration = Duration::from_secs(3600);

/// How often ended allocations are looked for.
const SWEEP_INTERVAL: Duration = Duration::from_secs(1);

/// The first port of relayed addresses: browsers refuse most lower ones.
const FIRST_PORT: u16 = 1024;

/// What the server gives out.
#[derive(Clone, Debug)]
pub struct TurnLimits {
    pub allocations: usize,
    /// For one pair of user name and password. A browser takes one for each of its networks and each address of the server.
    pub allocations_per_user: usize,
    /// For one client address: an office behind one.
    pub allocations_per_source: usize,
    /// Of one allocation, both directions together.
    pub bytes_per_second: u64,
}

impl Default for TurnLimits {
    fn default() -> Self {
        Self {
            allocations: 2048,
            allocations_per_user: 32,
            allocations_per_source: 256,
            bytes_per_second: 2_000_000,
        }
    }
}

/// What follows from a packet.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Send it to a client.
    ToClient { client: TransportAddress, local: Option<IpAddr>, contents: Vec<u8> },
    /// It reaches the media port at `peer`, from `relayed`.
    ToMedia { relayed: SocketAddr, peer: SocketAddr, contents: Vec<u8> },
}

/// Allocations and their rules.
#[derive(Debug)]
pub struct TurnServer {
    keys: TurnKeys,
    /// Where the media port is reached.
    media: BTreeSet<SocketAddr>,
    limits: TurnLimits,
    allocations: HashMap<TransportAddress, Allocation>,
    clients: HashMap<u16, TransportAddress>,
    next_port: u16,
    next_sweep: Instant,
    indications: u128,
}

/// Why a request is refused.
enum Refusal {
    /// With realm and nonce, for the client to try again.
    Challenge(u16),
    Code(u16),
    Unreadable,
}

impl From<StunWriteError> for Refusal {
    fn from(_: StunWriteError) -> Self {
        Self::Unreadable
    }
}

/// When something happens: by the clock that counts, and by the one that credentials are dated with.
#[derive(Clone, Copy, Debug)]
struct Moment {
    now: Instant,
    clock: SystemTime,
}

impl TurnServer {
    pub fn new(keys: TurnKeys, media: BTreeSet<SocketAddr>, limits: TurnLimits, now: Instant) -> Self {
        Self {
            keys,
            media,
            limits,
            allocations: HashMap::new(),
            clients: HashMap::new(),
            next_port: FIRST_PORT,
            next_sweep: now,
            indications: 0,
        }
    }

    pub fn is_allocated(&self, client: TransportAddress) -> bool {
        self.allocations.contains_key(&client)
    }

    /// Takes a packet that [`super::is_turn`] of a client.
    pub fn handle_client(
        &mut self,
        client: TransportAddress,
        local: Option<IpAddr>,
        contents: &[u8],
        now: Instant,
        clock: SystemTime,
    ) -> Option<Outcome> {
        self.sweep(now);
        if let Some(allocation) = self.allocations.get_mut(&client) {
            allocation.local = local;
        }
        if matches!(contents.first(), Some(0x40..=0x4f)) {
            let data = ChannelData::parse(contents).ok()?;
            let peer = self.allocations.get(&client)?.peer_of(data.id(), now)?;
            return self.relay(client, peer, data.data(), now);
        }
        let message = Message::from_bytes(contents).ok()?;
        match (message.class(), message.method()) {
            (MessageClass::Indication, SEND) => {
                let peer = message.attribute::<XorPeerAddress>().ok()?.addr(message.transaction_id());
                let data = message.attribute::<Data<'_>>().ok()?;
                self.relay(client, peer, data.data(), now)
            }
            (MessageClass::Request, _) => {
                let contents = self.answer(client, local, &message, Moment { now, clock })?;
                Some(Outcome::ToClient { client, local, contents })
            }
            _ => None,
        }
    }

    /// Takes what somebody inside this process sends to a relayed address.
    pub fn handle_peer(
        &mut self,
        peer: SocketAddr,
        relayed: SocketAddr,
        contents: &[u8],
        now: Instant,
    ) -> Option<Outcome> {
        let client = *self.clients.get(&relayed.port()).filter(|_| relayed.ip() == RELAYED_IP)?;
        let allocation = self.allocations.get_mut(&client)?;
        if !allocation.passes(peer.ip(), contents.len(), now) {
            return None;
        }
        let contents = match allocation.channel_of(peer, now) {
            Some(channel) => message::channel_data(channel, contents, client.protocol == Protocol::Tcp)?,
            None => {
                self.indications += 1;
                message::data_indication(peer, contents, TransactionId::from(self.indications)).ok()?
            }
        };
        Some(Outcome::ToClient { client, local: allocation.local, contents })
    }

    fn relay(
        &mut self,
        client: TransportAddress,
        peer: SocketAddr,
        contents: &[u8],
        now: Instant,
    ) -> Option<Outcome> {
        let allocation = self.allocations.get_mut(&client)?;
        if !allocation.passes(peer.ip(), contents.len(), now) {
            return None;
        }
        let relayed = allocation.relayed;
        if self.media.contains(&peer) {
            return Some(Outcome::ToMedia { relayed, peer, contents: contents.to_vec() });
        }
        self.handle_peer(relayed, peer, contents, now)
    }

    fn answer(
        &mut self,
        client: TransportAddress,
        local: Option<IpAddr>,
        request: &Message<'_>,
        moment: Moment,
    ) -> Option<Vec<u8>> {
        let unknown = unknown_attributes(request);
        if !unknown.is_empty() {
            return message::unknown_attributes(request, &unknown).ok();
        }
        let authenticated = self.authenticate(client, request, moment);
        let (username, key) = match authenticated {
            Ok(user) => user,
            Err(refusal) => return self.refuse(client, request, refusal, None, moment),
        };
        let user = (username, key.clone());
        let result = match request.method() {
            ALLOCATE => self.allocate(client, local, request, user, moment.now),
            REFRESH => self.refresh(client, request, &key, moment.now),
            CREATE_PERMISSION => self.create_permission(client, request, &key, moment.now),
            CHANNEL_BIND => self.bind_channel(client, request, &key, moment.now),
            _ => Err(Refusal::Code(ErrorCode::BAD_REQUEST)),
        };
        result.or_else(|refusal| self.refuse(client, request, refusal, Some(&key), moment).ok_or(())).ok()
    }

    fn refuse(
        &self,
        client: TransportAddress,
        request: &Message<'_>,
        refusal: Refusal,
        key: Option<&IntegrityKey>,
        moment: Moment,
    ) -> Option<Vec<u8>> {
        match refusal {
            Refusal::Challenge(code) => {
                let realm = Realm::new(REALM).ok()?;
                let nonce = self.keys.nonce(client.socket, moment.clock);
                let nonce = Nonce::new(&nonce).ok()?;
                message::error(request, code, &[&realm, &nonce], None).ok()
            }
            Refusal::Code(code) => message::error(request, code, &[], key).ok(),
            Refusal::Unreadable => None,
        }
    }

    /// The user of a request whose password is right (RFC 8489 §9.2.4).
    fn authenticate(
        &self,
        client: TransportAddress,
        request: &Message<'_>,
        moment: Moment,
    ) -> Result<(String, IntegrityKey), Refusal> {
        if !request.has_attribute(MessageIntegrity::TYPE) {
            return Err(Refusal::Challenge(ErrorCode::UNAUTHORIZED));
        }
        let bad = |_| Refusal::Code(ErrorCode::BAD_REQUEST);
        let username = request.attribute::<Username>().map_err(bad)?;
        request.attribute::<Realm>().map_err(bad)?;
        let nonce = request.attribute::<Nonce>().map_err(bad)?;
        if !self.keys.is_fresh(nonce.nonce(), client.socket, moment.clock) {
            return Err(Refusal::Challenge(ErrorCode::STALE_NONCE));
        }
        let username = username.username().to_owned();
        // An allocation outlives the credentials that opened it, as a call outlives its token.
        let holder = self.allocations.get(&client).map(|allocation| &allocation.username);
        if holder.is_none() && !TurnKeys::is_current(&username, moment.clock) {
            return Err(Refusal::Challenge(ErrorCode::UNAUTHORIZED));
        }
        let password = self.keys.password(&username);
        let credentials = LongTermKeyCredentials::new(username.clone(), password, REALM.to_owned());
        let key = credentials.make_key(IntegrityAlgorithm::Sha1);
        if request.validate_integrity_with_key(&key).is_err() {
            return Err(Refusal::Challenge(ErrorCode::UNAUTHORIZED));
        }
        if holder.is_some_and(|holder| *holder != username) {
            return Err(Refusal::Code(ErrorCode::WRONG_CREDENTIALS));
        }
        Ok((username, key))
    }

    fn allocate(
        &mut self,
        client: TransportAddress,
        local: Option<IpAddr>,
        request: &Message<'_>,
        user: (String, IntegrityKey),
        now: Instant,
    ) -> Result<Vec<u8>, Refusal> {
        let transaction = request.transaction_id();
        if let Some(allocation) = self.allocations.get(&client) {
            if allocation.transaction != transaction {
                return Err(Refusal::Code(ErrorCode::ALLOCATION_MISMATCH));
            }
            return allocated(request, client, allocation, now);
        }
        let bad = |_| Refusal::Code(ErrorCode::BAD_REQUEST);
        if request.attribute::<RequestedTransport>().map_err(bad)?.protocol() != RequestedTransport::UDP {
            return Err(Refusal::Code(ErrorCode::UNSUPPORTED_TRANSPORT_PROTOCOL));
        }
        let family = request.attribute::<RequestedAddressFamily>();
        if family.is_ok_and(|family| family.family() != AddressFamily::IPV4) {
            return Err(Refusal::Code(ErrorCode::ADDRESS_FAMILY_NOT_SUPPORTED));
        }
        let of_user = self.allocations.values().filter(|allocation| allocation.username == user.0).count();
        let of_source =
            self.allocations.keys().filter(|other| other.socket.ip() == client.socket.ip()).count();
        if of_user >= self.limits.allocations_per_user || of_source >= self.limits.allocations_per_source {
            return Err(Refusal::Code(ErrorCode::ALLOCATION_QUOTA_REACHED));
        }
        if self.allocations.len() >= self.limits.allocations {
            return Err(Refusal::Code(ErrorCode::INSUFFICIENT_CAPACITY));
        }
        let lifetime = requested_lifetime(request).unwrap_or(DEFAULT_LIFETIME).max(DEFAULT_LIFETIME);
        let port = self.free_port();
        let relayed = SocketAddr::from((RELAYED_IP, port));
        let bandwidth = Bandwidth::new(self.limits.bytes_per_second, now);
        let allocation =
            Allocation::new(user, transaction, relayed, local, bandwidth, now + lifetime.min(LIFETIME_LIMIT));
        let answer = allocated(request, client, &allocation, now)?;
        self.clients.insert(port, client);
        self.allocations.insert(client, allocation);
        Ok(answer)
    }

    /// There are more ports than [`TurnLimits::allocations`].
    fn free_port(&mut self) -> u16 {
        loop {
            let port = self.next_port;
            self.next_port = port.checked_add(1).unwrap_or(FIRST_PORT);
            if !self.clients.contains_key(&port) {
                return port;
            }
        }
    }

    fn allocation_of(&mut self, client: TransportAddress) -> Result<&mut Allocation, Refusal> {
        self.allocations.get_mut(&client).ok_or(Refusal::Code(ErrorCode::ALLOCATION_MISMATCH))
    }

    fn refresh(
        &mut self,
        client: TransportAddress,
        request: &Message<'_>,
        key: &IntegrityKey,
        now: Instant,
    ) -> Result<Vec<u8>, Refusal> {
        let allocation = self.allocation_of(client)?;
        let asked = requested_lifetime(request).unwrap_or(DEFAULT_LIFETIME);
        let lifetime = if asked.is_zero() { asked } else { asked.clamp(DEFAULT_LIFETIME, LIFETIME_LIMIT) };
        allocation.expires = now + lifetime;
        if lifetime.is_zero() {
            let port = allocation.relayed.port();
            self.clients.remove(&port);
            self.allocations.remove(&client);
        }
        Ok(message::success(request, &[&Lifetime::new(seconds(lifetime))], key)?)
    }

    fn create_permission(
        &mut self,
        client: TransportAddress,
        request: &Message<'_>,
        key: &IntegrityKey,
        now: Instant,
    ) -> Result<Vec<u8>, Refusal> {
        let peers: Vec<IpAddr> = (0..)
            .map_while(|index| request.nth_attribute::<XorPeerAddress>(index).ok())
            .map(|peer| peer.addr(request.transaction_id()).ip())
            .collect();
        if peers.is_empty() {
            return Err(Refusal::Code(ErrorCode::BAD_REQUEST));
        }
        if !peers.iter().all(|peer| self.is_peer(*peer)) {
            return Err(Refusal::Code(ErrorCode::FORBIDDEN));
        }
        let allocation = self.allocation_of(client)?;
        if !peers.iter().all(|peer| allocation.permit(*peer, now)) {
            return Err(Refusal::Code(ErrorCode::INSUFFICIENT_CAPACITY));
        }
        Ok(message::success(request, &[], key)?)
    }

    fn bind_channel(
        &mut self,
        client: TransportAddress,
        request: &Message<'_>,
        key: &IntegrityKey,
        now: Instant,
    ) -> Result<Vec<u8>, Refusal> {
        let bad = |_| Refusal::Code(ErrorCode::BAD_REQUEST);
        let channel = request.attribute::<ChannelNumber>().map_err(bad)?.channel();
        let peer = request.attribute::<XorPeerAddress>().map_err(bad)?.addr(request.transaction_id());
        // RFC 8656 §12: the numbers that a first byte of 0x40 to 0x4f leaves.
        if !(0x4000..=0x4fff).contains(&channel) {
            return Err(Refusal::Code(ErrorCode::BAD_REQUEST));
        }
        if !self.is_peer(peer.ip()) {
            return Err(Refusal::Code(ErrorCode::FORBIDDEN));
        }
        let allocation = self.allocation_of(client)?;
        if !allocation.bind(channel, peer, now) {
            return Err(Refusal::Code(ErrorCode::BAD_REQUEST));
        }
        Ok(message::success(request, &[], key)?)
    }

    /// Whether anything that this server reaches has such an address.
    fn is_peer(&self, ip: IpAddr) -> bool {
        ip == RELAYED_IP || self.media.iter().any(|media| media.ip() == ip)
    }

    fn sweep(&mut self, now: Instant) {
        if now < self.next_sweep {
            return;
        }
        self.next_sweep = now + SWEEP_INTERVAL;
        let clients = &mut self.clients;
        self.allocations.retain(|_, allocation| {
            let is_alive = allocation.expires > now;
            if !is_alive {
                clients.remove(&allocation.relayed.port());
            }
            is_alive
        });
    }
}

fn allocated(
    request: &Message<'_>,
    client: TransportAddress,
    allocation: &Allocation,
    now: Instant,
) -> Result<Vec<u8>, Refusal> {
    let transaction = request.transaction_id();
    let attributes: [&dyn AttributeWrite; 3] = [
        &XorRelayedAddress::new(allocation.relayed, transaction),
        &Lifetime::new(seconds(allocation.expires.saturating_duration_since(now))),
        &XorMappedAddress::new(client.socket, transaction),
    ];
    Ok(message::success(request, &attributes, &allocation.key)?)
}

fn requested_lifetime(request: &Message<'_>) -> Option<Duration> {
    request.attribute::<Lifetime>().ok().map(|lifetime| Duration::from_secs(lifetime.seconds().into()))
}

fn seconds(duration: Duration) -> u32 {
    u32::try_from(duration.as_secs()).unwrap_or(u32::MAX)
}

/// What must be understood (RFC 8489 §14) and is not.
fn unknown_attributes(request: &Message<'_>) -> Vec<AttributeType> {
    /// DONT-FRAGMENT (RFC 8656 §18.7): nothing here is ever fragmented.
    const DONT_FRAGMENT: AttributeType = AttributeType::new(0x001a);
    let known = [
        ChannelNumber::TYPE,
        Data::TYPE,
        DONT_FRAGMENT,
        Fingerprint::TYPE,
        Lifetime::TYPE,
        MessageIntegrity::TYPE,
        Nonce::TYPE,
        Realm::TYPE,
        RequestedAddressFamily::TYPE,
        RequestedTransport::TYPE,
        Username::TYPE,
        XorPeerAddress::TYPE,
    ];
    request
        .iter_attributes()
        .map(|(_, attribute)| attribute.get_type())
        .filter(|kind| kind.comprehension_required() && !known.contains(kind))
        .collect()
}
