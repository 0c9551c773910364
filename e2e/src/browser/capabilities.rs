//! What a browser is started with.

mod chromium;
mod firefox;

use std::path::{Path, PathBuf};

use fantoccini::wd::Capabilities;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BrowserKind {
    #[default]
    Chromium,
    Firefox,
}

/// What happens when a page asks for camera and microphone. The devices are fake: a moving picture and beeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Devices {
    /// The person allows both.
    #[default]
    Allowed,
    /// The person allows the microphone and refuses the camera.
    CameraRefused,
    /// There is no camera.
    NoCamera,
    /// The person refuses both.
    Refused,
    /// The person allows all, of which three are cameras. Chromium only.
    SeveralCameras,
}

/// What the person's network does with media.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MediaPath {
    #[default]
    Open,
    /// A firewall lets no UDP through.
    UdpBlocked,
}

/// What a person's system is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorScheme {
    Dark,
    Light,
}

impl ColorScheme {
    /// The value of CSS's `prefers-color-scheme`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

/// A field that says Chromium has no meaning for Firefox.
#[derive(Clone, Debug, Default)]
pub struct BrowserOptions {
    pub kind: BrowserKind,
    pub devices: Devices,
    /// Chromium only.
    pub media_path: MediaPath,
    /// Opens pages whose certificate authority is unknown, as a person does who confirms the browser's warning.
    pub accepts_unknown_certificates: bool,
    /// A Y4M file that the camera shows over and over instead of the built-in picture. Chromium only.
    pub camera_file: Option<PathBuf>,
    /// A WAV file that the microphone hears over and over instead of the built-in beeps. Chromium only.
    pub microphone_file: Option<PathBuf>,
    /// The title of the tab that the person shares, with its sound, instead of a fake window. Devices are allowed then.
    /// Chromium only.
    pub shared_tab: Option<&'static str>,
}

impl BrowserOptions {
    /// Firefox with devices that work.
    pub fn firefox() -> Self {
        Self { kind: BrowserKind::Firefox, ..Self::default() }
    }

    /// `profile` is an empty folder for Chromium; Firefox's driver makes one.
    pub(super) fn capabilities(&self, profile: &Path) -> Capabilities {
        let mut capabilities = match self.kind {
            BrowserKind::Chromium => chromium::capabilities(self, profile),
            BrowserKind::Firefox => firefox::capabilities(self),
        };
        capabilities.insert("acceptInsecureCerts".to_owned(), self.accepts_unknown_certificates.into());
        capabilities
    }
}
