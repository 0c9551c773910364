//! Which worker a socket or a packet goes to.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::SocketAddr;

use room_engine::SocketId;
use room_engine::placement::{Placement, of_datagram};

/// The worker that a frame asks for; `None` if any will do.
pub fn worker_of(placement: &Placement, workers: usize) -> Option<usize> {
    let existing = |worker: u8| Some(usize::from(worker)).filter(|worker| *worker < workers);
    match placement {
        Placement::Anywhere | Placement::Named(None) => None,
        Placement::Named(Some(name)) => Some(in_turn(stable_hash(name), workers)),
        Placement::Sid(room) => existing(room.worker()),
        Placement::Worker(worker) => existing(*worker),
    }
}

/// Spreads numbers over workers.
pub fn in_turn(number: impl Into<Turn>, workers: usize) -> usize {
    let workers = u64::try_from(workers.max(1)).unwrap_or(u64::MAX);
    usize::try_from(number.into().0 % workers).unwrap_or_default()
}

/// What [`in_turn`] spreads.
#[derive(Debug)]
pub struct Turn(u64);

impl From<SocketId> for Turn {
    fn from(socket: SocketId) -> Self {
        Self(socket.0)
    }
}

impl From<u64> for Turn {
    fn from(number: u64) -> Self {
        Self(number)
    }
}

/// The same for every caller in this process.
fn stable_hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// Remembers which worker each source address talks to, learned from its STUN requests.
#[derive(Debug)]
pub struct SourceMap {
    workers: usize,
    generation_size: usize,
    current: HashMap<SocketAddr, usize>,
    previous: HashMap<SocketAddr, usize>,
}

/// Addresses in one generation. A participant has one or two addresses and is renewed by each of its packets.
const GENERATION_SIZE: usize = 16 * 1024;

impl SourceMap {
    pub fn new(workers: usize) -> Self {
        Self::with_generation_size(workers, GENERATION_SIZE)
    }

    fn with_generation_size(workers: usize, generation_size: usize) -> Self {
        Self { workers, generation_size, current: HashMap::new(), previous: HashMap::new() }
    }

    /// The worker that this packet is for; `None` if nobody can know.
    pub fn worker_of(&mut self, source: SocketAddr, contents: &[u8]) -> Option<usize> {
        if self.workers == 1 {
            return Some(0);
        }
        let named = of_datagram(contents).map(usize::from).filter(|worker| *worker < self.workers);
        self.route(source, named)
    }

    fn route(&mut self, source: SocketAddr, named: Option<usize>) -> Option<usize> {
        let known = self.current.get(&source).copied();
        let worker = named.or(known).or_else(|| self.previous.get(&source).copied())?;
        if known != Some(worker) {
            self.remember(source, worker);
        }
        Some(worker)
    }

    /// Two generations bound the memory, and whoever keeps sending stays in it.
    fn remember(&mut self, source: SocketAddr, worker: usize) {
        if self.current.len() >= self.generation_size {
            self.previous = std::mem::take(&mut self.current);
        }
        self.current.insert(source, worker);
    }
}

#[cfg(test)]
mod tests {
    use room_engine::RoomSid;

    use super::*;

    fn source(port: u16) -> SocketAddr {
        ([192, 0, 2, 1], port).into()
    }

    #[test]
    fn everybody_who_names_a_room_meets_on_one_worker() {
        let worker = |name: &str| worker_of(&Placement::Named(Some(name.to_owned())), 4);
        assert_eq!(worker("Stand-up"), worker("Stand-up"));
        let used: std::collections::BTreeSet<_> = (0..100).map(|room| worker(&room.to_string())).collect();
        assert_eq!(used.len(), 4);
    }

    #[test]
    fn sids_and_sessions_lead_to_the_worker_they_name() {
        let mut bytes = [7; 16];
        bytes[15] = 3;
        assert_eq!(worker_of(&Placement::Sid(RoomSid::from(bytes)), 4), Some(3));
        assert_eq!(worker_of(&Placement::Worker(2), 4), Some(2));
    }

    #[test]
    fn a_worker_that_does_not_exist_is_nobody() {
        assert_eq!(worker_of(&Placement::Worker(4), 4), None);
        assert_eq!(worker_of(&Placement::Sid(RoomSid::from([255; 16])), 4), None);
    }

    #[test]
    fn packets_follow_the_stun_request_of_their_source() {
        let mut map = SourceMap::with_generation_size(4, 8);
        assert_eq!(map.route(source(1), None), None);
        assert_eq!(map.route(source(1), Some(2)), Some(2));
        assert_eq!(map.route(source(1), None), Some(2));
        assert_eq!(map.route(source(1), Some(3)), Some(3));
        assert_eq!(map.route(source(1), None), Some(3));
    }

    #[test]
    fn a_flood_of_addresses_is_bounded_and_does_not_push_out_who_keeps_sending() {
        let mut map = SourceMap::with_generation_size(4, 8);
        map.route(source(1), Some(1));
        for port in 2..1000 {
            map.route(source(port), Some(0));
            assert_eq!(map.route(source(1), None), Some(1));
            assert!(map.current.len() + map.previous.len() <= 16);
        }
        assert_eq!(map.route(source(2), None), None);
    }

    #[test]
    fn one_worker_gets_everything() {
        assert_eq!(SourceMap::new(1).worker_of(source(1), &[]), Some(0));
    }
}
