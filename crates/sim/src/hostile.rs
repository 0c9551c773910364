//! What a fuzzer's bytes mean: each function takes any bytes, plays them against the real thing and panics when a promise
//! is broken. `fuzz/` runs them by the million, `tests/corpus.rs` with every input that is kept. Beside them, property tests
//! play what is drawn from what clients know how to say.

mod bytes;
mod description;
mod frame;
mod media;
mod scene;
#[cfg(test)]
mod tests;
mod transitions;

pub use description::description;
pub use frame::frame;
pub use media::media;
pub use transitions::transitions;
