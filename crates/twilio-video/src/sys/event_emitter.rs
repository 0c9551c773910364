use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Node's `EventEmitter`, the base of every class of the library.
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone, Debug, PartialEq)]
    pub type EventEmitter;

    #[wasm_bindgen(method, catch)]
    pub fn on(this: &EventEmitter, event: &str, listener: &Function) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = removeListener)]
    pub fn remove_listener(this: &EventEmitter, event: &str, listener: &Function)
    -> Result<JsValue, JsValue>;

    /// The method `on` as a value, to see whether it is there.
    #[wasm_bindgen(method, getter, js_name = on)]
    pub fn on_method(this: &EventEmitter) -> JsValue;

    /// The method `removeListener` as a value, to see whether it is there.
    #[wasm_bindgen(method, getter, js_name = removeListener)]
    pub fn remove_listener_method(this: &EventEmitter) -> JsValue;
}
