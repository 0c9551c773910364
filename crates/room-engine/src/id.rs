//! The ids of the engine, in the shapes that the library checks: two letters and 32 lower-case hex digits.

use std::fmt;

use crate::verifier::RandomSource;

/// A WebSocket of the shell. The shell numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId(pub u64);

macro_rules! sid {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// Two letters that every SID of this kind starts with.
            pub const PREFIX: &'static str = $prefix;

            pub fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// Reads the text form; `None` if it has another shape.
            pub fn parse(text: &str) -> Option<Self> {
                let digits = text.strip_prefix($prefix)?.as_bytes();
                if digits.len() != 32 {
                    return None;
                }
                let mut bytes = [0; 16];
                for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
                    *byte = hex_digit(pair[0])? << 4 | hex_digit(pair[1])?;
                }
                Some(Self(bytes))
            }
        }

        impl From<[u8; 16]> for $name {
            fn from(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str($prefix)?;
                self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, formatter)
            }
        }
    };
}

/// A SID that nobody can guess.
pub(crate) fn random_sid<S: From<[u8; 16]>>(random: &mut dyn RandomSource) -> S {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    S::from(bytes)
}

/// 32 hex digits that nobody can guess.
pub(crate) fn random_hex(random: &mut dyn RandomSource) -> String {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

sid!(
    /// One room, from its creation to its end. The last byte is the worker it lives on.
    RoomSid,
    "RM"
);
sid!(
    /// One participant's presence in a room; a rejoin makes another.
    ParticipantSid,
    "PA"
);
sid!(
    /// What is recorded of one track without a break.
    RecordingSid,
    "RT"
);
sid!(
    /// One publication of a track; publishing again makes another.
    TrackSid,
    "MT"
);

fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_reads_back() {
        let sid = RoomSid::from(*b"0123456789abcdef");
        assert_eq!(sid.to_string().len(), 34);
        assert_eq!(RoomSid::parse(&sid.to_string()), Some(sid));
    }

    #[test]
    fn refuses_other_shapes() {
        for text in
            ["", "RM", "PA30313233343536373839616263646566", "RM3031323334353637383961626364656F", "RM303é"]
        {
            assert_eq!(RoomSid::parse(text), None, "{text}");
        }
    }
}
