//! The signaling socket of a browser, as `TwilioConnectionTransport` and `RoomV2` of the library drive it.

use std::time::{Duration, Instant};

use serde_json::value::to_raw_value;
use signaling::rsp::{
    ClientMessage, Connect, Ice, LocalTrack, MediaSignalingGrants, PeerConnectionState, PublisherParticipant,
    ServerMessage, ServerUpdate, Subscribe, SubscribeRule, SubscribeRuleType, Sync, TrackPriority, Update,
};
use signaling::tcmp::{ClientFrame, Hello, ServerFrame, TCMP_VERSION};
use signaling::{ErrorCode, close};

use crate::browser::{Browser, BrowserAction, BrowserState, Session, Socket};
use crate::token::token_of;

impl Browser {
    pub(crate) fn handle_socket_opened(&mut self, now: Instant) {
        let body = match self.state {
            BrowserState::Connecting => ClientMessage::Ice(Ice {
                token: token_of(&self.identity).into(),
                edge: Some("roaming".to_owned()),
                preflight: None,
            }),
            BrowserState::Reconnecting => self.sync_message(),
            BrowserState::Idle | BrowserState::Connected | BrowserState::Disconnected(_) => return,
        };
        let body = to_raw_value(&body).expect("messages are writable");
        let Some(socket) = &mut self.socket else { return };
        socket.is_open = true;
        let hello = Hello {
            id: Some(format!("{:016x}", self.random.draw())),
            timeout: Some(5000.0),
            version: Some(f64::from(TCMP_VERSION)),
            cookie: None,
            body: Some(&body),
        };
        self.send_frame(&ClientFrame::Hello(hello), now);
    }

    pub(crate) fn handle_frame(&mut self, text: &str, now: Instant) {
        let frame = match ServerFrame::parse(text) {
            Ok(frame) => frame,
            Err(fault) => {
                self.violations.push(format!("the library cannot read a frame: {fault}: {text}"));
                return;
            }
        };
        let Some(socket) = &mut self.socket else { return };
        match frame {
            ServerFrame::Welcome { negotiated_timeout } => {
                if negotiated_timeout <= 200 {
                    self.violations.push(format!("a heartbeat of {negotiated_timeout} ms floods the socket"));
                }
                socket.is_welcomed = true;
                socket.heartbeat = Duration::from_millis(negotiated_timeout);
                socket.last_heard = now;
            }
            ServerFrame::Msg { body } => {
                if !socket.is_welcomed {
                    self.violations.push("a message before the welcome is dropped by the library".to_owned());
                    return;
                }
                socket.last_heard = now;
                self.handle_message(body, now);
            }
            ServerFrame::Heartbeat => socket.last_heard = now,
            ServerFrame::Bad { reason } => self.violations.push(format!("the hello was refused: {reason}")),
            ServerFrame::Busy { .. } | ServerFrame::Bye => {}
        }
    }

    /// The socket is gone, closed by the server or fallen down.
    pub(crate) fn handle_socket_closed(&mut self, code: u16, now: Instant) {
        self.socket = None;
        match self.state {
            BrowserState::Connected | BrowserState::Reconnecting => {
                if code == close::NORMAL || code == close::BUSY_WAIT {
                    self.violations
                        .push(format!("the server closed with {code}, which the library mistakes"));
                }
                self.state = BrowserState::Reconnecting;
                let timeout = self.session.as_ref().map_or(Duration::ZERO, |session| session.timeout);
                self.session_deadline.get_or_insert(now + timeout);
                // The library waits up to twice 80 ms x 1.5^n, at most 10 s.
                let longest = Duration::from_millis(160).mul_f64(1.5_f64.powi(self.attempts.min(12) as i32));
                self.attempts += 1;
                let wait = self.random.duration_up_to(longest.min(Duration::from_secs(10)));
                let earliest = self.offline_until.unwrap_or(now).max(now);
                self.reconnect_at = Some(earliest + wait);
            }
            BrowserState::Connecting => self.end(Some(53000)),
            BrowserState::Idle | BrowserState::Disconnected(_) => {}
        }
    }

    pub(super) fn keep_socket_alive(&mut self, now: Instant) {
        let Some(socket) = self.socket.as_ref().filter(|socket| socket.is_welcomed) else { return };
        if now >= socket.last_heard + socket.heartbeat * 3 {
            self.actions.push_back(BrowserAction::CloseSocket(close::HEARTBEATS_MISSED));
            self.handle_socket_closed(close::HEARTBEATS_MISSED, now);
        } else if now >= socket.next_heartbeat() {
            self.send_frame(&ClientFrame::Heartbeat, now);
        }
    }

