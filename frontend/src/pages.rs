//! One for each [`crate::route::Route`].

pub mod not_found;
pub mod room;
mod room_talk;
