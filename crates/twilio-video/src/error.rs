use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// What the library, the browser's media devices or these bindings refused, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}{}: {message}", .code.map(|code| format!(" {code}")).unwrap_or_default())]
pub struct TwilioError {
    /// Twilio's error code (see [`code`]); `None` for errors that are not Twilio's.
    pub code: Option<u32>,
    /// The JavaScript error's `name`, such as `NotAllowedError`.
    pub name: String,
    /// The library's or the browser's English sentence: for logs, not for users.
    pub message: String,
}

const CANCELED: &str = "CanceledError";
const LIBRARY_MISMATCH: &str = "LibraryMismatchError";
const LIBRARY_MISSING: &str = "LibraryMissingError";

impl TwilioError {
    /// What happened, for a `match`.
    pub fn kind(&self) -> ErrorKind {
        if let Some(code) = self.code {
            return ErrorKind::Twilio(code);
        }
        match self.name.as_str() {
            CANCELED => ErrorKind::Canceled,
            LIBRARY_MISMATCH => ErrorKind::LibraryMismatch,
            LIBRARY_MISSING => ErrorKind::LibraryMissing,
            name => MediaErrorKind::parse(name).map_or(ErrorKind::Other, ErrorKind::Media),
        }
    }

    /// Reads what a promise was rejected with or a call has thrown, which JavaScript allows to be anything.
    pub(crate) fn from_js(error: &JsValue) -> Self {
        let property =
            |name: &str| Reflect::get(error, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
        Self {
            code: property("code").as_f64().and_then(twilio_code),
            name: property("name").as_string().unwrap_or_else(|| "Error".into()),
            message: property("message").as_string().or_else(|| error.as_string()).unwrap_or_default(),
        }
    }

    pub(crate) fn canceled() -> Self {
        Self::ours(CANCELED, "the call was given up before it began".into())
    }

    pub(crate) fn library_missing() -> Self {
        Self::ours(LIBRARY_MISSING, "the script of twilio-video.js has not been loaded".into())
    }

    /// `what` names the property or argument, never its value.
    pub(crate) fn library_mismatch(what: &str) -> Self {
        Self::ours(LIBRARY_MISMATCH, format!("twilio-video.js gave no usable {what}"))
    }

    fn ours(name: &str, message: String) -> Self {
        Self { code: None, name: name.into(), message }
    }
}

/// Twilio's codes have five digits; a `DOMException` has a `code` too, of at most two.
fn twilio_code(code: f64) -> Option<u32> {
    let is_twilio_code = code.fract() == 0.0 && (10_000.0..=99_999.0).contains(&code);
    is_twilio_code.then_some(code as u32)
}

/// The kinds of [`TwilioError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// [`CancelHandle::cancel`](crate::CancelHandle::cancel) was called.
    Canceled,
    /// The library lacks something that these bindings need: its version differs.
    LibraryMismatch,
    /// The library's script has not been loaded.
    LibraryMissing,
    /// The browser refused a camera or microphone.
    Media(MediaErrorKind),
    /// Anything else; `name` and `message` say more.
    Other,
    /// Twilio's code; see [`code`].
    Twilio(u32),
}

/// Why the browser gave no camera or microphone: the `DOMException` names of `getUserMedia`
/// (Media Capture and Streams, §10.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaErrorKind {
    /// Something that no other name covers kept the device from being used.
    Abort,
    /// The page is not yet, or no longer, fully active.
    InvalidState,
    /// The person, the browser or the system refused, or the page's origin is not secure.
    NotAllowed,
    /// There is no such device.
    NotFound,
    /// The device is taken by another program, or broken.
    NotReadable,
    /// No device meets the constraints.
    Overconstrained,
    /// The browser has media devices turned off for this document.
    Security,
    /// No media devices here (an insecure origin), or empty constraints.
    Type,
}

impl MediaErrorKind {
    /// Reads a `DOMException` name; `None` for one that says nothing about media devices.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "AbortError" => Some(Self::Abort),
            "InvalidStateError" => Some(Self::InvalidState),
            "NotAllowedError" => Some(Self::NotAllowed),
            "NotFoundError" => Some(Self::NotFound),
            "NotReadableError" => Some(Self::NotReadable),
            "OverconstrainedError" => Some(Self::Overconstrained),
            "SecurityError" => Some(Self::Security),
            "TypeError" => Some(Self::Type),
            _ => None,
        }
    }
}

/// Twilio's error codes that a page tells apart (`lib/util/twilio-video-errors.js`).
pub mod code {
    pub const ACCESS_TOKEN_INVALID: u32 = 20101;
    pub const ACCESS_TOKEN_HEADER_INVALID: u32 = 20102;
    pub const ACCESS_TOKEN_ISSUER_INVALID: u32 = 20103;
    pub const ACCESS_TOKEN_EXPIRED: u32 = 20104;
    pub const ACCESS_TOKEN_NOT_YET_VALID: u32 = 20105;
    pub const ACCESS_TOKEN_GRANTS_INVALID: u32 = 20106;
    pub const ACCESS_TOKEN_SIGNATURE_INVALID: u32 = 20107;
    pub const SIGNALING_CONNECTION_ERROR: u32 = 53000;
    pub const SIGNALING_CONNECTION_DISCONNECTED: u32 = 53001;
    pub const SIGNALING_SERVER_BUSY: u32 = 53006;
    pub const ROOM_MAX_PARTICIPANTS_EXCEEDED: u32 = 53105;
    pub const ROOM_NOT_FOUND: u32 = 53106;
    pub const ROOM_COMPLETED: u32 = 53118;
    pub const PARTICIPANT_NOT_FOUND: u32 = 53204;
    pub const PARTICIPANT_DUPLICATE_IDENTITY: u32 = 53205;
    pub const PARTICIPANT_SESSION_LENGTH_EXCEEDED: u32 = 53216;
    pub const MEDIA_CONNECTION_ERROR: u32 = 53405;
    pub const MEDIA_DTLS_TRANSPORT_FAILED: u32 = 53407;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> TwilioError {
        TwilioError { code: None, name: name.into(), message: "m".into() }
    }

    #[test]
    fn a_code_outweighs_the_name() {
        let error =
            TwilioError { code: Some(code::PARTICIPANT_DUPLICATE_IDENTITY), ..named("NotAllowedError") };
        assert_eq!(error.kind(), ErrorKind::Twilio(53205));
        assert_eq!(error.to_string(), "NotAllowedError 53205: m");
    }

    #[test]
    fn media_errors_are_told_apart_by_name() {
        assert_eq!(named("NotAllowedError").kind(), ErrorKind::Media(MediaErrorKind::NotAllowed));
        assert_eq!(named("NotFoundError").kind(), ErrorKind::Media(MediaErrorKind::NotFound));
        assert_eq!(named("NotReadableError").kind(), ErrorKind::Media(MediaErrorKind::NotReadable));
        assert_eq!(named("OverconstrainedError").kind(), ErrorKind::Media(MediaErrorKind::Overconstrained));
        assert_eq!(named("RangeError").kind(), ErrorKind::Other);
        assert_eq!(named("RangeError").to_string(), "RangeError: m");
    }

    #[test]
    fn only_five_digits_are_twilios_codes() {
        assert_eq!(twilio_code(53205.0), Some(53205));
        for code in [0.0, 8.0, 25.0, 100_000.0, 53205.5, f64::NAN, f64::INFINITY, -53205.0] {
            assert_eq!(twilio_code(code), None, "{code}");
        }
    }
}
