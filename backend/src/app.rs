//! Puts the parts together, starts them and stops them.

mod greeting;

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::{Duration, SystemTime};

use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::{Condition, from_fn};
use actix_web::web::{self, Data};
use actix_web::{App, HttpServer, rt};
use room_engine::RecordedTrack;
use shared::Mode;
use thiserror::Error;
use tokio::sync::{Notify, oneshot};
use tokio::time::timeout;
use url::Url;

use crate::callbacks::Callbacks;
use crate::clock::Clock;
use crate::config::{Config, EmbeddedConfig, LanConfig, ModeConfig, Program, TunnelConfig};
use crate::credentials::{Credentials, Secret};
use crate::insights::Insights;
use crate::lan::{self, Authority, LanError};
use crate::media::{self, MediaError, MediaServer};
use crate::recording::{Folder, Library, Recorder, RecordingEvent};
use crate::rest::Api;
use crate::signaling::Signaling;
use crate::state::State;
use crate::tls::{self, TlsError};
use crate::tunnel::{self, Tunnel};
use crate::{headers, logging, random, routes};

/// Threads for HTTP. Media has its own; a page and its signaling need little.
const HTTP_WORKERS_LIMIT: usize = 4;

/// How long rooms may take to end, then their sockets, and then requests. Together less than the 5 s in which the program
/// promises to stop.
const MEDIA_PATIENCE: Duration = Duration::from_millis(1500);
const SOCKET_PATIENCE: Duration = Duration::from_secs(1);
const HTTP_PATIENCE_SECONDS: u64 = 2;

