use std::rc::Rc;

use wasm_bindgen::JsValue;

use crate::{LocalTrack, MediaTrack, RemoteTrack, TrackKind, TrackView, TwilioError, door, sys};

/// A track of ours that is in the room.
#[derive(Clone, Debug)]
pub struct LocalPublication {
    handle: sys::LocalTrackPublication,
    facts: Facts,
}

impl LocalPublication {
    pub fn track_sid(&self) -> &str {
        &self.facts.sid
    }

    pub fn track_name(&self) -> &str {
        &self.facts.name
    }

    pub fn kind(&self) -> TrackKind {
        self.facts.kind
    }

    pub fn track(&self) -> Result<LocalTrack, TwilioError> {
        LocalTrack::from_js(self.handle.track())
    }

    pub fn is_track_enabled(&self) -> bool {
        self.handle.is_track_enabled().is_truthy()
    }

    /// Takes the track out of the room. Its device stays on.
    pub fn unpublish(&self) -> Result<(), TwilioError> {
        self.handle.unpublish().map_err(|error| TwilioError::from_js(&error))?;
        Ok(())
    }

    pub fn view(&self) -> TrackView {
        self.facts.view(self.is_track_enabled(), true, false)
    }

    pub(crate) fn from_js(value: JsValue) -> Result<Self, TwilioError> {
        let handle = door::emitter::<sys::LocalTrackPublication>(value, "LocalTrackPublication")?;
        let facts = Facts::read(&handle)?;
        Ok(Self { handle, facts })
    }
}

impl PartialEq for LocalPublication {
    fn eq(&self, other: &Self) -> bool {
        self.handle == other.handle
    }
}

/// A track that a remote participant has put into the room.
#[derive(Clone, Debug)]
pub struct RemotePublication {
    handle: sys::RemoteTrackPublication,
    facts: Facts,
}

impl RemotePublication {
    pub fn track_sid(&self) -> &str {
        &self.facts.sid
    }

    pub fn track_name(&self) -> &str {
        &self.facts.name
    }

    pub fn kind(&self) -> TrackKind {
        self.facts.kind
    }

    /// The track, while it is subscribed.
    pub fn track(&self) -> Option<RemoteTrack> {
        let track = self.handle.track();
        if track.is_null() || track.is_undefined() {
            return None;
        }
        RemoteTrack::from_js(track).inspect_err(door::report).ok()
    }

    pub fn is_subscribed(&self) -> bool {
        self.handle.is_subscribed().is_truthy()
    }

    /// `false` while its publisher has muted it.
    pub fn is_track_enabled(&self) -> bool {
        self.handle.is_track_enabled().is_truthy()
    }

    pub fn view(&self) -> TrackView {
        let track = self.track();
        let switched_off =
            track.as_ref().and_then(RemoteTrack::media).is_some_and(MediaTrack::is_switched_off);
        self.facts.view(self.is_track_enabled(), self.is_subscribed(), switched_off)
    }

    pub(crate) fn from_js(value: JsValue) -> Result<Self, TwilioError> {
        let handle = door::emitter::<sys::RemoteTrackPublication>(value, "RemoteTrackPublication")?;
        let facts = Facts::read(&handle)?;
        Ok(Self { handle, facts })
    }
}

impl PartialEq for RemotePublication {
    fn eq(&self, other: &Self) -> bool {
        self.handle == other.handle
    }
}

/// What stays the same as long as a publication lives.
#[derive(Clone, Debug)]
struct Facts {
    sid: Rc<str>,
    name: Rc<str>,
    kind: TrackKind,
}

impl Facts {
    fn read(publication: &impl AsRef<sys::TrackPublication>) -> Result<Self, TwilioError> {
        let publication = publication.as_ref();
        Ok(Self {
            sid: door::string(publication.track_sid(), "TrackPublication.trackSid")?,
            name: door::string(publication.track_name(), "TrackPublication.trackName")?,
            kind: door::track_kind(publication.kind())?,
        })
    }

    fn view(&self, enabled: bool, subscribed: bool, switched_off: bool) -> TrackView {
        TrackView {
            sid: self.sid.to_string(),
            name: self.name.to_string(),
            kind: self.kind,
            enabled,
            subscribed,
            switched_off,
        }
    }
}
