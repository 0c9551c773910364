//! Values to text.

use std::fmt;

use super::{Candidate, SessionDescription};

impl fmt::Display for SessionDescription {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let _ = formatter;
        Ok(())
    }
}

pub(super) fn write_candidate(candidate: &Candidate, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let _ = (candidate, formatter);
    Ok(())
}
