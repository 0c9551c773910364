mod asking;
mod taker;
mod tracks;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use twilio_video::{LocalMediaTrack, MediaTrackEvent};
use wasm_bindgen_futures::spawn_local;
use yew::{
    Callback, hook, use_callback, use_effect_with, use_memo, use_mut_ref, use_reducer_eq, use_state_eq,
};

use self::asking::Wishes;
use self::taker::{Ledger, Taker};
use super::use_device_choices::{DeviceChoices, use_device_choices};
use super::use_device_list::use_device_list;
use crate::browser::{self, Permission};
use crate::state::device_list::{DeviceKind, DeviceList, Follow};
use crate::state::media::{Device, DeviceProblem, DeviceState, MediaState};

pub use self::tracks::{LocalTracks, Sources};

#[derive(Clone, PartialEq)]
pub struct LocalMedia {
    pub state: MediaState,
    pub tracks: LocalTracks,
    pub sources: Sources,
    pub devices: DeviceList,
    pub choices: DeviceChoices,
    /// Mutes or unmutes a device, and remembers that; asks again for one that is not there.
    pub toggle: Callback<Device>,
    /// Unmutes the microphone for as long as a key is held, without remembering it.
    pub hold_to_talk: Callback<bool>,
    /// Asks again for all that is not there.
    pub retry: Callback<()>,
}

impl LocalMedia {
    /// The id of the speaker that the person chose, while it is there; without one, the system's default plays.
    pub fn speaker(&self) -> Option<String> {
        let kind = DeviceKind::Speaker;
        self.choices.device(kind).filter(|id| self.devices.has(kind, id))
    }
}

/// Asks for camera and microphone once the page is drawn, keeps them until it goes, and follows what the person chooses
/// and plugs in.
#[hook]
pub fn use_local_media() -> LocalMedia {
    let state = use_reducer_eq(MediaState::default);
    let tracks = use_reducer_eq(LocalTracks::default);
    let sources = use_reducer_eq(Sources::default);
    let choices = use_device_choices();
    let devices = use_device_list((*sources).clone());
    let ledger = use_memo((), |()| Rc::new(Ledger::default()));
    let taker = Taker {
        state: state.dispatcher(),
        tracks: tracks.dispatcher(),
        sources: sources.dispatcher(),
        ledger: (*ledger).clone(),
    };
    let wishes = wishes(&choices);
    ledger.wishes.replace(wishes.clone());

    use_effect_with((), {
        let taker = taker.clone();
        move |()| {
            taker.take(&[Device::Camera, Device::Microphone]);
            move || taker.ledger.closed.set(true)
        }
    });
    let (camera, microphone) = (tracks.camera.clone(), tracks.microphone.clone());
    use_loss(Device::Camera, camera.clone(), taker.clone());
    use_loss(Device::Microphone, microphone.clone(), taker.clone());
    use_wishes(Device::Camera, &wishes, camera, taker.clone());
    use_wishes(Device::Microphone, &wishes, microphone, taker.clone());
    use_late_permission(Device::Camera, state.camera, taker.clone());
    use_late_permission(Device::Microphone, state.microphone, taker.clone());
    use_hot_plug(&devices, (*state, (*tracks).clone(), (*sources).clone()), &choices, taker.clone());

    let toggle = use_callback((*state, (*tracks).clone(), choices.clone()), {
        let taker = taker.clone();
        move |device: Device, (state, tracks, choices): &(MediaState, LocalTracks, DeviceChoices)| match (
            state.of(device),
            tracks.of(device),
        ) {
            (DeviceState::On, Some(track)) => {
                choices.switch(device, false);
                taker.report(device, track.disable(), DeviceState::Off);
            }
            (DeviceState::Off, Some(track)) => {
                choices.switch(device, true);
                taker.report(device, track.enable(), DeviceState::On);
            }
            (DeviceState::Unavailable(_), _) => {
                choices.switch(device, true);
                taker.take(&[device]);
            }
            (DeviceState::Asking | DeviceState::On | DeviceState::Off, _) => {}
        }
    });
    // Whether the microphone is on only because of the key.
    let held = use_state_eq(|| false);
    let hold_to_talk = use_callback((state.microphone, tracks.microphone.clone(), *held), {
        let (taker, held) = (taker.clone(), held.setter());
        move |hold: bool, (state, track, is_held): &(DeviceState, Option<LocalMediaTrack>, bool)| {
            let Some(track) = track else { return };
            if hold && *state == DeviceState::Off {
                held.set(true);
                taker.report(Device::Microphone, track.enable(), DeviceState::On);
            } else if !hold && *is_held {
                held.set(false);
                taker.report(Device::Microphone, track.disable(), DeviceState::Off);
            }
        }
    });
    let retry = use_callback(*state, move |(), state: &MediaState| {
        let devices: Vec<Device> = state.problems().into_iter().map(|(device, _)| device).collect();
        taker.take(&devices);
    });
    LocalMedia {
        state: *state,
        tracks: (*tracks).clone(),
        sources: (*sources).clone(),
        devices,
        choices,
        toggle,
        hold_to_talk,
        retry,
    }
}

