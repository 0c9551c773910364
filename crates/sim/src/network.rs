//! What lies between a browser and the server: datagrams that may be late, lost or swapped, and sockets that keep order.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use room_engine::SocketId;

use crate::random::Random;

/// How one browser's connection behaves, in each direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conditions {
    /// One way.
    pub latency: Duration,
    /// At most this much is added to the latency of each packet. Packets keep their order, as in a queue.
    pub jitter: Duration,
    /// Share of datagrams that vanish. Sockets lose nothing: their frames are sent again below.
    pub loss: f64,
    /// Share of datagrams that are held back for another latency, so that later ones overtake them.
    pub reordering: f64,
    /// Whether every datagram vanishes.
    pub blackhole: bool,
}

impl Default for Conditions {
    fn default() -> Self {
        Self {
            latency: Duration::from_millis(20),
            jitter: Duration::from_millis(5),
            loss: 0.0,
            reordering: 0.0,
            blackhole: false,
        }
    }
}

impl Conditions {
    /// A poor mobile network.
    pub fn lossy() -> Self {
        Self { loss: 0.05, reordering: 0.02, ..Self::default() }
    }
}

/// Something under way.
#[derive(Debug)]
pub(crate) enum Parcel {
    DatagramToServer { contents: Vec<u8> },
    DatagramToBrowser { contents: Vec<u8> },
    SocketOpened { socket: SocketId },
    FrameToServer { socket: SocketId, text: String },
    FrameToBrowser { socket: SocketId, text: String },
    CloseToServer { socket: SocketId, code: Option<u16> },
    CloseToBrowser { socket: SocketId, code: u16 },
}

/// Everything under way, of all browsers.
#[derive(Debug)]
pub(crate) struct Network {
    random: Random,
    conditions: Vec<Conditions>,
    /// By arrival, then by order of sending.
    under_way: BTreeMap<(Instant, u64), (usize, Parcel)>,
    sent: u64,
    /// When the newest frame of each socket arrives, per direction.
    newest_frames: BTreeMap<(SocketId, bool), Instant>,
    /// When the newest datagram of each browser arrives, per direction.
    newest_datagrams: BTreeMap<(usize, bool), Instant>,
}

impl Network {
    pub fn new(random: Random) -> Self {
        Self {
            random,
            conditions: Vec::new(),
            under_way: BTreeMap::new(),
            sent: 0,
            newest_frames: BTreeMap::new(),
            newest_datagrams: BTreeMap::new(),
        }
    }

    pub fn add_browser(&mut self, conditions: Conditions) {
        self.conditions.push(conditions);
    }

    pub fn set_conditions(&mut self, browser: usize, conditions: Conditions) {
        self.conditions[browser] = conditions;
    }

    pub fn send(&mut self, browser: usize, parcel: Parcel, now: Instant) {
        let Conditions { latency, jitter, loss, reordering, blackhole } = self.conditions[browser];
        let mut arrival = now + latency + self.random.duration_up_to(jitter);
        let (socket, to_server) = match &parcel {
            Parcel::DatagramToServer { .. } | Parcel::DatagramToBrowser { .. } => {
                if blackhole || self.random.chance(loss) {
                    return;
                }
                if self.random.chance(reordering) {
                    arrival += latency;
                } else {
                    let to_server = matches!(parcel, Parcel::DatagramToServer { .. });
                    let newest = self.newest_datagrams.entry((browser, to_server)).or_insert(arrival);
                    arrival = arrival.max(*newest);
                    *newest = arrival;
                }
                self.push(arrival, browser, parcel);
                return;
            }
            Parcel::SocketOpened { socket }
            | Parcel::FrameToServer { socket, .. }
            | Parcel::CloseToServer { socket, .. } => (*socket, true),
            Parcel::FrameToBrowser { socket, .. } | Parcel::CloseToBrowser { socket, .. } => (*socket, false),
        };
        let newest = self.newest_frames.entry((socket, to_server)).or_insert(arrival);
        arrival = arrival.max(*newest);
        *newest = arrival;
        self.push(arrival, browser, parcel);
    }

    /// Cuts a socket: what is under way on it is lost.
    pub fn cut(&mut self, socket: SocketId) {
        self.under_way.retain(|_, (_, parcel)| match parcel {
            Parcel::DatagramToServer { .. } | Parcel::DatagramToBrowser { .. } => true,
            Parcel::SocketOpened { socket: other }
            | Parcel::FrameToServer { socket: other, .. }
            | Parcel::FrameToBrowser { socket: other, .. }
            | Parcel::CloseToServer { socket: other, .. }
            | Parcel::CloseToBrowser { socket: other, .. } => *other != socket,
        });
    }

    pub fn poll_timeout(&self) -> Option<Instant> {
        self.under_way.keys().next().map(|(arrival, _)| *arrival)
    }

    /// The next parcel that has arrived, and whose it is.
    pub fn poll(&mut self, now: Instant) -> Option<(usize, Parcel)> {
        if self.poll_timeout()? > now {
            return None;
        }
        self.under_way.pop_first().map(|(_, parcel)| parcel)
    }

    fn push(&mut self, arrival: Instant, browser: usize, parcel: Parcel) {
        self.sent += 1;
        self.under_way.insert((arrival, self.sent), (browser, parcel));
    }
}
