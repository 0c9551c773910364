//! Asking the browser for devices, with as few questions to the person as it takes.

use twilio_video::{
    AudioConstraints, ErrorKind, LocalMediaTrack, MediaErrorKind, TrackKind, TwilioError, VideoConstraints,
    create_local_audio_track, create_local_tracks, create_local_video_track,
};

use crate::browser::{self, Permission};
use crate::state::media::{Device, DeviceProblem};

/// The size that most cameras have and that a call of a few people shows in full.
const CAMERA_WIDTH: u32 = 1280;
const CAMERA_HEIGHT: u32 = 720;
/// More is not seen in a conversation and costs every computer in the call.
const CAMERA_FRAME_RATE: u32 = 30;

/// What the person wants of the devices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Its id; `None` for whichever the browser prefers.
    pub camera: Option<String>,
    pub microphone: Option<String>,
    pub noise_suppression: bool,
    pub camera_on: bool,
    pub microphone_on: bool,
}

impl Wishes {
    pub fn is_on(&self, device: Device) -> bool {
        match device {
            Device::Camera => self.camera_on,
            Device::Microphone => self.microphone_on,
        }
    }

    /// A device that is gone is no reason to have none.
    fn for_any_device(&self) -> Self {
        Self { camera: None, microphone: None, ..self.clone() }
    }

    fn names_devices(&self) -> bool {
        self.camera.is_some() || self.microphone.is_some()
    }

    fn video(&self) -> VideoConstraints {
        VideoConstraints {
            device_id: self.camera.clone(),
            width: Some(CAMERA_WIDTH),
            height: Some(CAMERA_HEIGHT),
            frame_rate: Some(CAMERA_FRAME_RATE),
            ..VideoConstraints::default()
        }
    }

    fn audio(&self) -> AudioConstraints {
        AudioConstraints {
            device_id: self.microphone.clone(),
            noise_suppression: Some(self.noise_suppression),
            ..AudioConstraints::default()
        }
    }
}

pub type Answer = (Device, Result<LocalMediaTrack, DeviceProblem>);

/// Asks for all devices with one question; if that fails, for each by itself, so that one broken device does not take
/// the other along.
pub async fn ask(devices: &[Device], wishes: &Wishes) -> Vec<Answer> {
    let mut answers = Vec::new();
    let together = match devices {
        [] | [_] => None,
        [..] => Some(take_both(wishes).await),
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
            match take(device, wishes).await.map_err(|error| DeviceProblem::of(&error)) {
                Err(DeviceProblem::Missing) if wishes.names_devices() => {
                    let any = take(device, &wishes.for_any_device()).await;
                    any.map_err(|error| DeviceProblem::of(&error))
                }
                answer => answer,
            }
        };
        answers.push((device, answer));
    }
    answers
}

/// Feeds a track by the device that is wished for now. Who receives it goes on receiving it.
pub async fn change(device: Device, track: &LocalMediaTrack, wishes: &Wishes) -> Result<(), DeviceProblem> {
    match restart(device, track, wishes).await {
        Err(DeviceProblem::Missing) if wishes.names_devices() => {
            restart(device, track, &wishes.for_any_device()).await
        }
        changed => changed,
    }
}

async fn restart(device: Device, track: &LocalMediaTrack, wishes: &Wishes) -> Result<(), DeviceProblem> {
    let restarted = match device {
        Device::Camera => track.restart_video(&wishes.video()).await,
        Device::Microphone => track.restart_audio(&wishes.audio()).await,
    };
    restarted.map_err(|error| DeviceProblem::of(&error))
}

async fn take_both(wishes: &Wishes) -> Result<Vec<LocalMediaTrack>, TwilioError> {
    let take =
        async |wishes: &Wishes| create_local_tracks(Some(&wishes.audio()), Some(&wishes.video())).await;
    match take(wishes).await {
        Err(error) if DeviceProblem::of(&error) == DeviceProblem::Missing && wishes.names_devices() => {
            take(&wishes.for_any_device()).await
        }
        taken => taken,
    }
}

async fn take(device: Device, wishes: &Wishes) -> Result<LocalMediaTrack, TwilioError> {
    match device {
        Device::Camera => create_local_video_track(&wishes.video()).await,
        Device::Microphone => create_local_audio_track(&wishes.audio()).await,
    }
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
    let watched = browser::watch_permission(device, |_| {}).await;
    watched.is_some_and(|(permission, _)| permission == Permission::Granted)
}
