//! WebSocket close codes: what the library means by its own, and what it does on the server's.

/// The client left for good, or reacts to a fatal message. The server must never close with it: the library takes it
/// as a wish to leave, and neither reports a fault nor reconnects.
pub const NORMAL: u16 = 1000;

/// The server stops. The library reconnects.
pub const GOING_AWAY: u16 = 1001;

/// A frame is not JSON. The library reconnects.
pub const INVALID_PAYLOAD: u16 = 1007;

/// A frame breaks the rules of the link. The library reconnects.
pub const POLICY_VIOLATION: u16 = 1008;

/// A frame is too long. The library reconnects.
pub const TOO_LONG: u16 = 1009;

/// The server restarts. The library reconnects.
pub const SERVICE_RESTART: u16 = 1012;

/// The socket takes its frames too slowly. The library reconnects.
pub const TRY_AGAIN_LATER: u16 = 1013;

/// From either side: no hello and welcome in time.
pub const HANDSHAKE_FAILED: u16 = 3000;

/// From either side: three heartbeats were missed.
pub const HEARTBEATS_MISSED: u16 = 3001;

/// From either side: the hello was refused with `bad`.
pub const REFUSED: u16 = 3002;

/// From the client: a frame could not be sent.
pub const SEND_FAILED: u16 = 3003;

/// From the client: its network changed; a socket with `sync` follows at once.
pub const NETWORK_CHANGED: u16 = 3004;

/// From the client: it comes back after `busy`. The server must never close with it: the library waits forever.
pub const BUSY_WAIT: u16 = 3005;

/// From the client: `busy` was terminal.
pub const BUSY_REFUSED: u16 = 3006;

/// From the client: the socket did not open in time.
pub const OPEN_TIMEOUT: u16 = 3007;

/// What a client's close says about its participant.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Departure {
    /// The participant is gone: remove it.
    Left,
    /// The client means to come back: keep the session for its time-out.
    MayReturn,
}

impl Departure {
    /// Reads a client's close code; `None` is a socket that vanished without one.
    pub fn of(code: Option<u16>) -> Self {
        match code {
            Some(NORMAL | REFUSED | BUSY_REFUSED) => Self::Left,
            Some(_) | None => Self::MayReturn,
        }
    }
}
