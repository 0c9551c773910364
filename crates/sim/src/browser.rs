//! A browser tab with an app on twilio-video.js: its signaling socket, its peer connection and what it sees.

mod app;
mod decoder;
mod failover;
mod forgery;
mod media_signaling;
mod payload;
mod peer_connection;
mod presence;
mod publishing;
mod receiver;
mod signaling_socket;
mod view;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use room_engine::VideoCodec;
use signaling::rsp::{BandwidthProfile, Description, TrackKind};

pub use crate::browser::decoder::VideoReport;
pub(crate) use crate::browser::forgery::ForgedPacket;
use crate::browser::media_signaling::MediaSignaling;
pub use crate::browser::media_signaling::Signals;
pub use crate::browser::peer_connection::{Codecs, DataSettings};
use crate::browser::peer_connection::{ConnectionEvent, LocalTrack, PeerConnection};
pub(crate) use crate::browser::receiver::Received;
pub use crate::browser::receiver::ReceivedMessage;
use crate::browser::receiver::Receiver;
use crate::browser::view::View;
use crate::camera::Camera;
use crate::random::Random;

/// Where the app's room stands, as `room.state` and `connect()` would tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrowserState {
    /// Not in a room yet.
    Idle,
    Connecting,
    Connected,
    /// The socket is lost; a new one is tried again and again.
    Reconnecting,
    /// Over, with the library's error code if it was a fault.
    Disconnected(Option<u32>),
}

/// A track that the app publishes.
#[derive(Clone, Debug)]
pub(crate) struct LocalPublication {
    pub number: u16,
    /// Fresh for every publication.
    pub id: String,
    pub name: String,
    pub kind: TrackKind,
    pub enabled: bool,
    /// Messages so far.
    sent: u32,
    track: LocalTrack,
    next: Instant,
}

/// What the browser wants of the world.
#[derive(Debug)]
pub(crate) enum BrowserAction {
    OpenSocket,
    Frame(String),
    CloseSocket(u16),
    Transmit(Vec<u8>),
}

/// A browser tab.
pub struct Browser {
    number: u16,
    identity: String,
    room: String,
    subscribes: bool,
    local: SocketAddr,
    server: SocketAddr,
    random: Random,
    state: BrowserState,
    socket: Option<Socket>,
    /// No new socket before this.
    offline_until: Option<Instant>,
    reconnect_at: Option<Instant>,
    attempts: u32,
    session: Option<Session>,
    session_deadline: Option<Instant>,
    revision: u64,
    publications: Vec<LocalPublication>,
    published_so_far: u16,
    connection_id: String,
    connection: Option<PeerConnection>,
    makes_other_connections: bool,
    /// What changed while no message could be sent.
    unsent_participant: bool,
    unsent_description: Option<Description>,
    view: View,
    receiver: Receiver,
    media_signaling: MediaSignaling,
    bandwidth_profile: Option<BandwidthProfile>,
    camera: Camera,
    codecs: Codecs,
    video_codec: VideoCodec,
    data_settings: DataSettings,
    sound_interval: Duration,
    /// Of the sound it sends, in decibel below the loudest.
    loudness: i8,
    actions: VecDeque<BrowserAction>,
    violations: Vec<String>,
}

#[derive(Debug)]
struct Socket {
    is_open: bool,
    is_welcomed: bool,
    heartbeat: Duration,
    last_sent: Instant,
    last_heard: Instant,
}

#[derive(Debug)]
struct Session {
    id: String,
    timeout: Duration,
}

/// Slower than real sound, so that long calls stay cheap.
const SOUND_INTERVAL: Duration = Duration::from_millis(100);

/// What browsers send of a muted microphone.
const MUTED: i8 = -127;

/// What a microphone takes in a quiet room.
const SILENCE: i8 = -90;

impl Browser {
    pub(crate) fn new(
        number: u16,
        identity: &str,
        room: &str,
        addresses: [SocketAddr; 2],
        random: Random,
    ) -> Self {
        let [local, server] = addresses;
        Self {
            number,
            identity: identity.to_owned(),
            room: room.to_owned(),
            subscribes: true,
            local,
            server,
            random,
            state: BrowserState::Idle,
            socket: None,
            offline_until: None,
            reconnect_at: None,
            attempts: 0,
            session: None,
            session_deadline: None,
            revision: 1,
            publications: Vec::new(),
            published_so_far: 0,
            connection_id: String::new(),
            connection: None,
            makes_other_connections: true,
            unsent_participant: false,
            unsent_description: None,
            view: View::default(),
            receiver: Receiver::new(number),
            media_signaling: MediaSignaling::default(),
            bandwidth_profile: None,
            camera: Camera::default(),
            codecs: Codecs::default(),
            video_codec: VideoCodec::Vp8,
            data_settings: DataSettings::default(),
            sound_interval: SOUND_INTERVAL,
            loudness: SILENCE,
            actions: VecDeque::new(),
            violations: Vec::new(),
        }
    }

    pub fn identity(&self) -> &str {
        &self.identity
    }

    pub fn room(&self) -> &str {
        &self.room
    }

    pub fn state(&self) -> BrowserState {
        self.state
    }

    pub(crate) fn subscribes(&self) -> bool {
        self.subscribes
    }

    pub(crate) fn received_video(&self) -> impl Iterator<Item = &Received> {
        self.receiver.deliveries().filter(|received| received.video().is_some())
    }

    /// The name of the track that a delivery carries.
    pub(crate) fn track_of(&self, delivery: &str) -> Option<&str> {
        self.receiver.name(delivery)
    }

    pub(crate) fn publications(&self) -> &[LocalPublication] {
        &self.publications
    }

