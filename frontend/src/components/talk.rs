//! What people in a call say beside sound and picture.

mod chat_entry;
mod chat_panel;
mod composer;
mod copy_link;
mod file_view;
mod invite_card;
mod people_panel;
mod qr_picture;
mod reaction_bar;
mod reaction_layer;
mod recording_notice;
mod side_panel;
mod talk_controls;
mod talk_panel;

pub use invite_card::InviteCard;
pub use people_panel::Person;
pub use reaction_bar::ReactionBar;
pub use reaction_layer::ReactionLayer;
pub use recording_notice::RecordingNotice;
pub use talk_controls::{REACTIONS, SOUNDS, TalkControls, TalkKeys};
pub use talk_panel::TalkPanel;
