//! The end of a peer connection and the beginning of another, as the library's `PeerConnectionManager` has it.

use std::time::Instant;

use signaling::rsp::{DescriptionType, PeerConnectionState};

use crate::browser::peer_connection::PeerConnection;
use crate::browser::{Browser, BrowserAction};

impl Browser {
    /// The connection is closed below the app, which does not know. The server is told (DTLS `close_notify`).
    pub(crate) fn break_connection(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            connection.close();
            self.actions.extend(connection.transmits.drain(..).map(BrowserAction::Transmit));
        }
    }

    /// Does not answer when the server asks it for another connection.
    pub fn set_makes_other_connections(&mut self, makes: bool) {
        self.makes_other_connections = makes;
    }

    /// The server's id of the connection, or the own one of the first.
    pub fn connection_id(&self) -> &str {
        &self.connection_id
    }

    /// Closes a connection or makes one, if the server says so. Returns whether it did.
    pub(super) fn takes_over(&mut self, state: &PeerConnectionState, now: Instant) -> bool {
        let Some(description) = &state.description else { return false };
        let is_own = state.id == self.connection_id;
        match description.r#type {
            DescriptionType::Close if is_own => {
                self.break_connection();
                self.connection_id.clear();
                self.unsent_description = None;
                self.media_signaling.lose_channels();
                true
            }
            DescriptionType::CreateOffer if !is_own && self.connection_id.is_empty() => {
                if self.makes_other_connections {
                    self.connection_id.clone_from(&state.id);
                    let mut connection = self.new_connection(now);
                    connection.handle_description(description.clone(), now);
                    self.connection = Some(connection);
                }
                true
            }
            _ => false,
        }
    }

    /// A connection with all the tracks that are published.
    pub(super) fn new_connection(&mut self, now: Instant) -> PeerConnection {
        let mut connection = PeerConnection::new(self.local, self.server, self.codecs, now);
        for publication in &mut self.publications {
            connection.add_track(publication.id.clone(), publication.track.clone());
            publication.next = now;
        }
        connection
    }
}
