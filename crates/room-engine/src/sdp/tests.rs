use proptest::prelude::{any, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::negotiate::{Selection, select};
use super::*;
use crate::transport_address::TransportAddress;

mod strategies;

const CHROMIUM_OFFER: &str = include_str!("../../tests/fixtures/chromium_offer.sdp");
const CHROMIUM_ANSWER: &str = include_str!("../../tests/fixtures/chromium_answer.sdp");
const FIREFOX_OFFER: &str = include_str!("../../tests/fixtures/firefox_offer.sdp");

fn parse(text: &str) -> Result<SessionDescription, SdpFault> {
    SessionDescription::parse(text, &SdpLimits::default())
}

fn names(codecs: &[Codec]) -> Vec<&str> {
    codecs.iter().map(|codec| codec.name.as_str()).collect()
}

proptest! {
    #[test]
    fn text_form_reads_back(description in strategies::description()) {
        prop_assert_eq!(parse(&description.to_text()), Ok(description));
    }

    #[test]
    fn candidate_text_form_reads_back(candidate in strategies::candidate()) {
        prop_assert_eq!(Candidate::parse(&candidate.to_string()), Some(candidate));
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = parse(&text);
        let _ = Candidate::parse(&text);
    }

    #[test]
    fn what_is_read_from_a_damaged_offer_can_be_written_and_read_again(
        text in prop_oneof![
            strategies::damaged(CHROMIUM_OFFER),
            strategies::damaged(CHROMIUM_ANSWER),
            strategies::damaged(FIREFOX_OFFER),
        ],
    ) {
        if let Ok(description) = parse(&text) {
            prop_assert_eq!(parse(&description.to_text()), Ok(description));
        }
    }

    #[test]
    fn answers_keep_payload_types_and_ids_of_the_offer(description in strategies::description()) {
        for section in &description.media {
            let Selection { codecs, extensions } = select(section);
            for codec in &codecs {
                let offered = section.codecs.iter().find(|offered| offered.payload_type == codec.payload_type);
                prop_assert!(offered.is_some_and(|offered| offered.rtx == codec.rtx && offered.fmtp == codec.fmtp));
            }
            prop_assert!(extensions.iter().all(|extension| section.extensions.contains(extension)));
            let vp8 = codecs.iter().rposition(|codec| codec.is("VP8"));
            let other = codecs.iter().position(|codec| !codec.is("VP8"));
            prop_assert!(vp8.is_none() || other.is_none() || vp8 < other);
        }
    }
}

#[test]
fn reads_an_offer_of_chromium() {
    let offer = parse(CHROMIUM_OFFER).unwrap();
    assert_eq!((offer.session_id, offer.session_version), (4_611_686_018_427_387_904, 2));
    assert_eq!((offer.ice_ufrag.as_str(), offer.ice_pwd.as_str()), ("oFfR", "offererPasswordOf24Chars"));
    assert_eq!((offer.setup, offer.ice_lite, offer.extmap_allow_mixed), (Setup::ActPass, false, true));
    assert_eq!((offer.fingerprint.algorithm.as_str(), offer.fingerprint.bytes.len()), ("sha-256", 32));
    assert!(offer.candidates[0].address.ends_with(".local"));
    assert_eq!(offer.candidates[1].transport, Transport::Tcp(TcpKind::Active));

    let [audio, video, application] = offer.media.as_slice() else {
        panic!("{} sections", offer.media.len())
    };
    assert_eq!(
        (&audio.kind, audio.mid.as_str(), audio.direction),
        (&SectionKind::Audio, "0", Direction::SendRecv)
    );
    assert_eq!(audio.msid.as_ref().unwrap().track, "22222222-2222-4222-8222-222222222222");
    assert_eq!((audio.ssrcs.as_slice(), audio.cname.as_str()), ([1001].as_slice(), "cnameOfTheSender"));
    assert_eq!(audio.codecs[0].channels, Some(2));
    assert_eq!(audio.codecs[0].parameter("useinbandfec"), Some("1"));

    assert!(video.conference);
    assert_eq!(video.codecs[0].rtx, Some(97));
    assert_eq!(video.codecs[0].feedback.len(), 5);
    assert!(video.codecs.iter().all(|codec| !codec.is("rtx")));
    assert_eq!(video.ssrcs.len(), 6);
    assert_eq!(video.layer_ssrcs(), [2001, 1_777_370_616, 3_286_450_836]);
    assert_eq!(video.repair_ssrc(1_777_370_616), Some(4_213_422_241));

    assert_eq!(application.kind, SectionKind::Application);
    assert_eq!((application.sctp_port, application.max_message_size), (Some(5000), Some(262_144)));
}

#[test]
fn reads_an_answer_of_chromium() {
    let answer = parse(CHROMIUM_ANSWER).unwrap();
    assert_eq!(answer.setup, Setup::Active);
    let video = answer.section("1").unwrap();
    assert_eq!((video.direction, &video.msid), (Direction::RecvOnly, &None));
    assert!(video.layer_ssrcs().is_empty());
}

#[test]
fn reads_an_offer_of_firefox() {
    let offer = parse(FIREFOX_OFFER).unwrap();
    assert_eq!(offer.fingerprint.bytes[..2], [0x78, 0x43]);
    assert!(offer.extmap_allow_mixed, "each section says so");
    // The first section is a silent track that the library adds and tells nobody about.
    let [silence, audio, video, application] = offer.media.as_slice() else {
        panic!("{} sections", offer.media.len())
    };
    assert_eq!((&silence.kind, silence.direction), (&SectionKind::Audio, Direction::SendRecv));
    let msid = audio.msid.clone().unwrap();
    assert_eq!((msid.stream.as_str(), msid.track.as_str()), ("-", "{dc22bc4a-659a-4d71-a3ce-c87f659a7ed8}"));
    assert!(!video.rejected, "a=bundle-only explains port 0");
    assert_eq!(names(&video.codecs), ["VP8", "VP9", "AV1", "ulpfec", "red"]);
    assert!(video.codecs.iter().all(|codec| codec.rtx.is_none()));
    assert_eq!(video.layer_ssrcs(), [1_986_585_698]);
    assert!(!application.rejected);
    assert_eq!(application.max_message_size, Some(1_073_741_823));
}

#[test]
fn answers_firefox_with_what_the_server_speaks() {
    let offer = parse(FIREFOX_OFFER).unwrap();
    let audio = select(&offer.media[1]);
    assert_eq!(names(&audio.codecs), ["opus", "PCMU", "PCMA"]);
    // Levels of contributing sources, which nobody mixes here, are for receiving only.
    assert_eq!(audio.extensions.iter().map(|extension| extension.id).collect::<Vec<_>>(), [1, 3, 7]);
    let video = select(&offer.media[2]);
    assert_eq!(names(&video.codecs), ["VP8", "VP9", "AV1"]);
    assert_eq!(video.codecs[0].feedback, ["nack", "nack pli", "ccm fir", "transport-cc"]);
    assert_eq!(video.extensions.iter().map(|extension| extension.id).collect::<Vec<_>>(), [3, 4, 7]);
}

#[test]
fn answers_chromium_with_what_the_server_speaks() {
    let offer = parse(CHROMIUM_OFFER).unwrap();
    let audio = select(&offer.media[0]);
    assert_eq!(names(&audio.codecs), ["opus", "red", "PCMU", "PCMA"]);
    assert_eq!(audio.extensions.len(), 4);
    let video = select(&offer.media[1]);
    assert_eq!(
        names(&video.codecs),
        ["VP8", "H264", "H264", "H264", "H264", "H264", "H264", "AV1", "VP9", "VP9"]
    );
    assert_eq!(video.codecs[0].feedback, ["transport-cc", "ccm fir", "nack", "nack pli"]);
    assert_eq!(video.extensions.iter().map(|extension| extension.id).collect::<Vec<_>>(), [2, 13, 3, 4]);
    assert!(select(&offer.media[2]).codecs.is_empty());
}

#[test]
fn layers_of_av1_are_not_described() {
    // Whoever describes them beside each packet numbers its frames, which forwarding would have to renumber.
    let extension =
        "a=extmap:12 https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";
    let text = CHROMIUM_OFFER.replace("a=mid:1\r\n", &format!("a=mid:1\r\n{extension}\r\n"));
    let offered = &parse(&text).unwrap().media[1];
    assert!(offered.extensions.iter().any(|extension| extension.id == 12));
    assert!(select(offered).extensions.iter().all(|extension| extension.id != 12));
}

#[test]
fn vp8_leads_an_answer_even_if_it_was_offered_later() {
    let mut offer = parse(CHROMIUM_OFFER).unwrap();
    offer.media[1].codecs.rotate_left(1);
    assert_eq!(names(&select(&offer.media[1]).codecs)[..2], ["VP8", "H264"]);
}

#[test]
fn line_feeds_alone_are_read_too() {
    assert_eq!(parse(&CHROMIUM_OFFER.replace("\r\n", "\n")), parse(CHROMIUM_OFFER));
}

#[test]
fn the_track_id_is_taken_from_the_ssrc_when_there_is_no_msid() {
    let text: String =
        CHROMIUM_OFFER.split_inclusive('\n').filter(|line| !line.starts_with("a=msid:")).collect();
    assert_eq!(parse(&text), parse(CHROMIUM_OFFER));
}

#[test]
fn an_unknown_section_is_kept_as_rejected() {
    let text = format!("{CHROMIUM_OFFER}m=text 9 TCP/MSRP *\r\na=mid:9\r\na=ice-ufrag:other\r\n");
    let section = parse(&text).unwrap().media.pop().unwrap();
    assert!(section.rejected);
    assert_eq!(section.mid, "9");
    let kind = SectionKind::Other { media: "text".into(), protocol: "TCP/MSRP".into(), formats: "*".into() };
    assert_eq!(section.kind, kind);
}

#[test]
fn transport_comes_from_the_first_section_that_is_not_rejected() {
    let text = CHROMIUM_OFFER.replacen("m=audio 9", "m=audio 0", 1).replacen("oFfR", "rejected", 1);
    let offer = parse(&text).unwrap();
    assert!(offer.media[0].rejected);
    assert_eq!(offer.ice_ufrag, "oFfR");
}

#[test]
fn an_answer_has_the_form_that_the_library_insists_on() {
    let offer = parse(CHROMIUM_OFFER).unwrap();
    let mut media = offer.media.clone();
    media[1] = media[1].rejection();
    let answer = SessionDescription {
        ice_lite: true,
        setup: Setup::Passive,
        candidates: vec![
            Candidate::host(TransportAddress::udp("127.0.0.1:8082".parse().unwrap()), 65_535),
            Candidate::host(TransportAddress::tcp("127.0.0.1:8083".parse().unwrap()), 65_534),
        ],
        media,
        ..offer
    };
    let text = answer.to_text();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    for line in [
        "a=group:BUNDLE 0 2\r\n",
        "a=msid-semantic: WMS *\r\n",
        "a=ice-lite\r\n",
        "a=candidate:65535 1 udp 2130706431 127.0.0.1 8082 typ host\r\n",
        "a=candidate:65534 1 tcp 1520434943 127.0.0.1 8083 typ host tcptype passive\r\n",
        "m=video 0 UDP/TLS/RTP/SAVPF 0\r\n",
        "a=fmtp:111 minptime=10;useinbandfec=1\r\n",
        "a=setup:passive\r\n",
    ] {
        assert!(text.contains(line), "{line:?} is missing in\n{text}");
    }
    assert!(!text.contains("label:"));
    assert_eq!(text.matches("a=mid:").count(), 3);
}

#[test]
fn refuses_what_cannot_be_used() {
    let without = |name: &str| -> String {
        CHROMIUM_OFFER.split_inclusive('\n').filter(|line| !line.starts_with(name)).collect()
    };
    let fault = |text: &str| parse(text).unwrap_err();
    assert_eq!(fault(""), SdpFault::Version);
    assert_eq!(fault("v=1\r\n"), SdpFault::Version);
    assert_eq!(fault("v=0\r\nrubbish\r\n"), SdpFault::Line { line: 2 });
    assert_eq!(fault(&without("o=")), SdpFault::Missing { attribute: "o=" });
    assert_eq!(fault(&without("a=ice-ufrag")), SdpFault::Missing { attribute: "ice-ufrag" });
    assert_eq!(fault(&without("a=ice-pwd")), SdpFault::Missing { attribute: "ice-pwd" });
    assert_eq!(fault(&without("a=fingerprint")), SdpFault::Missing { attribute: "fingerprint" });
    assert_eq!(fault(&without("a=setup")), SdpFault::Missing { attribute: "setup" });
    assert_eq!(fault(&without("a=mid:1")), SdpFault::MissingMid { section: 1 });
    assert_eq!(fault(&CHROMIUM_OFFER.replace("a=mid:1", "a=mid:0")), SdpFault::DuplicateMid { section: 1 });
    for (from, to, attribute) in [
        ("a=mid:0", "a=mid:seventeen-letters", "mid"),
        ("a=mid:0", "a=mid:a b", "mid"),
        ("a=setup:actpass", "a=setup:holdconn", "setup"),
        ("a=ice-ufrag:oFfR", "a=ice-ufrag:a b", "ice-ufrag"),
        ("a=fingerprint:sha-256 03", "a=fingerprint:sha-256 +3", "fingerprint"),
        ("m=audio 9", "m=audio nine", "m="),
        ("SAVPF 111", "SAVPF 128", "m="),
    ] {
        let found = fault(&CHROMIUM_OFFER.replacen(from, to, 1));
        assert!(matches!(found, SdpFault::Malformed { attribute: name, .. } if name == attribute), "{found}");
    }
}

#[test]
fn refuses_what_is_larger_than_the_limits() {
    let check = |limits: SdpLimits, fault: SdpFault| {
        assert_eq!(SessionDescription::parse(CHROMIUM_OFFER, &limits), Err(fault));
    };
    let limits = SdpLimits::default();
    check(SdpLimits { bytes: 100, ..limits }, SdpFault::TooLong { limit: 100 });
    check(SdpLimits { line_bytes: 20, ..limits }, SdpFault::LineTooLong { line: 2, limit: 20 });
    check(SdpLimits { sections: 2, ..limits }, SdpFault::TooMany { what: "sections", limit: 2 });
    check(
        SdpLimits { payload_types_per_section: 8, ..limits },
        SdpFault::TooMany { what: "payload types in a section", limit: 8 },
    );
    check(
        SdpLimits { extensions_per_section: 4, ..limits },
        SdpFault::TooMany { what: "header extensions in a section", limit: 4 },
    );
    check(
        SdpLimits { ssrcs_per_section: 5, ..limits },
        SdpFault::TooMany { what: "SSRCs in a section", limit: 5 },
    );
    let few = SessionDescription::parse(CHROMIUM_OFFER, &SdpLimits { candidates: 1, ..limits }).unwrap();
    assert_eq!(few.candidates.len(), 1);
}

#[test]
fn repeated_lines_do_not_grow_memory() {
    let mut text = CHROMIUM_OFFER.to_owned();
    for number in 0..1000 {
        text.push_str(&format!("a=rtcp-fb:* x{number}\r\na=fmtp:96 x={number}\r\n"));
    }
    // The last section has no codecs; put the same into the video section.
    let text = text.replace("a=mid:1\r\n", &format!("a=mid:1\r\n{}", "a=rtcp-fb:* nack\r\n".repeat(1000)));
    let offer = parse(&text).unwrap();
    assert!(offer.media[1].codecs.iter().all(|codec| codec.feedback.len() <= 16));
}
