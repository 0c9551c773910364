//! What is drawn. Values come in as properties, wishes go out as callbacks.

mod audio_sink;
mod dialog;
mod header;
mod icon;
mod join_form;
mod language_picker;
mod media_controls;
mod media_help;
mod notice;
mod shortcut_help;
mod shortcut_list;
mod status_line;
mod tile;
mod tile_grid;
mod video_view;

pub use audio_sink::AudioSinks;
pub use header::Header;
pub use icon::{Icon, Picture};
pub use join_form::JoinForm;
pub use media_controls::MediaControls;
pub use media_help::MediaHelp;
pub use notice::{Notice, Reconnecting};
pub use status_line::StatusLine;
pub use tile_grid::TileGrid;
