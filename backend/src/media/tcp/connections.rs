//! The connections to which somebody sends.

use std::collections::HashMap;
use std::net::SocketAddr;

use super::TcpOutlet;

/// The clients' ends of open connections, and some that have been closed since the last new one.
#[derive(Debug, Default)]
pub struct Connections(HashMap<SocketAddr, TcpOutlet>);

impl Connections {
    /// Takes the place of what was known of the address before.
    pub fn note(&mut self, source: SocketAddr, connection: &TcpOutlet) {
        if self.0.get(&source).is_none_or(|known| !known.is_same(connection)) {
            self.0.retain(|_, known| !known.is_closed());
            self.0.insert(source, connection.clone());
        }
    }

    pub fn get(&self, source: SocketAddr) -> Option<&TcpOutlet> {
        self.0.get(&source)
    }
}
