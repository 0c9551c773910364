//! The backend over real sockets, one file per thing that it serves.

mod compression;
mod headers;
mod health;
mod helpers;
mod lan;
mod logging;
mod login;
mod page;
mod process;
mod shutdown;
mod signaling;
mod tls;
