//! What the browser remembers of the person's answers.

use gloo_events::EventListener;
use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventTarget, PermissionStatus};

use crate::state::media::Device;

/// The browser's answer to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    Ask,
    Denied,
    Granted,
}

/// What holds for a device, and a listener for the time when it changes. `None`: the browser does not say.
pub async fn watch_permission(
    device: Device,
    changed: impl Fn(Permission) + 'static,
) -> Option<(Permission, EventListener)> {
    let permissions = web_sys::window()?.navigator().permissions().ok()?;
    let descriptor = Object::new();
    Reflect::set(&descriptor, &"name".into(), &device.word().into()).ok()?;
    let status = JsFuture::from(permissions.query(&descriptor).ok()?).await.ok()?;
    let status = status.unchecked_into::<PermissionStatus>();
    let now = read(&status)?;
    let listener = EventListener::new(status.unchecked_ref::<EventTarget>(), "change", {
        let status = status.clone();
        move |_| {
            if let Some(permission) = read(&status) {
                changed(permission);
            }
        }
    });
    Some((now, listener))
}

fn read(status: &PermissionStatus) -> Option<Permission> {
    match Reflect::get(status, &"state".into()).ok()?.as_string()?.as_str() {
        "granted" => Some(Permission::Granted),
        "denied" => Some(Permission::Denied),
        "prompt" => Some(Permission::Ask),
        _ => None,
    }
}