    pub(crate) fn view(&self) -> &View {
        &self.view
    }

    pub(crate) fn received(&self, delivery: &str) -> Option<&Received> {
        self.receiver.received(delivery)
    }

    pub(crate) fn has_open_channel(&self, label: &str) -> bool {
        self.connection.as_ref().is_some_and(|connection| connection.has_open_channel(label))
    }

    pub(crate) fn is_sending(&self, publication: &LocalPublication) -> bool {
        match (&self.connection, publication.kind) {
            (Some(connection), TrackKind::Data) => connection.has_open_channel(&publication.id),
            (Some(connection), TrackKind::Audio | TrackKind::Video) => connection.is_sending(&publication.id),
            (None, _) => false,
        }
    }

    pub(crate) fn is_media_connected(&self) -> bool {
        self.connection.as_ref().is_some_and(PeerConnection::is_connected)
    }

    pub(crate) fn take_violations(&mut self) -> Vec<String> {
        let mut violations = std::mem::take(&mut self.violations);
        violations.append(&mut self.view.violations);
        violations.append(&mut self.receiver.violations);
        violations
    }

    pub(crate) fn poll_action(&mut self) -> Option<BrowserAction> {
        self.collect_transmits();
        self.actions.pop_front()
    }

    pub(crate) fn set_address(&mut self, local: SocketAddr, now: Instant) {
        self.local = local;
        if let Some(connection) = &mut self.connection {
            connection.set_address(local, now);
            self.handle_connection_events(now);
        }
    }

    pub(crate) fn restart_ice(&mut self, now: Instant) {
        if let Some(connection) = &mut self.connection {
            connection.restart_ice(now);
            self.handle_connection_events(now);
        }
    }

    pub(crate) fn set_offline_until(&mut self, until: Option<Instant>, now: Instant) {
        self.offline_until = until;
        if self.reconnect_at.is_some() && until.is_none() {
            self.reconnect_at = Some(now);
        }
    }

    pub(crate) fn handle_datagram(&mut self, contents: &[u8], now: Instant) {
        if let Some(connection) = &mut self.connection {
            connection.handle_datagram(contents, now);
            self.handle_connection_events(now);
        }
    }

    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        let socket = self.socket.as_ref().filter(|socket| socket.is_welcomed).map(Socket::deadline);
        let connection = self.connection.as_ref().map(PeerConnection::poll_timeout);
        let is_media = |publication: &&LocalPublication| publication.kind != TrackKind::Data;
        let sends = self.publications.iter().filter(|_| connection.is_some()).filter(is_media);
        let sends = sends.map(|publication| publication.next).min();
        let session = self.session_deadline.filter(|_| self.state == BrowserState::Reconnecting);
        let signals = self.media_signaling_timeout();
        [socket, connection, sends, session, signals, self.reconnect_at].into_iter().flatten().min()
    }

    /// When it wants to be woken next, and why.
    pub(crate) fn poll_reason(&self) -> Option<(Instant, String)> {
        let connection = self.connection.as_ref();
        let media = connection.map(|connection| (connection.poll_timeout(), connection.timeout_reason()));
        let (at, reason) = match (self.poll_timeout()?, media) {
            (at, Some((due, reason))) if at == due => (at, format!("connection, {reason:?}")),
            (at, _) => (at, "socket, sending or media signaling".to_owned()),
        };
        Some((at, reason))
    }

    pub(crate) fn handle_timeout(&mut self, now: Instant) {
        if self.state == BrowserState::Reconnecting
            && self.session_deadline.is_some_and(|deadline| deadline <= now)
        {
            self.end(Some(53001));
            return;
        }
        if self.reconnect_at.is_some_and(|at| at <= now) {
            self.open_socket(now);
        }
        self.keep_socket_alive(now);
        if self.connection.is_some() {
            self.send_media(now);
            self.handle_media_signaling_timeout(now);
            if let Some(connection) =
                self.connection.as_mut().filter(|connection| connection.poll_timeout() <= now)
            {
                connection.handle_timeout(now);
            }
            self.handle_connection_events(now);
        }
    }

    fn handle_connection_events(&mut self, now: Instant) {
        while let Some(event) = self.connection.as_mut().and_then(|connection| connection.events.pop_front())
        {
            match event {
                // While no message can be sent, only the newest of several counts, as when the library merges updates.
                ConnectionEvent::Describe(description) => {
                    self.unsent_description = Some(description);
                    self.flush(now);
                }
                ConnectionEvent::ChannelOpened { label } => self.attach_channels(Some(label), now),
                ConnectionEvent::Message { label, data, .. } if self.handle_signal(&label, &data, now) => {}
                event => {
                    let needs_key_frame = self.receiver.handle(event, &self.view, now);
                    if let (Some(delivery), Some(connection)) = (needs_key_frame, &mut self.connection) {
                        connection.request_key_frame(&delivery, now);
                    }
                }
            }
        }
    }

    fn collect_transmits(&mut self) {
        if let Some(connection) = &mut self.connection {
            self.actions.extend(connection.transmits.drain(..).map(BrowserAction::Transmit));
        }
    }
}

impl Socket {
    fn next_heartbeat(&self) -> Instant {
        // The library is 200 ms early.
        self.last_sent + self.heartbeat.saturating_sub(Duration::from_millis(200))
    }

    fn deadline(&self) -> Instant {
        self.next_heartbeat().min(self.last_heard + self.heartbeat * 3)
    }
}

impl std::fmt::Debug for Browser {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Browser")
            .field("identity", &self.identity)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// The name of a publication says whose it is, so that subscribers can tell right media from wrong.
pub(crate) fn track_name(browser: u16, publication: u16) -> String {
    format!("{browser}-{publication}")
}
