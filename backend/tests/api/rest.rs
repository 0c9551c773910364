//! Twilio's Rooms API, one file per resource.

mod access;
mod callbacks;
mod guest;
mod history;
mod participants;
mod recording_rules;
mod recordings;
mod rooms;
mod stage;
mod subscribe_rules;
mod tokens;
mod tracks;
