use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{MediaStreamTrack, MediaTrackConstraints};
use yew::{Callback, hook, use_callback, use_effect_with, use_mut_ref, use_state_eq};

use super::own_frames::watch_own_frames;
use crate::browser;
use crate::state::relief::Relief;

/// What a relieved computer sends: a face of 360 lines, at half the usual rate.
const LIMITS: [(&str, u32); 3] = [("width", 640), ("height", 360), ("frameRate", 15)];

/// Takes smaller and fewer pictures of the camera while this computer cannot keep up with the call. Returns whether it
/// does, and what the person calls who wants the whole picture all the same.
#[hook]
pub fn use_relief(camera: Option<MediaStreamTrack>, watching: bool) -> (bool, Callback<()>) {
    let reduced = use_state_eq(|| false);
    let relief = use_mut_ref(Relief::default);
    use_effect_with(watching, {
        let (reduced, relief) = (reduced.setter(), relief.clone());
        move |watching| {
            let watch = watching.then(|| {
                watch_own_frames(move |pictures, seconds| {
                    relief.borrow_mut().note(pictures, seconds);
                    reduced.set(relief.borrow().is_reduced());
                })
            });
            move || drop(watch)
        }
    });
    use_effect_with((camera, *reduced), |(camera, reduced)| {
        let limited = camera.clone().filter(|_| *reduced).map(|camera| {
            let before = camera.get_constraints();
            constrain(&camera, &limits(&before));
            (camera, before)
        });
        move || {
            if let Some((camera, before)) = limited {
                constrain(&camera, &before);
            }
        }
    });
    let insist = use_callback((), {
        let reduced = reduced.setter();
        move |(), ()| {
            relief.borrow_mut().insist();
            reduced.set(false);
        }
    });
    (*reduced, insist)
}

/// The same device, with less of everything.
fn limits(before: &MediaTrackConstraints) -> MediaTrackConstraints {
    let limits = Object::assign(&Object::new(), before);
    for (name, value) in LIMITS {
        let limit = Object::new();
        // Our own objects take every property.
        let _ = Reflect::set(&limit, &"max".into(), &value.into());
        let _ = Reflect::set(&limits, &name.into(), &limit);
    }
    limits.unchecked_into()
}

/// A camera that cannot do it goes on as it is.
fn constrain(camera: &MediaStreamTrack, constraints: &MediaTrackConstraints) {
    browser::ignore(camera.apply_constraints_with_constraints(constraints));
}
