//! The backend over real sockets, one file per thing that it serves.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its helpers too"
)]

mod compression;
mod headers;
mod health;
mod helpers;
mod ice_client;
mod insights;
mod lan;
mod logging;
mod login;
mod media_tcp;
mod occupancy;
mod page;
mod process;
mod rest;
mod shutdown;
mod signaling;
mod tls;
mod turn;
mod workers;
