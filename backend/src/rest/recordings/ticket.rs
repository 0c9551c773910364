//! Addresses from which a recording may be fetched for a while without credentials.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign, verify};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use room_engine::RecordingSid;

use crate::random;

/// Signs addresses. Those of another start of the program are void.
#[derive(Debug)]
pub struct TicketKey(Key);

impl TicketKey {
    pub fn random() -> Self {
        Self(Key::new(HMAC_SHA256, &random::bytes::<32>()))
    }

    /// The query that opens a recording's media until a moment, which is in seconds since 1970.
    pub fn issue(&self, recording: RecordingSid, lifetime: Duration, now: SystemTime) -> String {
        let until = seconds(now).saturating_add(lifetime.as_secs());
        let signature = URL_SAFE_NO_PAD.encode(sign(&self.0, text(recording, until).as_bytes()));
        format!("until={until}&signature={signature}")
    }

    pub fn opens(&self, recording: RecordingSid, until: &str, signature: &str, now: SystemTime) -> bool {
        let (Ok(until), Ok(signature)) = (until.parse(), URL_SAFE_NO_PAD.decode(signature)) else {
            return false;
        };
        seconds(now) < until && verify(&self.0, text(recording, until).as_bytes(), &signature).is_ok()
    }
}

fn text(recording: RecordingSid, until: u64) -> String {
    format!("{recording} {until}")
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_opens_one_recording_for_its_time() {
        let key = TicketKey::random();
        let now = UNIX_EPOCH + Duration::from_secs(1_000_000);
        let recording = RecordingSid::from([1; 16]);
        let query = key.issue(recording, Duration::from_secs(60), now);
        let (until, signature) = query.split_once('&').unwrap();
        let (until, signature) = (&until["until=".len()..], &signature["signature=".len()..]);
        let minute = Duration::from_secs(60);
        assert!(key.opens(recording, until, signature, now));
        assert!(!key.opens(recording, until, signature, now + minute), "late");
        assert!(!key.opens(RecordingSid::from([2; 16]), until, signature, now), "another recording");
        assert!(!key.opens(recording, "9000000", signature, now), "another time");
        assert!(!key.opens(recording, until, "", now) && !key.opens(recording, "", signature, now));
        assert!(!TicketKey::random().opens(recording, until, signature, now), "another key");
    }
}
