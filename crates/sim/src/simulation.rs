//! The clock, the network, the engine and the browsers of one call.

mod forgery;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use room_engine::{
    Command, CommandFault, CommandId, Counts, Engine, EngineConfig, Input, Limits, Output, RecordingOutput,
    RecordingSid, Reply, RoomSettings, RoomSid, SocketId, TransportAddress,
};
use signaling::close;
use signaling::rsp::TrackPriority;

use crate::browser::{Browser, BrowserAction, BrowserState};
use crate::model::Model;
use crate::network::{Conditions, Network, Parcel};
use crate::plan::Step;
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

/// Outputs that one input may cause: everybody hears of something, with their media.
const LARGEST_BURST: usize = 5_000;

/// How often the engine and the browsers together may ask to be woken at once again.
const MOST_IDLE_WAKES: usize = 1_000;

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

    /// Takes each step and waits until everybody sees what it did.
    ///
    /// # Panics
    /// Somebody does not see it in time, or a rule was broken.
    #[track_caller]
    pub fn run(&mut self, steps: &[Step]) {
        for step in steps {
            self.apply(step);
            self.settle(&format!("{step:?}"));
        }
    }

    /// Takes a step and waits for nothing.
    pub fn apply(&mut self, step: &Step) {
        let now = self.now;
        match *step {
            Step::Join(browser) => {
                self.browsers[browser].join(now);
            }
            Step::Leave(browser) => self.browsers[browser].leave(),
            Step::CloseTab(browser) => {
                self.browsers[browser].close_tab();
                self.drop_socket(browser);
            }
            Step::Publish(browser, kind) => {
                self.browsers[browser].publish(kind, now);
            }
            Step::Unpublish(browser, publication) => self.browsers[browser].unpublish(publication, now),
            Step::SetEnabled(browser, publication, enabled) => {
                self.browsers[browser].set_enabled(publication, enabled, now);
            }
            Step::Message(browser, publication) => {
                let text = self.browsers[browser].send_message(publication, now);
                self.model.expect_message(browser, text, &self.browsers);
            }
            Step::LoseSocket(browser) => {
                let forever = now + Duration::from_secs(24 * 3600);
                self.browsers[browser].set_offline_until(Some(forever), now);
                self.drop_socket(browser);
                self.browsers[browser].handle_socket_closed(1006, now);
            }
            Step::Return(browser) => self.browsers[browser].set_offline_until(None, now),
            Step::SetConditions(browser, conditions) => self.network.set_conditions(browser, conditions),
            Step::Roam(browser) => {
                let address = self.new_address();
                self.public[browser] = address;
                self.browsers[browser].set_address(address, now);
                // A browser that sees its network change gives its socket up.
                self.drop_socket(browser);
                self.browsers[browser].handle_socket_closed(close::NETWORK_CHANGED, now);
            }
            Step::Rebind(browser) => self.public[browser] = self.new_address(),
            Step::RestartIce(browser) => self.browsers[browser].restart_ice(now),
            Step::Wait(duration) => {
                self.flush_actions();
                self.run_until(now + duration);
            }
        }
        self.flush_actions();
        self.model.apply(step, &self.browsers, self.settings.session_timeout, self.now);
    }

    /// Whether a step fits what became of the call.
    pub fn is_possible(&self, step: &Step) -> bool {
        let state = |browser: usize| self.browsers[browser].state();
        let has = |browser: usize, publication: u16| {
            self.browsers[browser].publications().iter().any(|known| known.number == publication)
        };
        match *step {
            Step::Join(browser) => {
                matches!(state(browser), BrowserState::Idle | BrowserState::Disconnected(_))
            }
            Step::Leave(browser) | Step::CloseTab(browser) | Step::LoseSocket(browser) => {
                state(browser) == BrowserState::Connected
            }
            Step::Publish(browser, _) => {
                matches!(state(browser), BrowserState::Connected | BrowserState::Reconnecting)
            }
            Step::Unpublish(browser, publication) | Step::SetEnabled(browser, publication, _) => {
                has(browser, publication)
            }
            Step::Message(browser, publication) => {
                has(browser, publication) && state(browser) == BrowserState::Connected
            }
            Step::Return(browser) => state(browser) == BrowserState::Reconnecting,
            Step::Roam(browser) | Step::Rebind(browser) | Step::RestartIce(browser) => {
                state(browser) == BrowserState::Connected
            }
            Step::SetConditions(..) | Step::Wait(_) => true,
        }
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

    /// Runs until everybody sees what they should, and media flows.
    ///
    /// # Panics
    /// They do not in time, or a rule was broken.
    #[track_caller]
    pub fn settle(&mut self, after: &str) {
        let deadline = self.now + self.settings.patience;
        // What was said reaches the server even if nobody there could see it.
        self.run_for(self.settings.conditions.latency * 4);
        loop {
            let missing = self.model.missing(&self.browsers, self.now);
            self.assert_rules(after);
            if missing.is_empty() {
                break;
            }
            assert!(self.now < deadline, "after {after}, at {:?}: {missing:#?}", self.elapsed());
            self.run_for(SETTLE_STEP);
        }
        let before = self.model.flows(&self.browsers);
        loop {
            let stalled = self.model.stalled(&before, &self.browsers);
            self.assert_rules(after);
            if stalled.is_empty() {
                return;
            }
            assert!(self.now < deadline, "after {after}, at {:?}, no media: {stalled:#?}", self.elapsed());
            self.run_for(SETTLE_STEP);
        }
    }

    pub fn run_for(&mut self, duration: Duration) {
        self.run_until(self.now + duration);
    }

    /// Runs until something holds.
    ///
    /// # Panics
    /// It does not within the settings' patience.
    #[track_caller]
    pub fn wait_for(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let deadline = self.now + self.settings.patience;
        while !holds(self) {
            assert!(self.now < deadline, "{what}: not seen until {:?}", self.elapsed());
            self.run_for(SETTLE_STEP);
        }
    }

    /// Runs until the server holds nothing of anybody.
    ///
    /// # Panics
    /// Something is left after the settings' patience.
    #[track_caller]
    pub fn wait_until_empty(&mut self) {
        self.wait_for("an empty server", |call| call.engine().counts() == Counts::default());
    }

    /// Asserts that nobody broke a rule.
    #[track_caller]
    pub fn assert_rules(&mut self, after: &str) {
        for browser in &mut self.browsers {
            let identity = browser.identity().to_owned();
            let violations = browser.take_violations();
            self.violations
                .extend(violations.into_iter().map(|violation| format!("{identity}: {violation}")));
        }
        assert!(self.violations.is_empty(), "after {after}, at {:?}: {:#?}", self.elapsed(), self.violations);
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

    fn run_until(&mut self, until: Instant) {
        let mut idle_wakes = 0;
        loop {
            let engine = self.engine.poll_timeout();
            let browsers = self.browsers.iter().filter_map(Browser::poll_timeout).min();
            let next = [engine.map(|deadline| deadline.at), browsers, self.network.poll_timeout()];
            let next = next.into_iter().flatten().min();
            let Some(next) = next.filter(|next| *next <= until) else {
                self.now = until;
                return;
            };
            idle_wakes += 1;
            if next > self.now {
                idle_wakes = 0;
                self.now = next;
            }
            if idle_wakes > MOST_IDLE_WAKES {
                let browsers: Vec<_> = self.browsers.iter().map(Browser::poll_reason).collect();
                panic!(
                    "time stands still at {now:?}: the engine waits for {engine:?}, the browsers for {browsers:?}",
                    now = self.now
                );
            }
            let now = self.now;
            while let Some((browser, parcel)) = self.network.poll(now) {
                self.deliver(browser, parcel);
            }
            for browser in &mut self.browsers {
                if browser.poll_timeout().is_some_and(|at| at <= now) {
                    browser.handle_timeout(now);
                }
            }
            self.flush_actions();
            if self.engine.poll_timeout().is_some_and(|deadline| deadline.at <= now) {
                self.feed(Input::Timeout);
            }
        }
    }

    fn deliver(&mut self, browser: usize, parcel: Parcel) {
        let now = self.now;
        match parcel {
            Parcel::DatagramToServer { source, contents } => {
                let source = TransportAddress::udp(source);
                self.feed(Input::Datagram { source, local: None, contents: &contents });
            }
            Parcel::DatagramToBrowser { destination, contents } => {
                if self.public[browser] == destination {
                    self.browsers[browser].handle_datagram(&contents, now);
                }
            }
            Parcel::SocketOpened { socket } => {
                self.sockets.insert(socket, browser);
                self.feed(Input::SocketOpened { socket });
                if self.current[browser] == Some(socket) {
                    self.browsers[browser].handle_socket_opened(now);
                }
            }
            Parcel::FrameToServer { socket, text } => {
                if self.sockets.contains_key(&socket) {
                    self.feed(Input::SocketText { socket, text: &text });
                }
            }
            Parcel::FrameToBrowser { socket, text } => {
                if self.current[browser] == Some(socket) {
                    self.browsers[browser].handle_frame(&text, now);
                }
            }
            Parcel::CloseToServer { socket, code } => {
                if self.sockets.remove(&socket).is_some() {
                    self.feed(Input::SocketClosed { socket, code });
                }
            }
            Parcel::CloseToBrowser { socket, code } => {
                if self.current[browser] == Some(socket) {
                    self.current[browser] = None;
                    self.browsers[browser].handle_socket_closed(code, now);
                }
            }
        }
        self.flush_actions();
    }

    fn feed(&mut self, input: Input<'_>) {
        let now = self.now;
        self.engine.handle_input(input, now);
        let mut burst = 0;
        while let Some(output) = self.engine.poll_output() {
            burst += 1;
            assert!(burst < LARGEST_BURST, "one input causes more than {LARGEST_BURST} outputs");
            match output {
                Output::Transmit { destination, contents, .. } => {
                    let destination = destination.socket;
                    if let Some(browser) = self.browser_at(destination) {
                        self.network.send(browser, Parcel::DatagramToBrowser { destination, contents }, now);
                    }
                }
                Output::SocketText { socket, text } => match self.sockets.get(&socket) {
                    Some(browser) => {
                        self.network.send(*browser, Parcel::FrameToBrowser { socket, text }, now)
                    }
                    None => self.violations.push(format!("the engine writes to {socket:?}, which is closed")),
                },
                Output::SocketClose { socket, code } => match self.sockets.remove(&socket) {
                    Some(browser) => self.network.send(browser, Parcel::CloseToBrowser { socket, code }, now),
                    None => self.violations.push(format!("the engine closes {socket:?}, which is closed")),
                },
                Output::Reply { result, .. } => self.reply = Some(result),
                Output::Recording(recording) => self.recordings.push(recording),
                Output::Event(_) => {}
            }
        }
        self.largest_burst = self.largest_burst.max(burst);
    }

    fn flush_actions(&mut self) {
        let now = self.now;
        for (index, browser) in self.browsers.iter_mut().enumerate() {
            while let Some(action) = browser.poll_action() {
                let parcel = match (action, self.current[index]) {
                    (BrowserAction::Transmit(contents), _) => {
                        Parcel::DatagramToServer { source: self.public[index], contents }
                    }
                    (BrowserAction::OpenSocket, _) => {
                        self.sockets_opened += 1;
                        let socket = SocketId(self.sockets_opened);
                        self.current[index] = Some(socket);
                        Parcel::SocketOpened { socket }
                    }
                    (BrowserAction::Frame(text), Some(socket)) => Parcel::FrameToServer { socket, text },
                    (BrowserAction::CloseSocket(code), Some(socket)) => {
                        self.current[index] = None;
                        Parcel::CloseToServer { socket, code: Some(code) }
                    }
                    (BrowserAction::Frame(_) | BrowserAction::CloseSocket(_), None) => continue,
                };
                self.network.send(index, parcel, now);
            }
        }
    }

    /// The socket falls down; the server sees that at once.
    fn drop_socket(&mut self, browser: usize) {
        if let Some(socket) = self.current[browser].take() {
            self.network.cut(socket);
            if self.sockets.remove(&socket).is_some() {
                self.feed(Input::SocketClosed { socket, code: None });
            }
        }
    }

    fn browser_at(&self, address: SocketAddr) -> Option<usize> {
        self.public.iter().position(|public| *public == address)
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

const SETTLE_STEP: Duration = Duration::from_millis(50);

fn server_address() -> SocketAddr {
    SocketAddr::from((Ipv4Addr::new(203, 0, 113, 5), 8082))
}
