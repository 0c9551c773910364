//! What the wire messages mean: signaling to requests of the core, and the core's state to signaling. The only module
//! that knows the wire.

mod media_signaling;
mod network_quality;
mod placement;
mod reply;
mod request;

pub(crate) use media_signaling::{ChannelRequest, ChannelText, MediaSignaling, RenderHint};
pub(crate) use network_quality::Verbosity;
pub use placement::of_frame;
pub(crate) use reply::{Arrival, News, Replacement};
pub(crate) use request::{Change, ClientDescription, Join, Request, Resume, TrackList};

use std::time::{Duration, Instant};

use signaling::ErrorCode;
use signaling::close::{self, Departure};
use signaling::link::{Busy, Link, LinkConfig, LinkOutput};
use signaling::rsp::{DisconnectedStatus, Iced, ServerMessage};

use crate::config::Limits;
use crate::id::ParticipantSid;
use crate::refusal::Refusal;
use crate::room::RoomNameFault;
use crate::verifier::{IceServer, TokenFault};

/// How long a client may take to close its socket after it was told that everything is over.
const FAREWELL_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a socket may stay without a participant. The library enters a room right after its hello.
const VACANCY_TIMEOUT: Duration = Duration::from_secs(60);

/// After how long a client that finds the server busy tries again.
const BUSY_RETRY: Duration = Duration::from_millis(1500);

/// One WebSocket and who sits at it.
#[derive(Debug)]
pub(crate) struct Socket {
    link: Link,
    /// The participant that entered a room on this socket.
    participant: Option<ParticipantSid>,
    /// The last message was sent; the client is to close the socket.
    is_over: bool,
    /// When the socket is closed if nobody sits at it.
    vacant_until: Instant,
}

/// What a socket has for the engine.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SocketOutput {
    Text(String),
    Close {
        code: u16,
    },
    /// The client was silent for too long.
    Lost,
}

impl Socket {
    pub fn accepted(limits: &Limits, now: Instant) -> Self {
        Self::with_link(Link::new(link_config(limits), now), now)
    }

    /// A socket that another worker welcomed.
    pub fn adopted(limits: &Limits, now: Instant) -> Self {
        Self::with_link(Link::adopted(link_config(limits), now), now)
    }

    fn with_link(link: Link, now: Instant) -> Self {
        Self { link, participant: None, is_over: false, vacant_until: now + VACANCY_TIMEOUT }
    }

    pub fn participant(&self) -> Option<ParticipantSid> {
        self.participant
    }

    pub fn seat(&mut self, participant: ParticipantSid) {
        self.participant = Some(participant);
    }

    /// The participant is gone or sits elsewhere.
    pub fn unseat(&mut self, now: Instant) {
        if self.participant.take().is_some() {
            self.vacant_until = now + VACANCY_TIMEOUT;
        }
    }

    /// Whether a new client is asked to come back later. Who resumes a session is let through.
    pub fn set_busy(&mut self, is_busy: bool) {
        self.link.set_busy(is_busy.then_some(Busy::Until { wait: BUSY_RETRY, cookie: None }));
    }

    /// Takes a frame in. `None` if it asks nothing of the rooms.
    pub fn handle_text(&mut self, text: &str, now: Instant) -> Option<Request> {
        let request = match self.link.handle_text(text, now) {
            Ok(message) => message.map(Request::from_wire),
            Err(fault) => {
                tracing::debug!(%fault, "refused a frame");
                fault.close_code().is_none().then_some(Request::Invalid)
            }
        };
        request.filter(|_| !self.is_over)
    }

    pub fn handle_timeout(&mut self, now: Instant) {
        self.link.handle_timeout(now);
        if self.participant.is_none() && self.vacant_until <= now {
            self.link.close(close::POLICY_VIOLATION);
        }
    }

    pub fn poll_timeout(&self) -> Option<(Instant, &'static str)> {
        let vacancy = self.participant.is_none().then_some((self.vacant_until, "vacant socket"));
        let link = self.link.poll_timeout()?;
        [Some(link), vacancy].into_iter().flatten().min_by_key(|(at, _)| *at)
    }

    pub fn poll_output(&mut self) -> Option<SocketOutput> {
        self.link.poll_output().map(|output| match output {
            LinkOutput::Text(text) => SocketOutput::Text(text),
            LinkOutput::Close { code } => SocketOutput::Close { code },
            LinkOutput::Lost => SocketOutput::Lost,
        })
    }

