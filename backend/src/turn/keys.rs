//! Time-limited credentials: the user name says when they end, and the password proves that this process issued them.

use std::net::SocketAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign, verify};

/// How long credentials open allocations: as long as the longest call that Twilio allows.
pub const TICKET_LIFETIME: Duration = Duration::from_secs(24 * 3600);

/// How long a nonce is good, at least; at most twice as long.
const NONCE_LIFETIME: Duration = Duration::from_secs(3600);

/// Makes and checks credentials and nonces; nothing of them is kept.
#[derive(Clone, Debug)]
pub struct TurnKeys(Key);

/// What a client is given.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket {
    pub username: String,
    pub password: String,
}

impl TurnKeys {
    pub fn from_random(random: [u8; 32]) -> Self {
        Self(Key::new(HMAC_SHA256, &random))
    }

    /// Credentials for a holder, such as that of an access token, the same for the same one and moment.
    pub fn issue(&self, holder: &str, lifetime: Duration, now: SystemTime) -> Ticket {
        let holder = self.digest("holder", holder);
        let username = format!("{}:{}", seconds(now + lifetime), holder.get(..16).unwrap_or_default());
        let password = self.password(&username);
        Ticket { username, password }
    }

    /// The password that belongs to a user name, whoever made that up.
    pub fn password(&self, username: &str) -> String {
        self.digest("password", username)
    }

    /// Whether a user name still opens allocations.
    pub fn is_current(username: &str, now: SystemTime) -> bool {
        let expiry = username.split_once(':').and_then(|(expiry, _)| expiry.parse().ok());
        expiry.is_some_and(|expiry: u64| expiry >= seconds(now))
    }

    pub fn nonce(&self, client: SocketAddr, now: SystemTime) -> String {
        self.nonce_of(client, period(now))
    }

    pub fn is_fresh(&self, nonce: &str, client: SocketAddr, now: SystemTime) -> bool {
        let Some((period_text, tag)) = nonce.split_once('-') else { return false };
        let Some(tag) = unhex(tag) else { return false };
        let current = period(now);
        let is_near = period_text.parse().is_ok_and(|given: u64| given == current || given + 1 == current);
        is_near && verify(&self.0, format!("nonce {period_text} {client}").as_bytes(), &tag).is_ok()
    }

    fn nonce_of(&self, client: SocketAddr, period: u64) -> String {
        format!("{period}-{}", self.digest("nonce", &format!("{period} {client}")))
    }

    fn digest(&self, purpose: &str, text: &str) -> String {
        let tag = sign(&self.0, format!("{purpose} {text}").as_bytes());
        tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

fn period(time: SystemTime) -> u64 {
    seconds(time) / NONCE_LIFETIME.as_secs()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() {
        return None;
    }
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_ends_and_its_password_belongs_to_its_name() {
        let keys = TurnKeys::from_random([7; 32]);
        let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let ticket = keys.issue("token", TICKET_LIFETIME, now);
        assert_eq!(keys.password(&ticket.username), ticket.password);
        assert!(TurnKeys::is_current(&ticket.username, now + TICKET_LIFETIME));
        assert!(!TurnKeys::is_current(&ticket.username, now + TICKET_LIFETIME + Duration::from_secs(1)));
        assert!(keys.issue("other token", TICKET_LIFETIME, now) != ticket);
        assert!(TurnKeys::from_random([8; 32]).password(&ticket.username) != ticket.password);
        for name in ["", ":", "x:y", "99999999999999999999999:y"] {
            assert!(!TurnKeys::is_current(name, now), "{name}");
        }
    }

    #[test]
    fn a_nonce_is_good_for_its_client_and_its_time() {
        let keys = TurnKeys::from_random([7; 32]);
        let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let client = ([192, 0, 2, 7], 4000).into();
        let nonce = keys.nonce(client, now);
        assert!(keys.is_fresh(&nonce, client, now + NONCE_LIFETIME));
        assert!(!keys.is_fresh(&nonce, client, now + 2 * NONCE_LIFETIME));
        assert!(!keys.is_fresh(&nonce, ([192, 0, 2, 7], 4001).into(), now));
        for nonce in ["", "-", "1-é", "x-00", &format!("{}-00", period(now))] {
            assert!(!keys.is_fresh(nonce, client, now), "{nonce}");
        }
    }
}
