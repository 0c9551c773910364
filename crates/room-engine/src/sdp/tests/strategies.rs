//! Descriptions in the form that the reader produces.

use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::{Index, subsequence};

use crate::sdp::{
    Candidate, CandidateKind, Codec, Direction, Fingerprint, HeaderExtension, MediaSection, Msid,
    SectionKind, SessionDescription, Setup, SsrcGroup, TcpKind, Transport,
};

pub(super) fn description() -> impl Strategy<Value = SessionDescription> {
    let setup = prop_oneof![Just(Setup::ActPass), Just(Setup::Active), Just(Setup::Passive)];
    let fingerprint = ("(sha-1|sha-256|sha-512)", vec(any::<u8>(), 1..=64))
        .prop_map(|(algorithm, bytes)| Fingerprint { algorithm, bytes });
    let transport = ("[a-zA-Z0-9+/]{4,32}", "[a-zA-Z0-9+/]{22,40}", fingerprint, setup);
    (any::<(u64, u64, bool, bool)>(), transport, vec(candidate(), 0..4), media()).prop_map(
        |(scalars, transport, candidates, media)| {
            let (session_id, session_version, ice_lite, extmap_allow_mixed) = scalars;
            let (ice_ufrag, ice_pwd, fingerprint, setup) = transport;
            let mut unique: Vec<Candidate> = Vec::new();
            if media.iter().any(|section| !section.rejected) {
                for candidate in candidates {
                    if !unique.contains(&candidate) {
                        unique.push(candidate);
                    }
                }
            }
            SessionDescription {
                session_id,
                session_version,
                ice_ufrag,
                ice_pwd,
                fingerprint,
                setup,
                ice_lite,
                extmap_allow_mixed,
                candidates: unique,
                media,
            }
        },
    )
}

pub(super) fn candidate() -> impl Strategy<Value = Candidate> {
    let transport = prop_oneof![
        Just(Transport::Udp),
        Just(Transport::Tcp(TcpKind::Active)),
        Just(Transport::Tcp(TcpKind::Passive)),
        Just(Transport::Tcp(TcpKind::SimultaneousOpen)),
    ];
    let kind = prop_oneof![
        Just(CandidateKind::Host),
        Just(CandidateKind::ServerReflexive),
        Just(CandidateKind::PeerReflexive),
        Just(CandidateKind::Relay),
    ];
    let address = prop_oneof![
        any::<std::net::IpAddr>().prop_map(|address| address.to_string()),
        "[a-f0-9-]{36}\\.local",
    ];
    ("[a-zA-Z0-9+/]{1,32}", any::<(u16, u32, u16)>(), address, transport, kind).prop_map(
        |(foundation, (component, priority, port), address, transport, kind)| Candidate {
            foundation,
            component,
            transport,
            priority,
            address,
            port,
            kind,
        },
    )
}

/// Sections with distinct mids.
fn media() -> impl Strategy<Value = Vec<MediaSection>> {
    btree_set("[!#-'*+.0-9A-Z^-~-]{1,16}", 0..5).prop_flat_map(|mids| {
        mids.into_iter()
            .map(|mid| section().prop_map(move |section| MediaSection { mid: mid.clone(), ..section }))
            .collect::<Vec<_>>()
    })
}

