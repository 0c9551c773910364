//! Calls in simulated time: browsers, a network and one engine, driven from a seed.
//!
//! A [`Simulation`] owns everything. Time is an argument everywhere, so minutes of a call take as long as its packets
//! take to compute. [`Step`]s change the call; after each one the [`Model`] says what everybody should see, and the
//! simulation runs until they do, or reports what is missing. Network and plans are drawn from the seed alone. str0m
//! draws its keys and ICE credentials itself, so a replay repeats behavior, not bytes.
//!
//! ```no_run
//! use sim::{Settings, Simulation, Step, TrackKind};
//!
//! let mut call = Simulation::new(1, Settings::default());
//! let alice = call.add_browser("alice", "standup");
//! let bob = call.add_browser("bob", "standup");
//! call.run(&[Step::Join(alice), Step::Join(bob), Step::Publish(alice, TrackKind::Audio)]);
//! ```
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test kit: a broken invariant ends the test with what was expected"
)]

mod browser;
mod camera;
pub mod hostile;
mod model;
mod network;
mod plan;
mod random;
mod random_call;
mod sdp_text;
mod simulation;
mod token;

pub use browser::{Browser, BrowserState, Codecs, DataSettings, ReceivedMessage, Signals, VideoReport};
pub use camera::{Camera, CameraLayer};
pub use model::Model;
pub use network::Conditions;
pub use plan::{PlanSize, Step, random_plan};
pub use random::Random;
pub use random_call::run_random_call;
pub use signaling::msp::Channel;
pub use signaling::rsp::{BandwidthProfile, TrackKind, TrackPriority, VideoBandwidthProfile};
pub use simulation::{Settings, Simulation};
