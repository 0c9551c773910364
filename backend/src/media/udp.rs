//! The media port, and the thread that reads it.

use std::io::{self, IoSliceMut};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use quinn_udp::{RecvMeta, Transmit, UdpSockRef, UdpSocketState};
use room_engine::TransportAddress;
use socket2::{Domain, Protocol, Socket, Type};

use super::mailbox::{Datagram, Mailbox};
use super::normalized;
use super::placement::SourceMap;
use super::relay::{Relay, is_relayed};
use crate::turn::is_turn;

/// Asked of the system for both directions, which may give less: a burst of key frames fits.
const BUFFER_BYTES: usize = 4 * 1024 * 1024;

/// The system may hand over several packets of one sender at once, as far as one UDP packet could be long.
const BATCH_BYTES: usize = 64 * 1024;

/// How soon the receiver notices that it should stop.
const STOP_INTERVAL: Duration = Duration::from_millis(200);

/// How often dropped packets are reported.
const REPORT_INTERVAL: Duration = Duration::from_secs(10);

/// One UDP socket for IPv4 and, where the machine has it, IPv6.
#[derive(Debug)]
pub struct MediaSocket {
    socket: UdpSocket,
    /// Knows how this system tells and takes the local address of a packet.
    state: Arc<UdpSocketState>,
    dual_stack: bool,
}

/// Packets of one sender, in one buffer.
#[derive(Debug)]
struct Batch {
    source: SocketAddr,
    local: Option<IpAddr>,
    bytes: usize,
    /// Of each packet but the last, which may be shorter.
    packet_bytes: usize,
}

impl MediaSocket {
    /// Binds the port at one address, or at every address; 0 takes any free one.
    pub fn bind(host: Option<IpAddr>, port: u16) -> io::Result<Self> {
        let (socket, dual_stack) = match host {
            Some(host) => (Self::bind_to(host, port)?, host.is_ipv6()),
            None => match Self::bind_to(Ipv6Addr::UNSPECIFIED.into(), port) {
                Ok(socket) => (socket, true),
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
                Err(_) => (Self::bind_to(Ipv4Addr::UNSPECIFIED.into(), port)?, false),
            },
        };
        let state = Arc::new(UdpSocketState::new(UdpSockRef::from(&socket))?);
        // The receiving thread has nothing else to do than to wait.
        socket.set_nonblocking(false)?;
        socket.set_read_timeout(Some(STOP_INTERVAL))?;
        Ok(Self { socket, state, dual_stack })
    }

    fn bind_to(ip: IpAddr, port: u16) -> io::Result<UdpSocket> {
        let address = SocketAddr::new(ip, port);
        let socket = Socket::new(Domain::for_address(address), Type::DGRAM, Some(Protocol::UDP))?;
        if ip.is_ipv6() {
            socket.set_only_v6(false)?;
        }
        for asked in [socket.set_recv_buffer_size(BUFFER_BYTES), socket.set_send_buffer_size(BUFFER_BYTES)] {
            if let Err(error) = asked {
                tracing::debug!(%error, "the media port keeps the system's buffer size");
            }
        }
        socket.bind(&address.into())?;
        Ok(socket.into())
    }

    pub fn try_clone(&self) -> io::Result<Self> {
        Ok(Self {
            socket: self.socket.try_clone()?,
            state: Arc::clone(&self.state),
            dual_stack: self.dual_stack,
        })
    }

    pub fn port(&self) -> io::Result<u16> {
        Ok(self.socket.local_addr()?.port())
    }

    pub fn is_dual_stack(&self) -> bool {
        self.dual_stack
    }

    /// Sends a packet, or loses it: whoever misses it asks again. It goes out from `local`, or else from the address that
    /// the system prefers.
    pub fn send(&self, local: Option<IpAddr>, destination: SocketAddr, contents: &[u8]) {
        let transmit = Transmit {
            destination: SocketAddr::new(self.as_bound(destination.ip()), destination.port()),
            ecn: None,
            contents,
            segment_size: None,
            src_ip: local.map(|local| self.as_bound(local)),
        };
        if let Err(error) = self.state.try_send(UdpSockRef::from(&self.socket), &transmit) {
            tracing::trace!(kind = %error.kind(), "a packet was not sent");
        }
    }

    /// An IPv6 socket names IPv4 addresses in its own way.
    fn as_bound(&self, ip: IpAddr) -> IpAddr {
        match ip {
            IpAddr::V4(v4) if self.dual_stack => v4.to_ipv6_mapped().into(),
            other => other,
        }
    }

