//! Where browsers reach the media port.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Candidates in one description. Machines with dozens of virtual networks exist; browsers try each candidate in turn.
const LIMIT: usize = 12;

/// The announced addresses, or the machine's own if there are none; loopback last, for browsers on this machine.
pub fn candidates(announced: &[IpAddr], port: u16, with_ipv6: bool) -> Vec<SocketAddr> {
    let reachable = if announced.is_empty() { local() } else { announced.to_vec() };
    let mut loopback = vec![IpAddr::from(Ipv4Addr::LOCALHOST)];
    if with_ipv6 {
        loopback.push(Ipv6Addr::LOCALHOST.into());
    }
    let mut seen = BTreeSet::new();
    let usable = |address: &IpAddr| (with_ipv6 || address.is_ipv4()) && seen.insert(*address);
    reachable
        .into_iter()
        .take(LIMIT)
        .chain(loopback)
        .filter(usable)
        .map(|ip| SocketAddr::new(ip, port))
        .collect()
}

/// The addresses of this machine's networks, IPv4 first; neither loopback nor link-local ones.
pub fn local() -> Vec<IpAddr> {
    let interfaces = match if_addrs::get_if_addrs() {
        Ok(interfaces) => interfaces,
        Err(error) => {
            tracing::warn!(%error, "the machine's addresses could not be listed: set MEDIA_ANNOUNCED_ADDRESS");
            return Vec::new();
        }
    };
    let mut addresses: Vec<IpAddr> =
        interfaces.into_iter().map(|interface| interface.ip()).filter(|ip| is_routable(*ip)).collect();
    addresses.sort_by_key(IpAddr::is_ipv6);
    addresses
}

fn is_routable(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            !(address.is_loopback() || address.is_link_local() || address.is_unspecified())
        }
        IpAddr::V6(address) => {
            !(address.is_loopback() || address.is_unicast_link_local() || address.is_unspecified())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announced_addresses_come_first_and_loopback_last() {
        let announced = ["203.0.113.7".parse().unwrap(), "2001:db8::7".parse().unwrap()];
        let expected = ["203.0.113.7:8082", "[2001:db8::7]:8082", "127.0.0.1:8082", "[::1]:8082"];
        assert_eq!(candidates(&announced, 8082, true), expected.map(|text| text.parse().unwrap()));
    }

    #[test]
    fn without_ipv6_no_ipv6_address_is_announced() {
        let announced = ["2001:db8::7".parse().unwrap()];
        assert_eq!(candidates(&announced, 1, false), ["127.0.0.1:1".parse().unwrap()]);
    }

    #[test]
    fn no_address_is_announced_twice() {
        let announced = ["127.0.0.1".parse().unwrap()];
        assert_eq!(candidates(&announced, 1, false).len(), 1);
    }

    #[test]
    fn link_local_addresses_are_of_no_use() {
        for text in ["169.254.1.1", "fe80::1", "127.0.0.1", "::1"] {
            assert!(!is_routable(text.parse().unwrap()), "{text}");
        }
        assert!(is_routable("192.168.1.2".parse().unwrap()));
    }
}
