//! A stretch of network that carries one browser's media, with the faults of real ones.

mod line;

use std::collections::{HashMap, VecDeque};
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::net::UdpSocket;
use tokio::sync::{Notify, mpsc};
use tokio::time::{Instant, sleep_until};

pub use line::Line;
use line::Queue;

/// The longest datagram of IPv4.
const DATAGRAM_BYTES: usize = 65_507;

/// An address of a documentation network (RFC 5737): out there, and nobody's.
const ANYWHERE: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 1);

/// Datagrams that may be under way in one direction; further ones get lost.
const UNDER_WAY: usize = 4096;

/// Passes UDP between a browser and the server's media port, on a thread of its own: a busy test does not slow it.
#[derive(Debug)]
pub struct Relay {
    port: u16,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    weather: Mutex<Weather>,
    changed: Notify,
}

/// What the stretch is like at the moment.
#[derive(Clone, Copy, Debug, Default)]
struct Weather {
    up: Line,
    down: Line,
    is_dead: bool,
    /// The server's media port, once it is known.
    server: Option<u16>,
    /// Counts changes of the address that the server sees.
    moves: u64,
    is_over: bool,
}

impl Relay {
    /// Listens on a free loopback port. What gets lost follows from `seed`.
    ///
    /// # Panics
    /// If no port is free.
    pub fn open(seed: u64) -> Self {
        Self::open_at(Ipv4Addr::LOCALHOST.into(), seed)
    }

    /// Listens on the machine's address in its network, for Firefox, which wants to hear of no loopback address. The server
    /// must announce that address.
    ///
    /// # Panics
    /// If the machine is in no network.
    pub fn open_on_network(seed: u64) -> Self {
        // Connecting sends nothing; it only chooses the address that one would send from.
        let socket = std::net::UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).expect("a port is free");
        socket.connect((ANYWHERE, 9)).expect("calls in Firefox need a machine that is in a network");
        Self::open_at(socket.local_addr().expect("a connected socket has an address").ip(), seed)
    }

    fn open_at(address: IpAddr, seed: u64) -> Self {
        let socket = std::net::UdpSocket::bind((address, 0)).expect("a port is free");
        socket.set_nonblocking(true).expect("a socket can be made non-blocking");
        let port = socket.local_addr().expect("a bound socket has an address").port();
        let shared = Arc::new(Shared { weather: Mutex::default(), changed: Notify::new() });
        let carrier = Arc::clone(&shared);
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.expect("a thread can wait for sockets");
            runtime.block_on(async {
                let near = UdpSocket::from_std(socket).expect("a bound socket is one");
                carry(&near, address, &carrier, seed).await;
            });
        });
        Self { port, shared, thread: Some(thread) }
    }

    /// Where the browser sends to.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Passes datagrams on to this port. They get lost until then.
    pub fn lead_to(&self, port: u16) {
        self.change(|weather| weather.server = Some(port));
    }

    /// Makes both directions like this.
    pub fn shape(&self, line: Line) {
        self.shape_each(line, line);
    }

    /// `up` leads to the server, `down` to the browser.
    pub fn shape_each(&self, up: Line, down: Line) {
        self.change(|weather| (weather.up, weather.down) = (up, down));
    }

    /// Loses everything, until [`Relay::revive`].
    pub fn die(&self) {
        self.change(|weather| weather.is_dead = true);
    }

    pub fn revive(&self) {
        self.change(|weather| weather.is_dead = false);
    }

    /// Loses everything for so long.
    pub async fn black_out(&self, outage: Duration) {
        self.die();
        tokio::time::sleep(outage).await;
        self.revive();
    }

    /// Takes another address towards the server, as a phone does that leaves the Wi-Fi.
    pub fn move_away(&self) {
        self.change(|weather| weather.moves += 1);
    }

    fn change(&self, change: impl FnOnce(&mut Weather)) {
        change(&mut self.shared.weather.lock().unwrap_or_else(PoisonError::into_inner));
        self.shared.changed.notify_one();
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.change(|weather| weather.is_over = true);
        if let Some(thread) = self.thread.take() {
            // It only panics if the machine is out of sockets, which it has said then.
            let _panicked = thread.join();
        }
    }
}

