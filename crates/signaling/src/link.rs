//! One socket: handshake, heartbeats and messages, without the socket.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use thiserror::Error;

use crate::close;
use crate::rsp::{ClientMessage, MessageFault, ServerMessage};
use crate::tcmp::{ClientFrame, FrameFault, Hello, ServerFrame, TCMP_VERSION};

/// Settings of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkConfig {
    /// Bytes of one frame from the client.
    pub frame_bytes: usize,
    /// Frames that wait for [`Link::poll_output`]; one more closes the link.
    pub output_frames: usize,
    /// How long a new socket may stay without a hello.
    pub handshake_timeout: Duration,
    /// The client's wish is clamped to these. The library floods the socket at 200 ms and below.
    pub shortest_heartbeat: Duration,
    pub longest_heartbeat: Duration,
}

impl Default for LinkConfig {
    fn default() -> Self {
        Self {
            frame_bytes: 1024 * 1024,
            output_frames: 1024,
            // As long as the library itself goes on saying hello.
            handshake_timeout: Duration::from_secs(15),
            shortest_heartbeat: Duration::from_secs(1),
            // What the library asks for; three of them missed make the fifteen seconds that Twilio's own server takes.
            longest_heartbeat: Duration::from_secs(5),
        }
    }
}

/// The state machine of one socket.
#[derive(Debug)]
pub struct Link {
    config: LinkConfig,
    state: State,
    busy: Option<Busy>,
    outputs: VecDeque<LinkOutput>,
}

/// Why a newcomer is not welcomed: see [`Link::set_busy`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Busy {
    /// The library says hello again on this socket after the wait, with the cookie; after [`BUSY_ANSWERS`] of them it
    /// is [`Self::ForGood`].
    Until { wait: Duration, cookie: Option<String> },
    /// The library gives up, with 53006.
    ForGood,
}

/// One thing to do with the socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkOutput {
    /// Send this frame.
    Text(String),
    /// Close with this code. Nothing follows.
    Close { code: u16 },
    /// The client was silent for too long. Keep its session; the close follows.
    Lost,
}

