use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;

use super::EventEmitter;

#[wasm_bindgen]
extern "C" {
    /// `Participant.d.ts`
    #[wasm_bindgen(extends = EventEmitter, extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type Participant;

    #[wasm_bindgen(method, getter)]
    pub fn identity(this: &Participant) -> JsValue;

    /// `NetworkQualityLevel | null`
    #[wasm_bindgen(method, getter, js_name = networkQualityLevel)]
    pub fn network_quality_level(this: &Participant) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub fn sid(this: &Participant) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub fn state(this: &Participant) -> JsValue;

    /// `Map<Track.SID, TrackPublication>`
    #[wasm_bindgen(method, getter)]
    pub fn tracks(this: &Participant) -> JsValue;

    /// `LocalParticipant.d.ts`
    #[wasm_bindgen(extends = Participant, extends = EventEmitter, extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type LocalParticipant;

    #[wasm_bindgen(method, catch, js_name = publishTrack)]
    pub fn publish_track(
        this: &LocalParticipant,
        track: &JsValue,
        options: &Object,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setParameters)]
    pub fn set_parameters(this: &LocalParticipant, parameters: &Object) -> Result<JsValue, JsValue>;

    /// `LocalTrackPublication | null`
    #[wasm_bindgen(method, catch, js_name = unpublishTrack)]
    pub fn unpublish_track(this: &LocalParticipant, track: &JsValue) -> Result<JsValue, JsValue>;

    /// `RemoteParticipant.d.ts`
    #[wasm_bindgen(extends = Participant, extends = EventEmitter, extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type RemoteParticipant;
}
