//! The media workers: threads that each own an engine and its rooms, behind one UDP port and one TCP port.
//!
//! ```text
//! signaling/socket ──► Mailbox.control ───┐
//!                                         ├─► worker ─► Engine ─► udp, TcpOutlet, SocketOutlet
//! udp receiver, tcp ─► Mailbox.datagrams ─┘
//! ```

mod addresses;
mod asking;
mod mailbox;
mod placement;
mod relay;
mod tcp;
mod udp;
mod worker;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use room_engine::placement::Placement;
use room_engine::{
    Admission, Engine, EngineConfig, IceServer, Limits, Protocol, SocketId, TokenFault, TokenVerifier,
    TransportAddress,
};
use thiserror::Error;
use tokio::sync::Notify;

pub use addresses::local as local_addresses;
pub use asking::AskFault;
pub use mailbox::{Control, Mailbox, PostError, SocketOutlet, SocketOutput, SocketOutputs, WeakOutlet};

use crate::access_token;
use crate::callbacks::{Callbacks, Reporter};
use crate::config::{EmbeddedConfig, TcpPort};
use crate::credentials::Credentials;
use crate::random::{self, SystemRandom};
use crate::recording::Recorder;
use crate::turn::{TICKET_LIFETIME, Ticket, TurnKeys};
use relay::Relay;
use tcp::MediaListener;
use udp::MediaSocket;
use worker::MediaPorts;

/// Every worker's mailbox, for whoever has something for one.
#[derive(Clone, Debug)]
pub struct Workers {
    mailboxes: Arc<[Mailbox]>,
    next_socket: Arc<AtomicU64>,
    /// Of one worker.
    limits: Limits,
}

impl Workers {
    /// A socket's number, never given twice.
    pub fn next_socket(&self) -> SocketId {
        SocketId(self.next_socket.fetch_add(1, Ordering::Relaxed))
    }

    /// The worker that welcomes a socket of which nothing is known yet: they take turns.
    pub fn welcoming(&self, socket: SocketId) -> usize {
        placement::in_turn(socket, self.mailboxes.len())
    }

    /// The worker that a frame asks for; `None`: any is as good as another.
    pub fn asked_for(&self, placement: &Placement) -> Option<usize> {
        placement::worker_of(placement, self.mailboxes.len())
    }

    pub fn mailbox(&self, worker: usize) -> Option<&Mailbox> {
        self.mailboxes.get(worker)
    }

    pub fn limits(&self) -> &Limits {
        &self.limits
    }
}

/// The running threads.
#[derive(Debug)]
pub struct MediaServer {
    workers: Workers,
    tickets: TurnTickets,
    port: u16,
    tcp_port: Option<u16>,
    stopping: Arc<AtomicBool>,
    stop_tcp: Arc<Notify>,
    threads: Vec<JoinHandle<()>>,
}

