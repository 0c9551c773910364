use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use crate::events::Read;
use crate::{Subscription, TwilioError, door, sys};

/// A data track of ours: reliable and in order.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalDataTrack {
    handle: sys::LocalDataTrack,
}

impl LocalDataTrack {
    /// Makes a track; it carries messages once it is published. Every track of a participant needs its own name.
    pub fn new(name: &str) -> Result<Self, TwilioError> {
        let class = door::video()?
            .local_data_track()
            .dyn_into::<Function>()
            .map_err(|_| TwilioError::library_mismatch("LocalDataTrack"))?;
        let options = Object::new();
        door::set(&options, "name", &JsValue::from_str(name));
        let track = Reflect::construct(&class, &Array::of1(&options))
            .map_err(|error| TwilioError::from_js(&error))?;
        Self::from_js(track)
    }

    /// Sends to everybody in the room. What is sent before the connection stands is lost; there is no receipt.
    pub fn send_text(&self, text: &str) -> Result<(), TwilioError> {
        self.send(&JsValue::from_str(text))
    }

    /// See [`send_text`](Self::send_text).
    pub fn send_bytes(&self, bytes: &[u8]) -> Result<(), TwilioError> {
        self.send(&Uint8Array::from(bytes))
    }

    fn send(&self, data: &JsValue) -> Result<(), TwilioError> {
        self.handle.send(data).map_err(|error| TwilioError::from_js(&error))?;
        Ok(())
    }

    pub(crate) fn from_js(value: JsValue) -> Result<Self, TwilioError> {
        Ok(Self { handle: door::emitter(value, "LocalDataTrack")? })
    }

    pub(crate) fn as_js(&self) -> &JsValue {
        self.handle.as_ref()
    }
}

/// A remote participant's data track.
#[derive(Clone, Debug)]
pub struct RemoteDataTrack {
    handle: sys::RemoteDataTrack,
    sid: Rc<str>,
    name: Rc<str>,
}

impl RemoteDataTrack {
    pub fn sid(&self) -> &str {
        &self.sid
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// Listens to its messages.
    pub fn subscribe(&self, listener: impl Fn(DataMessage) + 'static) -> Subscription {
        Subscription::new(self.handle.as_ref(), EVENTS, listener)
    }

    pub(crate) fn from_js(value: JsValue) -> Result<Self, TwilioError> {
        let handle = door::emitter::<sys::RemoteDataTrack>(value, "RemoteDataTrack")?;
        let sid = door::string(handle.sid(), "RemoteDataTrack.sid")?;
        let name = door::string(handle.name(), "Track.name")?;
        Ok(Self { handle, sid, name })
    }
}

impl PartialEq for RemoteDataTrack {
    fn eq(&self, other: &Self) -> bool {
        self.handle == other.handle
    }
}

/// A message of a data track: whatever its sender wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataMessage {
    Bytes(Vec<u8>),
    Text(String),
}

impl DataMessage {
    pub(crate) fn from_js(value: JsValue) -> Result<Self, TwilioError> {
        if let Some(text) = value.as_string() {
            return Ok(Self::Text(text));
        }
        let buffer = value.dyn_into::<ArrayBuffer>().map_err(|_| TwilioError::library_mismatch("message"))?;
        Ok(Self::Bytes(Uint8Array::new(&buffer).to_vec()))
    }
}

const EVENTS: &[(&str, Read<DataMessage>)] = &[("message", |[message, ..]| DataMessage::from_js(message))];
