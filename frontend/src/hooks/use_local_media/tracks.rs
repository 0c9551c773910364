use std::rc::Rc;

use twilio_video::LocalMediaTrack;
use web_sys::MediaStreamTrack;
use yew::Reducible;

use crate::browser;
use crate::state::media::Device;

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

    pub(super) fn of(&self, device: Device) -> Option<&LocalMediaTrack> {
        match device {
            Device::Camera => self.camera.as_ref(),
            Device::Microphone => self.microphone.as_ref(),
        }
    }
}

/// A device came, or went.
pub struct TrackChanged(pub Device, pub Option<LocalMediaTrack>);

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

/// What the handles are fed by. A handle stays the same when its device changes; its source does not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sources {
    pub camera: Option<MediaStreamTrack>,
    pub microphone: Option<MediaStreamTrack>,
}

impl Sources {
    /// The id of the device in use, where the browser says it.
    pub fn device_id(&self, device: Device) -> Option<String> {
        let source = match device {
            Device::Camera => self.camera.as_ref(),
            Device::Microphone => self.microphone.as_ref(),
        };
        source.and_then(browser::device_id)
    }
}

/// Another device feeds the handle, or none.
pub struct SourceChanged(pub Device, pub Option<MediaStreamTrack>);

impl Reducible for Sources {
    type Action = SourceChanged;

    fn reduce(self: Rc<Self>, SourceChanged(device, source): SourceChanged) -> Rc<Self> {
        let mut next = (*self).clone();
        match device {
            Device::Camera => next.camera = source,
            Device::Microphone => next.microphone = source,
        }
        Rc::new(next)
    }
}
