use super::*;

const HELLO: &str =
    r#"{"type":"hello","id":"1","timeout":5000,"version":2,"body":{"type":"ice","version":1,"token":"t"}}"#;
const HEARTBEAT: &str = r#"{"type":"heartbeat"}"#;

/// Keeps a socket alive with heartbeats and tells after how many seconds the server closes it.
fn seconds_until_closed(mut socket: Socket, start: Instant) -> Option<u64> {
    (1..=120).find(|second| {
        let now = start + Duration::from_secs(*second);
        socket.handle_text(HEARTBEAT, now);
        socket.handle_timeout(now);
        std::iter::from_fn(|| socket.poll_output()).any(|output| matches!(output, SocketOutput::Close { .. }))
    })
}

#[expect(clippy::disallowed_methods, reason = "any first moment will do")]
fn greeted() -> (Socket, Instant) {
    let now = Instant::now();
    let mut socket = Socket::accepted(&Limits::default(), now);
    assert!(matches!(socket.handle_text(HELLO, now), Some(Request::IceServers { .. })));
    (socket, now)
}

#[test]
fn a_socket_that_enters_no_room_is_closed() {
    let (socket, now) = greeted();
    assert_eq!(seconds_until_closed(socket, now), Some(VACANCY_TIMEOUT.as_secs()));
}

#[test]
fn a_socket_with_a_participant_stays() {
    let (mut socket, now) = greeted();
    socket.seat(ParticipantSid::from([1; 16]));
    assert_eq!(seconds_until_closed(socket, now), None);
}

#[test]
fn a_client_that_was_refused_is_not_waited_for() {
    let (mut socket, now) = greeted();
    socket.seat(ParticipantSid::from([1; 16]));
    socket.refuse(Refusal::RoomFull, now);
    assert!(socket.handle_text(HELLO, now).is_none());
    assert!(socket.handle_text(r#"{"type":"msg","body":{"type":"nonsense"}}"#, now).is_none());
    assert_eq!(seconds_until_closed(socket, now), Some(FAREWELL_TIMEOUT.as_secs()));
}
