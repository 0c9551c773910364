//! Typed bindings of twilio-video.js, the browser library that a classic script leaves in the global `Twilio.Video`.
//!
//! [`connect()`] gives a [`Room`]; rooms, participants, publications and tracks are cheap handles whose equality is
//! JavaScript's identity, events come through `subscribe` until the returned [`Subscription`] is dropped, and the `view`
//! methods give plain snapshots that need no browser. Values from JavaScript are checked when a handle is made: what
//! the library leaves out becomes a [`TwilioError`] or an `Option`.

mod background;
mod bandwidth_profile;
mod capture;
mod connect;
mod data_track;
mod door;
mod error;
mod events;
mod media_track;
mod options;
mod participant;
mod participant_event;
mod pending;
mod publication;
mod room;
mod room_event;
mod sys;
mod track;
mod track_priority;
mod view;

pub use background::BackgroundProcessor;
pub use bandwidth_profile::{BandwidthMode, BandwidthProfile, Control};
pub use capture::{
    AudioConstraints, VideoConstraints, create_local_audio_track, create_local_tracks,
    create_local_video_track,
};
pub use connect::{CancelHandle, Connecting, connect};
pub use data_track::{DataMessage, LocalDataTrack, RemoteDataTrack};
pub use error::{ErrorKind, MediaErrorKind, TwilioError, code};
pub use events::Subscription;
pub use media_track::{Dimensions, LocalMediaTrack, MediaTrack, MediaTrackEvent};
pub use options::{ConnectOptions, LogLevel};
pub use participant::{LocalParticipant, RemoteParticipant};
pub use participant_event::{LocalParticipantEvent, RemoteParticipantEvent};
pub use publication::{LocalPublication, RemotePublication};
pub use room::Room;
pub use room_event::RoomEvent;
pub use track::{LocalTrack, RemoteTrack};
pub use track_priority::TrackPriority;
pub use view::{ParticipantState, ParticipantView, RoomState, RoomView, TrackKind, TrackView};

/// Whether the library officially supports this browser. `None`: the library is not loaded, or does not say.
pub fn is_supported() -> Option<bool> {
    door::video().ok()?.is_supported().as_bool()
}

/// The library's version, such as `2.36.0`. `None`: the library is not loaded, or does not say.
pub fn version() -> Option<String> {
    door::video().ok()?.version().as_string()
}
