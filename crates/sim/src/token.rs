//! Tokens and random bytes of a simulation: nothing secret, everything repeatable.

use room_engine::{Admission, RandomSource, TokenFault, TokenVerifier};

use crate::random::Random;

/// A token that opens every room for this identity.
pub(crate) fn token_of(identity: &str) -> String {
    format!("{PREFIX}{identity}")
}

const PREFIX: &str = "token of ";

pub(crate) struct SimVerifier;

impl TokenVerifier for SimVerifier {
    fn verify(&self, token: &str) -> Result<Admission, TokenFault> {
        let identity = token.strip_prefix(PREFIX).ok_or(TokenFault::Malformed)?.to_owned();
        Ok(Admission { identity, room: None })
    }
}

pub(crate) struct SimRandomSource(pub Random);

impl RandomSource for SimRandomSource {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let drawn = self.0.draw().to_le_bytes();
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
    }
}
