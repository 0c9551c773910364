use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::TwilioError;

/// A promise as a future that cleans up behind itself: what arrives after it was dropped is given to `dispose`.
pub(crate) struct Pending {
    future: Option<JsFuture>,
    dispose: fn(JsValue),
}

impl Pending {
    pub(crate) fn new(promise: &Promise, dispose: fn(JsValue)) -> Self {
        Self { future: Some(JsFuture::from(promise.clone())), dispose }
    }
}

impl Future for Pending {
    type Output = Result<JsValue, TwilioError>;

    /// Stays pending when polled again after it was ready.
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(future) = &mut self.future else { return Poll::Pending };
        let Poll::Ready(result) = Pin::new(future).poll(context) else { return Poll::Pending };
        self.future = None;
        Poll::Ready(result.map_err(|error| TwilioError::from_js(&error)))
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        let Some(future) = self.future.take() else { return };
        let dispose = self.dispose;
        spawn_local(async move {
            if let Ok(value) = future.await {
                dispose(value);
            }
        });
    }
}
