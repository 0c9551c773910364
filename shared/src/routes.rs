//! The paths that both sides write.

/// Exchanges a name for an access token.
pub const LOGIN: &str = "/login";
/// Tells probes that the backend answers.
pub const HEALTH: &str = "/health";
/// Tells how many are in a room.
pub const OCCUPANCY: &str = "/occupancy";
/// The WebSocket of the embedded room server.
pub const SIGNALING: &str = "/signaling";
/// The page with the name form.
pub const HOME: &str = "/home";
/// What stands before a percent-encoded room name in the path of that room's page.
pub const ROOM_PREFIX: &str = "/room/";
