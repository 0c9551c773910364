//! Payload types: each side numbers its codecs itself, so a packet is renumbered on its way.

use crate::sdp::Codec;

/// The payload types of one publisher in the numbering of one subscriber, computed once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PayloadMap(Vec<(u8, Mapped)>);

/// What becomes of a publisher's payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mapped {
    pub payload_type: u8,
    /// The subscriber takes the sound without its repetitions.
    pub primary_only: bool,
}

impl PayloadMap {
    /// Leaves out what the subscriber cannot decode. Among several payload types an equal format wins over one that
    /// merely can be decoded.
    pub(crate) fn new<'a>(
        publisher: impl IntoIterator<Item = &'a Codec>,
        subscriber: impl IntoIterator<Item = &'a Codec>,
    ) -> Self {
        let subscriber: Vec<&Codec> = subscriber.into_iter().collect();
        let closest = |sent: &Codec| {
            subscriber
                .iter()
                .filter_map(|codec| Some((distance(sent, codec)?, codec.payload_type)))
                .min_by_key(|&(distance, _)| distance)
        };
        let mapped = |(_, payload_type), primary_only| Mapped { payload_type, primary_only };
        let publisher: Vec<&Codec> = publisher.into_iter().collect();
        let repeated =
            |sent: &Codec| publisher.iter().find(|codec| Some(codec.payload_type) == sent.repeats());
        let map = |sent: &Codec| {
            closest(sent)
                .map(|found| mapped(found, false))
                .or_else(|| Some(mapped(closest(repeated(sent)?)?, true)))
        };
        Self(publisher.iter().filter_map(|sent| Some((sent.payload_type, map(sent)?))).collect())
    }

    /// Whether the subscriber can decode nothing of the publisher's.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a payload type of the publisher becomes.
    pub(crate) fn map(&self, payload_type: u8) -> Option<Mapped> {
        self.0.iter().find(|&&(from, _)| from == payload_type).map(|&(_, to)| to)
    }
}

/// How far the receiver's format is from the sent one: 0 if equal, `None` if it cannot be decoded.
fn distance(sent: &Codec, received: &Codec) -> Option<u8> {
    let channels = |codec: &Codec| codec.channels.unwrap_or(1);
    if !sent.is(&received.name)
        || sent.clock_rate != received.clock_rate
        || channels(sent) != channels(received)
    {
        return None;
    }
    if sent.is("H264") {
        return h264_distance(sent, received);
    }
    let profile_parameter = if sent.is("VP9") { "profile-id" } else { "profile" };
    let profile = |codec: &Codec| codec.parameter(profile_parameter).unwrap_or("0").to_owned();
    (!(sent.is("VP9") || sent.is("AV1")) || profile(sent) == profile(received)).then_some(0)
}

