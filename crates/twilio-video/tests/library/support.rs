//! The fake library, and builders of its objects.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, JSON, Object, Promise, Reflect};
use twilio_video::{ConnectOptions, Room, connect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen(module = "/tests/library/support/fake_library.js")]
extern "C" {
    pub fn install();

    pub fn emitter(properties: &Object) -> JsValue;
    fn emit(target: &JsValue, event: &str, args: &Array);
    #[wasm_bindgen(js_name = listenerTotal)]
    pub fn listener_total(target: &JsValue) -> u32;
    pub fn recorder(answer: &JsValue) -> JsValue;

    #[wasm_bindgen(js_name = optionsOf)]
    pub fn options_of(key: &str) -> JsValue;
    #[wasm_bindgen(js_name = isCanceled)]
    pub fn is_canceled(key: &str) -> bool;
    pub fn resolve(key: &str, value: &JsValue);
    pub fn reject(key: &str, error: &JsValue);

    #[wasm_bindgen(js_name = dataTrack)]
    pub fn data_track(name: &str) -> JsValue;

    #[wasm_bindgen(js_name = installProcessors)]
    pub fn install_processors();
    #[wasm_bindgen(js_name = lastProcessor)]
    pub fn last_processor() -> JsValue;

    #[wasm_bindgen(js_name = twilioError)]
    pub fn twilio_error(code: u32, message: &str) -> JsValue;
    #[wasm_bindgen(js_name = mediaError)]
    pub fn media_error(name: &str) -> JsValue;
}

/// Emits `event` with `args`, synchronously.
pub fn fire(target: &JsValue, event: &str, args: &[&JsValue]) {
    emit(target, event, &args.iter().copied().collect());
}

pub fn object(properties: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in properties {
        set(&object, name, value);
    }
    object
}

pub fn get(target: &JsValue, property: &str) -> JsValue {
    Reflect::get(target, &property.into()).unwrap()
}

pub fn set(target: &JsValue, property: &str, value: &JsValue) {
    Reflect::set(target, &property.into(), value).unwrap();
}

pub fn json(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

/// The arguments of every call of the [`recorder`] that is `target`'s `method`.
pub fn calls(target: &JsValue, method: &str) -> Vec<Array> {
    Array::from(&get(&get(target, method), "calls")).iter().map(|call| Array::from(&call)).collect()
}

/// A `Map` as the library's collections are.
pub fn map(entries: &[(&str, &JsValue)]) -> JsValue {
    let map = js_sys::Map::new();
    for (key, value) in entries {
        map.set(&JsValue::from_str(key), value);
    }
    map.into()
}

pub fn media_track(kind: &str, name: &str) -> JsValue {
    emitter(&object(&[
        ("kind", kind.into()),
        ("name", name.into()),
        ("isEnabled", true.into()),
        ("isStarted", false.into()),
        ("isStopped", false.into()),
        ("attach", recorder(&JsValue::UNDEFINED)),
        ("detach", recorder(&JsValue::UNDEFINED)),
        ("disable", recorder(&JsValue::UNDEFINED)),
        ("enable", recorder(&JsValue::UNDEFINED)),
        ("stop", recorder(&JsValue::UNDEFINED)),
    ]))
}

pub fn remote_data_track(sid: &str) -> JsValue {
    emitter(&object(&[("kind", "data".into()), ("name", "chat".into()), ("sid", sid.into())]))
}

/// A publication whose `track` is not subscribed.
pub fn publication(sid: &str, kind: &str) -> JsValue {
    emitter(&object(&[
        ("trackSid", sid.into()),
        ("trackName", format!("name of {sid}").into()),
        ("kind", kind.into()),
        ("isTrackEnabled", true.into()),
        ("isSubscribed", false.into()),
        ("track", JsValue::NULL),
        ("unpublish", recorder(&JsValue::UNDEFINED)),
    ]))
}

pub fn participant(sid: &str, identity: &str) -> JsValue {
    emitter(&object(&[
        ("sid", sid.into()),
        ("identity", identity.into()),
        ("state", "connected".into()),
        ("tracks", map(&[])),
    ]))
}

/// A room with nobody but ourselves in it.
pub fn room() -> JsValue {
    emitter(&object(&[
        ("sid", "RM1".into()),
        ("name", "My Room".into()),
        ("state", "connected".into()),
        ("localParticipant", participant("PA0", "me")),
        ("participants", map(&[])),
        ("disconnect", recorder(&JsValue::UNDEFINED)),
    ]))
}

/// Joins a fake room, as a page would.
pub async fn join(token: &str, room: &JsValue) -> Room {
    install();
    let connecting = connect(token, &ConnectOptions::new());
    resolve(token, room);
    connecting.await.unwrap()
}

/// Lets everything that waits for a microtask run.
pub async fn settle() {
    for _ in 0..10 {
        JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await.unwrap();
    }
}

/// Where the output of a future that runs beside the test will be.
pub type Answer<T> = Rc<RefCell<Option<T>>>;

/// Runs a future beside the test, as far as it gets without an answer of the fake library.
pub async fn start<T: 'static>(future: impl Future<Output = T> + 'static) -> Answer<T> {
    let answer = Answer::default();
    spawn_local({
        let answer = Rc::clone(&answer);
        async move {
            let output = future.await;
            *answer.borrow_mut() = Some(output);
        }
    });
    settle().await;
    answer
}

/// The output of a future that has what it needs.
pub async fn finish<T>(answer: Answer<T>) -> T {
    settle().await;
    answer.borrow_mut().take().unwrap()
}
