use super::*;
use crate::sdp::{Fingerprint, Msid, Setup};

fn description(media: Vec<MediaSection>) -> SessionDescription {
    SessionDescription {
        session_id: 1,
        session_version: 1,
        ice_ufrag: "user".to_owned(),
        ice_pwd: "password".to_owned(),
        fingerprint: Fingerprint { algorithm: "sha-256".to_owned(), bytes: vec![0; 32] },
        setup: Setup::ActPass,
        ice_lite: false,
        extmap_allow_mixed: false,
        candidates: Vec::new(),
        media,
    }
}

fn media(kind: SectionKind, mid: &str, direction: Direction) -> MediaSection {
    let mut media = MediaSection::new(kind, mid, direction);
    if direction.sends() {
        media.msid = Some(Msid { stream: "-".to_owned(), track: format!("track of {mid}") });
        media.ssrcs = vec![7];
    }
    media
}

fn audio(mid: &str, direction: Direction) -> MediaSection {
    media(SectionKind::Audio, mid, direction)
}

fn track(number: u8) -> TrackSid {
    TrackSid::from([number; 16])
}

/// Sections after the client offered `offered` and was answered.
fn answered(sections: &mut Sections, offered: Vec<MediaSection>) -> Vec<TrackSid> {
    sections.apply(&description(offered), true).unwrap();
    sections.assign_for_answer();
    sections.complete(false)
}

/// What the sections say in an offer of ours, and what starts when the client answers with `answer`.
fn offered(sections: &mut Sections, answer: impl Fn(&Section) -> Direction) -> Vec<TrackSid> {
    sections.assign_for_offer(|_| true);
    let media =
        sections.iter().map(|section| media(section.kind.clone(), &section.mid, answer(section))).collect();
    sections.apply(&description(media), false).unwrap();
    sections.complete(true)
}

fn agreeing(section: &Section) -> Direction {
    section.offer_direction().reversed()
}

#[test]
fn a_delivery_rides_on_the_section_that_the_client_sends_in() {
    let mut sections = Sections::default();
    sections.deliver(track(1), SectionKind::Audio);
    assert_eq!(answered(&mut sections, vec![audio("0", Direction::SendRecv)]), [track(1)]);
    assert_eq!(sections.active_mid(track(1)), Some("0"));
    let section = sections.iter().next().unwrap();
    assert_eq!(section.answer_direction(), Direction::SendRecv);
    assert_eq!(section.uplink, Some(Uplink { id: "track of 0".to_owned(), layers: vec![(7, None)] }));
}

#[test]
fn a_section_for_probes_delivers_nothing_and_is_listened_to() {
    let mut sections = Sections::default();
    sections.apply(&description(vec![audio("0", Direction::SendRecv)]), true).unwrap();
    sections.reserve_for_probes();
    sections.deliver(track(1), SectionKind::Audio);
    sections.assign_for_answer();
    assert_eq!(sections.complete(false), []);
    assert_eq!(sections.iter().next().unwrap().answer_direction(), Direction::SendRecv);
    assert_eq!(offered(&mut sections, agreeing), [track(1)]);
    assert_eq!(sections.active_mid(track(1)), Some("s1"));
    assert_eq!(sections.iter().next().unwrap().offer_direction(), Direction::SendRecv);
}

#[test]
fn what_finds_no_section_waits_for_an_offer() {
    let mut sections = Sections::default();
    sections.deliver(track(1), SectionKind::Audio);
    sections.deliver(track(2), SectionKind::Audio);
    answered(&mut sections, vec![audio("0", Direction::RecvOnly)]);
    assert_eq!(sections.active_mid(track(2)), None);
    assert!(sections.needs_offer(|_| true));
    assert_eq!(offered(&mut sections, agreeing), [track(2)]);
    assert_eq!(sections.active_mid(track(2)), Some("s1"));
    assert!(!sections.needs_offer(|_| true));
}

#[test]
fn a_section_is_silent_for_a_round_before_it_delivers_another_track() {
    let mut sections = Sections::default();
    sections.deliver(track(1), SectionKind::Audio);
    answered(&mut sections, vec![audio("0", Direction::RecvOnly)]);
    sections.withdraw(track(1));
    sections.deliver(track(2), SectionKind::Audio);
    assert!(sections.needs_offer(|_| true));

    sections.assign_for_offer(|_| true);
    let directions: Vec<Direction> = sections.iter().map(Section::offer_direction).collect();
    assert_eq!(directions, [Direction::Inactive, Direction::SendOnly]);
    assert_eq!(offered(&mut sections, agreeing), [track(2)]);

    sections.deliver(track(3), SectionKind::Audio);
    offered(&mut sections, agreeing);
    assert_eq!(sections.active_mid(track(3)), Some("0"));
}

