//! The operating system's randomness.

use room_engine::RandomSource;

/// Unpredictable bytes from the operating system.
#[derive(Clone, Copy, Debug)]
pub struct SystemRandom;

impl RandomSource for SystemRandom {
    fn fill(&mut self, bytes: &mut [u8]) {
        fill(bytes);
    }
}

/// Makes an array of random bytes.
pub fn bytes<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    fill(&mut bytes);
    bytes
}

#[expect(
    clippy::expect_used,
    reason = "without randomness there are no secrets, and nothing may run on without them"
)]
fn fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives randomness");
}
