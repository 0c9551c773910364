//! What lies between a browser and the server: datagrams that may be late, lost or swapped, and sockets that keep order.

use std::collections::BTreeMap;
use std::net::SocketAddr;
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
    /// Share of datagrams that are held back for another latency, so that later ones overtake them. Never for longer:
    /// sctp-proto 0.10.8 ends an association whose greeting (INIT) arrives once more after it was set up, and a
    /// repetition that is late by less than a round trip cannot.
    pub reordering: f64,
    /// What the line towards the server carries, in bits per second; `None` is more than anybody sends.
    pub upload: Option<u32>,
    /// What the line towards the browser carries, in bits per second.
    pub download: Option<u32>,
    /// Whether every datagram vanishes.
    pub blackhole: bool,
}

/// What a full line keeps waiting before it drops: a home router's queue.
const LONGEST_QUEUE: Duration = Duration::from_millis(300);

/// IP and UDP headers in front of every datagram.
const HEADER_BYTES: usize = 28;

impl Default for Conditions {
    fn default() -> Self {
        Self {
            latency: Duration::from_millis(20),
            jitter: Duration::from_millis(5),
            loss: 0.0,
            reordering: 0.0,
            upload: None,
            download: None,
            blackhole: false,
        }
    }
}

impl Conditions {
    /// A poor mobile network.
    pub fn lossy() -> Self {
        Self { loss: 0.05, reordering: 0.02, ..Self::default() }
    }

    /// A satellite or a far continent: late, uneven and out of order, but whole.
    pub fn slow() -> Self {
        let latency = Duration::from_millis(150);
        Self { latency, jitter: Duration::from_millis(60), reordering: 0.05, ..Self::default() }
    }

    /// A line that carries so many bits per second towards the browser.
    pub fn thin(download: u32) -> Self {
        Self { download: Some(download), ..Self::default() }
    }
}

/// Something under way.
#[derive(Debug)]
pub(crate) enum Parcel {
    /// `source` is what the server sees.
    DatagramToServer {
        source: SocketAddr,
        contents: Vec<u8>,
    },
    /// `destination` is where the server sends to.
    DatagramToBrowser {
        destination: SocketAddr,
        contents: Vec<u8>,
    },
    SocketOpened {
        socket: SocketId,
    },
    FrameToServer {
        socket: SocketId,
        text: String,
    },
    FrameToBrowser {
        socket: SocketId,
        text: String,
    },
    CloseToServer {
        socket: SocketId,
        code: Option<u16>,
    },
    CloseToBrowser {
        socket: SocketId,
        code: u16,
    },
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
    /// Until when the line of each browser is busy with what was sent, per direction.
    busy_until: BTreeMap<(usize, bool), Instant>,
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
            busy_until: BTreeMap::new(),
        }
    }

    pub fn add_browser(&mut self, conditions: Conditions) {
        self.conditions.push(conditions);
    }

    pub fn set_conditions(&mut self, browser: usize, conditions: Conditions) {
        self.conditions[browser] = conditions;
    }

    pub fn send(&mut self, browser: usize, parcel: Parcel, now: Instant) {
        match &parcel {
            Parcel::DatagramToServer { contents, .. } => {
                let bytes = contents.len();
                self.send_datagram(browser, parcel, true, bytes, now);
            }
            Parcel::DatagramToBrowser { contents, .. } => {
                let bytes = contents.len();
                self.send_datagram(browser, parcel, false, bytes, now);
            }
            Parcel::SocketOpened { socket }
            | Parcel::FrameToServer { socket, .. }
            | Parcel::CloseToServer { socket, .. } => self.send_frame(browser, (*socket, true), parcel, now),
            Parcel::FrameToBrowser { socket, .. } | Parcel::CloseToBrowser { socket, .. } => {
                self.send_frame(browser, (*socket, false), parcel, now);
            }
        }
    }

    fn send_datagram(&mut self, browser: usize, parcel: Parcel, to_server: bool, bytes: usize, now: Instant) {
        let conditions = self.conditions[browser];
        if conditions.blackhole || self.random.chance(conditions.loss) {
            return;
        }
        let rate = if to_server { conditions.upload } else { conditions.download };
        let Some(sent) = self.pass_line((browser, to_server), rate, bytes, now) else { return };
        let mut arrival = sent + conditions.latency + self.random.duration_up_to(conditions.jitter);
        if self.random.chance(conditions.reordering) {
            arrival += conditions.latency;
        } else {
            let newest = self.newest_datagrams.entry((browser, to_server)).or_insert(arrival);
            arrival = arrival.max(*newest);
            *newest = arrival;
        }
        self.push(arrival, browser, parcel);
    }

    /// When the line has sent a datagram; `None` if its queue is full.
    fn pass_line(
        &mut self,
        line: (usize, bool),
        rate: Option<u32>,
        bytes: usize,
        now: Instant,
    ) -> Option<Instant> {
        let Some(rate) = rate else { return Some(now) };
        let begin = self.busy_until.get(&line).copied().unwrap_or(now).max(now);
        if begin > now + LONGEST_QUEUE {
            return None;
        }
        let end =
            begin + Duration::from_secs_f64((bytes + HEADER_BYTES) as f64 * 8.0 / f64::from(rate.max(1)));
        self.busy_until.insert(line, end);
        Some(end)
    }

    fn send_frame(&mut self, browser: usize, way: (SocketId, bool), parcel: Parcel, now: Instant) {
        let Conditions { latency, jitter, .. } = self.conditions[browser];
        let mut arrival = now + latency + self.random.duration_up_to(jitter);
        let newest = self.newest_frames.entry(way).or_insert(arrival);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thin_line_passes_what_it_carries_and_drops_the_rest() {
        let mut network = Network::new(Random::new(1));
        network.add_browser(Conditions { jitter: Duration::ZERO, ..Conditions::thin(100_000) });
        let start = Instant::now();
        let destination = SocketAddr::from(([10, 0, 0, 1], 1));
        // 160 kbit in one second.
        for step in 0..100 {
            let parcel = Parcel::DatagramToBrowser { destination, contents: vec![0; 172] };
            network.send(0, parcel, start + Duration::from_millis(10) * step);
        }
        let mut arrivals = Vec::new();
        while let Some(at) = network.poll_timeout() {
            arrivals.push(at);
            let _ = network.poll(at);
        }
        // What goes out in a second, and what then waits.
        assert!((62..=84).contains(&arrivals.len()), "{}", arrivals.len());
        assert!(arrivals.windows(2).all(|pair| pair[1] - pair[0] >= Duration::from_millis(15)));
    }
}
