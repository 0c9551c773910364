//! Candidates: `candidate:<foundation> <component> <transport> <priority> <address> <port> typ <type> …` (RFC 8839 §5.1).

use crate::sdp::{Candidate, CandidateKind, TcpKind, Transport};

/// Reads a candidate with its `candidate:` in front.
#[cfg(test)]
pub(in crate::sdp) fn read_candidate(text: &str) -> Option<Candidate> {
    read_candidate_value(text.trim().strip_prefix("candidate:")?)
}

/// Reads what follows `candidate:`. Related addresses and extensions are skipped.
pub(super) fn read_candidate_value(value: &str) -> Option<Candidate> {
    /// RFC 8839 §5.1.
    const FOUNDATION_LENGTH: usize = 32;
    /// The longest domain name.
    const ADDRESS_LENGTH: usize = 253;

    let mut fields = value.split_ascii_whitespace();
    let foundation = fields.next().filter(|foundation| foundation.len() <= FOUNDATION_LENGTH)?;
    let component = fields.next()?.parse().ok()?;
    let transport = fields.next()?;
    let priority = fields.next()?.parse().ok()?;
    let address = fields.next().filter(|address| address.len() <= ADDRESS_LENGTH)?;
    let port = fields.next()?.parse().ok()?;
    if fields.next()? != "typ" {
        return None;
    }
    let kind = match fields.next()? {
        "host" => CandidateKind::Host,
        "srflx" => CandidateKind::ServerReflexive,
        "prflx" => CandidateKind::PeerReflexive,
        "relay" => CandidateKind::Relay,
        _ => return None,
    };
    let transport = if transport.eq_ignore_ascii_case("udp") {
        Transport::Udp
    } else if transport.eq_ignore_ascii_case("tcp") {
        Transport::Tcp(read_tcp_kind(fields)?)
    } else {
        return None;
    };
    Some(Candidate {
        foundation: foundation.to_owned(),
        component,
        transport,
        priority,
        address: address.to_owned(),
        port,
        kind,
    })
}

/// Finds `tcptype` among the name-value pairs at the end.
fn read_tcp_kind<'a>(mut fields: impl Iterator<Item = &'a str>) -> Option<TcpKind> {
    while let (Some(name), Some(value)) = (fields.next(), fields.next()) {
        if name == "tcptype" {
            return match value {
                "active" => Some(TcpKind::Active),
                "passive" => Some(TcpKind::Passive),
                "so" => Some(TcpKind::SimultaneousOpen),
                _ => None,
            };
        }
    }
    None
}
