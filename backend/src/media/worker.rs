//! One media thread: takes what waits, hands it to the engine, does what the engine says, sleeps until its deadline.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant, SystemTime};

use crossbeam_channel::{Select, TryRecvError};
use room_engine::{
    Command, CommandFault, CommandId, Engine, Event, Input, Output, Protocol, Reply, SocketId,
};
use tokio::sync::oneshot;

use super::mailbox::{Control, Datagram, Inbox, SocketOutlet, SocketOutput};
use super::relay::{Relay, is_relayed};
use super::tcp::Connections;
use super::udp::MediaSocket;
use crate::callbacks::Reporter;
use crate::recording::RecordingSink;

/// Packets handled before frames and deadlines get their turn.
const DATAGRAM_BATCH: usize = 256;

/// Frames handled before packets and deadlines get their turn.
const CONTROL_BATCH: usize = 64;

/// Turns in a row that a deadline may lie in the past before somebody is told why the thread spins.
const SPIN_LIMIT: u32 = 1000;

/// Going away: the server stops.
const CLOSE_GOING_AWAY: u16 = 1001;

/// Internal error: the engine panicked. The library reconnects.
const CLOSE_INTERNAL_ERROR: u16 = 1011;

/// Runs until [`Control::Shutdown`] or until nobody can send anything.
pub fn run<F: Fn() -> Engine>(
    make_engine: F,
    media: &MediaPorts,
    reporter: Reporter,
    recordings: Option<RecordingSink>,
    inbox: &Inbox,
) {
    let engine = make_engine();
    let mut worker = Worker {
        make_engine,
        engine,
        media,
        sockets: HashMap::new(),
        connections: Connections::default(),
        reporter,
        recordings,
        answers: HashMap::new(),
        commands: 0,
        spins: 0,
    };
    while worker.turn(inbox) {}
}

/// Where a worker's packets go out.
#[derive(Debug)]
pub struct MediaPorts {
    pub udp: MediaSocket,
    pub relay: Option<Relay>,
}

struct Worker<'a, F> {
    make_engine: F,
    engine: Engine,
    media: &'a MediaPorts,
    sockets: HashMap<SocketId, SocketOutlet>,
    connections: Connections,
    reporter: Reporter,
    /// `None` if nothing is recorded.
    recordings: Option<RecordingSink>,
    answers: HashMap<CommandId, Answer>,
    commands: u64,
    spins: u32,
}

/// Where somebody waits for what came of a command.
type Answer = oneshot::Sender<Result<Reply, CommandFault>>;