    fn handle_message(&mut self, message: ServerMessage, now: Instant) {
        match (message, self.state) {
            (ServerMessage::Error { code, .. }, _) => self.end(Some(code)),
            (ServerMessage::Disconnected { status }, _) => {
                let is_completed = status == signaling::rsp::DisconnectedStatus::Completed;
                self.end(is_completed.then_some(ErrorCode::RoomCompleted.code()));
            }
            (ServerMessage::Iced(_), BrowserState::Connecting) => self.connect(now),
            (ServerMessage::Connected(connected), BrowserState::Connecting) => {
                self.state = BrowserState::Connected;
                let timeout = Duration::from_secs(connected.options.session_timeout);
                self.session = Some(Session { id: connected.session, timeout });
                self.take_grants(&connected.media_signaling, now);
                for track in &connected.published.tracks {
                    if track.state == signaling::rsp::PublishedState::Created {
                        self.violations.push(format!("track {} is undecided in connected", track.id));
                    }
                }
                self.apply(
                    ServerUpdate {
                        participants: connected.participants,
                        published: Some(connected.published),
                        subscribed: connected.subscribed,
                        peer_connections: connected.peer_connections,
                        ..ServerUpdate::default()
                    },
                    false,
                    now,
                );
                self.flush(now);
            }
            (ServerMessage::Synced(synced), BrowserState::Reconnecting) => {
                self.state = BrowserState::Connected;
                self.session_deadline = None;
                self.attempts = 0;
                self.take_grants(&synced.media_signaling, now);
                if synced.peer_connections.as_ref().is_some_and(|listed| {
                    !listed.iter().any(|connection| connection.id == self.connection_id)
                }) {
                    self.violations.push("synced closes the peer connection by leaving it out".to_owned());
                }
                self.apply(
                    ServerUpdate {
                        participants: synced.participants,
                        published: synced.published,
                        subscribed: synced.subscribed,
                        peer_connections: synced.peer_connections.unwrap_or_default(),
                        ..ServerUpdate::default()
                    },
                    true,
                    now,
                );
                self.flush(now);
            }
            (ServerMessage::Update(update), BrowserState::Connected) => {
                self.take_grants(&update.media_signaling, now);
                self.apply(*update, false, now);
            }
            (ServerMessage::Warning(_), BrowserState::Connected) => {}
            (message, state) => {
                self.violations.push(format!("while {state:?} the library ignores {message:?}"));
            }
        }
    }

    fn take_grants(&mut self, grants: &MediaSignalingGrants, now: Instant) {
        self.media_signaling.grant(grants, &mut self.violations);
        self.attach_channels(None, now);
    }

    fn apply(&mut self, update: ServerUpdate, is_complete: bool, now: Instant) {
        self.view.apply_participants(update.participants, is_complete);
        if let Some(subscribed) = update.subscribed {
            self.view.apply_subscribed(subscribed, is_complete);
        }
        if let Some(published) = update.published {
            self.view.apply_published(published, is_complete);
        }
        self.receiver.know(&self.view);
        for state in update.peer_connections {
            if self.takes_over(&state, now) {
                continue;
            }
            if state.id != self.connection_id {
                self.violations.push(format!("the server describes an unknown peer connection {}", state.id));
            } else if let (Some(connection), Some(description)) = (&mut self.connection, state.description) {
                connection.handle_description(description, now);
            }
        }
        self.handle_connection_events(now);
    }

    fn connect(&mut self, now: Instant) {
        let mut connection = self.new_connection(now);
        connection.negotiate(now);
        self.connection = Some(connection);
        self.handle_connection_events(now);
        let rule = if self.subscribes { SubscribeRuleType::Include } else { SubscribeRuleType::Exclude };
        let message = ClientMessage::Connect(Box::new(Connect {
            name: Some(self.room.clone()),
            token: token_of(&self.identity).into(),
            participant: self.participant(),
            peer_connections: self.descriptions(),
            ice_servers: None,
            format: Some("unified".to_owned()),
            publisher: None,
            media_signaling: self.media_signaling.requests(),
            bandwidth_profile: self.bandwidth_profile.clone(),
            subscribe: Subscribe { revision: 1, rules: vec![SubscribeRule { r#type: rule, all: true }] },
        }));
        self.unsent_participant = false;
        self.unsent_description = None;
        self.send(&message, now);
    }

    fn sync_message(&self) -> ClientMessage {
        ClientMessage::Sync(Box::new(Sync {
            session: self.session_id(),
            token: token_of(&self.identity).into(),
            name: Some(self.room.clone()),
            participant: self.participant(),
            peer_connections: self.descriptions(),
        }))
    }

    fn session_id(&self) -> String {
        self.session.as_ref().map(|session| session.id.clone()).unwrap_or_default()
    }

    fn descriptions(&self) -> Vec<PeerConnectionState> {
        let Some(connection) = &self.connection else { return Vec::new() };
        vec![PeerConnectionState {
            id: self.connection_id.clone(),
            description: connection.last_local().cloned(),
            ice: None,
        }]
    }

    fn participant(&self) -> PublisherParticipant {
        let tracks = self.publications.iter().map(|publication| LocalTrack {
            id: publication.id.clone(),
            kind: publication.kind,
            name: publication.name.clone(),
            enabled: publication.enabled,
            priority: TrackPriority::Standard,
            audio_processor: None,
        });
        PublisherParticipant { revision: self.revision, tracks: tracks.collect(), media_warnings: Vec::new() }
    }

    pub(super) fn flush(&mut self, now: Instant) {
        if self.state != BrowserState::Connected {
            return;
        }
        let description = self.unsent_description.take();
        if !std::mem::take(&mut self.unsent_participant) && description.is_none() {
            return;
        }
        let peer_connections = description
            .map(|description| PeerConnectionState {
                id: self.connection_id.clone(),
                description: Some(description),
                ice: None,
            })
            .into_iter()
            .collect();
        let message = ClientMessage::Update(Update {
            session: self.session_id(),
            participant: Some(self.participant()),
            peer_connections,
        });
        self.send(&message, now);
    }

    pub(super) fn open_socket(&mut self, now: Instant) {
        self.reconnect_at = None;
        self.socket = Some(Socket {
            is_open: false,
            is_welcomed: false,
            heartbeat: Duration::from_secs(5),
            last_sent: now,
            last_heard: now,
        });
        self.actions.push_back(BrowserAction::OpenSocket);
    }

    fn send(&mut self, message: &ClientMessage, now: Instant) {
        let body = to_raw_value(message).expect("messages are writable");
        self.send_frame(&ClientFrame::Msg { body: Some(&body) }, now);
    }

    fn send_frame(&mut self, frame: &ClientFrame<'_>, now: Instant) {
        if let Some(socket) = &mut self.socket {
            socket.last_sent = now;
            self.actions.push_back(BrowserAction::Frame(frame.to_json()));
        }
    }
}
