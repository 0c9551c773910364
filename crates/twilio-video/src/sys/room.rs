use js_sys::Object;
use wasm_bindgen::prelude::*;

use super::EventEmitter;

#[wasm_bindgen]
extern "C" {
    /// `Room.d.ts`
    #[wasm_bindgen(extends = EventEmitter, extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type Room;

    /// `RemoteParticipant | null`
    #[wasm_bindgen(method, getter, js_name = dominantSpeaker)]
    pub fn dominant_speaker(this: &Room) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = localParticipant)]
    pub fn local_participant(this: &Room) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub fn name(this: &Room) -> JsValue;

    /// `Map<Participant.SID, RemoteParticipant>`
    #[wasm_bindgen(method, getter)]
    pub fn participants(this: &Room) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub fn sid(this: &Room) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub fn state(this: &Room) -> JsValue;

    #[wasm_bindgen(method, catch)]
    pub fn disconnect(this: &Room) -> Result<JsValue, JsValue>;
}
