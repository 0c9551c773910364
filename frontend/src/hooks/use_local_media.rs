use std::cell::Cell;
use std::rc::Rc;

use twilio_video::{
    AudioConstraints, ErrorKind, LocalMediaTrack, MediaErrorKind, MediaTrackEvent, TrackKind, TwilioError,
    VideoConstraints, create_local_audio_track, create_local_tracks, create_local_video_track,
};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::{
    Callback, Reducible, UseReducerDispatcher, hook, use_callback, use_effect_with, use_mut_ref,
    use_reducer_eq,
};

use crate::browser;
use crate::state::media::{Device, DeviceProblem, DeviceState, MediaAction, MediaState, Surroundings};

/// The size that most cameras have and that a call of a few people shows in full.
const CAMERA_WIDTH: u32 = 1280;
const CAMERA_HEIGHT: u32 = 720;
/// More is not seen in a conversation and costs every computer in the call.
const CAMERA_FRAME_RATE: u32 = 30;

/// The own devices as handles. Absent: see the state of the device.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LocalTracks {
    pub camera: Option<LocalMediaTrack>,
    pub microphone: Option<LocalMediaTrack>,
}

impl LocalTracks {
    pub fn iter(&self) -> impl Iterator<Item = &LocalMediaTrack> {
        self.microphone.iter().chain(&self.camera)
    }

    fn of(&self, device: Device) -> Option<&LocalMediaTrack> {
        match device {
            Device::Camera => self.camera.as_ref(),
            Device::Microphone => self.microphone.as_ref(),
        }
    }
}

/// A device came, or went.
pub struct TrackChanged(Device, Option<LocalMediaTrack>);

impl Reducible for LocalTracks {
    type Action = TrackChanged;

    fn reduce(self: Rc<Self>, TrackChanged(device, track): TrackChanged) -> Rc<Self> {
        let mut next = (*self).clone();
        match device {
            Device::Camera => next.camera = track,
            Device::Microphone => next.microphone = track,
        }
        Rc::new(next)
    }
}

#[derive(Clone, PartialEq)]
pub struct LocalMedia {
    pub state: MediaState,
    pub tracks: LocalTracks,
    /// Mutes or unmutes a device; asks again for one that is not there.
    pub toggle: Callback<Device>,
    /// Asks again for all that is not there.
    pub retry: Callback<()>,
}

/// Asks for camera and microphone once the page is drawn, and keeps them until it goes.
#[hook]
pub fn use_local_media() -> LocalMedia {
    let state = use_reducer_eq(MediaState::default);
    let tracks = use_reducer_eq(LocalTracks::default);
    let alive = use_mut_ref(|| Rc::new(Cell::new(true))).borrow().clone();
    let taker = Taker { state: state.dispatcher(), tracks: tracks.dispatcher(), alive };

    use_effect_with((), {
        let taker = taker.clone();
        move |()| {
            taker.take(&[Device::Camera, Device::Microphone]);
            move || taker.alive.set(false)
        }
    });
    use_device(Device::Camera, tracks.camera.clone(), taker.clone());
    use_device(Device::Microphone, tracks.microphone.clone(), taker.clone());

    let toggle = use_callback((*state, (*tracks).clone()), {
        let taker = taker.clone();
        move |device: Device, (state, tracks)| match (state.of(device), tracks.of(device)) {
            (DeviceState::On, Some(track)) => taker.report(device, track.disable(), DeviceState::Off),
            (DeviceState::Off, Some(track)) => taker.report(device, track.enable(), DeviceState::On),
            (DeviceState::Unavailable(_), _) => taker.take(&[device]),
            (DeviceState::Asking | DeviceState::On | DeviceState::Off, _) => {}
        }
    });
    let retry = use_callback(*state, move |(), state: &MediaState| {
        let devices: Vec<Device> = state.problems().into_iter().map(|(device, _)| device).collect();
        taker.take(&devices);
    });
    LocalMedia { state: *state, tracks: (*tracks).clone(), toggle, retry }
}

