//! What the page and the backend say to each other, and the names that both check alike.
//!
//! | route | method | request | answer |
//! |---|---|---|---|
//! | [`routes::LOGIN`] | `POST` | [`LoginRequest`] | 200 [`LoginResponse`]; 400, 401, 413, 500 [`ErrorBody`] |
//! | [`routes::HEALTH`] | `GET` | | 200 [`Health`] |
//! | [`routes::OCCUPANCY`] | `GET` | [`OccupancyQuery`] | 200 [`Occupancy`]; 400 [`ErrorBody`] |
//! | [`routes::SIGNALING`] | WebSocket | | Twilio Video's signaling, in embedded mode only |
//!
//! What pages say to each other in a call is in [`call_message`].
//!
//! No IO: plain types and serde, for wasm and native alike.

pub mod call_message;
mod error;
mod health;
mod identity;
mod login;
mod name;
mod occupancy;
pub mod routes;
mod tab_tag;

pub use error::{ErrorBody, ErrorCode};
pub use health::{Health, Mode};
pub use identity::{IDENTITY_LENGTH_LIMIT, Identity, identity_length};
pub use login::{LoginRequest, LoginResponse};
pub use name::{DisplayName, NAME_LENGTH_LIMIT, NameFault, RoomName};
pub use occupancy::{Occupancy, OccupancyQuery};
pub use tab_tag::{TabTag, TabTagFault};
