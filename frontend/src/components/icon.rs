//! Pictures drawn for this page, as inline SVG that takes the color of its text. All are decoration: a name stands beside.

use yew::{Html, Properties, component, html};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    Camera,
    CameraOff,
    Close,
    Keyboard,
    Microphone,
    MicrophoneOff,
    Speaker,
    Warning,
}

impl Picture {
    /// Strokes on a field of 24 × 24.
    fn paths(self) -> &'static [&'static str] {
        match self {
            Self::Camera => &[CAMERA_BODY, CAMERA_LENS],
            Self::CameraOff => &[CAMERA_BODY, CAMERA_LENS, SLASH],
            Self::Close => &["M6 6l12 12", "M18 6L6 18"],
            Self::Keyboard => &[
                "M4.5 6.500h15a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 16V8a1.5 1.5 0 0 1 1.5-1.5z",
                "M7 10.300v.1M10.300 10.300v.1M13.700 10.300v.1M17 10.300v.1M8.5 13.800h7",
            ],
            Self::Microphone => &[MICROPHONE_HEAD, MICROPHONE_STAND],
            Self::MicrophoneOff => &[MICROPHONE_HEAD, MICROPHONE_STAND, SLASH],
            Self::Speaker => {
                &["M4 9.5h3.5L12 6v12l-4.5-3.5H4z", "M15.5 9a4 4 0 0 1 0 6", "M18 6.5a8 8 0 0 1 0 11"]
            }
            Self::Warning => &["M12 4L2.8 19.5h18.4z", "M12 10v4.5", "M12 17v.2"],
        }
    }
}

const CAMERA_BODY: &str = "M5 7h8.5a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2z";
const CAMERA_LENS: &str = "M15.5 11.2L21 8v8l-5.5-3.2";
const MICROPHONE_HEAD: &str = "M12 3.500a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3z";
const MICROPHONE_STAND: &str = "M5.5 11.500a6.5 6.5 0 0 0 13 0M12 18v3";
const SLASH: &str = "M4 3.500l16 17";

#[derive(PartialEq, Properties)]
pub struct IconProps {
    pub picture: Picture,
}

#[component]
pub fn Icon(props: &IconProps) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            for path in props.picture.paths() {
                <path d={*path} />
            }
        </svg>
    }
}

/// Two people facing each other: two speech bubbles that overlap.
#[component]
pub fn Logo() -> Html {
    html! {
        <svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path class="logo__back" d="M20 5a9 9 0 0 1 0 18l-5-.400A11 11 0 0 0 15 6.5 9 9 0 0 1 20 5z" />
            <path class="logo__front" d="M12 5a9 9 0 0 0-7.6 13.800L3 26l7-3.200A9 9 0 1 0 12 5z" />
        </svg>
    }
}
