//! A client's side of connectivity checks, by hand.

use serde_json::Value;
use turn_types::stun::attribute::{AttributeType, RawAttribute, Username};
use turn_types::stun::message::{
    BINDING, IntegrityAlgorithm, Message, MessageWrite, MessageWriteExt, MessageWriteVec,
    ShortTermCredentials,
};

/// The user name of the offer that these tests join with.
const CLIENT_UFRAG: &str = "oFfR";

/// The description in a `connected` message.
pub fn answer_sdp(connected: &Value) -> &str {
    connected["peer_connections"][0]["description"]["sdp"].as_str().unwrap()
}

/// The server's candidates, as they stand in its description.
pub fn candidates(sdp: &str) -> Vec<&str> {
    sdp.lines().filter_map(|line| line.strip_prefix("a=candidate:")).collect()
}

/// A connectivity check of the participant that got this answer.
pub fn check(sdp: &str) -> Vec<u8> {
    const PRIORITY: AttributeType = AttributeType::new(0x0024);
    const ICE_CONTROLLING: AttributeType = AttributeType::new(0x802a);
    let value = |name: &str| sdp.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    let mut check = Message::builder_request(BINDING, MessageWriteVec::new());
    let username = format!("{}:{CLIENT_UFRAG}", value("a=ice-ufrag:"));
    check.add_attribute(&Username::new(&username).unwrap()).unwrap();
    check.add_attribute(&RawAttribute::new(PRIORITY, &1_000_000_u32.to_be_bytes())).unwrap();
    check.add_attribute(&RawAttribute::new(ICE_CONTROLLING, &7_u64.to_be_bytes())).unwrap();
    let credentials = ShortTermCredentials::new(value("a=ice-pwd:").to_owned());
    check.add_message_integrity(&credentials.into(), IntegrityAlgorithm::Sha1).unwrap();
    check.add_fingerprint().unwrap();
    check.finish()
}

/// Whether this is what the server says to a check that it accepts.
pub fn is_success(answer: &[u8]) -> bool {
    answer.starts_with(&[1, 1])
}
