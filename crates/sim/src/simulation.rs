//! The clock, the network, the engine and the browsers of one call.

mod forgery;
mod steps;
mod transport;
mod waiting;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use room_engine::{
    Command, CommandFault, CommandId, Engine, EngineConfig, Input, Limits, RecordingOutput, RecordingSid,
    Reply, RoomSettings, RoomSid, SocketId, TransportAddress,
};
use signaling::rsp::TrackPriority;

use crate::browser::{Browser, BrowserState};
use crate::model::Model;
use crate::network::{Conditions, Network};
use crate::random::Random;
use crate::token::{SimRandomSource, SimVerifier};

/// What a simulation is made with.
#[derive(Clone, Debug)]
pub struct Settings {
    pub session_timeout: Duration,
    /// Of rooms that browsers open by joining them; `None` if they cannot.
    pub ad_hoc_rooms: Option<RoomSettings>,
    pub limits: Limits,
    /// Of every browser, until a step changes them.
    pub conditions: Conditions,
    /// How long everybody may take to see what a step did.
    pub patience: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            session_timeout: Duration::from_secs(30),
            ad_hoc_rooms: Some(RoomSettings::ad_hoc()),
            limits: Limits::default(),
            conditions: Conditions::default(),
            // SCTP waits 3, 6, 12 … seconds before it greets again, and a poor network loses greetings.
            patience: Duration::from_secs(60),
        }
    }
}

/// A call in simulated time.
pub struct Simulation {
    settings: Settings,
    start: Instant,
    now: Instant,
    random: Random,
    engine: Engine,
    network: Network,
    browsers: Vec<Browser>,
    /// Who has which socket, while the server has it open.
    sockets: BTreeMap<SocketId, usize>,
    /// The socket of each browser.
    current: Vec<Option<SocketId>>,
    /// What the server sees of each browser: its own address, or that of a router before it.
    public: Vec<SocketAddr>,
    addresses_given: u16,
    sockets_opened: u64,
    model: Model,
    violations: Vec<String>,
    largest_burst: usize,
    /// What the engine answered to the last command.
    reply: Option<Result<Reply, CommandFault>>,
    recordings: Vec<RecordingOutput>,
}

impl Simulation {
    pub fn new(seed: u64, settings: Settings) -> Self {
        // Far from the real clock: sctp-proto 0.10.8 reads that one when a browser's association begins, and in simulated
        // time its greeting is then always repeated at once, instead of sometimes at an awkward moment.
        let now = Instant::now() + Duration::from_secs(24 * 3600);
        let mut random = Random::new(seed);
        let config = EngineConfig {
            worker: 0,
            media_addresses: vec![TransportAddress::udp(server_address())],
            session_timeout: settings.session_timeout,
            ad_hoc_rooms: settings.ad_hoc_rooms.clone(),
            can_record: true,
            limits: settings.limits.clone(),
        };
        let random_source = SimRandomSource(random.fork());
        let engine = Engine::new(config, Box::new(SimVerifier), Box::new(random_source));
        Self {
            start: now,
            now,
            network: Network::new(random.fork()),
            random,
            engine,
            browsers: Vec::new(),
            sockets: BTreeMap::new(),
            current: Vec::new(),
            public: Vec::new(),
            addresses_given: 0,
            sockets_opened: 0,
            model: Model::default(),
            violations: Vec::new(),
            largest_burst: 0,
            reply: None,
            recordings: Vec::new(),
            settings,
        }
    }

    /// A browser that is not in the room yet. Returns its number.
    pub fn add_browser(&mut self, identity: &str, room: &str) -> usize {
        let index = self.browsers.len();
        let number = u16::try_from(index).expect("a simulation has few browsers");
        let local = self.new_address();
        let random = self.random.fork();
        let addresses = [local, server_address()];
        self.browsers.push(Browser::new(number, identity, room, addresses, random));
        self.network.add_browser(self.settings.conditions);
        self.current.push(None);
        self.public.push(local);
        index
    }

