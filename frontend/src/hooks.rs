//! One fact or one duty of the browser or the call each.

mod use_arrivals;
mod use_call;
mod use_listener;
mod use_local_media;
mod use_publishing;
mod use_room;
mod use_title;

pub use use_arrivals::use_arrivals;
pub use use_call::use_call;
pub use use_listener::use_page_hide;
pub use use_local_media::{LocalTracks, use_local_media};
pub use use_publishing::{Published, use_publishing};
pub use use_room::use_room;
pub use use_title::use_title;
