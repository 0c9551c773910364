//! Files, addresses and times, as the browser takes and gives them.

use gloo_timers::callback::Timeout;
use js_sys::{Array, ArrayBuffer, Date, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// Milliseconds since 1970.
pub fn now() -> u64 {
    Date::now() as u64
}

/// Hours and minutes of the day, as one writes them in this language.
pub fn clock_time(time: u64, language: &str) -> String {
    let options = Object::new();
    for part in ["hour", "minute"] {
        // Our own object takes every property.
        let _ = Reflect::set(&options, &part.into(), &"2-digit".into());
    }
    Date::new(&JsValue::from_f64(time as f64)).to_locale_time_string_with_options(language, &options).into()
}

/// Puts a text where it can be pasted from; whether the browser does so.
pub async fn copy(text: &str) -> bool {
    let clipboard = web_sys::window()
        .and_then(|window| Reflect::get(&window.navigator(), &"clipboard".into()).ok())
        // Insecure pages have none, although the interface says that it is always there.
        .filter(JsValue::is_object)
        .map(JsCast::unchecked_into::<web_sys::Clipboard>);
    match clipboard {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}

/// The bytes of a chosen file; `None` if it is gone or not to be read.
pub async fn read_file(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(buffer.dyn_ref::<ArrayBuffer>()?).to_vec())
}

/// Lets the person keep bytes as a file.
pub fn save_file(name: &str, kind: &str, bytes: &[u8]) {
    if let Some(blob) = blob(bytes, kind) {
        save_blob(name, &blob);
    }
}

pub fn save_blob(name: &str, blob: &Blob) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return };
    let link = web_sys::window()
        .and_then(|window| window.document()?.create_element("a").ok())
        .and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    // Browsers take their time to fetch it, and do not say when they have.
    Timeout::new(SAVING, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
}

/// Milliseconds within which a browser has begun to save what it was told to.
const SAVING: u32 = 60_000;

/// An address of bytes in this page's memory, for as long as this lives.
#[derive(Debug, PartialEq)]
pub struct ObjectUrl(String);

impl ObjectUrl {
    pub fn new(bytes: &[u8], kind: &str) -> Option<Self> {
        Url::create_object_url_with_blob(&blob(bytes, kind)?).ok().map(Self)
    }

    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // An address that is gone already needs nothing more.
        let _ = Url::revoke_object_url(&self.0);
    }
}

fn blob(bytes: &[u8], kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options).ok()
}

/// For what may fail without anybody missing it: no rejection is reported in the console.
pub fn ignore(promise: Result<Promise, JsValue>) {
    if let Ok(promise) = promise {
        spawn_local(async move {
            let _ = JsFuture::from(promise).await;
        });
    }
}
