//! A TURN server (RFC 8656) whose relayed addresses exist inside this process alone: what a client sends to a peer is
//! handed to the media port or to another client of this server and never leaves for anywhere else. So it relays nothing
//! to strangers, and takes no ports. No sockets, no clock, no randomness here.
//!
//! ```text
//! client ── ChannelData, Send ──► TurnServer ── Outcome::ToMedia ──► media workers
//!        ◄─ ChannelData, Data ──            ◄── handle_peer ───────
//! ```

mod allocation;
mod keys;
mod message;
mod server;

use std::net::Ipv4Addr;

pub use keys::{TICKET_LIFETIME, Ticket, TurnKeys};
pub use server::{Outcome, TurnLimits, TurnServer};

/// The network of relayed addresses. Nobody sends from it, as it is set aside for documentation (RFC 5737).
pub const RELAYED_IP: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);

/// Whether a packet on a media port is for the TURN server: a channel's data, or STUN with a method of TURN. Connectivity
/// checks have the method of a binding (RFC 7983 §7, RFC 8489 §5).
pub fn is_turn(contents: &[u8]) -> bool {
    match contents {
        [0x40..=0x4f, ..] => true,
        [high @ 0..=1, low, ..] => matches!((high & 0x3e, low & 0xef), (0, 3 | 4 | 6 | 8 | 9)),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
