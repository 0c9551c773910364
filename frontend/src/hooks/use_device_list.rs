use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen_futures::spawn_local;
use yew::{hook, use_effect_with, use_state_eq};

use super::Sources;
use crate::browser;
use crate::state::device_list::DeviceList;

/// What the browser knows of devices, as it is now. Their names become known when it gives one, so it is read anew
/// whenever `sources` change.
#[hook]
pub fn use_device_list(sources: Sources) -> DeviceList {
    let list = use_state_eq(DeviceList::default);
    use_effect_with(sources, {
        let list = list.setter();
        move |_| {
            let wanted = Rc::new(Cell::new(true));
            let read = {
                let wanted = wanted.clone();
                move || {
                    let (list, wanted) = (list.clone(), wanted.clone());
                    spawn_local(async move {
                        let now = browser::device_list().await;
                        if wanted.get() {
                            list.set(now);
                        }
                    });
                }
            };
            read();
            let listener = browser::media_devices()
                .map(|devices| EventListener::new(&devices, "devicechange", move |_| read()));
            move || {
                wanted.set(false);
                drop(listener);
            }
        }
    });
    (*list).clone()
}