#[test]
fn a_withdrawal_during_an_offer_is_negotiated_after_it() {
    let mut sections = Sections::default();
    answered(&mut sections, vec![audio("0", Direction::RecvOnly)]);
    sections.deliver(track(1), SectionKind::Audio);
    sections.assign_for_offer(|_| true);
    sections.withdraw(track(1));
    sections.apply(&description(vec![audio("0", Direction::RecvOnly)]), false).unwrap();
    assert_eq!(sections.complete(true), []);
    assert!(sections.needs_offer(|_| true));
    offered(&mut sections, agreeing);
    assert!(!sections.needs_offer(|_| true));
}

#[test]
fn a_client_that_turns_a_delivery_down_is_offered_another_section() {
    let mut sections = Sections::default();
    answered(&mut sections, vec![audio("0", Direction::Inactive)]);
    sections.deliver(track(1), SectionKind::Audio);
    assert_eq!(offered(&mut sections, |_| Direction::Inactive), []);
    assert!(sections.needs_offer(|_| true));
    assert_eq!(
        offered(&mut sections, |section| if section.mid == "0" {
            Direction::Inactive
        } else {
            agreeing(section)
        }),
        [track(1)]
    );
    assert_eq!(sections.active_mid(track(1)), Some("s1"));
}

#[test]
fn offers_stay_ready_to_receive_where_the_client_sends() {
    let mut sections = Sections::default();
    answered(&mut sections, vec![audio("0", Direction::SendOnly), audio("1", Direction::RecvOnly)]);
    let directions: Vec<Direction> = sections.iter().map(Section::offer_direction).collect();
    assert_eq!(directions, [Direction::RecvOnly, Direction::Inactive]);
}

#[test]
fn data_channels_are_offered_when_the_client_offered_none() {
    let mut sections = Sections::default();
    answered(&mut sections, vec![audio("0", Direction::RecvOnly)]);
    sections.want_application();
    assert!(sections.needs_offer(|_| true));
    sections.assign_for_offer(|_| true);
    assert!(!sections.has_negotiated_application());
    offered(&mut sections, agreeing);
    assert!(sections.has_negotiated_application());
    assert!(!sections.needs_offer(|_| true));
}

#[test]
fn nothing_is_offered_in_a_kind_that_the_client_has_no_codec_for() {
    let mut sections = Sections::default();
    answered(&mut sections, vec![audio("0", Direction::RecvOnly)]);
    sections.deliver(track(1), SectionKind::Video);
    assert!(!sections.needs_offer(|kind| *kind == SectionKind::Audio));
}

#[test]
fn a_rejected_section_gives_its_delivery_back() {
    let mut sections = Sections::default();
    sections.deliver(track(1), SectionKind::Audio);
    answered(&mut sections, vec![audio("0", Direction::RecvOnly)]);
    let stopped = MediaSection { rejected: true, ..audio("0", Direction::Inactive) };
    answered(&mut sections, vec![stopped]);
    assert_eq!(sections.active_mid(track(1)), None);
    assert_eq!(offered(&mut sections, agreeing), [track(1)]);
}

#[test]
fn a_description_that_does_not_continue_the_last_one_is_refused_whole() {
    let mut sections = Sections::default();
    answered(&mut sections, vec![audio("0", Direction::RecvOnly), audio("1", Direction::RecvOnly)]);
    let apply = |sections: &mut Sections, media, is_offer| sections.apply(&description(media), is_offer);
    let one = vec![audio("0", Direction::SendRecv)];
    assert_eq!(apply(&mut sections, one, true), Err(SectionsFault::Missing));
    let renamed = vec![audio("0", Direction::SendRecv), audio("2", Direction::SendRecv)];
    assert_eq!(apply(&mut sections, renamed, true), Err(SectionsFault::Changed { index: 1 }));
    let surplus = ["0", "1", "2"].map(|mid| audio(mid, Direction::SendRecv)).to_vec();
    assert_eq!(apply(&mut sections, surplus, false), Err(SectionsFault::Surplus));
    let many = (0..=MAX_SECTIONS).map(|mid| audio(&mid.to_string(), Direction::SendRecv)).collect();
    assert_eq!(apply(&mut sections, many, true), Err(SectionsFault::TooMany));
    assert!(sections.iter().all(|section| section.uplink.is_none()));
}
