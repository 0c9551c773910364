//! What is drawn. Values come in as properties, wishes go out as callbacks.

mod audio_sink;
mod avatar;
mod call_bar;
mod call_controls;
mod call_timer;
mod close_button;
mod details_panel;
mod devices;
mod dialog;
mod header;
mod home_panel;
mod icon;
mod join_form;
mod language_picker;
mod lobby_settings;
mod media_controls;
mod media_help;
mod menu;
mod network_bars;
mod notice;
mod own_picture;
mod pager;
mod popover;
mod relief_banner;
mod screen_tile;
mod share_banner;
mod shortcut_help;
mod shortcut_list;
mod stage;
mod status_line;
mod talk;
mod tile;
mod trouble;
mod video_view;

pub use audio_sink::AudioSinks;
pub use call_bar::BarItem;
pub use call_controls::CallControls;
pub use call_timer::CallTimer;
pub use close_button::close_button;
pub use details_panel::DetailsPanel;
pub use devices::{CameraSettings, MicrophoneSettings, SpeakerSettings};
pub use header::Header;
pub use home_panel::HomePanel;
pub use join_form::JoinForm;
pub use lobby_settings::LobbySettings;
pub use media_controls::MediaControls;
pub use media_help::MediaHelp;
pub use menu::MenuEntry;
pub use notice::{Notice, Reconnecting};
pub use own_picture::{OwnPicture, Preview, own_picture_element};
pub use popover::Popover;
pub use relief_banner::ReliefBanner;
pub use share_banner::ShareBanner;
pub use stage::{PictureWishes, Stage, media_track};
pub use status_line::StatusLine;
pub use talk::{
    InviteCard, Person, REACTIONS, ReactionBar, ReactionLayer, RecordingNotice, SOUNDS, TalkControls,
    TalkKeys, TalkPanel,
};
pub use trouble::Trouble;
