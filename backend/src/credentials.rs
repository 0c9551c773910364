//! The key that signs access tokens.

use std::fmt;

/// An account and one of its API keys.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// `AC` and 32 hexadecimal digits.
    pub account_sid: String,
    /// `SK` and 32 hexadecimal digits.
    pub api_key_sid: String,
    pub api_key_secret: Secret,
}

impl Credentials {
    /// Goes with [`Self::for_development`].
    pub const DEVELOPMENT_AUTH_TOKEN: &str = "auth-token-of-ona-ana-rooms-dev";

    /// Credentials that everybody knows.
    pub fn for_development() -> Self {
        Self {
            account_sid: format!("AC{}", "d".repeat(32)),
            api_key_sid: format!("SK{}", "d".repeat(32)),
            api_key_secret: Secret::new("api-key-secret-of-ona-ana-rooms-dev"),
        }
    }

    /// Makes credentials of random bytes, for one life of the embedded room server.
    pub fn from_random(random: [u8; 64]) -> Self {
        let hexadecimal = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let (account, rest) = random.split_at(16);
        let (key, secret) = rest.split_at(16);
        Self {
            account_sid: format!("AC{}", hexadecimal(account)),
            api_key_sid: format!("SK{}", hexadecimal(key)),
            api_key_secret: Secret::new(&hexadecimal(secret)),
        }
    }
}

/// A text that never shows in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn from_random(random: [u8; 32]) -> Self {
        Self(random.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret")
    }
}
