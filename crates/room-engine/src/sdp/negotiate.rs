//! Which of the offered codecs and header extensions an answer keeps.

use super::{Codec, HeaderExtension, MediaSection};

/// The codecs and header extensions of one answered section, with the payload types and ids of the offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// In the offered order, except that VP8 leads: twilio-video.js gives simulcast up when another codec comes first.
    pub codecs: Vec<Codec>,
    pub extensions: Vec<HeaderExtension>,
}

/// What of an offered section this server speaks. No codecs mean that the section must be rejected.
pub fn select(offered: &MediaSection) -> Selection {
    let _ = offered;
    Selection { codecs: Vec::new(), extensions: Vec::new() }
}