/// Why media cannot be served.
#[derive(Debug, Error)]
pub enum MediaError {
    #[error("{variable} {port}: {error}")]
    Port { variable: &'static str, port: u16, error: io::Error },
    #[error(transparent)]
    Thread(#[from] io::Error),
}

impl MediaServer {
    /// Binds the media ports and starts the workers.
    ///
    /// # Errors
    /// If a port cannot be bound or a thread cannot be started.
    pub fn start(
        config: &EmbeddedConfig,
        credentials: &Credentials,
        callbacks: &Callbacks,
        recorder: Option<Recorder>,
    ) -> Result<Self, MediaError> {
        let socket = MediaSocket::bind(config.media_host, config.media_port)
            .map_err(|error| MediaError::Port { variable: "MEDIA_PORT", port: config.media_port, error })?;
        let port = socket.port()?;
        let listener = listen(config)?;
        let tcp_port = listener.as_ref().map(MediaListener::port).transpose()?;
        let announced = announced(config);
        let announced = &announced;
        let udp = addresses::candidates(announced, port, socket.is_dual_stack());
        let tcp = listener
            .as_ref()
            .zip(tcp_port)
            .map(|(listener, port)| addresses::candidates(announced, port, listener.is_dual_stack()));
        let media_addresses: Vec<TransportAddress> = udp
            .iter()
            .copied()
            .map(TransportAddress::udp)
            .chain(tcp.into_iter().flatten().map(TransportAddress::tcp))
            .collect();
        let keys = TurnKeys::from_random(random::bytes());
        let tickets = TurnTickets { keys: keys.clone(), urls: turn_urls(&media_addresses).into() };
        let (mailboxes, inboxes): (Vec<_>, Vec<_>) = (0..config.workers).map(|_| mailbox::new()).unzip();
        let mailboxes: Arc<[Mailbox]> = mailboxes.into();
        let relay = Relay::new(keys, &udp, socket.try_clone()?, Arc::clone(&mailboxes));
        let stopping = Arc::new(AtomicBool::new(false));
        let mut threads = Vec::new();
        let can_record = recorder.is_some();
        let writer = recorder.map(|recorder| recorder.start(Arc::clone(&mailboxes))).transpose()?;
        let (sinks, writer) = writer.map_or((Vec::new(), None), |(sinks, writer)| (sinks, Some(writer)));
        let mut sinks = sinks.into_iter();
        for (worker, inbox) in (0..config.workers).zip(inboxes) {
            let engine_config = EngineConfig {
                worker,
                media_addresses: media_addresses.clone(),
                session_timeout: config.session_timeout,
                ad_hoc_rooms: config.ad_hoc_rooms.clone(),
                can_record,
                limits: config.worker_limits(worker),
            };
            let (credentials, tickets) = (credentials.clone(), tickets.clone());
            let make_engine = move || {
                let verifier = Verifier { credentials: credentials.clone(), tickets: tickets.clone() };
                Engine::new(engine_config.clone(), Box::new(verifier), Box::new(SystemRandom))
            };
            let ports = MediaPorts { udp: socket.try_clone()?, relay: relay.clone() };
            let thread = std::thread::Builder::new().name(format!("media-{worker}"));
            let reporter = Reporter::new(callbacks.clone());
            let sink = sinks.next();
            let run = move || worker::run(make_engine, &ports, reporter, sink, &inbox);
            threads.push(thread.spawn(run)?);
        }
        // It ends when the workers have ended.
        threads.extend(writer);
        let receiver =
            udp::Receiver::new(socket, Arc::clone(&mailboxes), relay.clone(), Arc::clone(&stopping));
        threads.push(
            std::thread::Builder::new().name("media-receiver".to_owned()).spawn(move || receiver.run())?,
        );
        let stop_tcp = Arc::new(Notify::new());
        if let Some(listener) = listener {
            threads.push(listener.serve(Arc::clone(&mailboxes), relay, Arc::clone(&stop_tcp))?);
        }
        let next_socket = Arc::new(AtomicU64::new(1));
        // The first worker's share is the largest.
        let workers = Workers { mailboxes, next_socket, limits: config.worker_limits(0) };
        Ok(Self { workers, tickets, port, tcp_port, stopping, stop_tcp, threads })
    }

    pub fn workers(&self) -> &Workers {
        &self.workers
    }

    /// Credentials for the TURN server.
    pub fn tickets(&self) -> &TurnTickets {
        &self.tickets
    }

    /// The UDP port that was bound.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The TCP port that was bound; `None` if media goes by UDP alone.
    pub fn tcp_port(&self) -> Option<u16> {
        self.tcp_port
    }

    /// Ends every room, closes every socket and waits for the threads.
    pub fn stop(self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.stop_tcp.notify_one();
        for mailbox in self.workers.mailboxes.iter() {
            mailbox.shut_down();
        }
        for thread in self.threads {
            if thread.join().is_err() {
                tracing::error!("a media thread ended in a panic");
            }
        }
    }
}

fn listen(config: &EmbeddedConfig) -> Result<Option<MediaListener>, MediaError> {
    let port = match config.media_tcp_port {
        TcpPort::Off => return Ok(None),
        // Where UDP took any free port, the same one may not be free for TCP.
        TcpPort::LikeUdp => config.media_port,
        TcpPort::Number(port) => port,
    };
    let listener = MediaListener::bind(config.media_host, port);
    listener.map(Some).map_err(|error| MediaError::Port { variable: "MEDIA_TCP_PORT", port, error })
}

/// Where clients find the TURN server: at the first address of each kind, by UDP and by TCP. Browsers take their time with
/// more.
fn turn_urls(media_addresses: &[TransportAddress]) -> Vec<String> {
    let url = |protocol: Protocol| {
        let transport = match protocol {
            Protocol::Udp => "udp",
            Protocol::Tcp => "tcp",
        };
        let address = media_addresses.iter().find(|address| address.protocol == protocol)?;
        Some(format!("turn:{}?transport={transport}", address.socket))
    };
    [Protocol::Udp, Protocol::Tcp].into_iter().filter_map(url).collect()
}

/// The machine's addresses are no use to clients if the ports are open at one of them alone.
fn announced(config: &EmbeddedConfig) -> Vec<IpAddr> {
    match config.media_host {
        Some(host) if config.announced_addresses.is_empty() && !host.is_unspecified() => vec![host],
        _ => config.announced_addresses.clone(),
    }
}

/// Where the TURN server is, and what opens it.
#[derive(Clone, Debug)]
pub struct TurnTickets {
    keys: TurnKeys,
    urls: Arc<[String]>,
}

impl TurnTickets {
    /// Credentials for one holder, the same for the same holder and moment.
    pub fn issue(&self, holder: &str, lifetime: Duration) -> IceServer {
        let Ticket { username, password } = self.keys.issue(holder, lifetime, SystemTime::now());
        IceServer { urls: self.urls.to_vec(), username, credential: password }
    }
}

struct Verifier {
    credentials: Credentials,
    tickets: TurnTickets,
}

impl TokenVerifier for Verifier {
    fn verify(&self, token: &str) -> Result<Admission, TokenFault> {
        access_token::verify(token, &self.credentials, SystemTime::now())
    }

    fn ice_servers(&self, token: &str) -> Vec<IceServer> {
        vec![self.tickets.issue(token, TICKET_LIFETIME)]
    }
}

/// An address with IPv4 written as IPv4, wherever it came from.
fn normalized(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}
