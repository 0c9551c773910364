//! Calls between browsers, as people have them.

mod bad_networks;
mod call;
mod codecs;
mod crowd;
mod data_tracks;
mod devices;
mod harness;
mod interruption;
mod lan;
mod library;
mod lobby;
mod membership;
mod mute;
mod privacy;
mod refusal;
mod rooms;
mod transport;
mod twilio_mode;
