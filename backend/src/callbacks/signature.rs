//! How a receiver knows that a callback is from here: `X-Twilio-Signature`. Source: the helper libraries' validators.

use aws_lc_rs::hmac::{self, HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::callbacks::Parameters;

pub const HEADER: &str = "X-Twilio-Signature";

/// Signs the address as it is requested, followed by the parameters of the body in the order of their names.
pub fn sign(auth_token: &str, url: &str, body: &Parameters) -> String {
    let mut sorted: Vec<_> = body.iter().collect();
    sorted.sort();
    let mut text = url.to_owned();
    for (name, value) in sorted {
        text.push_str(name);
        text.push_str(value);
    }
    let key = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, auth_token.as_bytes());
    STANDARD.encode(hmac::sign(&key, text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_the_one_that_the_helper_libraries_expect() {
        let body = vec![
            ("AccountSid", "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".to_owned()),
            ("RoomName", "DailyStandup".to_owned()),
            ("RoomSid", "RMdddddddddddddddddddddddddddddddd".to_owned()),
            ("RoomStatus", "in-progress".to_owned()),
            ("RoomType", "group".to_owned()),
            ("StatusCallbackEvent", "participant-connected".to_owned()),
            ("Timestamp", "2026-01-02T03:04:05.678Z".to_owned()),
            ("SequenceNumber", "1".to_owned()),
            ("ParticipantSid", "PAeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee".to_owned()),
            ("ParticipantIdentity", "Zoë".to_owned()),
        ];
        let signature = sign("12345", "https://example.org/hook?a=1&b=it's", &body);
        assert_eq!(signature, "Lbyq/IxazpUtPtr1sjCo+o33CFQ=");
    }
}
