//! The shell of Ona Ana: the only crate with sockets, threads, clocks, environment and randomness.
//!
//! `main.rs` reads [`config`], builds an [`app::Application`] and runs it until a signal. HTTP requests enter by
//! `routes.rs`; signaling frames go from `signaling/socket.rs` to the engines in `media/worker.rs`, and media comes in
//! at `media/udp.rs`. Twilio's Rooms API is in `rest.rs`, and `callbacks.rs` tells applications what happens.

mod access_token;
pub mod app;
mod callbacks;
mod clock;
pub mod config;
mod credentials;
mod date;
mod headers;
mod insights;
mod lan;
pub mod logging;
mod media;
mod random;
mod recording;
mod rest;
mod routes;
mod signaling;
mod state;
mod tls;
mod tunnel;
mod turn;
