//! The link as timelines: what is said when, and what follows.

use std::time::{Duration, Instant};

use signaling::close;
use signaling::link::{BUSY_ANSWERS, Busy, Link, LinkConfig, LinkFault, LinkOutput};
use signaling::rsp::{ClientMessage, DisconnectedStatus, MessageFault, ServerMessage};
use signaling::tcmp::FrameFault;

const HELLO: &str =
    r#"{"type":"hello","id":"1","version":2,"timeout":5000,"body":{"type":"ice","token":"t"}}"#;
const AGAIN: &str =
    r#"{"type":"hello","id":"2","version":2,"timeout":5000,"body":{"type":"ice","token":"t"}}"#;
const HEARTBEAT: &str = r#"{"type":"heartbeat"}"#;
const WELCOME: &str = r#"{"type":"welcome","negotiatedTimeout":5000}"#;

#[test]
fn a_hello_is_welcomed_before_its_message_is_answered() {
    let mut timeline = Timeline::new();
    let message = timeline.text(0, HELLO).unwrap();
    assert!(matches!(message, Some(ClientMessage::Ice(_))));
    timeline.send(0);
    timeline.check(&[text(WELCOME), text(GOODBYE_FRAME)]);
}

#[test]
fn a_repeated_hello_is_welcomed_again_and_its_message_is_not_read_twice() {
    let mut timeline = Timeline::new();
    assert!(timeline.text(0, HELLO).unwrap().is_some());
    assert_eq!(timeline.text(5000, AGAIN), Ok(None));
    timeline.check(&[text(WELCOME), text(WELCOME)]);
}

#[test]
fn a_busy_server_puts_a_hello_off_and_welcomes_the_next() {
    let mut timeline = Timeline::new();
    timeline.link.set_busy(Some(busy_for_two_seconds()));
    assert_eq!(timeline.text(0, HELLO), Ok(None));
    timeline.check(&[text(BUSY)]);
    assert_eq!(timeline.deadline(), Some((17_000, "link handshake")));
    timeline.link.set_busy(None);
    assert!(timeline.text(2050, AGAIN).unwrap().is_some(), "its message was not read yet");
    timeline.check(&[text(WELCOME)]);
}

#[test]
fn a_hello_before_the_wait_is_over_gets_no_second_busy() {
    let mut timeline = Timeline::new();
    timeline.link.set_busy(Some(busy_for_two_seconds()));
    timeline.text(0, HELLO).unwrap();
    assert_eq!(timeline.text(1999, AGAIN), Ok(None));
    timeline.check(&[text(BUSY)]);
    assert_eq!(timeline.text(2000, AGAIN), Ok(None));
    timeline.check(&[text(BUSY)]);
    timeline.timeout(19_000).check(&[closed(close::HANDSHAKE_FAILED)]);
}

#[test]
fn a_server_that_stays_busy_gives_a_newcomer_up() {
    let mut timeline = Timeline::new();
    timeline.link.set_busy(Some(busy_for_two_seconds()));
    for answer in 0..u64::from(BUSY_ANSWERS) {
        timeline.text(answer * 2000, HELLO).unwrap();
        timeline.check(&[text(BUSY)]);
    }
    timeline.text(u64::from(BUSY_ANSWERS) * 2000, HELLO).unwrap();
    timeline.check(&[text(BUSY_FOR_GOOD), closed(close::BUSY_REFUSED)]);
}

#[test]
fn a_busy_server_welcomes_who_resumes_and_keeps_who_is_there() {
    let mut timeline = Timeline::new();
    timeline.link.set_busy(Some(busy_for_two_seconds()));
    let hello = r#"{"type":"hello","version":2,"timeout":5000,"body":
        {"type":"sync","session":"S1","token":"t","participant":{"revision":1,"tracks":[]}}}"#;
    assert!(matches!(timeline.text(0, hello), Ok(Some(ClientMessage::Sync(_)))));
    timeline.check(&[text(WELCOME)]);
    assert_eq!(timeline.text(5000, AGAIN), Ok(None));
    timeline.check(&[text(WELCOME)]);
}

#[test]
fn a_server_that_is_busy_for_good_says_so_and_closes() {
    let mut timeline = Timeline::new();
    timeline.link.set_busy(Some(Busy::ForGood));
    assert_eq!(timeline.text(0, HELLO), Ok(None));
    timeline.check(&[text(BUSY_FOR_GOOD), closed(close::BUSY_REFUSED)]);
}

