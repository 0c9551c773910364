use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type WakeLock;
    #[wasm_bindgen(method, catch)]
    fn request(this: &WakeLock, kind: &str) -> Result<js_sys::Promise, JsValue>;

    type WakeLockSentinel;
    #[wasm_bindgen(method)]
    fn release(this: &WakeLockSentinel) -> js_sys::Promise;
}

/// Keeps the screen from turning itself off, until it is dropped.
pub struct ScreenLock(WakeLockSentinel);

impl ScreenLock {
    /// `None` where the browser has no such lock or does not give it now.
    pub async fn take() -> Option<Self> {
        let navigator = web_sys::window()?.navigator();
        let lock = js_sys::Reflect::get(&navigator, &"wakeLock".into()).ok().filter(JsValue::is_object)?;
        let promise = lock.unchecked_into::<WakeLock>().request("screen").ok()?;
        Some(Self(JsFuture::from(promise).await.ok()?.unchecked_into()))
    }
}

impl Drop for ScreenLock {
    fn drop(&mut self) {
        // A lock that the browser has taken back already releases quietly.
        let _ = self.0.release();
    }
}
