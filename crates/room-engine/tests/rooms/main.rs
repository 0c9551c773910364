//! What rooms do at the command of somebody outside, and by their settings, as clients are told it.

#![expect(clippy::panic, clippy::unwrap_used, reason = "helpers of a test")]

mod capacity;
mod joining;
mod large_rooms;
mod lifetime;
mod recording;
mod scene;
mod settings;
mod subscriptions;
mod support;
