//! The harness of the end-to-end tests: the real page and the real browser library in real browsers with fake
//! devices, against the real server. Everything that a test starts ends with it.
//!
//! ```text
//! Stage ── one turn at a time; owns chromedriver and a folder
//!   ├─ Server   the program under test, on free ports
//!   ├─ Proxy    a stretch of network between browser and server that can be cut: signaling
//!   ├─ Relay    a stretch of network with the faults of real ones: media
//!   └─ Browser  one WebDriver session with a profile of its own
//!        ├─ Person       somebody at the page, in the page's own words
//!        └─ LibraryPage  a tab with nothing but the browser library
//!             └─ Member  one of the participants who join from it
//! ```
//!
//! Nothing here waits for a length of time, except for outages that a test orders: every wait asks for a condition and,
//! when its deadline passes, tells what the page showed and logged.
#![expect(clippy::panic, clippy::expect_used, reason = "a test harness reports by panicking")]

mod browser;
mod command;
mod driver;
mod library;
mod media;
pub mod paths;
mod person;
mod portrait;
mod process;
mod proxy;
mod relay;
mod server;
mod stage;

pub use browser::{Browser, BrowserKind, BrowserOptions, ColorScheme, Devices, MediaPath};
pub use library::{
    Layer, LibraryPage, Member, Reception, library_server, library_server_with, older_library_server,
};
pub use media::Received;
pub use person::Person;
pub use portrait::Portrait;
pub use proxy::Proxy;
pub use relay::{Line, Relay};
pub use server::{Server, ServerOptions, room_address};
pub use stage::Stage;
