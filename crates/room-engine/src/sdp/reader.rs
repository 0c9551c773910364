//! Text to values.

use super::{Candidate, SdpFault, SdpLimits, SessionDescription};

pub(super) fn read(text: &str, limits: &SdpLimits) -> Result<SessionDescription, SdpFault> {
    let _ = (text, limits);
    Err(SdpFault::Version)
}

pub(super) fn read_candidate(text: &str) -> Option<Candidate> {
    let _ = text;
    None
}
