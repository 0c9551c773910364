use yew::{Callback, hook, use_callback};

use crate::settings::{Kept, Preference, use_preference};
use crate::state::background::Background;
use crate::state::device_list::DeviceKind;
use crate::state::media::Device;

/// Ids of devices; empty for whichever the browser prefers.
const CAMERA: Preference<String> = Preference::new("camera", String::new);
const MICROPHONE: Preference<String> = Preference::new("microphone", String::new);
const SPEAKER: Preference<String> = Preference::new("speaker", String::new);
const CAMERA_ON: Preference<bool> = Preference::new("camera-on", || true);
const MICROPHONE_ON: Preference<bool> = Preference::new("microphone-on", || true);
const NOISE_SUPPRESSION: Preference<bool> = Preference::new("noise-suppression", || true);
const BACKGROUND: Preference<Background> = Preference::new("background", Background::default);

/// What this browser remembers of devices.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceChoices {
    camera: Kept<String>,
    microphone: Kept<String>,
    speaker: Kept<String>,
    pub camera_on: Kept<bool>,
    pub microphone_on: Kept<bool>,
    pub noise_suppression: Kept<bool>,
    pub background: Kept<Background>,
    /// Chooses a device by its id; an empty one leaves it to the browser.
    pub choose: Callback<(DeviceKind, String)>,
}

impl DeviceChoices {
    pub fn device(&self, kind: DeviceKind) -> Option<String> {
        let kept = match kind {
            DeviceKind::Camera => &self.camera,
            DeviceKind::Microphone => &self.microphone,
            DeviceKind::Speaker => &self.speaker,
        };
        Some(kept.value.clone()).filter(|id| !id.is_empty())
    }

    pub fn switch(&self, device: Device, on: bool) {
        match device {
            Device::Camera => self.camera_on.set.emit(on),
            Device::Microphone => self.microphone_on.set.emit(on),
        }
    }
}

#[hook]
pub fn use_device_choices() -> DeviceChoices {
    let camera = use_preference(CAMERA);
    let microphone = use_preference(MICROPHONE);
    let speaker = use_preference(SPEAKER);
    let setters = (camera.set.clone(), microphone.set.clone(), speaker.set.clone());
    let choose = use_callback(setters, |(kind, id), (camera, microphone, speaker)| match kind {
        DeviceKind::Camera => camera.emit(id),
        DeviceKind::Microphone => microphone.emit(id),
        DeviceKind::Speaker => speaker.emit(id),
    });
    DeviceChoices {
        camera,
        microphone,
        speaker,
        camera_on: use_preference(CAMERA_ON),
        microphone_on: use_preference(MICROPHONE_ON),
        noise_suppression: use_preference(NOISE_SUPPRESSION),
        background: use_preference(BACKGROUND),
        choose,
    }
}
