//! The own camera and microphone: whether they are on, and why not.

use std::rc::Rc;

use twilio_video::{ErrorKind, MediaErrorKind, TwilioError};
use yew::Reducible;

use super::user_agent;
use crate::messages::Message;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Device {
    Camera,
    Microphone,
}

impl Device {
    /// For messages and for scripts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Camera => "camera",
            Self::Microphone => "microphone",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeviceState {
    /// The browser may be showing its question.
    #[default]
    Asking,
    On,
    /// Taken, but muted by the person.
    Off,
    Unavailable(DeviceProblem),
}

/// Why there is no camera or microphone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceProblem {
    /// The operating system keeps the browser from it.
    BlockedBySystem,
    /// The person or the browser said no.
    Denied,
    Failed,
    InUse,
    /// The page's address is neither HTTPS nor this machine.
    Insecure,
    Missing,
    /// It worked and then went away, as when it is unplugged.
    Stopped,
    /// The browser has no media devices for pages.
    Unsupported,
}

/// Whether the page may ask for devices at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surroundings {
    pub has_media_devices: bool,
    pub is_secure: bool,
}

impl Surroundings {
    /// Why asking is pointless; `None` if it is not.
    pub fn problem(self) -> Option<DeviceProblem> {
        match self {
            Self { has_media_devices: true, .. } => None,
            Self { is_secure: false, .. } => Some(DeviceProblem::Insecure),
            Self { is_secure: true, .. } => Some(DeviceProblem::Unsupported),
        }
    }
}

impl DeviceProblem {
    pub fn of(error: &TwilioError) -> Self {
        match error.kind() {
            ErrorKind::Media(kind) => Self::of_media(kind, &error.message),
            ErrorKind::Canceled
            | ErrorKind::LibraryMismatch
            | ErrorKind::LibraryMissing
            | ErrorKind::Other
            | ErrorKind::Twilio(_) => Self::Failed,
        }
    }

    fn of_media(kind: MediaErrorKind, message: &str) -> Self {
        match kind {
            // Chromium's words for a refusal by the operating system; other browsers do not tell the two apart.
            MediaErrorKind::NotAllowed if message.to_ascii_lowercase().contains("by system") => {
                Self::BlockedBySystem
            }
            MediaErrorKind::NotAllowed | MediaErrorKind::Security => Self::Denied,
            MediaErrorKind::NotFound | MediaErrorKind::Overconstrained => Self::Missing,
            MediaErrorKind::Abort | MediaErrorKind::NotReadable => Self::InUse,
            MediaErrorKind::InvalidState => Self::Failed,
            MediaErrorKind::Type => Self::Unsupported,
        }
    }

    /// A stable word for styles, scripts and tests.
    pub fn word(self) -> &'static str {
        match self {
            Self::BlockedBySystem => "blocked-by-system",
            Self::Denied => "denied",
            Self::Failed => "failed",
            Self::InUse => "in-use",
            Self::Insecure => "insecure",
            Self::Missing => "missing",
            Self::Stopped => "stopped",
            Self::Unsupported => "unsupported",
        }
    }

    /// Whether asking again can help without a reload.
    pub fn is_retry_useful(self) -> bool {
        !matches!(self, Self::Insecure | Self::Unsupported)
    }

    /// Where the person can undo it, if there is such a place.
    pub fn place(self, user_agent: &str) -> Option<Message> {
        match self {
            Self::Denied => {
                Some(Message::new("lobby-where-denied").with("browser", user_agent::browser(user_agent)))
            }
            Self::BlockedBySystem => {
                Some(Message::new("lobby-where-blocked").with("system", user_agent::system(user_agent)))
            }
            Self::Failed
            | Self::InUse
            | Self::Insecure
            | Self::Missing
            | Self::Stopped
            | Self::Unsupported => None,
        }
    }

    /// What happened and what to do.
    pub fn message(self, device: Device) -> Message {
        let id = match self {
            Self::BlockedBySystem => "lobby-device-blocked-by-system",
            Self::Denied => "lobby-device-denied",
            Self::Failed => "lobby-device-failed",
            Self::InUse => "lobby-device-in-use",
            Self::Insecure => "lobby-device-insecure",
            Self::Missing => "lobby-device-missing",
            Self::Stopped => "lobby-device-stopped",
            Self::Unsupported => "lobby-device-unsupported",
        };
        Message::new(id).with("device", device.word())
    }
}

