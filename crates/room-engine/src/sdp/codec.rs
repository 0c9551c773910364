//! One codec of a section.

/// Name of audio that repeats what came before it in each packet.
pub const REDUNDANT_AUDIO: &str = "red";

/// A payload type and what it means in this section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codec {
    /// 0 to 127.
    pub payload_type: u8,
    /// As written, such as `VP8` or `opus`. Names compare without regard to case.
    pub name: String,
    /// Hz.
    pub clock_rate: u32,
    /// `None` when unsaid, which means one.
    pub channels: Option<u8>,
    /// Format parameters as written: `k=v;k=v`.
    pub fmtp: Option<String>,
    /// Feedback messages that the receiver of this codec may send, such as `nack pli`.
    pub feedback: Vec<String>,
    /// Payload type of the retransmissions of this codec (RFC 4588).
    pub rtx: Option<u8>,
}

impl Codec {
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The payload type whose sound this one repeats, of redundant audio (RFC 2198 §5: `a=fmtp:63 111/111`).
    pub fn repeats(&self) -> Option<u8> {
        let blocks = self.fmtp.as_deref().filter(|_| self.is(REDUNDANT_AUDIO))?;
        blocks.split('/').next()?.trim().parse().ok()
    }

    /// The value of one format parameter.
    pub fn parameter(&self, key: &str) -> Option<&str> {
        self.fmtp.as_deref()?.split(';').find_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            name.trim().eq_ignore_ascii_case(key).then(|| value.trim())
        })
    }
}
