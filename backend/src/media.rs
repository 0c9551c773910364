//! The media workers: threads that each own an engine and its rooms, behind one UDP port.
//!
//! ```text
//! signaling/socket ──► Mailbox.control ───┐
//!                                         ├─► worker ─► Engine ─► udp, SocketOutlet
//! udp receiver ──────► Mailbox.datagrams ─┘
//! ```

mod addresses;
mod mailbox;
mod placement;
mod udp;
mod worker;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::SystemTime;

use room_engine::placement::Placement;
use room_engine::{Admission, Engine, EngineConfig, Limits, SocketId, TokenFault, TokenVerifier};

pub use addresses::local as local_addresses;
pub use mailbox::{Control, Mailbox, PostError, SocketOutlet, SocketOutput, SocketOutputs, WeakOutlet};

use crate::access_token;
use crate::config::EmbeddedConfig;
use crate::credentials::Credentials;
use crate::random::SystemRandom;
use udp::MediaSocket;

/// Every worker's mailbox, for whoever has something for one.
#[derive(Clone, Debug)]
pub struct Workers {
    mailboxes: Arc<[Mailbox]>,
    next_socket: Arc<AtomicU64>,
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
    port: u16,
    stopping: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl MediaServer {
    /// Binds the media port and starts the workers.
    ///
    /// # Errors
    /// If the port cannot be bound or a thread cannot be started.
    pub fn start(config: &EmbeddedConfig, credentials: &Credentials) -> io::Result<Self> {
        let socket = MediaSocket::bind(config.media_port)?;
        let port = socket.port()?;
        let limits = Limits::default();
        let media_addresses =
            addresses::candidates(&config.announced_addresses, port, socket.is_dual_stack());
        let stopping = Arc::new(AtomicBool::new(false));
        let mut threads = Vec::new();
        let mut mailboxes = Vec::new();
        for worker in 0..config.workers {
            let engine_config = EngineConfig {
                worker,
                media_addresses: media_addresses.clone(),
                session_timeout: config.session_timeout,
                ad_hoc_rooms: config.ad_hoc_rooms.clone(),
                limits: limits.clone(),
            };
            let credentials = credentials.clone();
            let make_engine = move || {
                let verifier = Verifier { credentials: credentials.clone() };
                Engine::new(engine_config.clone(), Box::new(verifier), Box::new(SystemRandom))
            };
            let (mailbox, inbox) = mailbox::new();
            mailboxes.push(mailbox);
            let socket = socket.try_clone()?;
            let thread = std::thread::Builder::new().name(format!("media-{worker}"));
            threads.push(thread.spawn(move || worker::run(make_engine, &socket, &inbox))?);
        }
        let mailboxes: Arc<[Mailbox]> = mailboxes.into();
        let receiver = udp::Receiver::new(socket, Arc::clone(&mailboxes), Arc::clone(&stopping));
        threads.push(
            std::thread::Builder::new().name("media-receiver".to_owned()).spawn(move || receiver.run())?,
        );
        let next_socket = Arc::new(AtomicU64::new(1));
        Ok(Self { workers: Workers { mailboxes, next_socket, limits }, port, stopping, threads })
    }

    pub fn workers(&self) -> &Workers {
        &self.workers
    }

    /// The UDP port that was bound.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends every room, closes every socket and waits for the threads.
    pub fn stop(self) {
        self.stopping.store(true, Ordering::Relaxed);
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

struct Verifier {
    credentials: Credentials,
}

impl TokenVerifier for Verifier {
    fn verify(&self, token: &str) -> Result<Admission, TokenFault> {
        access_token::verify(token, &self.credentials, SystemTime::now())
    }
}

/// An address with IPv4 written as IPv4, wherever it came from.
fn normalized(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}