impl<F: Fn() -> Engine> Worker<'_, F> {
    /// Waits for something to do and does it; whether to go on.
    fn turn(&mut self, inbox: &Inbox) -> bool {
        self.wait(inbox);
        for _ in 0..CONTROL_BATCH {
            match inbox.control.try_recv() {
                Ok(Control::Shutdown) | Err(TryRecvError::Disconnected) => {
                    self.shut_down();
                    return false;
                }
                Ok(control) => self.control(control),
                Err(TryRecvError::Empty) => break,
            }
        }
        for datagram in inbox.datagrams.try_iter().take(DATAGRAM_BATCH) {
            let Datagram { source, local, contents, connection } = datagram;
            if let Some(connection) = connection {
                self.connections.note(source.socket, &connection);
            }
            self.step(Input::Datagram { source, local, contents: &contents });
        }
        if self.engine.poll_timeout().is_some_and(|deadline| deadline.at <= Instant::now()) {
            self.step(Input::Timeout);
        }
        true
    }

    fn wait(&mut self, inbox: &Inbox) {
        let mut select = Select::new();
        select.recv(&inbox.control);
        select.recv(&inbox.datagrams);
        let Some(deadline) = self.engine.poll_timeout() else {
            self.spins = 0;
            select.ready();
            return;
        };
        if deadline.at > Instant::now() {
            self.spins = 0;
            let _ = select.ready_deadline(deadline.at);
            return;
        }
        self.spins += 1;
        if self.spins >= SPIN_LIMIT {
            self.spins = 0;
            tracing::warn!(reason = deadline.reason, "a media worker's deadline does not move on");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn control(&mut self, control: Control) {
        match control {
            Control::Opened { socket, outlet } => {
                self.sockets.insert(socket, outlet);
                self.step(Input::SocketOpened { socket });
            }
            Control::Adopted { socket, outlet } => {
                self.sockets.insert(socket, outlet);
                self.step(Input::SocketAdopted { socket });
            }
            Control::Text { socket, text, credit } => {
                // A frame may still wait here when its socket has been closed.
                if self.sockets.contains_key(&socket) {
                    self.step(Input::SocketText { socket, text: &text });
                }
                drop(credit);
            }
            Control::Closed { socket, code } => {
                if self.sockets.remove(&socket).is_some() {
                    self.step(Input::SocketClosed { socket, code });
                }
            }
            Control::Asked { command, answer } => self.carry_out(*command, answer),
            Control::RecordingFailed { room, recording } => {
                self.step(Input::RecordingFailed { room, recording });
            }
            Control::Shutdown => {}
        }
    }

    fn carry_out(&mut self, command: Command, answer: Answer) {
        if answer.is_closed() {
            return;
        }
        self.commands += 1;
        let id = CommandId(self.commands);
        self.answers.insert(id, answer);
        self.step(Input::Command { id, command });
    }

    /// One input, and everything that follows from it. An engine that panics is replaced by an empty one: its rooms end,
    /// and the browsers in them reconnect.
    fn step(&mut self, input: Input<'_>) {
        let result = catch_unwind(AssertUnwindSafe(|| {
            self.engine.handle_input(input, Instant::now());
            while let Some(output) = self.engine.poll_output() {
                match output {
                    Output::Recording(recorded) => {
                        // What found no room is told to the engine before anything else happens.
                        let failed = self.recordings.as_mut().and_then(|sink| sink.send(recorded));
                        if let Some((room, recording)) = failed {
                            let failed = Input::RecordingFailed { room, recording };
                            self.engine.handle_input(failed, Instant::now());
                        }
                    }
                    Output::Event(event) => {
                        record(&event);
                        self.reporter.report(&event, &self.engine, SystemTime::now());
                    }
                    Output::Reply { id, result } => {
                        if let Some(answer) = self.answers.remove(&id) {
                            // Whoever asked may be gone by now.
                            let _ = answer.send(result);
                        }
                    }
                    output => perform(output, self.media, &self.connections, &mut self.sockets),
                }
            }
        }));
        if result.is_err() {
            tracing::error!(sockets = self.sockets.len(), "a media worker panicked; its rooms end");
            self.close_sockets(CLOSE_INTERNAL_ERROR);
            self.answers.clear();
            if let Some(recordings) = &mut self.recordings {
                recordings.end_all();
            }
            self.engine = (self.make_engine)();
        }
    }

    fn shut_down(&mut self) {
        self.step(Input::Shutdown);
        self.close_sockets(CLOSE_GOING_AWAY);
    }

    fn close_sockets(&mut self, code: u16) {
        for (_, outlet) in self.sockets.drain() {
            outlet.send(SocketOutput::Close(code));
        }
    }
}

/// Carries out what goes to the network.
fn perform(
    output: Output,
    media: &MediaPorts,
    connections: &Connections,
    sockets: &mut HashMap<SocketId, SocketOutlet>,
) {
    match output {
        Output::Transmit { local, destination, contents } => match destination.protocol {
            Protocol::Udp if is_relayed(destination.socket) => {
                if let Some(relay) = &media.relay {
                    relay.transmit(local, destination.socket, &contents);
                }
            }
            Protocol::Udp => media.udp.send(local, destination.socket, &contents),
            Protocol::Tcp => {
                if let Some(connection) = connections.get(destination.socket) {
                    connection.admit();
                    connection.send(contents);
                }
            }
        },
        Output::SocketText { socket, text } => {
            if let Some(outlet) = sockets.get(&socket)
                && !outlet.send(SocketOutput::Text(text))
            {
                tracing::debug!(socket = socket.0, "a socket does not read what is sent to it");
            }
        }
        Output::SocketClose { socket, code } => {
            if let Some(outlet) = sockets.remove(&socket) {
                outlet.send(SocketOutput::Close(code));
            }
        }
        Output::Reply { .. } | Output::Event(_) | Output::Recording(_) => {}
    }
}

fn record(event: &Event) {
    match event {
        Event::RoomCreated { room } => tracing::info!(%room, "room created"),
        Event::RoomEnded { room } => tracing::info!(%room, "room ended"),
        Event::ParticipantJoined { room, participant } => {
            tracing::info!(%room, %participant, "participant joined")
        }
        Event::ParticipantLeft { room, participant } => {
            tracing::info!(%room, %participant, "participant left")
        }
        Event::TrackPublished { participant, track, .. } => {
            tracing::debug!(%participant, %track, "track published")
        }
        Event::TrackUnpublished { participant, track, .. } => {
            tracing::debug!(%participant, %track, "track unpublished")
        }
        Event::TrackSwitched { participant, track, enabled, .. } => {
            tracing::debug!(%participant, %track, enabled, "track switched")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use room_engine::{
        Admission, EngineConfig, Limits, RoomSettings, TokenFault, TokenVerifier, TransportAddress,
    };
    use tokio::sync::Semaphore;

    use super::super::mailbox::{self, Mailbox, SocketOutputs};
    use super::*;
    use crate::callbacks::Callbacks;
    use crate::credentials::Secret;
    use crate::random::SystemRandom;

    /// Stands for a bug that a token can reach.
    struct Brittle;

    impl TokenVerifier for Brittle {
        fn verify(&self, token: &str) -> Result<Admission, TokenFault> {
            assert_ne!(token, "brittle");
            Err(TokenFault::Malformed)
        }
    }

    fn engine() -> Engine {
        let config = EngineConfig {
            worker: 0,
            media_addresses: vec![TransportAddress::udp(([127, 0, 0, 1], 9).into())],
            session_timeout: Duration::from_secs(30),
            ad_hoc_rooms: None,
            can_record: false,
            limits: Limits::default(),
        };
        Engine::new(config, Box::new(Brittle), Box::new(SystemRandom))
    }

    fn open(mailbox: &Mailbox, socket: SocketId) -> SocketOutputs {
        let (outlet, outputs) = SocketOutlet::new();
        mailbox.post(Control::Opened { socket, outlet }).unwrap();
        outputs
    }

    fn ask_for_ice_servers(mailbox: &Mailbox, socket: SocketId, token: &str) {
        let body = format!(r#"{{"type":"ice","version":1,"token":"{token}"}}"#);
        let text = format!(r#"{{"type":"hello","id":"1","timeout":5000,"version":2,"body":{body}}}"#);
        let credit = Arc::new(Semaphore::new(1)).try_acquire_owned().unwrap();
        mailbox.post(Control::Text { socket, text, credit }).unwrap();
    }

    #[test]
    fn a_panic_ends_the_rooms_of_its_worker_and_nothing_else() {
        let media = MediaPorts { udp: MediaSocket::bind(None, 0).unwrap(), relay: None };
        let (mailbox, inbox) = mailbox::new();
        let (callbacks, _courier) = Callbacks::new("AC", Secret::new(""));
        let reporter = Reporter::new(callbacks);
        let worker = std::thread::spawn(move || run(engine, &media, reporter, None, &inbox));

        let mut bystander = open(&mailbox, SocketId(1));
        let mut culprit = open(&mailbox, SocketId(2));
        ask_for_ice_servers(&mailbox, SocketId(2), "brittle");
        for outputs in [&mut bystander, &mut culprit] {
            assert_eq!(outputs.queue.blocking_recv(), Some(SocketOutput::Close(CLOSE_INTERNAL_ERROR)));
        }

        let mut newcomer = open(&mailbox, SocketId(3));
        ask_for_ice_servers(&mailbox, SocketId(3), "sound");
        let mut answers = std::iter::from_fn(|| newcomer.queue.blocking_recv());
        assert!(answers.any(|answer| matches!(answer, SocketOutput::Text(text) if text.contains("20101"))));
        mailbox.shut_down();
        worker.join().unwrap();
    }

    #[test]
    fn a_command_is_answered_and_one_that_nobody_waits_for_is_left_undone() {
        let media = MediaPorts { udp: MediaSocket::bind(None, 0).unwrap(), relay: None };
        let (mailbox, inbox) = mailbox::new();
        let ask = |command| {
            let (answer, answered) = oneshot::channel();
            mailbox.post(Control::Asked { command: Box::new(command), answer }).unwrap();
            answered
        };
        let create = |name: &str| Command::CreateRoom {
            name: Some(name.to_owned()),
            settings: RoomSettings::default(),
        };
        drop(ask(create("abandoned")));
        let created = ask(create("awaited"));
        let listed = ask(Command::ListRooms);
        let (callbacks, _courier) = Callbacks::new("AC", Secret::new(""));
        let reporter = Reporter::new(callbacks);
        let worker = std::thread::spawn(move || run(engine, &media, reporter, None, &inbox));

        assert!(matches!(created.blocking_recv(), Ok(Ok(Reply::Room(_)))));
        let Ok(Ok(Reply::Rooms(rooms))) = listed.blocking_recv() else { panic!("rooms are listed") };
        let names: Vec<&str> = rooms.iter().map(|room| room.unique_name.as_str()).collect();
        assert_eq!(names, ["awaited"]);
        mailbox.shut_down();
        worker.join().unwrap();
    }
}