impl DeviceState {
    /// A stable word for styles, scripts and tests.
    pub fn word(self) -> &'static str {
        match self {
            Self::Asking => "asking",
            Self::On => "on",
            Self::Off => "off",
            Self::Unavailable(problem) => problem.word(),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MediaState {
    pub camera: DeviceState,
    pub microphone: DeviceState,
}

/// What happened to one device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MediaAction {
    pub device: Device,
    pub state: DeviceState,
}

impl MediaState {
    pub fn of(&self, device: Device) -> DeviceState {
        match device {
            Device::Camera => self.camera,
            Device::Microphone => self.microphone,
        }
    }

    /// Whether the browser has not answered for one of them yet.
    pub fn is_asking(&self) -> bool {
        [self.camera, self.microphone].contains(&DeviceState::Asking)
    }

    /// What is wrong, device by device.
    pub fn problems(&self) -> Vec<(Device, DeviceProblem)> {
        [Device::Camera, Device::Microphone]
            .into_iter()
            .filter_map(|device| match self.of(device) {
                DeviceState::Unavailable(problem) => Some((device, problem)),
                DeviceState::Asking | DeviceState::On | DeviceState::Off => None,
            })
            .collect()
    }
}

impl Reducible for MediaState {
    type Action = MediaAction;

    fn reduce(self: Rc<Self>, MediaAction { device, state }: MediaAction) -> Rc<Self> {
        let next = match device {
            Device::Camera => Self { camera: state, ..*self },
            Device::Microphone => Self { microphone: state, ..*self },
        };
        if next == *self { self } else { Rc::new(next) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(name: &str, message: &str) -> DeviceProblem {
        DeviceProblem::of(&TwilioError { code: None, name: name.into(), message: message.into() })
    }

    #[test]
    fn refusals_are_told_apart() {
        assert_eq!(problem("NotAllowedError", "Permission denied"), DeviceProblem::Denied);
        assert_eq!(problem("NotAllowedError", "Permission denied by system"), DeviceProblem::BlockedBySystem);
        assert_eq!(problem("NotFoundError", "Requested device not found"), DeviceProblem::Missing);
        assert_eq!(problem("NotReadableError", "Could not start video source"), DeviceProblem::InUse);
        assert_eq!(problem("OddError", ""), DeviceProblem::Failed);
    }

    #[test]
    fn an_insecure_page_is_told_before_anything_is_asked() {
        let insecure = Surroundings { has_media_devices: false, is_secure: false };
        assert_eq!(insecure.problem(), Some(DeviceProblem::Insecure));
        let old = Surroundings { has_media_devices: false, is_secure: true };
        assert_eq!(old.problem(), Some(DeviceProblem::Unsupported));
        let fine = Surroundings { has_media_devices: true, is_secure: true };
        assert_eq!(fine.problem(), None);
    }

    #[test]
    fn each_device_keeps_its_own_state() {
        let camera_off =
            MediaAction { device: Device::Camera, state: DeviceState::Unavailable(DeviceProblem::Missing) };
        let microphone_on = MediaAction { device: Device::Microphone, state: DeviceState::On };
        let state = Rc::new(MediaState::default()).reduce(camera_off).reduce(microphone_on);
        assert_eq!(state.problems(), [(Device::Camera, DeviceProblem::Missing)]);
        assert_eq!(state.microphone, DeviceState::On);
    }
}