/// Notices that a device goes away, and turns it off when the page no longer holds it.
#[hook]
fn use_device(device: Device, track: Option<LocalMediaTrack>, taker: Taker) {
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

/// Takes devices and says what came of it.
#[derive(Clone)]
struct Taker {
    state: UseReducerDispatcher<MediaState>,
    tracks: UseReducerDispatcher<LocalTracks>,
    /// Whether the page is still there when the browser's answer comes.
    alive: Rc<Cell<bool>>,
}

impl Taker {
    fn take(&self, devices: &[Device]) {
        let surroundings = Surroundings {
            has_media_devices: browser::has_media_devices(),
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
            for (device, answer) in ask(&devices).await {
                taker.settle(device, answer);
            }
        });
    }

    fn settle(&self, device: Device, answer: Result<LocalMediaTrack, DeviceProblem>) {
        match answer {
            Ok(track) if self.alive.get() => {
                self.tracks.dispatch(TrackChanged(device, Some(track)));
                self.state.dispatch(MediaAction { device, state: DeviceState::On });
            }
            Ok(track) => {
                let _ = track.stop();
            }
            Err(problem) => {
                self.state.dispatch(MediaAction { device, state: DeviceState::Unavailable(problem) });
            }
        }
    }

    fn report(&self, device: Device, done: Result<(), TwilioError>, state: DeviceState) {
        match done {
            Ok(()) => self.state.dispatch(MediaAction { device, state }),
            Err(_) => self.lose(device),
        }
    }

    fn lose(&self, device: Device) {
        self.tracks.dispatch(TrackChanged(device, None));
        self.state.dispatch(MediaAction { device, state: DeviceState::Unavailable(DeviceProblem::Stopped) });
    }
}

type Answer = (Device, Result<LocalMediaTrack, DeviceProblem>);

/// Asks for all devices with one question; if that fails, for each by itself, so that one broken device does not take
/// the other along.
async fn ask(devices: &[Device]) -> Vec<Answer> {
    let mut answers = Vec::new();
    let together = match devices {
        [] | [_] => None,
        [..] => Some(create_local_tracks(Some(&microphone()), Some(&camera())).await),
    };
    let refused = match together {
        Some(Ok(tracks)) => return tracks.into_iter().filter_map(answer_of).collect(),
        Some(Err(error)) => is_refusal(&error),
        None => false,
    };
    for &device in devices {
        // Whoever refused both must not be asked twice more; a device that was allowed before is not asked for.
        let answer = if refused && !is_granted(device).await {
            Err(DeviceProblem::Denied)
        } else {
            let track = match device {
                Device::Camera => create_local_video_track(&camera()).await,
                Device::Microphone => create_local_audio_track(&microphone()).await,
            };
            track.map_err(|error| DeviceProblem::of(&error))
        };
        answers.push((device, answer));
    }
    answers
}

fn answer_of(track: LocalMediaTrack) -> Option<Answer> {
    let device = match track.media().kind() {
        TrackKind::Audio => Device::Microphone,
        TrackKind::Video => Device::Camera,
        TrackKind::Data => return None,
    };
    Some((device, Ok(track)))
}

fn is_refusal(error: &TwilioError) -> bool {
    error.kind() == ErrorKind::Media(MediaErrorKind::NotAllowed)
        && DeviceProblem::of(error) == DeviceProblem::Denied
}

/// Whether the browser remembers a yes. A browser that does not say counts as a no.
async fn is_granted(device: Device) -> bool {
    permission(device).await.is_some_and(|state| state == "granted")
}

async fn permission(device: Device) -> Option<String> {
    let permissions = web_sys::window()?.navigator().permissions().ok()?;
    let descriptor = js_sys::Object::new();
    js_sys::Reflect::set(&descriptor, &"name".into(), &device.word().into()).ok()?;
    let status = JsFuture::from(permissions.query(&descriptor).ok()?).await.ok()?;
    js_sys::Reflect::get(&status, &"state".into()).ok()?.as_string()
}

fn camera() -> VideoConstraints {
    VideoConstraints {
        width: Some(CAMERA_WIDTH),
        height: Some(CAMERA_HEIGHT),
        frame_rate: Some(CAMERA_FRAME_RATE),
        ..VideoConstraints::default()
    }
}

fn microphone() -> AudioConstraints {
    AudioConstraints::default()
}
