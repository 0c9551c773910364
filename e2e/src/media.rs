//! What a browser's statistics say about the media it got.

use serde::Deserialize;

/// Sums over the tracks of one participant, since they were subscribed.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq)]
pub struct Received {
    /// Seconds of sound played, silence included.
    pub audio_duration: f64,
    /// The integral of the squared level (0 to 1) over time, in seconds.
    pub audio_energy: f64,
    pub bytes: u64,
    /// Video frames decoded.
    pub frames: u64,
    pub freezes: u64,
    pub packets: u64,
    /// Negative when duplicates arrived.
    pub packets_lost: i64,
}
