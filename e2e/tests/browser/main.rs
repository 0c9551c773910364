//! Calls between browsers, as people have them.

mod access;
mod bad_networks;
mod call;
mod codecs;
mod crowd;
mod data_tracks;
mod devices;
mod events;
mod harness;
mod interruption;
mod lan;
mod layers;
mod library;
mod lobby;
mod membership;
mod mute;
mod objects;
mod older_versions;
mod options;
mod privacy;
mod profiles;
mod refusal;
mod rooms;
mod talk;
mod transport;
mod twilio_mode;
