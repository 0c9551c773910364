use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::RtcPeerConnection;

use crate::room_event::EVENTS;
use crate::{
    LocalParticipant, RemoteParticipant, RoomEvent, RoomState, RoomView, Subscription, TwilioError, door, sys,
};

/// A room that we are, or were, in.
#[derive(Clone, Debug)]
pub struct Room {
    handle: sys::Room,
    sid: Rc<str>,
    name: Rc<str>,
    local_participant: LocalParticipant,
}

impl Room {
    pub fn sid(&self) -> &str {
        &self.sid
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn state(&self) -> RoomState {
        self.handle.state().as_string().map_or(RoomState::Unknown, |state| RoomState::parse(&state))
    }

    pub fn local_participant(&self) -> &LocalParticipant {
        &self.local_participant
    }

    /// Everybody else in the room, in the order in which we met them.
    pub fn participants(&self) -> Vec<RemoteParticipant> {
        door::map_values(&self.handle.participants(), "Room.participants", RemoteParticipant::from_js)
    }

    /// The remote participant of that SID, while it is in the room.
    pub fn participant(&self, sid: &str) -> Option<RemoteParticipant> {
        self.participants().into_iter().find(|participant| participant.sid() == sid)
    }

    /// Who of the others speaks, where [`ConnectOptions::dominant_speaker`](crate::ConnectOptions::dominant_speaker)
    /// asked for it. `None` also while we do.
    pub fn dominant_speaker(&self) -> Option<RemoteParticipant> {
        let speaker = self.handle.dominant_speaker();
        speaker.is_object().then(|| RemoteParticipant::from_js(speaker).inspect_err(door::report).ok())?
    }

    /// The browser's own connections, for their statistics. The library does not offer them: they are read where
    /// version 2.36 keeps them, and there are none where another version keeps them elsewhere.
    pub fn peer_connections(&self) -> Vec<RtcPeerConnection> {
        let managed = ["_signaling", "_peerConnectionManager", "_peerConnections"]
            .into_iter()
            .try_fold(JsValue::from(self.handle.clone()), |object, property| {
                door::property(&object, property)
            });
        let Some(Ok(Some(entries))) = managed.map(|managed| js_sys::try_iter(&managed)) else {
            return Vec::new();
        };
        entries
            .filter_map(|entry| {
                let managed = Reflect::get_u32(&entry.ok()?, 1).ok()?;
                let connection = door::property(&managed, "_peerConnection")?;
                // The library wraps the browser's connection in one of its own (`@twilio/webrtc`).
                let inner = door::property(&connection, "_peerConnection").unwrap_or(connection);
                inner.dyn_into().ok()
            })
            .collect()
    }

    /// Leaves. Our devices stay on. [`RoomEvent::Disconnected`] is emitted before this returns.
    pub fn disconnect(&self) -> Result<(), TwilioError> {
        self.handle.disconnect().map_err(|error| TwilioError::from_js(&error))?;
        Ok(())
    }

    /// Listens to everything that happens. Who and what was there before is read with
    /// [`participants`](Self::participants), after subscribing.
    pub fn subscribe(&self, listener: impl Fn(RoomEvent) + 'static) -> Subscription {
        Subscription::new(self.handle.as_ref(), EVENTS, listener)
    }

    pub fn view(&self) -> RoomView {
        RoomView {
            sid: self.sid.to_string(),
            name: self.name.to_string(),
            state: self.state(),
            local_participant: self.local_participant.view(),
            participants: self.participants().iter().map(RemoteParticipant::view).collect(),
        }
    }

    pub(crate) fn from_js(value: JsValue) -> Result<Self, TwilioError> {
        let handle = door::emitter::<sys::Room>(value, "Room")?;
        let sid = door::string(handle.sid(), "Room.sid")?;
        let name = door::string(handle.name(), "Room.name")?;
        let local_participant = LocalParticipant::from_js(handle.local_participant())?;
        Ok(Self { handle, sid, name, local_participant })
    }
}

impl PartialEq for Room {
    fn eq(&self, other: &Self) -> bool {
        self.handle == other.handle
    }
}