#[test]
fn the_heartbeat_wish_is_clamped() {
    for (wish, granted) in [
        ("0", 1000),
        ("150", 1000),
        ("2500", 2500),
        ("5000", 5000),
        ("1e300", 5000),
        ("-7", 5000),
        ("\"no\"", 5000),
    ] {
        let mut timeline = Timeline::new();
        let hello = format!(r#"{{"type":"hello","version":2,"timeout":{wish}}}"#);
        assert_eq!(timeline.text(0, &hello), Ok(None));
        let welcome = format!(r#"{{"type":"welcome","negotiatedTimeout":{granted}}}"#);
        timeline.check(&[text(&welcome)]);
    }
}

#[test]
fn a_hello_of_another_version_is_refused() {
    for hello in
        [r#"{"type":"hello","version":1}"#, r#"{"type":"hello"}"#, r#"{"type":"hello","version":"2"}"#]
    {
        let mut timeline = Timeline::new();
        assert_eq!(timeline.text(0, hello), Err(LinkFault::UnsupportedVersion));
        timeline.check(&[text(r#"{"type":"bad","reason":"unsupported version"}"#), closed(close::REFUSED)]);
    }
}

#[test]
fn a_socket_without_a_hello_is_closed() {
    let mut timeline = Timeline::new();
    assert_eq!(timeline.deadline(), Some((15_000, "link handshake")));
    assert_eq!(timeline.text(14_000, HEARTBEAT), Ok(None));
    timeline.timeout(14_999).check(&[]);
    timeline.timeout(15_000).check(&[closed(close::HANDSHAKE_FAILED)]);
    assert_eq!(timeline.deadline(), None);
}

#[test]
fn an_idle_link_is_kept_alive_and_a_busy_one_is_not_disturbed() {
    let mut timeline = Timeline::new();
    timeline.text(0, HELLO).unwrap();
    timeline.check(&[text(WELCOME)]);
    assert_eq!(timeline.deadline(), Some((5000, "link heartbeat")));
    timeline.timeout(4999).check(&[]);
    timeline.timeout(5000).check(&[text(HEARTBEAT)]);
    timeline.text(6000, HEARTBEAT).unwrap();
    timeline.send(7000);
    timeline.check(&[text(GOODBYE_FRAME)]);
    assert_eq!(timeline.deadline(), Some((12_000, "link heartbeat")));
}

#[test]
fn a_silent_client_is_lost_after_three_heartbeats() {
    let mut timeline = Timeline::new();
    timeline.text(0, HELLO).unwrap();
    timeline.text(4800, HEARTBEAT).unwrap();
    timeline.timeout(5000).timeout(10_000).timeout(15_000);
    timeline.check(&[text(WELCOME), text(HEARTBEAT), text(HEARTBEAT), text(HEARTBEAT)]);
    assert_eq!(timeline.deadline(), Some((19_800, "link silence")));
    timeline.timeout(19_800).check(&[LinkOutput::Lost, closed(close::HEARTBEATS_MISSED)]);
    timeline.send(19_900);
    timeline.timeout(30_000).check(&[]);
}

#[test]
fn faults_of_a_message_leave_the_link_open_to_answer() {
    let mut timeline = Timeline::new();
    let hello = r#"{"type":"hello","version":2,"body":{"type":"ice"}}"#;
    let Err(LinkFault::Message(MessageFault::Malformed { kind: "ice", .. })) = timeline.text(0, hello) else {
        panic!()
    };
    timeline.send(0);
    timeline.check(&[text(WELCOME), text(GOODBYE_FRAME)]);
    assert_eq!(timeline.text(1, r#"{"type":"msg"}"#), Err(MessageFault::Missing.into()));
    assert_eq!(timeline.text(1, r#"{"type":"msg","body":null}"#), Err(MessageFault::Missing.into()));
    assert_eq!(
        timeline.text(1, r#"{"type":"msg","body":{"type":"?"}}"#),
        Err(MessageFault::UnknownType.into())
    );
    assert!(timeline.link.is_open());
}

#[test]
fn faults_of_a_frame_close_the_link_and_say_why() {
    let long = format!(r#"{{"type":"heartbeat","stray":"{}"}}"#, "x".repeat(100));
    let config = LinkConfig { frame_bytes: 100, ..LinkConfig::default() };
    for (frame, fault, code) in [
        ("no json", LinkFault::Frame(FrameFault::NotJson), close::INVALID_PAYLOAD),
        ("[]", LinkFault::Frame(FrameFault::NotJson), close::INVALID_PAYLOAD),
        (r#"{"type":"welcome"}"#, LinkFault::Frame(FrameFault::UnknownType), close::POLICY_VIOLATION),
        (&long, LinkFault::TooLong { bytes: long.len(), limit: 100 }, close::TOO_LONG),
        (
            r#"{"type":"msg","body":{"type":"ice","token":"t"}}"#,
            LinkFault::MessageBeforeHello,
            close::POLICY_VIOLATION,
        ),
    ] {
        let mut timeline = Timeline::with(config);
        assert_eq!(timeline.text(0, frame), Err(fault), "{frame}");
        assert_eq!(fault.close_code(), Some(code));
        timeline.check(&[closed(code)]);
        assert_eq!(timeline.text(0, HELLO), Ok(None), "a closed link reads nothing");
        timeline.check(&[]);
    }
}

#[test]
fn nothing_is_sent_before_the_hello_or_after_the_close() {
    let mut timeline = Timeline::new();
    timeline.send(0);
    timeline.check(&[]);
    timeline.text(0, HELLO).unwrap();
    timeline.link.close(close::GOING_AWAY);
    timeline.link.close(close::HEARTBEATS_MISSED);
    timeline.send(0);
    timeline.check(&[text(WELCOME), closed(close::GOING_AWAY)]);
}

#[test]
fn an_adopted_socket_is_open_and_allows_for_any_agreed_heartbeat() {
    let mut timeline = Timeline::new();
    timeline.link = Link::adopted(LinkConfig::default(), timeline.start);
    assert_eq!(timeline.deadline(), Some((1000, "link heartbeat")));
    let message = r#"{"type":"msg","body":{"type":"ice","token":"t"}}"#;
    assert!(timeline.text(100, message).unwrap().is_some());
    for second in 1..15 {
        timeline.timeout(second * 1000 + 99);
    }
    timeline.outputs().iter().for_each(|output| assert_eq!(*output, text(HEARTBEAT)));
    timeline.timeout(15_100).check(&[LinkOutput::Lost, closed(close::HEARTBEATS_MISSED)]);
}

#[test]
fn a_repeated_hello_after_the_adoption_is_welcomed_only() {
    let mut timeline = Timeline::new();
    timeline.link = Link::adopted(LinkConfig::default(), timeline.start);
    assert_eq!(timeline.text(10, AGAIN), Ok(None));
    timeline.check(&[text(WELCOME)]);
    assert_eq!(timeline.deadline(), Some((5010, "link heartbeat")));
}

#[test]
fn output_that_nobody_takes_closes_the_link() {
    let mut timeline = Timeline::with(LinkConfig { output_frames: 3, ..LinkConfig::default() });
    timeline.text(0, HELLO).unwrap();
    for _ in 0..10 {
        timeline.send(0);
    }
    timeline.check(&[closed(close::TRY_AGAIN_LATER)]);
}

#[test]
fn close_codes_of_the_client_say_whether_it_may_return() {
    use close::Departure;
    assert_eq!(Departure::of(Some(close::NORMAL)), Departure::Left);
    for code in
        [None, Some(1001), Some(1006), Some(3000), Some(3001), Some(3003), Some(3004), Some(3005), Some(4321)]
    {
        assert_eq!(Departure::of(code), Departure::MayReturn, "{code:?}");
    }
}

const GOODBYE_FRAME: &str =
    r#"{"type":"msg","body":{"type":"disconnected","version":2,"status":"completed"}}"#;

const BUSY: &str = r#"{"type":"busy","retryAfter":2000,"keepAlive":true,"cookie":"opaque"}"#;

const BUSY_FOR_GOOD: &str = r#"{"type":"busy","retryAfter":-1,"keepAlive":true}"#;

fn busy_for_two_seconds() -> Busy {
    Busy::Until { wait: Duration::from_secs(2), cookie: Some("opaque".to_owned()) }
}

fn text(frame: &str) -> LinkOutput {
    LinkOutput::Text(frame.to_owned())
}

fn closed(code: u16) -> LinkOutput {
    LinkOutput::Close { code }
}

/// A link whose times are milliseconds since the socket opened.
struct Timeline {
    start: Instant,
    link: Link,
}

impl Timeline {
    fn new() -> Self {
        Self::with(LinkConfig::default())
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "an `Instant` has no other origin; only differences are looked at"
    )]
    fn with(config: LinkConfig) -> Self {
        let start = Instant::now();
        Self { start, link: Link::new(config, start) }
    }

    fn at(&self, ms: u64) -> Instant {
        self.start + Duration::from_millis(ms)
    }

    fn text(&mut self, ms: u64, frame: &str) -> Result<Option<ClientMessage>, LinkFault> {
        let now = self.at(ms);
        self.link.handle_text(frame, now)
    }

    fn send(&mut self, ms: u64) {
        let now = self.at(ms);
        self.link.send(ServerMessage::Disconnected { status: DisconnectedStatus::Completed }, now);
    }

    fn timeout(&mut self, ms: u64) -> &mut Self {
        let now = self.at(ms);
        self.link.handle_timeout(now);
        self
    }

    fn deadline(&self) -> Option<(u128, &'static str)> {
        let (at, reason) = self.link.poll_timeout()?;
        Some((at.duration_since(self.start).as_millis(), reason))
    }

    fn outputs(&mut self) -> Vec<LinkOutput> {
        std::iter::from_fn(|| self.link.poll_output()).collect()
    }

    #[track_caller]
    fn check(&mut self, expected: &[LinkOutput]) {
        assert_eq!(self.outputs(), expected);
    }
}
