//! Where values of JavaScript become values of ours, checked.

use std::rc::Rc;

use js_sys::{Function, Object, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

use crate::{TrackKind, TwilioError, sys};

/// The library, if its script has been loaded.
pub(crate) fn video() -> Result<sys::Video, TwilioError> {
    let twilio = Reflect::get(&global(), &JsValue::from_str("Twilio")).unwrap_or(JsValue::UNDEFINED);
    if !twilio.is_object() {
        return Err(TwilioError::library_missing());
    }
    let video = twilio.unchecked_into::<sys::Twilio>().video();
    if !video.is_object() {
        return Err(TwilioError::library_missing());
    }
    Ok(video.unchecked_into())
}

/// A property of something that need not be an object; `None` if there is no object in it.
pub(crate) fn property(object: &JsValue, property: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(property)).ok().filter(JsValue::is_object)
}

/// Takes a value as an object that emits events: its class is no global, so its methods are what there is to check.
pub(crate) fn emitter<T: JsCast + AsRef<sys::EventEmitter>>(
    value: JsValue,
    what: &str,
) -> Result<T, TwilioError> {
    if !value.is_object() {
        return Err(TwilioError::library_mismatch(what));
    }
    let emitter = value.unchecked_into::<T>();
    let methods: &sys::EventEmitter = emitter.as_ref();
    if methods.on_method().has_type::<Function>() && methods.remove_listener_method().has_type::<Function>() {
        Ok(emitter)
    } else {
        Err(TwilioError::library_mismatch(what))
    }
}

pub(crate) fn string(value: JsValue, what: &str) -> Result<Rc<str>, TwilioError> {
    value.as_string().map(Rc::from).ok_or_else(|| TwilioError::library_mismatch(what))
}

pub(crate) fn track_kind(value: JsValue) -> Result<TrackKind, TwilioError> {
    value
        .as_string()
        .and_then(|kind| TrackKind::parse(&kind))
        .ok_or_else(|| TwilioError::library_mismatch("Track.kind"))
}

/// The values of a `Map`, each read by `read`. What cannot be read is reported and left out.
pub(crate) fn map_values<T>(
    map: &JsValue,
    what: &str,
    read: fn(JsValue) -> Result<T, TwilioError>,
) -> Vec<T> {
    let Ok(Some(entries)) = js_sys::try_iter(map) else {
        report(&TwilioError::library_mismatch(what));
        return Vec::new();
    };
    let value_of = |entry: JsValue| Reflect::get_u32(&entry, 1).unwrap_or(JsValue::UNDEFINED);
    entries
        .filter_map(|entry| {
            let read =
                entry.map_err(|error| TwilioError::from_js(&error)).and_then(|entry| read(value_of(entry)));
            read.inspect_err(report).ok()
        })
        .collect()
}

/// Tells the developer, in the browser's console, of a fault that has no caller to return to.
pub(crate) fn report(error: &TwilioError) {
    web_sys::console::warn_1(&JsValue::from_str(&format!("twilio-video: {error}")));
}

/// Sets a property of an object that we made. That fails only for frozen objects and proxies, which ours are not.
pub(crate) fn set(object: &Object, property: &str, value: &JsValue) {
    if let Err(error) = Reflect::set(object, &JsValue::from_str(property), value) {
        report(&TwilioError::from_js(&error));
    }
}
