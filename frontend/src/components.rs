//! What is drawn. Values come in as properties, wishes go out as callbacks.

mod audio_sink;
mod call_bar;
mod call_controls;
mod details_panel;
mod dialog;
mod header;
mod icon;
mod join_form;
mod language_picker;
mod media_controls;
mod media_help;
mod menu;
mod network_bars;
mod notice;
mod pager;
mod screen_tile;
mod share_banner;
mod shortcut_help;
mod shortcut_list;
mod stage;
mod status_line;
mod tile;
mod video_view;

pub use audio_sink::AudioSinks;
pub use call_controls::CallControls;
pub use details_panel::DetailsPanel;
pub use header::Header;
pub use icon::{Icon, Picture};
pub use join_form::JoinForm;
pub use media_controls::MediaControls;
pub use media_help::MediaHelp;
pub use notice::{Notice, Reconnecting};
pub use share_banner::ShareBanner;
pub use stage::{PictureWishes, Stage};
pub use status_line::StatusLine;