fn wishes(choices: &DeviceChoices) -> Wishes {
    Wishes {
        camera: choices.device(DeviceKind::Camera),
        microphone: choices.device(DeviceKind::Microphone),
        noise_suppression: choices.noise_suppression.value,
        camera_on: choices.camera_on.value,
        microphone_on: choices.microphone_on.value,
    }
}

/// Notices that a device goes away, and turns it off when the page no longer holds it.
#[hook]
fn use_loss(device: Device, track: Option<LocalMediaTrack>, taker: Taker) {
    use_effect_with(track, move |track| {
        let held = track.clone().map(|track| {
            let subscription = track.media().subscribe(move |event| {
                if matches!(event, MediaTrackEvent::Stopped) {
                    taker.lose(device);
                }
            });
            (subscription, track)
        });
        move || {
            if let Some((subscription, track)) = held {
                // Our own turning off is no loss of the device.
                drop(subscription);
                let _ = track.stop();
            }
        }
    });
}

/// Goes over to another device, or other processing, when the person chooses so.
#[hook]
fn use_wishes(device: Device, wishes: &Wishes, track: Option<LocalMediaTrack>, taker: Taker) {
    let wished = match device {
        Device::Camera => (wishes.camera.clone(), true),
        Device::Microphone => (wishes.microphone.clone(), wishes.noise_suppression),
    };
    // What a track was made for: no change the first time.
    let known = use_mut_ref(|| wished.clone());
    use_effect_with(wished, move |wished| {
        let before = known.replace(wished.clone());
        if before != *wished
            && let Some(track) = track
        {
            taker.change(device, track);
        }
    });
}

/// Takes a device that was refused when the person allows it after all, as in the browser's settings.
#[hook]
fn use_late_permission(device: Device, state: DeviceState, taker: Taker) {
    let waits =
        matches!(state, DeviceState::Unavailable(DeviceProblem::Denied | DeviceProblem::BlockedBySystem));
    use_effect_with(waits, move |waits| {
        let listener: Rc<RefCell<Option<EventListener>>> = Rc::default();
        let wanted = Rc::new(Cell::new(*waits));
        if *waits {
            let (listener, wanted) = (listener.clone(), wanted.clone());
            spawn_local(async move {
                let watched = browser::watch_permission(device, move |permission| {
                    if permission == Permission::Granted {
                        taker.take(&[device]);
                    }
                })
                .await;
                if wanted.get() {
                    *listener.borrow_mut() = watched.map(|(_, listener)| listener);
                }
            });
        }
        move || {
            wanted.set(false);
            drop(listener.borrow_mut().take());
        }
    });
}

/// Follows devices that are plugged in and out, and the system's default.
#[hook]
fn use_hot_plug(
    devices: &DeviceList,
    held: (MediaState, LocalTracks, Sources),
    choices: &DeviceChoices,
    taker: Taker,
) {
    let before = use_mut_ref(DeviceList::default);
    let (state, tracks, sources) = held;
    let choices = choices.clone();
    use_effect_with(devices.clone(), move |now| {
        let before = before.replace(now.clone());
        for (device, kind) in
            [(Device::Camera, DeviceKind::Camera), (Device::Microphone, DeviceKind::Microphone)]
        {
            let missing = matches!(
                state.of(device),
                DeviceState::Unavailable(DeviceProblem::Missing | DeviceProblem::Stopped)
            );
            match tracks.of(device) {
                Some(track) => {
                    let (in_use, chosen) = (sources.device_id(device), choices.device(kind));
                    let follow = now.follow(&before, kind, in_use.as_deref(), chosen.as_deref());
                    if let Follow::Change(_) = follow {
                        taker.change(device, track.clone());
                    }
                }
                None if missing && now.choices(kind).count() > before.choices(kind).count() => {
                    taker.take(&[device]);
                }
                None => {}
            }
        }
    });
}
