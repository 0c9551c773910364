//! How many media connections there may be.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// Connections at once. Each may hold a queue of [`super::outlet::QUEUE_BYTES`].
const TOTAL_LIMIT: usize = 2048;

/// Connections at once of one source: an office behind one address, each browser with one connection per candidate.
const SOURCE_LIMIT: usize = 256;

/// Counts connections by where they come from.
#[derive(Clone, Debug, Default)]
pub struct Admissions {
    /// By address, or by the /64 network that one IPv6 client may choose its addresses from.
    counts: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One connection's place, given back when it is dropped.
#[derive(Debug)]
pub struct Admission {
    counts: Arc<Mutex<HashMap<IpAddr, usize>>>,
    source: IpAddr,
}

impl Admissions {
    /// `None` if there are enough connections, or enough of this source.
    pub fn admit(&self, source: IpAddr) -> Option<Admission> {
        let source = network(source);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let total: usize = counts.values().sum();
        let count = counts.entry(source).or_default();
        if total >= TOTAL_LIMIT || *count >= SOURCE_LIMIT {
            if *count == 0 {
                counts.remove(&source);
            }
            return None;
        }
        *count += 1;
        Some(Admission { counts: Arc::clone(&self.counts), source })
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.source) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.source);
            }
        }
    }
}

fn network(source: IpAddr) -> IpAddr {
    match source {
        IpAddr::V4(_) => source,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_source_does_not_take_the_places_of_others() {
        let admissions = Admissions::default();
        let mut held: Vec<_> = std::iter::from_fn(|| admissions.admit(address("2001:db8::1"))).collect();
        assert_eq!(held.len(), SOURCE_LIMIT);
        assert!(admissions.admit(address("2001:db8::ffff")).is_none());
        assert!(admissions.admit(address("2001:db8:0:1::1")).is_some());
        held.pop();
        assert!(admissions.admit(address("2001:db8::2")).is_some());
    }

    #[test]
    fn all_sources_together_are_bounded_and_forgotten() {
        let admissions = Admissions::default();
        let sources = (0..=u32::MAX).map(|bits| IpAddr::V4(bits.into()));
        let held: Vec<_> = sources.map_while(|source| admissions.admit(source)).collect();
        assert_eq!(held.len(), TOTAL_LIMIT);
        drop(held);
        assert!(admissions.counts.lock().unwrap().is_empty());
    }
}