    fn receive(&self, buffer: &mut [u8]) -> io::Result<Batch> {
        let mut metas = [RecvMeta::default()];
        let mut buffers = [IoSliceMut::new(buffer)];
        self.state.recv(UdpSockRef::from(&self.socket), &mut buffers, &mut metas)?;
        let [meta] = metas;
        Ok(Batch {
            source: normalized(meta.addr),
            local: meta.dst_ip.map(|ip| ip.to_canonical()),
            bytes: meta.len,
            packet_bytes: meta.stride.max(1),
        })
    }
}

/// Reads the media port and hands each packet to its worker.
#[derive(Debug)]
pub struct Receiver {
    socket: MediaSocket,
    mailboxes: Arc<[Mailbox]>,
    relay: Option<Relay>,
    sources: SourceMap,
    stopping: Arc<AtomicBool>,
    next_report: Instant,
}

impl Receiver {
    pub fn new(
        socket: MediaSocket,
        mailboxes: Arc<[Mailbox]>,
        relay: Option<Relay>,
        stopping: Arc<AtomicBool>,
    ) -> Self {
        let sources = SourceMap::new(mailboxes.len());
        let next_report = Instant::now() + REPORT_INTERVAL;
        Self { socket, mailboxes, relay, sources, stopping, next_report }
    }

    pub fn run(mut self) {
        let mut buffer = vec![0; BATCH_BYTES];
        while !self.stopping.load(Ordering::Relaxed) {
            match self.socket.receive(&mut buffer) {
                Ok(batch) => {
                    let packets = buffer.get(..batch.bytes).unwrap_or_default();
                    for packet in packets.chunks(batch.packet_bytes) {
                        self.hand_over(batch.source, batch.local, packet);
                    }
                }
                Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                }
                Err(error) => {
                    tracing::warn!(kind = %error.kind(), "the media port could not be read");
                    // An error that stays would make this loop spin.
                    std::thread::sleep(Duration::from_millis(10));
                }
            }
            self.report();
        }
    }

    fn hand_over(&mut self, source: SocketAddr, local: Option<IpAddr>, contents: &[u8]) {
        // Nobody out there has such an address.
        if is_relayed(source) {
            return;
        }
        if is_turn(contents) {
            if let Some(relay) = &self.relay {
                relay.receive(TransportAddress::udp(source), local, contents, None);
            }
            return;
        }
        let worker = self.sources.worker_of(source, contents);
        if let Some(mailbox) = worker.and_then(|worker| self.mailboxes.get(worker)) {
            let source = TransportAddress::udp(source);
            mailbox.post_datagram(Datagram { source, local, contents: contents.to_vec(), connection: None });
        }
    }

    fn report(&mut self) {
        let now = Instant::now();
        if now < self.next_report {
            return;
        }
        self.next_report = now + REPORT_INTERVAL;
        for (worker, mailbox) in self.mailboxes.iter().enumerate() {
            let dropped = mailbox.take_dropped();
            if dropped > 0 {
                tracing::warn!(worker, dropped, "a media worker is too slow for its packets");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_of_both_families_arrive_with_plain_addresses() {
        let socket = MediaSocket::bind(None, 0).unwrap();
        let port = socket.port().unwrap();
        let loopback = IpAddr::from([127, 0, 0, 1]);
        let client = UdpSocket::bind((loopback, 0)).unwrap();
        client.send_to(b"ping", (loopback, port)).unwrap();
        let mut buffer = [0; 16];
        let batch = socket.receive(&mut buffer).unwrap();
        assert_eq!((batch.source, batch.local), (client.local_addr().unwrap(), Some(loopback)));
        assert_eq!(buffer.get(..batch.bytes), Some(&b"ping"[..]));
        socket.send(batch.local, batch.source, b"pong");
        assert_eq!(client.recv_from(&mut buffer).unwrap(), (4, SocketAddr::new(loopback, port)));
    }

    #[test]
    fn replies_come_from_the_address_that_was_asked() {
        let socket = MediaSocket::bind(None, 0).unwrap();
        let port = socket.port().unwrap();
        let client = UdpSocket::bind("127.0.0.1:0").unwrap();
        for asked in [[127, 0, 0, 1], [127, 0, 0, 2]].map(IpAddr::from) {
            client.send_to(b"ping", (asked, port)).unwrap();
            let mut buffer = [0; 16];
            let batch = socket.receive(&mut buffer).unwrap();
            socket.send(batch.local, batch.source, b"pong");
            assert_eq!(client.recv_from(&mut buffer).unwrap().1, SocketAddr::new(asked, port));
        }
    }

    #[test]
    fn a_port_in_use_is_not_shared() {
        let first = MediaSocket::bind(None, 0).unwrap();
        let second = MediaSocket::bind(None, first.port().unwrap());
        assert_eq!(second.unwrap_err().kind(), io::ErrorKind::AddrInUse);
    }
}