/// What a client did wrong.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum LinkFault {
    #[error("the frame has {bytes} bytes, more than {limit}")]
    TooLong { bytes: usize, limit: usize },
    #[error(transparent)]
    Frame(#[from] FrameFault),
    #[error("a message came before the hello")]
    MessageBeforeHello,
    #[error("the hello is of another version than {TCMP_VERSION}")]
    UnsupportedVersion,
    /// The link stays open: answer with an `error` message.
    #[error(transparent)]
    Message(#[from] MessageFault),
}

#[derive(Clone, Copy, Debug)]
enum State {
    AwaitingHello {
        deadline: Instant,
        /// Until when the library waits after a `busy`. A second one meanwhile would throw inside the page.
        silent_until: Option<Instant>,
        busy_answers: u8,
    },
    Open {
        /// How long we may send nothing.
        heartbeat: Duration,
        /// How long the client may send nothing.
        silence: Duration,
        last_sent: Instant,
        last_received: Instant,
    },
    Closed,
}

impl LinkFault {
    /// The code the link is closed with; `None` if it stays open.
    pub fn close_code(self) -> Option<u16> {
        match self {
            Self::TooLong { .. } => Some(close::TOO_LONG),
            Self::Frame(FrameFault::NotJson) => Some(close::INVALID_PAYLOAD),
            Self::Frame(FrameFault::UnknownType) | Self::MessageBeforeHello => Some(close::POLICY_VIOLATION),
            Self::UnsupportedVersion => Some(close::REFUSED),
            Self::Message(_) => None,
        }
    }
}

impl Link {
    /// A socket that was just accepted: a hello is due.
    pub fn new(config: LinkConfig, now: Instant) -> Self {
        let deadline = now + config.handshake_timeout;
        Self::in_state(State::AwaitingHello { deadline, silent_until: None, busy_answers: 0 }, config)
    }

    /// A socket that was welcomed elsewhere. Which heartbeat was agreed on is not known here, so the server keeps to the
    /// shortest and allows the client the longest.
    pub fn adopted(config: LinkConfig, now: Instant) -> Self {
        let LinkConfig { shortest_heartbeat, longest_heartbeat, .. } = config;
        Self::in_state(open(shortest_heartbeat, longest_heartbeat, now), config)
    }

    fn in_state(state: State, config: LinkConfig) -> Self {
        Self { config, state, busy: None, outputs: VecDeque::new() }
    }

    /// Sets how a hello is answered: with a welcome, or with `busy`. A hello that resumes a session is welcomed all the
    /// same, because its participant is part of the load already.
    pub fn set_busy(&mut self, busy: Option<Busy>) {
        self.busy = busy;
    }

    /// Takes a text frame in. `None` if it concerned only the link.
    ///
    /// # Errors
    /// The frame breaks the rules. If the fault has a close code, the link is closed with it already.
    pub fn handle_text(&mut self, text: &str, now: Instant) -> Result<Option<ClientMessage>, LinkFault> {
        if matches!(self.state, State::Closed) {
            return Ok(None);
        }
        let message = self.read_frame(text, now);
        if let Err(fault) = &message
            && let Some(code) = fault.close_code()
        {
            self.close(code);
        }
        message
    }

    fn read_frame(&mut self, text: &str, now: Instant) -> Result<Option<ClientMessage>, LinkFault> {
        if text.len() > self.config.frame_bytes {
            return Err(LinkFault::TooLong { bytes: text.len(), limit: self.config.frame_bytes });
        }
        let frame = ClientFrame::parse(text)?;
        if let State::Open { last_received, .. } = &mut self.state {
            *last_received = now;
        }
        match frame {
            ClientFrame::Hello(hello) => self.read_hello(&hello, now),
            ClientFrame::Msg { body } => {
                if matches!(self.state, State::AwaitingHello { .. }) {
                    return Err(LinkFault::MessageBeforeHello);
                }
                let message = ClientMessage::parse(body.ok_or(MessageFault::Missing)?.get())?;
                Ok(Some(message))
            }
            // What a `bye` announces is the socket's close, which says more.
            ClientFrame::Heartbeat | ClientFrame::Bye => Ok(None),
        }
    }

    /// A repeated hello carries the same body, which was read already: it gets its welcome and nothing else.
    fn read_hello(&mut self, hello: &Hello<'_>, now: Instant) -> Result<Option<ClientMessage>, LinkFault> {
        if hello.version != Some(f64::from(TCMP_VERSION)) {
            self.push_frame(&ServerFrame::Bad { reason: "unsupported version".to_owned() }, now);
            return Err(LinkFault::UnsupportedVersion);
        }
        let message = hello.body.map(|body| ClientMessage::parse(body.get())).transpose();
        if let State::AwaitingHello { silent_until, busy_answers, .. } = self.state
            && !matches!(message, Ok(Some(ClientMessage::Sync(_))))
            && let Some(busy) = self.busy.clone()
        {
            if silent_until.is_none_or(|silent_until| now >= silent_until) {
                self.refuse(busy, busy_answers, now);
            }
            return Ok(None);
        }
        let heartbeat = self.negotiate(hello.timeout);
        let repeated = self.is_open();
        self.state = open(heartbeat, heartbeat, now);
        let negotiated_timeout = u64::try_from(heartbeat.as_millis()).unwrap_or(u64::MAX);
        self.push_frame(&ServerFrame::Welcome { negotiated_timeout }, now);
        if repeated {
            return Ok(None);
        }
        Ok(message?)
    }

    fn refuse(&mut self, busy: Busy, answers: u8, now: Instant) {
        // The socket is kept: without that, the library counts on the server to echo its close code, before the wait ends.
        let busy_frame = |retry_after, cookie| ServerFrame::Busy { retry_after, keep_alive: true, cookie };
        match busy {
            Busy::Until { wait, cookie } if answers < BUSY_ANSWERS => {
                let milliseconds = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
                self.push_frame(&busy_frame(milliseconds, cookie), now);
                let silent_until = now + wait;
                let deadline = silent_until + self.config.handshake_timeout;
                self.state = State::AwaitingHello {
                    deadline,
                    silent_until: Some(silent_until),
                    busy_answers: answers + 1,
                };
            }
            Busy::Until { .. } | Busy::ForGood => {
                self.push_frame(&busy_frame(-1, None), now);
                self.close(close::BUSY_REFUSED);
            }
        }
    }

    fn negotiate(&self, wish_ms: Option<f64>) -> Duration {
        let LinkConfig { shortest_heartbeat, longest_heartbeat, .. } = self.config;
        let wish = wish_ms.and_then(|wish| Duration::try_from_secs_f64(wish / 1000.0).ok());
        wish.unwrap_or(longest_heartbeat).min(longest_heartbeat).max(shortest_heartbeat)
    }

    /// Queues a message. Before the hello and after the close it is dropped, as the library would do.
    pub fn send(&mut self, message: ServerMessage, now: Instant) {
        if matches!(self.state, State::Open { .. }) {
            self.push_frame(&ServerFrame::Msg { body: message }, now);
        }
    }

    /// Sends what is due.
    pub fn handle_timeout(&mut self, now: Instant) {
        match self.state {
            State::AwaitingHello { deadline, .. } => {
                if now >= deadline {
                    self.close(close::HANDSHAKE_FAILED);
                }
            }
            State::Open { heartbeat, silence, last_sent, last_received } => {
                if now >= last_received + silence {
                    self.outputs.push_back(LinkOutput::Lost);
                    self.close(close::HEARTBEATS_MISSED);
                } else if now >= last_sent + heartbeat {
                    self.push_frame(&ServerFrame::Heartbeat, now);
                }
            }
            State::Closed => {}
        }
    }

    /// When to call [`Self::handle_timeout`], and why.
    pub fn poll_timeout(&self) -> Option<(Instant, &'static str)> {
        match self.state {
            State::AwaitingHello { deadline, .. } => Some((deadline, "link handshake")),
            State::Open { heartbeat, silence, last_sent, last_received } => {
                let beat = (last_sent + heartbeat, "link heartbeat");
                let lost = (last_received + silence, "link silence");
                Some(if beat.0 <= lost.0 { beat } else { lost })
            }
            State::Closed => None,
        }
    }

    /// The next thing to do, until `None`.
    pub fn poll_output(&mut self) -> Option<LinkOutput> {
        self.outputs.pop_front()
    }

    /// Closes the socket after what is queued. See [`crate::close`] for what each code makes the library do.
    pub fn close(&mut self, code: u16) {
        if matches!(self.state, State::Closed) {
            return;
        }
        self.state = State::Closed;
        self.outputs.push_back(LinkOutput::Close { code });
    }

    /// Whether the link takes messages.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Open { .. })
    }

    fn push_frame(&mut self, frame: &ServerFrame, now: Instant) {
        if self.outputs.len() >= self.config.output_frames {
            self.outputs.clear();
            self.close(close::TRY_AGAIN_LATER);
            return;
        }
        self.outputs.push_back(LinkOutput::Text(frame.to_json()));
        if let State::Open { last_sent, .. } = &mut self.state {
            *last_sent = now;
        }
    }
}

fn open(server_heartbeat: Duration, client_heartbeat: Duration, now: Instant) -> State {
    State::Open {
        heartbeat: server_heartbeat,
        silence: client_heartbeat * MISSED_HEARTBEATS,
        last_sent: now,
        last_received: now,
    }
}

/// How often one socket is put off: a client whose turn never comes must not hold its place forever.
pub const BUSY_ANSWERS: u8 = 5;

/// How many heartbeats may be missed; the library counts as far.
const MISSED_HEARTBEATS: u32 = 3;
