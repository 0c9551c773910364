//! Pictures drawn for this page, as inline SVG that takes the color of its text. All are decoration: a name stands beside.

use yew::{Html, Properties, component, html};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    Attach,
    Camera,
    CameraOff,
    Chat,
    Check,
    ChevronUp,
    Close,
    Details,
    File,
    FullScreen,
    Grid,
    Hand,
    Keyboard,
    Leave,
    Link,
    Microphone,
    MicrophoneOff,
    More,
    Next,
    People,
    Pin,
    Previous,
    Record,
    Save,
    Saver,
    Screen,
    Send,
    Smile,
    Speaker,
    SpeakerView,
    Warning,
    Window,
    ZoomIn,
    ZoomOut,
}

impl Picture {
    /// Strokes on a field of 24 × 24.
    fn paths(self) -> &'static [&'static str] {
        match self {
            Self::Attach => &[
                "M20 11.5l-7.8 7.8a5 5 0 0 1-7-7l8.2-8.2a3.300 3.300 0 0 1 4.700 4.700l-8.100 8.100a1.700 1.700 0 0 1-2.400-2.400l7.4-7.4",
            ],
            Self::Camera => &[CAMERA_BODY, CAMERA_LENS],
            Self::CameraOff => &[CAMERA_BODY, CAMERA_LENS, SLASH],
            Self::Chat => &[
                "M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-4.5 3.500V17H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z",
                "M8 11h8",
            ],
            Self::Check => &["M5 12.5l4.5 4.5L19 7"],
            Self::ChevronUp => &["M6 14.5l6-6 6 6"],
            Self::Close => &["M6 6l12 12", "M18 6L6 18"],
            Self::Details => &["M5 20v-6", "M12 20V9", "M19 20V4"],
            Self::File => &["M7 3.500h7l4 4v13H7z", "M14 3.500v4h4"],
            Self::FullScreen => &["M4 9V4h5", "M15 4h5v5", "M20 15v5h-5", "M9 20H4v-5"],
            Self::Grid => &["M4 4h7v7H4z", "M13 4h7v7h-7z", "M4 13h7v7H4z", "M13 13h7v7h-7z"],
            Self::Hand => &[
                "M8 12V6.500a1.300 1.300 0 0 1 2.600 0V11m0-.5V4.800a1.300 1.300 0 0 1 2.600 0V11m0-.5V5.800a1.300 1.300 0 0 1 2.600 0V12m0-1.500a1.300 1.300 0 0 1 2.600 0V15a6 6 0 0 1-6 6h-.8a6 6 0 0 1-4.800-2.400l-3.300-4.500a1.400 1.400 0 0 1 2.200-1.700L8 14.500V12",
            ],
            Self::Keyboard => &[
                "M4.5 6.500h15a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 16V8a1.5 1.5 0 0 1 1.5-1.5z",
                "M7 10.300v.1M10.300 10.300v.1M13.700 10.300v.1M17 10.300v.1M8.5 13.800h7",
            ],
            Self::Leave => &[
                "M3 14.5c0-1.2.5-2.3 1.5-3C6.6 9.9 9.2 9 12 9s5.4.9 7.5 2.5c1 .7 1.5 1.8 1.5 3v.7a1 1 0 0 1-1.2 1l-3-.6a1 1 0 0 1-.8-1v-1.8a12 12 0 0 0-8 0v1.8a1 1 0 0 1-.8 1l-3 .6a1 1 0 0 1-1.2-1z",
            ],
            Self::Link => &[
                "M10 14a4 4 0 0 0 5.700 0l3.300-3.300a4 4 0 0 0-5.700-5.700L12 6.300",
                "M14 10a4 4 0 0 0-5.700 0L5 13.300A4 4 0 0 0 10.700 19l1.300-1.300",
            ],
            Self::Microphone => &[MICROPHONE_HEAD, MICROPHONE_STAND],
            Self::MicrophoneOff => &[MICROPHONE_HEAD, MICROPHONE_STAND, SLASH],
            Self::More => &["M5.5 12h.01", "M12 12h.01", "M18.5 12h.01"],
            Self::Next => &["M9.5 6l6 6-6 6"],
            Self::People => &[
                "M9 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7z",
                "M2.500 20a6.500 6.500 0 0 1 13 0",
                "M16 4.800a3.500 3.500 0 0 1 0 6.400M17.500 14a6.500 6.500 0 0 1 4 6",
            ],
            Self::Pin => &["M9 4h6", "M10 4v6l-3 4h10l-3-4V4", "M12 14v6"],
            Self::Previous => &["M14.5 6l-6 6 6 6"],
            Self::Record => &[
                "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17z",
                "M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
            ],
            Self::Save => &["M12 4v10.500M7.500 10.500L12 15l4.500-4.500", "M5 19.500h14"],
            Self::Saver => &["M19 5c-8 0-13 3-13 9 0 1.5.4 3 1 4 6-.3 11-3 12-13z", "M4 20c2-5 5-7.5 9-9.5"],
            Self::Screen => &["M4 5h16v11H4z", "M9 20h6", "M12 16v4", "M12 13V8.5", "M9.5 10.5L12 8l2.5 2.5"],
            Self::Send => &["M4 12L20 4l-5 16-3.500-6.500z", "M11.500 13.500L20 4"],
            Self::Smile => &[
                "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17z",
                "M8.500 14a4 4 0 0 0 7 0",
                "M9 9.500v.1M15 9.500v.1",
            ],
            Self::Speaker => {
                &["M4 9.5h3.5L12 6v12l-4.5-3.5H4z", "M15.5 9a4 4 0 0 1 0 6", "M18 6.5a8 8 0 0 1 0 11"]
            }
            Self::SpeakerView => &["M4 4h16v10H4z", "M4 17h4v3H4z", "M10 17h4v3h-4z", "M16 17h4v3h-4z"],
            Self::Warning => &["M12 4L2.8 19.5h18.4z", "M12 10v4.5", "M12 17v.2"],
            Self::Window => &["M4 5h16v14H4z", "M12.5 12.5H18V17h-5.5z"],
            Self::ZoomIn => &[LENS, HANDLE, "M8 10.5h5", "M10.5 8v5"],
            Self::ZoomOut => &[LENS, HANDLE, "M8 10.5h5"],
        }
    }
}

const CAMERA_BODY: &str = "M5 7h8.5a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2z";
const CAMERA_LENS: &str = "M15.5 11.2L21 8v8l-5.5-3.2";
const HANDLE: &str = "M15 15l5 5";
const LENS: &str = "M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13z";
const MICROPHONE_HEAD: &str = "M12 3.5a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3z";
const MICROPHONE_STAND: &str = "M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3";
const SLASH: &str = "M4 3.5l16 17";

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
            <path class="logo__back" d="M20 5a9 9 0 0 1 0 18l-5-.4A11 11 0 0 0 15 6.5 9 9 0 0 1 20 5z" />
            <path class="logo__front" d="M12 5a9 9 0 0 0-7.6 13.8L3 26l7-3.2A9 9 0 1 0 12 5z" />
        </svg>
    }
}