    /// Answers a request for ICE servers.
    pub fn send_ice_servers(&mut self, servers: Vec<IceServer>, now: Instant) {
        let to_wire = |server: IceServer| signaling::rsp::IceServer {
            urls: server.urls,
            username: Some(server.username),
            credential: Some(server.credential.into()),
        };
        let ice_servers = servers.into_iter().map(to_wire).collect();
        self.link.send(ServerMessage::Iced(Iced { ice_servers }), now);
    }

    /// Ends it for this client, with the reason.
    pub fn refuse(&mut self, refusal: Refusal, now: Instant) {
        self.link.send(error_code(refusal).into(), now);
        self.part(now);
    }

    /// Ends it for this client, because the room is over.
    pub fn complete(&mut self, now: Instant) {
        self.link.send(ServerMessage::Disconnected { status: DisconnectedStatus::Completed }, now);
        self.part(now);
    }

    /// Ends it for this client without a fault: it was put out of the room.
    pub fn dismiss(&mut self, now: Instant) {
        self.link.send(ServerMessage::Disconnected { status: DisconnectedStatus::Disconnected }, now);
        self.part(now);
    }

    /// The server stops.
    pub fn go_away(&mut self) {
        self.link.close(close::GOING_AWAY);
    }

    /// The participant resumed its session on another socket.
    pub fn supersede(&mut self, now: Instant) {
        self.unseat(now);
        self.link.close(close::SERVICE_RESTART);
    }

    fn part(&mut self, now: Instant) {
        self.unseat(now);
        self.is_over = true;
        self.vacant_until = now + FAREWELL_TIMEOUT;
    }
}

/// Whether a client that closed its socket with this code is gone for good.
pub(crate) fn left_for_good(code: Option<u16>) -> bool {
    Departure::of(code) == Departure::Left
}

fn link_config(limits: &Limits) -> LinkConfig {
    LinkConfig { frame_bytes: limits.frame_bytes, ..LinkConfig::default() }
}

fn error_code(refusal: Refusal) -> ErrorCode {
    match refusal {
        Refusal::DuplicateIdentity => ErrorCode::ParticipantDuplicateIdentity,
        Refusal::Description(_) => ErrorCode::MediaServerRemoteDescFailed,
        Refusal::InvalidMessage => ErrorCode::SignalingOutgoingMessageInvalid,
        Refusal::MediaLost => ErrorCode::MediaConnection,
        Refusal::RoomCompleted => ErrorCode::RoomCompleted,
        Refusal::RoomFull => ErrorCode::RoomMaxParticipantsExceeded,
        Refusal::RoomName(RoomNameFault::Characters) => ErrorCode::RoomNameCharsInvalid,
        Refusal::RoomName(RoomNameFault::TooLong) => ErrorCode::RoomNameTooLong,
        Refusal::RoomNotFound => ErrorCode::RoomNotFound,
        Refusal::RoomNotGranted => ErrorCode::AccessTokenGrantsInvalid,
        Refusal::RoomsExhausted => ErrorCode::RoomCreateFailed,
        Refusal::ServerBusy => ErrorCode::SignalingServerBusy,
        Refusal::SessionTooLong => ErrorCode::ParticipantSessionLengthExceeded,
        Refusal::SessionUnknown => ErrorCode::ParticipantNotFound,
        Refusal::Token(TokenFault::Malformed) => ErrorCode::AccessTokenInvalid,
        Refusal::Token(TokenFault::Header) => ErrorCode::AccessTokenHeaderInvalid,
        Refusal::Token(TokenFault::Issuer) => ErrorCode::AccessTokenIssuerInvalid,
        Refusal::Token(TokenFault::Expired) => ErrorCode::AccessTokenExpired,
        Refusal::Token(TokenFault::NotYetValid) => ErrorCode::AccessTokenNotYetValid,
        Refusal::Token(TokenFault::Grants) => ErrorCode::AccessTokenGrantsInvalid,
        Refusal::Token(TokenFault::Signature) => ErrorCode::AccessTokenSignatureInvalid,
        Refusal::Token(TokenFault::Identity) => ErrorCode::ParticipantIdentityInvalid,
        Refusal::Token(TokenFault::IdentityTooLong) => ErrorCode::ParticipantIdentityTooLong,
    }
}

#[cfg(test)]
mod tests;