fn section() -> impl Strategy<Value = MediaSection> {
    let kind = prop_oneof![
        4 => Just(SectionKind::Audio),
        4 => Just(SectionKind::Video),
        2 => Just(SectionKind::Application),
        1 => ("(text|image|application|audio)", "(TCP/MSRP|udptl)", "[a-z0-9*]{1,5}( [a-z0-9*]{1,5}){0,2}").prop_map(
            |(media, protocol, formats)| SectionKind::Other { media, protocol, formats }
        ),
    ];
    let media = (option::of(msid()), codecs(), extensions());
    let sources = (vec(any::<u32>(), 0..6), "[a-zA-Z0-9{}/ -]{0,16}x", groups(), any::<bool>());
    let data = (option::of(any::<u16>()), option::of(any::<u64>()));
    (kind, any::<(bool, bool)>(), proptest::bool::weighted(0.2), media, sources, data).prop_map(
        |(kind, (sends, receives), rejected, (msid, codecs, extensions), sources, data)| {
            let section = MediaSection::new(kind, "", Direction::new(sends, receives));
            if rejected || matches!(section.kind, SectionKind::Other { .. }) {
                return section.rejection();
            }
            let (mut ssrcs, cname, groups, conference) = sources;
            ssrcs.sort_unstable();
            ssrcs.dedup();
            let is_rtp = section.kind != SectionKind::Application;
            MediaSection {
                msid,
                codecs: if is_rtp { codecs } else { Vec::new() },
                extensions: if is_rtp { extensions } else { Vec::new() },
                cname: if ssrcs.is_empty() { String::new() } else { cname.trim().to_owned() },
                ssrcs,
                groups,
                conference,
                sctp_port: data.0,
                max_message_size: data.1,
                ..section
            }
        },
    )
}

fn msid() -> impl Strategy<Value = Msid> {
    ("(-|[a-zA-Z0-9{}-]{1,20})", "[a-zA-Z0-9{}é-]{1,20}").prop_map(|(stream, track)| Msid { stream, track })
}

/// Codecs with distinct payload types, some of them with retransmissions.
fn codecs() -> impl Strategy<Value = Vec<Codec>> {
    let feedback = subsequence(vec!["nack", "nack pli", "ccm fir", "transport-cc", "goog-remb"], 0..=5)
        .prop_map(|messages| messages.into_iter().map(str::to_owned).collect::<Vec<_>>());
    let codec = (
        "(VP8|H264|opus|x-[a-z]{1,8})",
        any::<u32>(),
        option::of(any::<u8>()),
        option::of("[a-z-]{1,8}=[a-z0-9]{1,6}(;[a-z-]{1,8}=[a-z0-9]{1,6}){0,2}"),
        feedback,
        any::<bool>(),
    );
    (Just((0..128).collect::<Vec<u8>>()).prop_shuffle(), vec(codec, 0..6)).prop_map(
        |(payload_types, codecs)| {
            let mut free = payload_types.into_iter();
            codecs
                .into_iter()
                .map(|(name, clock_rate, channels, fmtp, feedback, with_rtx)| Codec {
                    payload_type: free.next().unwrap(),
                    name,
                    clock_rate,
                    channels,
                    fmtp,
                    feedback,
                    rtx: if with_rtx { free.next() } else { None },
                })
                .collect()
        },
    )
}

fn extensions() -> impl Strategy<Value = Vec<HeaderExtension>> {
    btree_set(1u8..=255, 0..5).prop_flat_map(|ids| {
        ids.into_iter()
            .map(|id| "(urn|http):[a-z0-9:/.-]{1,30}".prop_map(move |uri| HeaderExtension { id, uri }))
            .collect::<Vec<_>>()
    })
}

fn groups() -> impl Strategy<Value = Vec<SsrcGroup>> {
    vec(
        ("(FID|SIM|FEC-FR)", vec(any::<u32>(), 0..4))
            .prop_map(|(semantics, ssrcs)| SsrcGroup { semantics, ssrcs }),
        0..4,
    )
}

/// A text damaged in a few places: lines dropped, doubled, swapped, cut or overwritten.
pub(super) fn damaged(text: &'static str) -> impl Strategy<Value = String> {
    vec((any::<Index>(), any::<Index>(), 0..5u8, "\\PC{0,12}"), 1..8).prop_map(move |changes| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (place, other, change, scrap) in changes {
            if lines.is_empty() {
                break;
            }
            let (place, other) = (place.index(lines.len()), other.index(lines.len()));
            match change {
                0 => drop(lines.remove(place)),
                1 => lines.insert(other, lines[place].clone()),
                2 => lines.swap(place, other),
                3 => lines[place] = lines[place].chars().take(other).collect(),
                _ => {
                    let colon = lines[place].find(':').map_or(0, |colon| colon + 1);
                    lines[place].truncate(colon);
                    lines[place].push_str(&scrap);
                }
            }
        }
        lines.join("\r\n")
    })
}
