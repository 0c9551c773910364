//! The library's classes as its `tsdef/*.d.ts` files declare them, one file for each family, without logic.
//!
//! Getters give a bare [`JsValue`](wasm_bindgen::JsValue): a property that is missing or of another type must become
//! an error of ours, and a typed getter would throw in the glue code.

mod background;
mod event_emitter;
mod participant;
mod room;
mod track;
mod track_publication;
mod video;

pub use background::{BackgroundProcessor, VideoProcessors};
pub use event_emitter::EventEmitter;
pub use participant::{LocalParticipant, Participant, RemoteParticipant};
pub use room::Room;
pub use track::{
    Dimensions, LocalDataTrack, LocalMediaTrack, MediaTrack, RemoteDataTrack, RemoteVideoTrack, Track,
    VideoTrack,
};
pub use track_publication::{LocalTrackPublication, RemoteTrackPublication, TrackPublication};
pub use video::{CancelablePromise, Twilio, Video};