/// Why the program does not start. Each says what to do next.
#[derive(Debug, Error)]
pub enum StartError {
    #[error(
        "Port {port} is in use by another program: stop that one, or choose another port with {variable} (0 takes any free one)."
    )]
    PortInUse { variable: &'static str, port: u16 },
    #[error(
        "Port {port} could not be opened ({error}): choose another one with {variable}, and look at HOST."
    )]
    Port { variable: &'static str, port: u16, error: io::Error },
    #[error("The server could not be started ({0}).")]
    Server(io::Error),
    #[error("RECORDINGS_DIR cannot be used ({0}): name a directory that this user can read and write.")]
    Recordings(io::Error),
    #[error(transparent)]
    Lan(#[from] LanError),
    #[error(transparent)]
    Tls(#[from] TlsError),
}

/// A backend whose ports are bound and whose threads run.
#[expect(missing_debug_implementations, reason = "actix's server has none")]
pub struct Application {
    server: Server,
    rooms: Option<Rooms>,
    mode: Mode,
    program: Program,
    /// Those of `rooms --dev`.
    known_credentials: Option<Credentials>,
    http: SocketAddr,
    https: bool,
    lan: Option<LanAddress>,
    tunnel: Option<TunnelConfig>,
    stop: StopHandle,
}

/// The embedded room server.
struct Rooms {
    media: MediaServer,
    signaling: Signaling,
    insights: Insights,
    api: Data<Api>,
    courier: CourierTask,
    folder: Option<Folder>,
}

/// Delivers status callbacks until it is told to close.
struct CourierTask {
    closing: oneshot::Sender<()>,
    task: rt::task::JoinHandle<()>,
}

/// Where phones on the local network go.
#[derive(Clone, Debug)]
pub struct LanAddress {
    pub address: SocketAddr,
    /// The machine's addresses that the certificate is for, loopback not counted.
    pub machine: Vec<IpAddr>,
}

/// Ends a running [`Application`].
#[derive(Clone, Debug, Default)]
pub struct StopHandle(Arc<Notify>);

impl StopHandle {
    pub fn stop(&self) {
        self.0.notify_one();
    }
}

impl Application {
    /// Binds every port and starts the media workers.
    ///
    /// # Errors
    /// If a port, a certificate or a thread is not to be had.
    pub async fn build(config: Config) -> Result<Self, StartError> {
        let http_listener = bind("PORT", config.http.host, config.http.port)?;
        let http = http_listener.local_addr().map_err(StartError::Server)?;
        let tls = config.http.tls.as_ref().map(tls::from_files).transpose()?;
        let https = tls.is_some();
        let lan = config.lan.as_ref().map(open_lan).transpose()?;
        let (mode, credentials, rooms, twilio_signaling_url) = match &config.mode {
            ModeConfig::Embedded(embedded) => {
                let credentials =
                    embedded.credentials.clone().unwrap_or_else(|| Credentials::from_random(random::bytes()));
                let rooms = start_rooms(embedded, &credentials)?;
                (Mode::Embedded, credentials, Some(rooms), None)
            }
            ModeConfig::Twilio(twilio) => {
                (Mode::Twilio, twilio.credentials.clone(), None, twilio.signaling_url.clone())
            }
        };
        let program = config.program;
        let known_credentials = match program {
            Program::Rooms { is_dev: true } => Some(credentials.clone()),
            Program::App | Program::Rooms { is_dev: false } => None,
        };
        let state = Data::new(State {
            api: rooms.as_ref().map(|rooms| Data::clone(&rooms.api)),
            credentials,
            program,
            lan_authority: lan.as_ref().map(|lan| lan.authority.certificate.clone()),
            page_directory: config.page_directory,
            insights: rooms.as_ref().map(|rooms| rooms.insights.clone()),
            signaling: rooms.as_ref().map(|rooms| rooms.signaling.clone()),
            token_ttl: config.token_ttl,
            twilio_signaling_url,
        });
        let server = HttpServer::new(move || {
            let is_dev = program == Program::Rooms { is_dev: true };
            App::new()
                .app_data(Data::clone(&state))
                .configure(|services: &mut web::ServiceConfig| routes::configure(services, &state))
                .wrap(from_fn(headers::security))
                .wrap(Condition::new(is_dev, headers::every_origin()))
                .wrap(from_fn(logging::requests))
        })
        .workers(available_parallelism().map_or(1, usize::from).min(HTTP_WORKERS_LIMIT))
        .shutdown_timeout(HTTP_PATIENCE_SECONDS)
        .disable_signals();
        let server = match tls {
            Some(tls) => server.listen_rustls_0_23(http_listener, tls),
            None => server.listen(http_listener),
        }
        .map_err(StartError::Server)?;
        let (server, lan) = match lan {
            Some(lan) => {
                let server = server.listen_rustls_0_23(lan.listener, lan.authority.server_config);
                (server.map_err(StartError::Server)?, Some(lan.address))
            }
            None => (server, None),
        };
        Ok(Self {
            server: server.run(),
            rooms,
            mode,
            program,
            known_credentials,
            http,
            https,
            lan,
            tunnel: config.tunnel,
            stop: StopHandle::default(),
        })
    }

    /// Where the page is served.
    pub fn http_address(&self) -> SocketAddr {
        self.http
    }

    /// Where phones on the local network go, with `--lan`.
    pub fn lan_address(&self) -> Option<&LanAddress> {
        self.lan.as_ref()
    }

    /// The UDP port of media, in embedded mode.
    pub fn media_port(&self) -> Option<u16> {
        self.rooms.as_ref().map(|rooms| rooms.media.port())
    }

    /// The TCP port of media, in embedded mode unless it is off.
    pub fn media_tcp_port(&self) -> Option<u16> {
        self.rooms.as_ref().and_then(|rooms| rooms.media.tcp_port())
    }

    pub fn stop_handle(&self) -> StopHandle {
        self.stop.clone()
    }

    /// What the terminal says when everything runs: one line with the address to open, and one for phones.
    pub fn greeting(&self) -> String {
        let mode = match self.mode {
            Mode::Embedded => "embedded",
            Mode::Twilio => "Twilio",
        };
        if let Program::Rooms { .. } = self.program {
            let credentials = self.known_credentials.as_ref();
            return greeting::of_rooms(self.http, self.https, credentials);
        }
        let scheme = if self.https { "https" } else { "http" };
        let host = match self.http.ip() {
            ip if ip.is_loopback() || ip.is_unspecified() => "localhost".to_owned(),
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        };
        let lan = self.lan.as_ref().map(|lan| lan::invitation(&lan.machine, lan.address.port()));
        let port = self.http.port();
        format!("Ona Ana runs in {mode} mode: open {scheme}://{host}:{port}\n{}", lan.unwrap_or_default())
    }

    /// Serves until [`StopHandle::stop`] or a failure. `say` gets what the terminal should show later on.
    ///
    /// # Errors
    /// If the HTTP server fails.
    pub async fn run_until_stopped(self, say: impl Fn(&str) + 'static) -> io::Result<()> {
        let media_port = self.media_port();
        let Self { server, rooms, http, tunnel, stop, .. } = self;
        let handle = server.handle();
        let tunnel = tunnel.map(|config| rt::spawn(keep_tunnel(config, http, media_port, say)));
        let mut server = rt::spawn(server);
        let finished = tokio::select! {
            result = &mut server => Some(result),
            () = stop.0.notified() => None,
        };
        if let Some(tunnel) = tunnel {
            tunnel.abort();
        }
        end(handle, rooms).await;
        let result = match finished {
            Some(result) => result,
            None => server.await,
        };
        result.map_err(io::Error::other)?
    }
}

/// Rooms first, so that their last frames go out; then HTTP.
async fn end(handle: ServerHandle, rooms: Option<Rooms>) {
    let mut recordings = None;
    if let Some(Rooms { media, signaling, insights, courier, folder, .. }) = rooms {
        recordings = folder;
        insights.stop();
        let stopped = rt::task::spawn_blocking(move || media.stop());
        if timeout(MEDIA_PATIENCE, stopped).await.is_err() {
            tracing::warn!("the rooms did not end in time");
        }
        let _ = courier.closing.send(());
        let (emptied, delivered) = tokio::join!(
            timeout(SOCKET_PATIENCE, signaling.emptied()),
            timeout(SOCKET_PATIENCE, courier.task)
        );
        if emptied.is_err() {
            tracing::warn!("sockets did not close in time");
        }
        if delivered.is_err() {
            tracing::warn!("not all status callbacks were delivered in time");
        }
    }
    handle.stop(true).await;
    // A temporary folder goes when nobody reads from it any more.
    drop(recordings);
}

/// Opens the tunnel and holds it.
async fn keep_tunnel(config: TunnelConfig, http: SocketAddr, media_port: Option<u16>, say: impl Fn(&str)) {
    let host = if http.ip().is_unspecified() { "127.0.0.1".to_owned() } else { http.ip().to_string() };
    let host = if host.contains(':') { format!("[{host}]") } else { host };
    let Ok(local) = Url::parse(&format!("http://{host}:{}", http.port())) else {
        return;
    };
    let tunnel = Tunnel::open(&config, local).await;
    say(&tunnel::announcement(tunnel.as_ref().map(Tunnel::url), media_port));
    if let Ok(_open) = tunnel {
        std::future::pending().await
    }
}

fn start_rooms(config: &EmbeddedConfig, credentials: &Credentials) -> Result<Rooms, StartError> {
    let auth_token = config.auth_token.clone().unwrap_or_else(|| Secret::from_random(random::bytes()));
    let (callbacks, courier) = Callbacks::new(&credentials.account_sid, auth_token.clone());
    let folder = Folder::open(&config.recordings).map_err(StartError::Recordings)?;
    let library = folder.as_ref().map(|folder| Arc::clone(&folder.library));
    let recorder = library.clone().map(|library| recorder(library, callbacks.clone()));
    let media =
        MediaServer::start(config, credentials, &callbacks, recorder).map_err(|error| match error {
            MediaError::Port { variable, port, error } => port_error(variable, port, error),
            MediaError::Thread(error) => StartError::Server(error),
        })?;
    let (closing, closed) = oneshot::channel();
    let courier = CourierTask { closing, task: rt::spawn(courier.run(closed)) };
    let api = Data::new(Api::new(credentials.clone(), auth_token, &media, library));
    let signaling = Signaling::new(media.workers().clone());
    let insights = Insights::new(credentials.clone());
    Ok(Rooms { media, signaling, insights, api, courier, folder })
}

fn recorder(library: Arc<Library>, callbacks: Callbacks) -> Recorder {
    let tell_event = Box::new(move |track: &RecordedTrack, event: RecordingEvent<'_>| {
        callbacks.report_recording(track, event, SystemTime::now());
    });
    Recorder { library, clock: Clock::start(), tell_event }
}

struct Lan {
    listener: TcpListener,
    authority: Authority,
    address: LanAddress,
}

fn open_lan(config: &LanConfig) -> Result<Lan, StartError> {
    let listener = bind("LAN_PORT", config.host, config.port)?;
    let machine = media::local_addresses();
    let loopback = ["127.0.0.1", "::1"].iter().filter_map(|text| text.parse().ok());
    let addresses: Vec<IpAddr> = machine.iter().copied().chain(loopback).collect();
    let authority = Authority::open(&config.directory, &addresses, SystemTime::now())?;
    let address = listener.local_addr().map_err(StartError::Server)?;
    // The listener takes IPv4 alone, so an IPv6 address would lead nowhere.
    let reachable = machine.into_iter().filter(|ip| ip.is_ipv4() == address.is_ipv4()).collect();
    Ok(Lan { listener, authority, address: LanAddress { address, machine: reachable } })
}

fn bind(variable: &'static str, host: IpAddr, port: u16) -> Result<TcpListener, StartError> {
    TcpListener::bind((host, port)).map_err(|error| port_error(variable, port, error))
}

fn port_error(variable: &'static str, port: u16, error: io::Error) -> StartError {
    match error.kind() {
        io::ErrorKind::AddrInUse => StartError::PortInUse { variable, port },
        _ => StartError::Port { variable, port, error },
    }
}
