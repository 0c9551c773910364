//! What the page knows, as plain data: reducers that take facts. No JavaScript object enters.

pub mod background;
pub mod call;
pub mod device_list;
pub mod failure;
pub mod layout;
pub mod link;
pub mod list_step;
pub mod loudness;
pub mod media;
pub mod new_room;
pub mod notifications;
pub mod picture;
pub mod pinch;
pub mod refusal;
pub mod relief;
pub mod roster;
pub mod session;
pub mod shortcut;
pub mod statistics;
pub mod talk;
pub mod transcript;
pub mod turn_to_speak;
pub mod user_agent;
pub mod zoom;
