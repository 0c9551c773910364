//! HTTPS for phones on the local network.

mod authority;
mod invitation;

pub use authority::{Authority, LanError};
pub use invitation::invitation;
