//! Cameras, microphones and speakers, as the browser lists them.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MediaDeviceInfo, MediaDevices, MediaStreamTrack};

use crate::state::device_list::{DeviceInfo, DeviceKind, DeviceList};

/// `None` on insecure pages, which have none although the interface says that all do.
pub fn media_devices() -> Option<MediaDevices> {
    let devices = Reflect::get(&web_sys::window()?.navigator(), &"mediaDevices".into()).ok()?;
    devices.is_object().then(|| devices.unchecked_into())
}

/// What there is now; nothing where the browser does not say.
pub async fn device_list() -> DeviceList {
    read_list().await.unwrap_or_default()
}

async fn read_list() -> Option<DeviceList> {
    let listed = JsFuture::from(media_devices()?.enumerate_devices().ok()?).await.ok()?;
    let read = |value: wasm_bindgen::JsValue| {
        let info = value.unchecked_into::<MediaDeviceInfo>();
        let kind = Reflect::get(&info, &"kind".into()).ok()?.as_string()?;
        Some(DeviceInfo { kind: DeviceKind::parse(&kind)?, id: info.device_id(), label: info.label() })
    };
    Some(DeviceList::new(Array::from(&listed).iter().filter_map(read)))
}

/// Which device a track is from; `None` where the browser does not say.
pub fn device_id(track: &MediaStreamTrack) -> Option<String> {
    Reflect::get(&track.get_settings(), &"deviceId".into()).ok()?.as_string()
}
