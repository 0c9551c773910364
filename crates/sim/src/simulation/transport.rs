//! The passage of time: what the engine, the network and the browsers have for each other, in order.

use std::net::SocketAddr;
use std::time::Instant;

use room_engine::{Input, Output, SocketId, TransportAddress};

use crate::browser::{Browser, BrowserAction};
use crate::network::Parcel;
use crate::simulation::Simulation;

/// Outputs that one input may cause: everybody hears of something, with their media.
const LARGEST_BURST: usize = 5_000;

/// How often the engine and the browsers together may ask to be woken at once again.
const MOST_IDLE_WAKES: usize = 1_000;

impl Simulation {
    pub(super) fn run_until(&mut self, until: Instant) {
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

    pub(super) fn feed(&mut self, input: Input<'_>) {
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

    pub(super) fn flush_actions(&mut self) {
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
    pub(super) fn drop_socket(&mut self, browser: usize) {
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
}