fn h264_distance(sent: &Codec, received: &Codec) -> Option<u8> {
    let mode =
        |codec: &Codec| codec.parameter("packetization-mode").map_or(Some(0), |mode| mode.parse::<u8>().ok());
    let mode_distance = match (mode(sent)?, mode(received)?) {
        (sent, received) if sent == received => 0,
        // Whoever reads fragments and aggregates also reads single units.
        (0, 1) => 1,
        _ => return None,
    };
    let profile_distance = match (H264Profile::of(sent)?, H264Profile::of(received)?) {
        (sent, received) if sent == received => 0,
        (H264Profile::ConstrainedBaseline, _) => 2,
        (H264Profile::ConstrainedHigh, H264Profile::High) => 2,
        _ => return None,
    };
    Some(mode_distance + profile_distance)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum H264Profile {
    /// A subset of every other profile here.
    ConstrainedBaseline,
    Baseline,
    Main,
    ConstrainedHigh,
    High,
}

impl H264Profile {
    /// From `profile-level-id`: profile_idc, constraint flags and level, a byte each (RFC 6184 table 5).
    fn of(codec: &Codec) -> Option<Self> {
        /// What RFC 6184 §8.1 infers when nothing is said: baseline.
        const DEFAULT: &str = "420010";
        let id = u32::from_str_radix(codec.parameter("profile-level-id").unwrap_or(DEFAULT), 16).ok()?;
        let [_, profile, constraints, _] = id.to_be_bytes();
        let has = |flag: u8| constraints & flag != 0;
        match profile {
            0x42 if has(0x40) => Some(Self::ConstrainedBaseline),
            0x42 => Some(Self::Baseline),
            0x4D if has(0x80) => Some(Self::ConstrainedBaseline),
            0x4D => Some(Self::Main),
            0x64 if has(0x08) && has(0x04) => Some(Self::ConstrainedHigh),
            0x64 => Some(Self::High),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sdp::{SdpLimits, SectionKind, SessionDescription};

    fn video(text: &str) -> Vec<Codec> {
        let offer = SessionDescription::parse(text, &SdpLimits::default()).unwrap();
        let video = offer.media.into_iter().find(|section| section.kind == SectionKind::Video);
        video.unwrap().codecs
    }

    fn codec(payload_type: u8, name: &str, fmtp: &str) -> Codec {
        Codec {
            payload_type,
            name: name.into(),
            clock_rate: 90_000,
            channels: None,
            fmtp: (!fmtp.is_empty()).then(|| fmtp.into()),
            feedback: Vec::new(),
            rtx: None,
        }
    }

    fn kept(map: &PayloadMap, payload_type: u8) -> Option<u8> {
        map.map(payload_type).filter(|mapped| !mapped.primary_only).map(|mapped| mapped.payload_type)
    }

    #[test]
    fn redundant_sound_goes_whole_to_those_who_take_it() {
        let opus = Codec { channels: Some(2), clock_rate: 48_000, ..codec(111, "opus", "") };
        let red = Codec { channels: Some(2), clock_rate: 48_000, ..codec(63, "red", "111/111") };
        let other = [Codec { payload_type: 9, ..opus.clone() }, Codec { payload_type: 10, ..red.clone() }];
        let publisher = [red, opus];
        let whole = PayloadMap::new(&publisher, &other);
        assert_eq!((kept(&whole, 63), kept(&whole, 111)), (Some(10), Some(9)));
        let plain = PayloadMap::new(&publisher, &other[..1]);
        assert_eq!(plain.map(63), Some(Mapped { payload_type: 9, primary_only: true }));
    }

    #[test]
    fn renumbers_between_chromium_and_firefox() {
        let chromium = video(include_str!("../../tests/fixtures/chromium_offer.sdp"));
        let mut firefox = video(include_str!("../../tests/fixtures/firefox_offer.sdp"));
        // A Firefox that has fetched its H.264 codec offers it, too.
        let h264 = [
            (126, "profile-level-id=42e01f;level-asymmetry-allowed=1;packetization-mode=1"),
            (97, "profile-level-id=42e01f;level-asymmetry-allowed=1"),
            (105, "profile-level-id=42001f;level-asymmetry-allowed=1;packetization-mode=1"),
        ];
        firefox.extend(h264.map(|(payload_type, fmtp)| codec(payload_type, "H264", fmtp)));
        let map = PayloadMap::new(&chromium, &firefox);
        assert_eq!(kept(&map, 96), Some(120), "VP8");
        assert_eq!(kept(&map, 102), Some(105), "H264 baseline, mode 1");
        assert_eq!(kept(&map, 108), Some(126), "H264 constrained baseline, mode 1");
        assert_eq!(kept(&map, 114), Some(97), "H264 constrained baseline, mode 0");
        assert_eq!(kept(&map, 116), None, "Firefox does not offer H264 main");
        assert_eq!(kept(&map, 98), Some(121), "VP9 profile 0");
        assert_eq!(kept(&map, 100), None, "VP9 profile 2");
        assert_eq!(kept(&map, 45), Some(99), "AV1");
        assert_eq!(kept(&map, 97), None, "retransmissions are no codec");
    }

    #[test]
    fn every_codec_matches_itself() {
        let codecs = video(include_str!("../../tests/fixtures/chromium_offer.sdp"));
        for codec in codecs.iter().filter(|codec| !["red", "ulpfec"].contains(&codec.name.as_str())) {
            assert_eq!(
                kept(&PayloadMap::new(&codecs, &codecs), codec.payload_type),
                Some(codec.payload_type)
            );
        }
    }

    #[test]
    fn a_subset_of_a_format_is_decoded_but_not_the_reverse() {
        let constrained = [codec(1, "H264", "packetization-mode=0;profile-level-id=42e01f")];
        let main = [codec(2, "H264", "packetization-mode=1;profile-level-id=4d001f")];
        assert_eq!(kept(&PayloadMap::new(&constrained, &main), 1), Some(2));
        assert_eq!(kept(&PayloadMap::new(&main, &constrained), 2), None);
    }

    #[test]
    fn channels_and_clock_rates_must_agree() {
        let stereo = Codec { channels: Some(2), clock_rate: 48_000, ..codec(1, "opus", "") };
        let mono = Codec { channels: None, ..stereo.clone() };
        let slow = Codec { clock_rate: 16_000, ..stereo.clone() };
        let shouted = Codec { name: "OPUS".into(), payload_type: 9, ..stereo.clone() };
        let publisher = [stereo];
        assert_eq!(kept(&PayloadMap::new(&publisher, &[mono, slow]), 1), None);
        assert_eq!(kept(&PayloadMap::new(&publisher, &[shouted]), 1), Some(9));
        assert_eq!(kept(&PayloadMap::new(&publisher, &publisher), 2), None);
    }

    #[test]
    fn an_unreadable_profile_matches_nothing() {
        let strange = [codec(1, "H264", "profile-level-id=zz")];
        assert_eq!(kept(&PayloadMap::new(&strange, &strange), 1), None);
    }
}
