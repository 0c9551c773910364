//! The marks by which sessions, rooms and connectivity checks name their worker.

use crate::id::RoomSid;

/// What a signaling frame says about where its socket belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Any worker can answer this frame (`ice`, heartbeats, rubbish).
    Anywhere,
    /// The frame enters the room of this unique name, or any worker's fresh room if `None`.
    Named(Option<String>),
    /// The frame enters the room of this SID.
    Sid(RoomSid),
    /// The frame resumes a session that lives on this worker.
    Worker(u8),
}

/// The worker that the ICE user name of a STUN binding request names; `None` for every other packet.
pub fn of_datagram(contents: &[u8]) -> Option<u8> {
    worker_of_ufrag(stun_ufrag(contents)?)
}

impl RoomSid {
    /// The worker that the room lives on.
    pub fn worker(&self) -> u8 {
        self.as_bytes()[15]
    }
}

/// Session ids and ICE user names start with the worker's number as two hex digits.
pub(crate) fn mark(worker: u8, random: &str) -> String {
    format!("{worker:02x}{random}")
}

pub(crate) fn worker_of_session(session: &str) -> Option<u8> {
    worker_of_ufrag(session)
}

fn worker_of_ufrag(ufrag: &str) -> Option<u8> {
    u8::from_str_radix(ufrag.get(..2)?, 16).ok()
}

/// The server's half of the USERNAME of a STUN binding request (RFC 8489 §14.3, RFC 8445 §7.2.2).
pub(crate) fn stun_ufrag(contents: &[u8]) -> Option<&str> {
    const BINDING_REQUEST: [u8; 2] = [0, 1];
    const MAGIC_COOKIE: [u8; 4] = [0x21, 0x12, 0xa4, 0x42];
    const HEADER_BYTES: usize = 20;
    const USERNAME: u16 = 6;
    if contents.get(..2)? != BINDING_REQUEST || contents.get(4..8)? != MAGIC_COOKIE {
        return None;
    }
    let mut attributes = contents.get(HEADER_BYTES..)?;
    while let Some(([a, b, c, d], rest)) = attributes.split_first_chunk() {
        let length = usize::from(u16::from_be_bytes([*c, *d]));
        if u16::from_be_bytes([*a, *b]) == USERNAME {
            let username = std::str::from_utf8(rest.get(..length)?).ok()?;
            return Some(username.split_once(':')?.0);
        }
        attributes = rest.get(length.next_multiple_of(4)..)?;
    }
    None
}

/// Whether a packet is STUN; everything else on a media port is DTLS, SRTP or SRTCP (RFC 7983 §7).
pub(crate) fn is_stun(contents: &[u8]) -> bool {
    contents.first().is_some_and(|first| *first < 4)
}

/// Whether this is what an agent answers to a connectivity check with the right credentials.
pub(crate) fn is_binding_success(contents: &[u8]) -> bool {
    contents.starts_with(&[1, 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A binding request with a SOFTWARE attribute of three bytes before the USERNAME.
    fn binding_request(username: &str) -> Vec<u8> {
        let mut attributes = vec![0x80, 0x22, 0, 3, b'o', b'n', b'a', 0];
        attributes.extend([0, 6, 0, u8::try_from(username.len()).unwrap()]);
        attributes.extend(username.bytes());
        attributes.resize(attributes.len().next_multiple_of(4), 0);
        let mut packet = vec![0, 1, 0, u8::try_from(attributes.len()).unwrap(), 0x21, 0x12, 0xa4, 0x42];
        packet.extend([0; 12]);
        packet.extend(attributes);
        packet
    }

    #[test]
    fn a_binding_request_names_its_worker() {
        let ufrag = mark(0x1f, "abcdef");
        assert_eq!(of_datagram(&binding_request(&format!("{ufrag}:client"))), Some(0x1f));
    }

    #[test]
    fn other_packets_name_nobody() {
        for packet in
            [&b""[..], &[0x80; 40], &[22; 40], &binding_request("no colon"), &binding_request("zz:client")]
        {
            assert_eq!(of_datagram(packet), None);
        }
        let whole = binding_request("1fabc:client");
        for length in 0..whole.len() - 4 {
            assert_eq!(of_datagram(&whole[..length]), None, "{length}");
        }
    }

    #[test]
    fn a_session_names_its_worker() {
        assert_eq!(worker_of_session(&mark(3, "0011")), Some(3));
        assert_eq!(worker_of_session("é"), None);
        assert_eq!(worker_of_session(""), None);
    }
}
