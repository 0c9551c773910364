//! ICE candidates (RFC 8839).

use std::fmt;
use std::net::SocketAddr;

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
    /// A UDP host candidate. `preference` orders the candidates of one side, the highest first (RFC 8445 §5.1.2).
    pub fn host(address: SocketAddr, preference: u16) -> Self {
        /// What RFC 8445 recommends for host candidates.
        const HOST_TYPE_PREFERENCE: u32 = 126;
        let component = 1;
        Self {
            // Equal foundations would pair candidates of different addresses together.
            foundation: preference.to_string(),
            component,
            transport: Transport::Udp,
            priority: (HOST_TYPE_PREFERENCE << 24)
                | (u32::from(preference) << 8)
                | (256 - u32::from(component)),
            address: address.ip().to_string(),
            port: address.port(),
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
