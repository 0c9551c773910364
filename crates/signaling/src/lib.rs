//! The wire contract of twilio-video.js: text frames in, types out, and back. It knows no rooms and does no IO.
//!
//! Two layers share one WebSocket. [`tcmp`] (version 2) wraps, welcomes and keeps alive; [`rsp`] (version 2, its `ice`
//! request version 1) is what a room and its participants say to each other, inside the frames' `body`. [`link::Link`]
//! is the state machine of one socket. [`msp`] is what they say about media, on data channels. Every message with an
//! example stands in `PROTOCOL.md`.

pub mod close;
pub mod error_code;
mod lenient;
pub mod link;
pub mod msp;
pub mod rsp;
mod secret;
pub mod tcmp;
pub mod token;

pub use error_code::ErrorCode;
pub use secret::Secret;
