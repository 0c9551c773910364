//! Coming and going.

use std::time::Instant;

use serde_json::value::to_raw_value;
use signaling::close;
use signaling::rsp::{ClientMessage, Disconnect};
use signaling::tcmp::ClientFrame;

use crate::browser::view::View;
use crate::browser::{Browser, BrowserAction, BrowserState};

impl Browser {
    /// `Video.connect()`. A browser that left may join again.
    pub(crate) fn join(&mut self, now: Instant) {
        let was_disconnected = matches!(self.state, BrowserState::Idle | BrowserState::Disconnected(_));
        assert!(was_disconnected, "{} is in a room", self.identity);
        self.connection_id = format!("connection-{:016x}", self.random.draw());
        self.revision = 1;
        self.view = View::default();
        self.receiver.reset();
        self.media_signaling.reset();
        self.state = BrowserState::Connecting;
        self.open_socket(now);
    }

    /// `room.disconnect()`.
    pub(crate) fn leave(&mut self) {
        self.end(None);
    }

    /// The tab is closed: nothing is said, the socket falls down by itself.
    pub(crate) fn close_tab(&mut self) {
        self.state = BrowserState::Disconnected(None);
        self.socket = None;
        self.forget_room();
    }

    pub(super) fn end(&mut self, fault: Option<u32>) {
        self.state = BrowserState::Disconnected(fault);
        if let Some(socket) = self.socket.take() {
            if socket.is_welcomed {
                let session = self.session.as_ref().map(|session| session.id.clone());
                let message = ClientMessage::Disconnect(Disconnect { session });
                let body = to_raw_value(&message).expect("messages are writable");
                for frame in [ClientFrame::Msg { body: Some(&body) }, ClientFrame::Bye] {
                    self.actions.push_back(BrowserAction::Frame(frame.to_json()));
                }
            }
            self.actions.push_back(BrowserAction::CloseSocket(close::NORMAL));
        }
        self.forget_room();
    }

    pub(super) fn forget_room(&mut self) {
        self.collect_transmits();
        self.session = None;
        self.session_deadline = None;
        self.reconnect_at = None;
        self.offline_until = None;
        self.attempts = 0;
        self.connection = None;
        self.unsent_participant = false;
        self.unsent_description = None;
        self.view.participants.clear();
        self.publications.clear();
    }
}
