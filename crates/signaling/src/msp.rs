//! Media-signaling messages (MSP): what library and server say on the data channels that `connected` granted.
//!
//! Every message is one JSON text with a `type`. The library's first on each channel is `ready`, and what the server
//! says before that is lost. Reading is as forgiving as in [`crate::rsp`], and bounded: lists are cut at
//! [`LIST_ENTRIES`], and a longer text than [`TEXT_BYTES`] is refused unread.

mod active_speaker;
mod channel;
mod client_message;
mod network_quality;
mod network_quality_report;
mod publisher_hints;
mod render_hints;
mod server_message;
mod track_priority;
mod track_switch_off;

pub use crate::lenient::LIST_ENTRIES;
pub use active_speaker::ActiveSpeaker;
pub use channel::Channel;
pub use client_message::{ChannelFault, ChannelMessage};
pub use network_quality::{
    BandwidthScore, DirectionScores, LatencyScore, LossScore, MediaLevels, NetworkQuality,
    NetworkQualityLevels, RemoteNetworkQuality,
};
pub use network_quality_report::{
    IceStats, MediaStats, NetworkQualityReport, ReceiveStats, ReportLevel, SendStats,
};
pub use publisher_hints::{
    ClientReset, EncodingHint, PublisherHint, PublisherHintResult, PublisherHintVerdict, PublisherHints,
    PublisherHintsResult,
};
pub use render_hints::{RenderHint, RenderHintResult, RenderHintVerdict, RenderHints, RenderHintsReply};
pub use server_message::ServerChannelMessage;
pub use track_priority::SubscriberPriority;
pub use track_switch_off::TrackSwitchOff;

/// Bytes of one text: what a browser's data channel carries whole everywhere.
pub const TEXT_BYTES: usize = 64 * 1024;
