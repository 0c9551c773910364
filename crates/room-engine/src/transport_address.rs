//! Where packets come from and go to (RFC 8445 §4: an address, a port and a transport protocol).

use std::net::SocketAddr;

/// What carries packets between a client and the media ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    Udp,
    /// One connection; its packets are framed by the shell (RFC 4571).
    Tcp,
}

/// One end of a path. UDP and TCP of one port are two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TransportAddress {
    pub protocol: Protocol,
    pub socket: SocketAddr,
}

impl TransportAddress {
    pub fn udp(socket: SocketAddr) -> Self {
        Self { protocol: Protocol::Udp, socket }
    }

    pub fn tcp(socket: SocketAddr) -> Self {
        Self { protocol: Protocol::Tcp, socket }
    }

    /// Whether packets can go from one to the other.
    pub(crate) fn can_reach(&self, other: &Self) -> bool {
        self.protocol == other.protocol && self.socket.is_ipv4() == other.socket.is_ipv4()
    }
}
