//! What a scene consists of beside the engine.

use room_engine::{Admission, RandomSource, TokenFault, TokenVerifier};
use serde_json::{Value, json};

/// Audio, video and data channels, as Chromium offers them.
pub const OFFER: &str = include_str!("../fixtures/chromium_offer.sdp");

/// The token is the identity; an empty one is refused.
pub struct Trusting;

impl TokenVerifier for Trusting {
    fn verify(&self, token: &str) -> Result<Admission, TokenFault> {
        if token.is_empty() {
            return Err(TokenFault::Malformed);
        }
        Ok(Admission { identity: token.to_owned(), room: None })
    }
}

/// Repeats itself from run to run.
pub struct Counting(pub u64);

impl RandomSource for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = self.0.to_be_bytes()[0];
        }
    }
}

pub fn hello(body: &Value) -> String {
    json!({ "type": "hello", "id": "1", "timeout": 5000, "version": 2, "body": body }).to_string()
}

pub fn message(body: &Value) -> String {
    json!({ "type": "msg", "body": body }).to_string()
}
