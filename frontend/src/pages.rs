//! One for each [`crate::route::Route`], and the call that a room's page leads into.

mod call;
mod call_part;
pub mod not_found;
pub mod room;
