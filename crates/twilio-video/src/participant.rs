use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::JsValue;

use crate::participant_event::{LOCAL_EVENTS, REMOTE_EVENTS};
use crate::pending::Pending;
use crate::{
    LocalParticipantEvent, LocalPublication, LocalTrack, ParticipantState, ParticipantView,
    RemoteParticipantEvent, RemotePublication, Subscription, TrackPriority, TrackView, TwilioError, door,
    sys,
};

/// Ourselves in a room.
#[derive(Clone, Debug)]
pub struct LocalParticipant {
    handle: sys::LocalParticipant,
    facts: Facts,
}

impl LocalParticipant {
    pub fn sid(&self) -> &str {
        &self.facts.sid
    }

    pub fn identity(&self) -> &str {
        &self.facts.identity
    }

    pub fn state(&self) -> ParticipantState {
        state(&self.handle)
    }

    /// See [`RemoteParticipant::network_quality_level`].
    pub fn network_quality_level(&self) -> Option<u8> {
        network_quality_level(&self.handle.network_quality_level())
    }

    /// Our published tracks, in the order in which they were published.
    pub fn publications(&self) -> Vec<LocalPublication> {
        door::map_values(&self.handle.tracks(), "Participant.tracks", LocalPublication::from_js)
    }

    /// Puts a track into the room; done when the server has accepted it.
    pub async fn publish(&self, track: &LocalTrack) -> Result<LocalPublication, TwilioError> {
        self.publish_with(track, &Object::new()).await
    }

    /// Like [`publish`](Self::publish). A track of higher priority goes first where a subscriber's line is too thin.
    pub async fn publish_with_priority(
        &self,
        track: &LocalTrack,
        priority: TrackPriority,
    ) -> Result<LocalPublication, TwilioError> {
        let options = Object::new();
        door::set(&options, "priority", &JsValue::from_str(priority.word()));
        self.publish_with(track, &options).await
    }

    async fn publish_with(
        &self,
        track: &LocalTrack,
        options: &Object,
    ) -> Result<LocalPublication, TwilioError> {
        let promise = self
            .handle
            .publish_track(track.as_js(), options)
            .map_err(|error| TwilioError::from_js(&error))?;
        LocalPublication::from_js(Pending::new(&promise, |_| ()).await?)
    }

    /// Limits what each of our pictures may send, in bits per second. `None`: as much as the connection carries.
    pub fn limit_video_bitrate(&self, limit: Option<u32>) -> Result<(), TwilioError> {
        let parameters = Object::new();
        door::set(&parameters, "maxVideoBitrate", &limit.map_or(JsValue::NULL, JsValue::from));
        self.handle.set_parameters(&parameters).map_err(|error| TwilioError::from_js(&error))?;
        Ok(())
    }

    /// Takes a track out of the room. Its device stays on. `None`: it was not published.
    pub fn unpublish(&self, track: &LocalTrack) -> Result<Option<LocalPublication>, TwilioError> {
        let publication =
            self.handle.unpublish_track(track.as_js()).map_err(|error| TwilioError::from_js(&error))?;
        if publication.is_null() || publication.is_undefined() {
            return Ok(None);
        }
        LocalPublication::from_js(publication).map(Some)
    }

    pub fn subscribe(&self, listener: impl Fn(LocalParticipantEvent) + 'static) -> Subscription {
        Subscription::new(self.handle.as_ref(), LOCAL_EVENTS, listener)
    }

    pub fn view(&self) -> ParticipantView {
        self.facts.view(self.state(), self.publications().iter().map(LocalPublication::view).collect())
    }

    pub(crate) fn from_js(value: JsValue) -> Result<Self, TwilioError> {
        let handle = door::emitter::<sys::LocalParticipant>(value, "LocalParticipant")?;
        let facts = Facts::read(&handle)?;
        Ok(Self { handle, facts })
    }
}

impl PartialEq for LocalParticipant {
    fn eq(&self, other: &Self) -> bool {
        self.handle == other.handle
    }
}

/// Somebody else in the room.
#[derive(Clone, Debug)]
pub struct RemoteParticipant {
    handle: sys::RemoteParticipant,
    facts: Facts,
}

impl RemoteParticipant {
    pub fn sid(&self) -> &str {
        &self.facts.sid
    }

    pub fn identity(&self) -> &str {
        &self.facts.identity
    }

    pub fn state(&self) -> ParticipantState {
        state(&self.handle)
    }

    /// How well their connection carries media: from 0, not at all, to 5. `None`: not known, or
    /// [`ConnectOptions::network_quality`](crate::ConnectOptions::network_quality) did not ask for it.
    pub fn network_quality_level(&self) -> Option<u8> {
        network_quality_level(&self.handle.network_quality_level())
    }

    /// Their published tracks, in the order in which they were published.
    pub fn publications(&self) -> Vec<RemotePublication> {
        door::map_values(&self.handle.tracks(), "Participant.tracks", RemotePublication::from_js)
    }

    /// The publication of the track of that SID, while it is published.
    pub fn publication(&self, track_sid: &str) -> Option<RemotePublication> {
        self.publications().into_iter().find(|publication| publication.track_sid() == track_sid)
    }

    pub fn subscribe(&self, listener: impl Fn(RemoteParticipantEvent) + 'static) -> Subscription {
        Subscription::new(self.handle.as_ref(), REMOTE_EVENTS, listener)
    }

    pub fn view(&self) -> ParticipantView {
        self.facts.view(self.state(), self.publications().iter().map(RemotePublication::view).collect())
    }

    pub(crate) fn from_js(value: JsValue) -> Result<Self, TwilioError> {
        let handle = door::emitter::<sys::RemoteParticipant>(value, "RemoteParticipant")?;
        let facts = Facts::read(&handle)?;
        Ok(Self { handle, facts })
    }
}

impl PartialEq for RemoteParticipant {
    fn eq(&self, other: &Self) -> bool {
        self.handle == other.handle
    }
}

/// What stays the same as long as a participant is in a room.
#[derive(Clone, Debug)]
struct Facts {
    sid: Rc<str>,
    identity: Rc<str>,
}

impl Facts {
    fn read(participant: &impl AsRef<sys::Participant>) -> Result<Self, TwilioError> {
        let participant = participant.as_ref();
        Ok(Self {
            sid: door::string(participant.sid(), "Participant.sid")?,
            identity: door::string(participant.identity(), "Participant.identity")?,
        })
    }

    fn view(&self, state: ParticipantState, tracks: Vec<TrackView>) -> ParticipantView {
        ParticipantView { sid: self.sid.to_string(), identity: self.identity.to_string(), state, tracks }
    }
}

pub(crate) fn network_quality_level(level: &JsValue) -> Option<u8> {
    level.as_f64().filter(|level| (0.0..=5.0).contains(level)).map(|level| level as u8)
}

fn state(participant: &impl AsRef<sys::Participant>) -> ParticipantState {
    let state = participant.as_ref().state().as_string();
    state.map_or(ParticipantState::Unknown, |state| ParticipantState::parse(&state))
}
