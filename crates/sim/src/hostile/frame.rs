//! Signaling frames, the messages in them, and what is said on the media-signaling channels.

use std::time::Instant;

use room_engine::placement::of_frame;
use signaling::link::{Link, LinkConfig, LinkOutput};
use signaling::msp::ChannelMessage;
use signaling::rsp::ClientMessage;
use signaling::tcmp::{ClientFrame, ServerFrame};

/// Reads text wherever text of a client is read.
///
/// # Panics
/// What was read reads back as something else, or a link breaks its rules.
pub fn frame(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(message) = ClientMessage::parse(text) {
        let written = serde_json::to_string(&message).expect("messages are writable");
        assert_eq!(ClientMessage::parse(&written), Ok(message));
    }
    if let Ok(message) = ChannelMessage::parse(text) {
        assert_eq!(ChannelMessage::parse(&message.to_text()), Ok(message));
    }
    let _where = of_frame(text);
    let opening = ClientFrame::parse(text).is_ok_and(|frame| matches!(frame, ClientFrame::Hello(_)));
    let now = Instant::now();
    let mut link = Link::new(LinkConfig::default(), now);
    let read = link.handle_text(text, now);
    assert!(opening || !matches!(read, Ok(Some(_))), "a message was read before the hello");
    let outputs: Vec<LinkOutput> = std::iter::from_fn(|| link.poll_output()).collect();
    for output in &outputs {
        if let LinkOutput::Text(text) = output {
            assert!(ServerFrame::parse(text).is_ok(), "the client could not read {text}");
        }
    }
    let closed = outputs.iter().any(|output| matches!(output, LinkOutput::Close { .. }));
    let faulty = read.is_err_and(|fault| fault.close_code().is_some());
    assert_eq!(closed, faulty, "{outputs:?}");
    assert_eq!(link.poll_timeout().is_none(), closed, "a deadline of a closed link, or none of an open one");
}