    fn new_address(&mut self) -> SocketAddr {
        self.addresses_given += 1;
        let [high, low] = self.addresses_given.to_be_bytes();
        SocketAddr::from((Ipv4Addr::new(10, 1, high, low), 40_000))
    }

    pub fn browser(&self, browser: usize) -> &Browser {
        &self.browsers[browser]
    }

    pub fn browser_mut(&mut self, browser: usize) -> &mut Browser {
        &mut self.browsers[browser]
    }

    pub fn browsers(&self) -> &[Browser] {
        &self.browsers
    }

    pub fn model(&self) -> &Model {
        &self.model
    }

    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Time since the simulation began.
    pub fn elapsed(&self) -> Duration {
        self.now - self.start
    }

    /// A browser tries to join of whom nobody shall expect that it is let in.
    pub fn browser_joins_unseen(&mut self, browser: usize) {
        self.browsers[browser].join(self.now);
        self.flush_actions();
    }

    /// Packets of all video deliveries so far, and how many of them never came.
    pub fn video_packets_and_gaps(&self) -> (usize, u64) {
        let received = self.browsers.iter().flat_map(Browser::received_video);
        received
            .fold((0, 0), |(packets, gaps), received| (packets + received.packets(), gaps + received.gaps()))
    }

    /// Asks something of the rooms from outside. Nobody shall expect what it changes.
    ///
    /// # Errors
    /// As the engine answers.
    pub fn command(&mut self, command: Command) -> Result<Reply, CommandFault> {
        self.feed(Input::Command { id: CommandId(0), command });
        self.reply.take().expect("the engine answers every command at once")
    }

    /// What was recorded since the last call.
    pub fn take_recordings(&mut self) -> Vec<RecordingOutput> {
        std::mem::take(&mut self.recordings)
    }

    /// The disk of the recordings is full.
    pub fn fail_recording(&mut self, room: RoomSid, recording: RecordingSid) {
        self.feed(Input::RecordingFailed { room, recording });
    }

    /// Sends bytes on an own data track; `false` if its channel is not open or its buffer is full. Text begins with the
    /// track's name (`browser-publication`) and ` says `.
    pub fn send_data(&mut self, browser: usize, publication: u16, binary: bool, data: &[u8]) -> bool {
        let sent = self.browsers[browser].send_data(publication, binary, data, self.now);
        self.flush_actions();
        sent
    }

    /// A browser's connection says goodbye to the server, while its app stays in the room.
    pub fn break_connection(&mut self, browser: usize) {
        self.browsers[browser].break_connection();
        self.flush_actions();
    }

    /// The channel closes that a data track (`browser-publication`) is delivered on.
    pub fn close_channel_of(&mut self, browser: usize, track: &str) {
        self.browsers[browser].close_channel_of(track, self.now);
        self.flush_actions();
    }

    /// A browser shows a track (`browser-publication`) at this size; `None` is not at all. It needs the channel of
    /// render hints for that.
    pub fn render(&mut self, browser: usize, track: &str, size: Option<(u32, u32)>) {
        self.browsers[browser].render(track, size, self.now);
        self.flush_actions();
    }

    /// A subscriber gives a track (`browser-publication`) another priority.
    pub fn prioritize(&mut self, browser: usize, track: &str, priority: Option<TrackPriority>) {
        self.browsers[browser].prioritize(track, priority, self.now);
        self.flush_actions();
    }

    /// The server stops.
    pub fn shut_down(&mut self) {
        self.feed(Input::Shutdown);
    }

    /// Whether nobody is in a room any more, as far as the browsers know.
    pub fn everybody_left(&self) -> bool {
        let left =
            |browser: &Browser| matches!(browser.state(), BrowserState::Idle | BrowserState::Disconnected(_));
        self.browsers.iter().all(left)
    }
}

impl std::fmt::Debug for Simulation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Simulation").field("elapsed", &self.elapsed()).finish_non_exhaustive()
    }
}

fn server_address() -> SocketAddr {
    SocketAddr::from((Ipv4Addr::new(203, 0, 113, 5), 8082))
}
