//! The TURN server between the media ports and the workers. Clients behind it look to the engines like clients at the
//! addresses that it gives out.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Instant, SystemTime};

use room_engine::{Protocol, TransportAddress};

use super::mailbox::{Datagram, Mailbox};
use super::placement::SourceMap;
use super::tcp::{Connections, TcpOutlet};
use super::udp::MediaSocket;
use crate::turn::{Outcome, RELAYED_IP, TurnKeys, TurnLimits, TurnServer};

/// Shared by the threads that read the media ports and by the workers; only relayed packets pass through its lock.
#[derive(Clone, Debug)]
pub struct Relay {
    state: Arc<Mutex<State>>,
    udp: Arc<MediaSocket>,
    mailboxes: Arc<[Mailbox]>,
    /// The media port at its most preferred address, for what leaves from an unknown one.
    media: SocketAddr,
}

#[derive(Debug)]
struct State {
    server: TurnServer,
    sources: SourceMap,
    connections: Connections,
}

impl Relay {
    /// `media`: the addresses of the UDP media port, most preferred first. `None` if there is none of IPv4, as relayed
    /// addresses are.
    pub fn new(
        keys: TurnKeys,
        media: &[SocketAddr],
        udp: MediaSocket,
        mailboxes: Arc<[Mailbox]>,
    ) -> Option<Self> {
        let reachable: BTreeSet<SocketAddr> = media.iter().copied().filter(SocketAddr::is_ipv4).collect();
        let first = media.iter().copied().find(SocketAddr::is_ipv4)?;
        let state = State {
            server: TurnServer::new(keys, reachable, TurnLimits::default(), Instant::now()),
            sources: SourceMap::new(mailboxes.len()),
            connections: Connections::default(),
        };
        Some(Self { state: Arc::new(Mutex::new(state)), udp: Arc::new(udp), mailboxes, media: first })
    }

    /// Takes a packet for the TURN server. `connection` is where it came from, if it came by TCP.
    pub fn receive(
        &self,
        client: TransportAddress,
        local: Option<IpAddr>,
        contents: &[u8],
        connection: Option<&TcpOutlet>,
    ) {
        let mut state = self.lock();
        if let Some(connection) = connection {
            state.connections.note(client.socket, connection);
        }
        let outcome = state.server.handle_client(client, local, contents, Instant::now(), SystemTime::now());
        if let Some(connection) = connection
            && state.server.is_allocated(client)
        {
            connection.admit();
        }
        match outcome {
            Some(Outcome::ToMedia { relayed, peer, contents }) => {
                let worker = state.sources.worker_of(relayed, &contents);
                drop(state);
                if let Some(mailbox) = worker.and_then(|worker| self.mailboxes.get(worker)) {
                    let source = TransportAddress::udp(relayed);
                    let local = Some(peer.ip());
                    mailbox.post_datagram(Datagram { source, local, contents, connection: None });
                }
            }
            Some(Outcome::ToClient { client, local, contents }) => self.send(&state, client, local, contents),
            None => {}
        }
    }

    /// Takes what a worker sends from `local` to an address that [`is_relayed`].
    pub fn transmit(&self, local: Option<IpAddr>, relayed: SocketAddr, contents: &[u8]) {
        let peer = SocketAddr::new(local.unwrap_or(self.media.ip()), self.media.port());
        let mut state = self.lock();
        let outcome = state.server.handle_peer(peer, relayed, contents, Instant::now());
        if let Some(Outcome::ToClient { client, local, contents }) = outcome {
            self.send(&state, client, local, contents);
        }
    }

    fn send(&self, state: &State, client: TransportAddress, local: Option<IpAddr>, contents: Vec<u8>) {
        match client.protocol {
            Protocol::Udp => self.udp.send(local, client.socket, &contents),
            Protocol::Tcp => {
                if let Some(connection) = state.connections.get(client.socket) {
                    connection.send(contents);
                }
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether an address is one that the relay gives out.
pub fn is_relayed(address: SocketAddr) -> bool {
    address.ip() == RELAYED_IP
}
