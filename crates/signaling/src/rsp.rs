//! Room signaling messages (RSP version 2), as they stand in the `body` of a frame.
//!
//! Messages carry state, not changes: lists are complete and revisions say which of two states is newer. What the
//! server reads is forgiving: unknown members are skipped, and an optional member of the wrong type counts as absent.
//! What the server writes omits absent members and never writes `null`, save where the library does.

mod bandwidth_profile;
mod client_message;
mod connect;
mod connected;
mod disconnect;
mod ice;
mod media_signaling;
mod participant;
mod peer_connection;
mod published;
mod recording;
mod server_message;
mod subscribe;
mod subscribed;
mod sync;
mod synced;
mod track;
mod update;
mod warning;

pub use bandwidth_profile::{
    BandwidthProfile, Dimensions, RenderDimensions, TrackSwitchOffMode, VideoBandwidthProfile, VideoMode,
};
pub use client_message::{ClientMessage, MessageFault};
pub use connect::{Connect, IceServersStatus, Publisher};
pub use connected::{Connected, LocalParticipant, Options};
pub use disconnect::{Disconnect, DisconnectedStatus};
pub use ice::{Ice, IceServer, Iced};
pub use media_signaling::{
    MediaSignalingGrant, MediaSignalingGrants, MediaSignalingRequest, MediaSignalingRequests,
    MediaSignalingTransport,
};
pub use participant::{ParticipantState, PublisherParticipant, RECORDINGS_WARNING, RemoteParticipant};
pub use peer_connection::{Description, DescriptionType, IceCandidate, IceState, PeerConnectionState};
pub use published::{Published, PublishedState, PublishedTrack};
pub use recording::Recording;
pub use server_message::ServerMessage;
pub use subscribe::{Subscribe, SubscribeRule, SubscribeRuleType};
pub use subscribed::{Subscribed, SubscribedTrack};
pub use sync::Sync;
pub use synced::Synced;
pub use track::{LocalTrack, RemoteTrack, TrackError, TrackKind, TrackPriority};
pub use update::{ServerUpdate, Update};
pub use warning::{RecordingState, TrackState, TrackStates, Warning};

/// The version that every message carries, except those about ICE servers.
pub const RSP_VERSION: u8 = 2;

/// The version of `ice` and `iced`.
pub const ICE_VERSION: u8 = 1;
