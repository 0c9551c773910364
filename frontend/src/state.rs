//! What the page knows, as plain data: reducers that take facts. No JavaScript object enters.

pub mod call;
pub mod failure;
pub mod media;
pub mod notifications;
pub mod refusal;
pub mod roster;
pub mod session;
pub mod shortcut;
