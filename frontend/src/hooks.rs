//! One fact or one duty of the browser or the call each.

mod use_arrivals;
mod use_call;
mod use_element_size;
mod use_layout;
mod use_leaving_guard;
mod use_listener;
mod use_local_media;
mod use_network_quality;
mod use_publishing;
mod use_rejoin;
mod use_room;
mod use_screen_share;
mod use_sending_limit;
mod use_statistics;
mod use_title;
mod use_wake_lock;

pub use use_arrivals::use_arrivals;
pub use use_call::use_call;
pub use use_element_size::{Observer, use_element_size};
pub use use_layout::use_layout;
pub use use_leaving_guard::use_leaving_guard;
pub use use_listener::use_page_hide;
pub use use_local_media::{LocalTracks, use_local_media};
pub use use_network_quality::use_network_quality;
pub use use_publishing::{Published, use_publishing};
pub use use_rejoin::use_rejoin;
pub use use_room::use_room;
pub use use_screen_share::use_screen_share;
pub use use_sending_limit::use_sending_limit;
pub use use_statistics::use_statistics;
pub use use_title::use_title;
pub use use_wake_lock::use_wake_lock;
