//! ICE candidates (RFC 8839).

use std::fmt;

use crate::transport_address::{Protocol, TransportAddress};

/// One address at which a side can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub foundation: String,
    /// 1 for RTP, and for everything when RTCP is multiplexed.
    pub component: u16,
    pub transport: Transport,
    pub priority: u32,
    /// An IP address, or a host name that only the local network can resolve (mDNS).
    pub address: String,
    pub port: u16,
    pub kind: CandidateKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    Udp,
    Tcp(TcpKind),
}

/// Who opens the connection of a TCP candidate (RFC 6544).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TcpKind {
    Active,
    Passive,
    SimultaneousOpen,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CandidateKind {
    Host,
    ServerReflexive,
    PeerReflexive,
    Relay,
}

impl Candidate {
    /// A host candidate. `preference` orders the candidates of one side, the highest first (RFC 8445 §5.1.2); UDP goes
    /// before TCP, whose connections are opened by the other side.
    pub fn host(address: TransportAddress, preference: u16) -> Self {
        /// What RFC 8445 §5.1.2.2 recommends for host candidates.
        const UDP_TYPE_PREFERENCE: u32 = 126;
        /// Lower than every other kind of UDP candidate (RFC 6544 §4.2).
        const TCP_TYPE_PREFERENCE: u32 = 90;
        /// In the upper three bits of the local preference (RFC 6544 §4.2).
        const PASSIVE_DIRECTION_PREFERENCE: u32 = 4;
        const OTHER_PREFERENCE_BITS: u32 = 13;
        let component = 1;
        let preference = u32::from(preference);
        let other = preference & ((1 << OTHER_PREFERENCE_BITS) - 1);
        let (transport, type_preference, local_preference) = match address.protocol {
            Protocol::Udp => (Transport::Udp, UDP_TYPE_PREFERENCE, preference),
            Protocol::Tcp => (
                Transport::Tcp(TcpKind::Passive),
                TCP_TYPE_PREFERENCE,
                (PASSIVE_DIRECTION_PREFERENCE << OTHER_PREFERENCE_BITS) | other,
            ),
        };
        Self {
            // Equal foundations would pair candidates of different addresses together.
            foundation: preference.to_string(),
            component,
            transport,
            priority: (type_preference << 24) | (local_preference << 8) | (256 - u32::from(component)),
            address: address.socket.ip().to_string(),
            port: address.socket.port(),
            kind: CandidateKind::Host,
        }
    }

    /// Reads what follows `a=` in SDP, or the `candidate` of a signaled candidate; `None` if it has another form.
    #[cfg(test)]
    pub fn parse(text: &str) -> Option<Self> {
        super::reader::read_candidate(text)
    }
}

/// The text form: what follows `a=` in SDP.
impl fmt::Display for Candidate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::writer::write_candidate(self, formatter)
    }
}