impl Shared {
    fn weather(&self) -> Weather {
        *self.weather.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A datagram under way.
#[derive(Debug)]
struct Parcel {
    due: Instant,
    socket: Option<Arc<UdpSocket>>,
    to: SocketAddr,
    bytes: Vec<u8>,
}

/// One direction: what is under way, and by which rule.
struct Direction {
    queue: Queue,
    parcels: VecDeque<Parcel>,
}

impl Direction {
    fn new(seed: u64) -> Self {
        Self { queue: Queue::new(seed, Instant::now()), parcels: VecDeque::new() }
    }

    fn accept(&mut self, line: &Line, socket: Option<Arc<UdpSocket>>, to: SocketAddr, bytes: &[u8]) {
        if self.parcels.len() == UNDER_WAY {
            return;
        }
        if let Some(due) = self.queue.arrival(line, bytes.len(), Instant::now()) {
            self.parcels.push_back(Parcel { due, socket, to, bytes: bytes.to_vec() });
        }
    }

    fn due(&self) -> Option<Instant> {
        self.parcels.front().map(|parcel| parcel.due)
    }

    /// Sends what has arrived.
    async fn deliver(&mut self, near: &UdpSocket, is_dead: bool) {
        let now = Instant::now();
        while self.due().is_some_and(|due| due <= now) {
            let Some(Parcel { socket, to, bytes, .. }) = self.parcels.pop_front() else { return };
            if is_dead {
                continue;
            }
            // A closed port at the other end is a loss like any other.
            let _lost = match socket {
                Some(socket) => socket.send_to(&bytes, to).await,
                None => near.send_to(&bytes, to).await,
            };
        }
    }
}

/// What came from the server's side, and for which browser's socket.
type Answer = (SocketAddr, Vec<u8>);

/// `address` is that of this machine, on both sides.
async fn carry(near: &UdpSocket, address: IpAddr, shared: &Shared, seed: u64) {
    let mut up = Direction::new(seed);
    let mut down = Direction::new(!seed);
    let mut buffer = vec![0; DATAGRAM_BYTES];
    let (answer, mut answers) = mpsc::channel::<Answer>(UNDER_WAY);
    // A browser has a socket for each of its networks and attempts; each needs an address of its own at the server.
    let mut ways: HashMap<SocketAddr, Way> = HashMap::new();
    let mut moves = 0;
    loop {
        let weather = shared.weather();
        if weather.is_over {
            return;
        }
        if weather.moves != moves {
            moves = weather.moves;
            ways.clear();
        }
        let next = [up.due(), down.due()].into_iter().flatten().min();
        tokio::select! {
            received = near.recv_from(&mut buffer) => {
                // An error tells of an earlier datagram that found a closed port.
                let Ok((size, browser)) = received else { continue };
                let Some(server) = weather.server.filter(|_| !weather.is_dead) else { continue };
                let way = match ways.get(&browser) {
                    Some(way) => way,
                    None => {
                        let way = Way::open(address, browser, answer.clone()).await.expect("a port is free");
                        ways.entry(browser).or_insert(way)
                    }
                };
                let bytes = buffer.get(..size).unwrap_or_default();
                up.accept(&weather.up, Some(Arc::clone(&way.socket)), (address, server).into(), bytes);
            }
            Some((browser, bytes)) = answers.recv() => {
                if !weather.is_dead {
                    down.accept(&weather.down, None, browser, &bytes);
                }
            }
            () = async {
                match next {
                    Some(due) => sleep_until(due).await,
                    None => std::future::pending().await,
                }
            } => {}
            () = shared.changed.notified() => {}
        }
        up.deliver(near, weather.is_dead).await;
        down.deliver(near, weather.is_dead).await;
    }
}

/// The address that the server sees of one of the browser's sockets.
struct Way {
    socket: Arc<UdpSocket>,
    listening: tokio::task::JoinHandle<()>,
}

impl Way {
    async fn open(address: IpAddr, browser: SocketAddr, answer: mpsc::Sender<Answer>) -> io::Result<Self> {
        let socket = Arc::new(UdpSocket::bind((address, 0)).await?);
        let listener = Arc::clone(&socket);
        let listening = tokio::spawn(async move {
            let mut buffer = vec![0; DATAGRAM_BYTES];
            loop {
                let Ok(size) = listener.recv(&mut buffer).await else { continue };
                let bytes = buffer.get(..size).unwrap_or_default().to_vec();
                // A full queue loses the datagram, as a router's does.
                if matches!(answer.try_send((browser, bytes)), Err(mpsc::error::TrySendError::Closed(_))) {
                    return;
                }
            }
        });
        Ok(Self { socket, listening })
    }
}

impl Drop for Way {
    fn drop(&mut self) {
        self.listening.abort();
    }
}
