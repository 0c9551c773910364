//! What every part of the engine says about a track.

/// Audio, video or data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackKind {
    Audio,
    Data,
    Video,
}

/// How much a track matters when not everything fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackPriority {
    High,
    Low,
    Standard,
}
