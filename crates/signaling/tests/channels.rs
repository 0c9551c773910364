//! What is forgiven on the media-signaling channels, what is not, and what is bounded.

use signaling::msp::{
    Channel, ChannelFault, ChannelMessage, LIST_ENTRIES, PublisherHintVerdict, ReportLevel,
    ServerChannelMessage, TEXT_BYTES,
};
use signaling::rsp::{Dimensions, TrackPriority};

#[test]
fn channels_are_known_by_name_and_transcriptions_are_not_among_them() {
    for channel in Channel::ALL {
        assert_eq!(Channel::of_name(channel.name()), Some(channel));
    }
    assert_eq!(Channel::of_name("extension_transcriptions"), None);
    assert_eq!(Channel::of_name(""), None);
}

#[test]
fn a_report_with_measurements_that_are_none_is_read_without_them() {
    let text = r#"{"type":"network_quality","ice":{"send":-1,"recv":null,"rtt":"fast","availableSend":1e999},
        "send":7,"recv":{"bitrate":1400000,"fractionLost":null,"jitter":0.25},"video":null,"stray":[{}],
        "reportLevel":0,"remoteReportLevel":9}"#;
    let ChannelMessage::NetworkQuality(report) = ChannelMessage::parse(text).unwrap() else { panic!() };
    let ice = report.ice;
    assert_eq!((ice.send, ice.recv, ice.rtt, ice.available_send), (None, None, None, None));
    assert_eq!(
        (report.recv.bitrate, report.recv.fraction_lost, report.recv.jitter),
        (Some(1_400_000.0), None, Some(0.25))
    );
    assert_eq!((report.report_level, report.remote_report_level), (ReportLevel::Level, ReportLevel::Nothing));
    let empty = ChannelMessage::parse(r#"{"type":"network_quality"}"#).unwrap();
    let ChannelMessage::NetworkQuality(report) = empty else { panic!() };
    assert_eq!((report.report_level, report.remote_report_level), (ReportLevel::Level, ReportLevel::Nothing));
}

#[test]
fn report_levels_are_ordered_by_how_much_they_ask_for() {
    assert!(ReportLevel::Nothing < ReportLevel::Level);
    assert!(ReportLevel::Level < ReportLevel::Kinds);
    assert!(ReportLevel::Kinds < ReportLevel::Scores);
}

#[test]
fn a_priority_that_is_none_gives_the_publisher_its_own_back() {
    for (written, read) in [
        (r#""low""#, Some(TrackPriority::Low)),
        (r#""high""#, Some(TrackPriority::High)),
        ("null", None),
        (r#""urgent""#, None),
        ("7", None),
    ] {
        let text = format!(r#"{{"type":"track_priority","track":"MT1","subscribe":{written}}}"#);
        let ChannelMessage::TrackPriority(priority) = ChannelMessage::parse(&text).unwrap() else { panic!() };
        assert_eq!(priority.subscribe, read, "{written}");
    }
}

#[test]
fn faulty_hints_are_left_out_and_the_others_are_read() {
    let text = r#"{"type":"render_hints","subscriber":{"id":"seven","hints":[7,{"enabled":true},
        {"track":"MT1","enabled":"yes","render_dimensions":{"height":359.5,"width":640}},
        {"track":"MT2","enabled":false,"render_dimensions":{"height":-1,"width":640}}]}}"#;
    let ChannelMessage::RenderHints(hints) = ChannelMessage::parse(text).unwrap() else { panic!() };
    assert_eq!((hints.id, hints.hints.len()), (0, 2));
    let [first, second] = &hints.hints[..] else { panic!() };
    assert_eq!(
        (first.enabled, first.render_dimensions),
        (None, Some(Dimensions { height: 360, width: 640 }))
    );
    assert_eq!((second.enabled, second.render_dimensions), (Some(false), None));
}

#[test]
fn a_verdict_of_a_later_library_is_read_as_unknown() {
    let text = r#"{"type":"publisher_hints","id":3,"hints":[{"track":"MT1","result":"PERHAPS"}]}"#;
    let ChannelMessage::PublisherHints(result) = ChannelMessage::parse(text).unwrap() else { panic!() };
    assert_eq!(result.hints[0].result, PublisherHintVerdict::Unknown);
}

#[test]
fn texts_and_lists_are_bounded() {
    let long = format!(r#"{{"type":"ready","stray":"{}"}}"#, "x".repeat(TEXT_BYTES));
    assert_eq!(ChannelMessage::parse(&long), Err(ChannelFault::TooLong { bytes: long.len() }));
    let hints = vec![r#"{"track":"MT1"}"#; LIST_ENTRIES + 1].join(",");
    let text = format!(r#"{{"type":"render_hints","subscriber":{{"id":1,"hints":[{hints}]}}}}"#);
    let ChannelMessage::RenderHints(hints) = ChannelMessage::parse(&text).unwrap() else { panic!() };
    assert_eq!(hints.hints.len(), LIST_ENTRIES);
}

#[test]
fn texts_that_are_no_message_are_told_apart() {
    for (text, fault) in [
        ("", ChannelFault::Untyped),
        ("[]", ChannelFault::Untyped),
        (r#"{"type":7}"#, ChannelFault::Untyped),
        (r#"{"type":"extension_transcriptions"}"#, ChannelFault::UnknownType),
        (r#"{"type":"render_hints"}"#, ChannelFault::Malformed { kind: "render_hints", column: 23 }),
        (r#"{"type":"track_priority"}"#, ChannelFault::Malformed { kind: "track_priority", column: 25 }),
        (r#"{"type":"client_reset"}"#, ChannelFault::Malformed { kind: "client_reset", column: 23 }),
    ] {
        assert_eq!(ChannelMessage::parse(text), Err(fault), "{text}");
    }
}

#[test]
fn hints_for_a_publisher_never_have_the_id_that_the_library_skips() {
    let text = r#"{"type":"publisher_hints","publisher":{"id":0,"hints":[]}}"#;
    assert!(matches!(ServerChannelMessage::parse(text), Err(ChannelFault::Malformed { .. })));
}
