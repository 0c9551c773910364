use std::cell::{Cell, RefCell};
use std::rc::Rc;

use twilio_video::{LocalMediaTrack, TwilioError};
use wasm_bindgen_futures::spawn_local;
use yew::UseReducerDispatcher;

use super::asking::{Wishes, ask, change};
use super::tracks::{LocalTracks, SourceChanged, Sources, TrackChanged};
use crate::browser;
use crate::state::media::{Device, DeviceProblem, DeviceState, MediaAction, MediaState, Surroundings};

/// Takes devices, changes them, and says what came of it.
#[derive(Clone)]
pub struct Taker {
    pub state: UseReducerDispatcher<MediaState>,
    pub tracks: UseReducerDispatcher<LocalTracks>,
    pub sources: UseReducerDispatcher<Sources>,
    pub ledger: Rc<Ledger>,
}

/// What must be known when the browser's answer comes, as it is then.
#[derive(Default)]
pub struct Ledger {
    /// The page is gone.
    pub closed: Cell<bool>,
    pub wishes: RefCell<Wishes>,
    /// Devices that are being changed: the library calls that the end of the old one.
    changing: RefCell<Vec<Device>>,
}

impl Taker {
    pub fn take(&self, devices: &[Device]) {
        let surroundings = Surroundings {
            has_media_devices: browser::media_devices().is_some(),
            is_secure: browser::is_secure_context(),
        };
        for &device in devices {
            let state = surroundings.problem().map_or(DeviceState::Asking, DeviceState::Unavailable);
            self.state.dispatch(MediaAction { device, state });
        }
        if surroundings.problem().is_some() {
            return;
        }
        let taker = self.clone();
        let devices = devices.to_vec();
        spawn_local(async move {
            let wishes = taker.wishes();
            for (device, answer) in ask(&devices, &wishes).await {
                taker.settle(device, answer);
            }
        });
    }

    /// Goes over to the device that is wished for now, while the track stays what it is.
    pub fn change(&self, device: Device, track: LocalMediaTrack) {
        if self.ledger.changing.borrow().contains(&device) {
            // The change that is under way looks again when it is done.
            return;
        }
        self.ledger.changing.borrow_mut().push(device);
        let taker = self.clone();
        spawn_local(async move {
            let mut wishes = taker.wishes();
            let changed = loop {
                let changed = change(device, &track, &wishes).await;
                let wished_now = taker.wishes();
                if wished_now == wishes || taker.ledger.closed.get() {
                    break changed;
                }
                wishes = wished_now;
            };
            taker.ledger.changing.borrow_mut().retain(|other| *other != device);
            match changed {
                Ok(()) if taker.ledger.closed.get() => {
                    let _ = track.stop();
                }
                Ok(()) => taker.note_source(device, &track),
                Err(problem) => taker.give_up(device, problem),
            }
        });
    }

    pub fn report(&self, device: Device, done: Result<(), TwilioError>, state: DeviceState) {
        match done {
            Ok(()) => self.state.dispatch(MediaAction { device, state }),
            Err(_) => self.give_up(device, DeviceProblem::Stopped),
        }
    }

    /// The device ended by itself.
    pub fn lose(&self, device: Device) {
        if !self.ledger.changing.borrow().contains(&device) {
            self.give_up(device, DeviceProblem::Stopped);
        }
    }

    fn settle(&self, device: Device, answer: Result<LocalMediaTrack, DeviceProblem>) {
        match answer {
            Ok(track) if self.ledger.closed.get() => {
                let _ = track.stop();
            }
            Ok(track) => {
                self.note_source(device, &track);
                let is_on = self.ledger.wishes.borrow().is_on(device) || track.disable().is_err();
                self.tracks.dispatch(TrackChanged(device, Some(track)));
                let state = if is_on { DeviceState::On } else { DeviceState::Off };
                self.state.dispatch(MediaAction { device, state });
            }
            Err(problem) => {
                self.state.dispatch(MediaAction { device, state: DeviceState::Unavailable(problem) });
            }
        }
    }

    fn note_source(&self, device: Device, track: &LocalMediaTrack) {
        self.sources.dispatch(SourceChanged(device, track.media().media_stream_track()));
    }

    fn give_up(&self, device: Device, problem: DeviceProblem) {
        self.tracks.dispatch(TrackChanged(device, None));
        self.sources.dispatch(SourceChanged(device, None));
        self.state.dispatch(MediaAction { device, state: DeviceState::Unavailable(problem) });
    }

    fn wishes(&self) -> Wishes {
        self.ledger.wishes.borrow().clone()
    }
}
