use wasm_bindgen::{JsCast, JsValue};

use crate::{
    LocalDataTrack, LocalMediaTrack, MediaTrack, RemoteDataTrack, TrackKind, TwilioError, door, sys,
};

/// A track that this page can publish.
#[derive(Clone, Debug, PartialEq)]
pub enum LocalTrack {
    Data(LocalDataTrack),
    Media(LocalMediaTrack),
}

impl LocalTrack {
    pub fn kind(&self) -> TrackKind {
        match self {
            Self::Data(_) => TrackKind::Data,
            Self::Media(track) => track.media().kind(),
        }
    }

    pub(crate) fn from_js(value: JsValue) -> Result<Self, TwilioError> {
        match kind_of(&value)? {
            TrackKind::Data => LocalDataTrack::from_js(value).map(Self::Data),
            TrackKind::Audio | TrackKind::Video => LocalMediaTrack::from_js(value).map(Self::Media),
        }
    }

    pub(crate) fn as_js(&self) -> &JsValue {
        match self {
            Self::Data(track) => track.as_js(),
            Self::Media(track) => track.as_js(),
        }
    }
}

impl From<LocalDataTrack> for LocalTrack {
    fn from(track: LocalDataTrack) -> Self {
        Self::Data(track)
    }
}

impl From<LocalMediaTrack> for LocalTrack {
    fn from(track: LocalMediaTrack) -> Self {
        Self::Media(track)
    }
}

/// A subscribed track of a remote participant.
#[derive(Clone, Debug, PartialEq)]
pub enum RemoteTrack {
    Data(RemoteDataTrack),
    Media(MediaTrack),
}

impl RemoteTrack {
    pub fn kind(&self) -> TrackKind {
        match self {
            Self::Data(_) => TrackKind::Data,
            Self::Media(track) => track.kind(),
        }
    }

    /// The track as audio or video; `None` for data.
    pub fn media(&self) -> Option<&MediaTrack> {
        match self {
            Self::Data(_) => None,
            Self::Media(track) => Some(track),
        }
    }

    pub(crate) fn from_js(value: JsValue) -> Result<Self, TwilioError> {
        match kind_of(&value)? {
            TrackKind::Data => RemoteDataTrack::from_js(value).map(Self::Data),
            TrackKind::Audio | TrackKind::Video => MediaTrack::from_js(value).map(Self::Media),
        }
    }
}

fn kind_of(value: &JsValue) -> Result<TrackKind, TwilioError> {
    if !value.is_object() {
        return Err(TwilioError::library_mismatch("Track"));
    }
    door::track_kind(value.unchecked_ref::<sys::Track>().kind())
}
