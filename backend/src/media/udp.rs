//! The media port, and the thread that reads it.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use socket2::{Domain, Protocol, Socket, Type};

use super::mailbox::{Datagram, Mailbox};
use super::normalized;
use super::placement::SourceMap;

/// Asked of the system for both directions, which may give less: a burst of key frames fits.
const BUFFER_BYTES: usize = 4 * 1024 * 1024;

/// Longer packets than an Ethernet frame do not reach us whole; what a peer sends beyond this is cut and refused.
const DATAGRAM_BYTES: usize = 2048;

/// How soon the receiver notices that it should stop.
const STOP_INTERVAL: Duration = Duration::from_millis(200);

/// How often dropped packets are reported.
const REPORT_INTERVAL: Duration = Duration::from_secs(10);

/// One UDP socket for IPv4 and, where the machine has it, IPv6.
#[derive(Debug)]
pub struct MediaSocket {
    socket: UdpSocket,
    dual_stack: bool,
}

impl MediaSocket {
    /// Binds the port at every address; 0 takes any free one.
    pub fn bind(port: u16) -> io::Result<Self> {
        match Self::bind_to(Ipv6Addr::UNSPECIFIED.into(), port) {
            Ok(socket) => Ok(Self { socket, dual_stack: true }),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(error),
            Err(_) => {
                Ok(Self { socket: Self::bind_to(Ipv4Addr::UNSPECIFIED.into(), port)?, dual_stack: false })
            }
        }
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
        let socket = UdpSocket::from(socket);
        socket.set_read_timeout(Some(STOP_INTERVAL))?;
        Ok(socket)
    }

    pub fn try_clone(&self) -> io::Result<Self> {
        Ok(Self { socket: self.socket.try_clone()?, dual_stack: self.dual_stack })
    }

    pub fn port(&self) -> io::Result<u16> {
        Ok(self.socket.local_addr()?.port())
    }

    pub fn is_dual_stack(&self) -> bool {
        self.dual_stack
    }

    /// Sends a packet, or loses it: whoever misses it asks again.
    pub fn send(&self, destination: SocketAddr, contents: &[u8]) {
        let destination = match destination {
            SocketAddr::V4(v4) if self.dual_stack => {
                SocketAddr::new(v4.ip().to_ipv6_mapped().into(), v4.port())
            }
            other => other,
        };
        if let Err(error) = self.socket.send_to(contents, destination) {
            tracing::trace!(kind = %error.kind(), "a packet was not sent");
        }
    }

    fn receive(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        let (length, source) = self.socket.recv_from(buffer)?;
        Ok((length, normalized(source)))
    }
}

/// Reads the media port and hands each packet to its worker.
#[derive(Debug)]
pub struct Receiver {
    socket: MediaSocket,
    mailboxes: Arc<[Mailbox]>,
    sources: SourceMap,
    stopping: Arc<AtomicBool>,
    next_report: Instant,
}

impl Receiver {
    pub fn new(socket: MediaSocket, mailboxes: Arc<[Mailbox]>, stopping: Arc<AtomicBool>) -> Self {
        let sources = SourceMap::new(mailboxes.len());
        Self { socket, mailboxes, sources, stopping, next_report: Instant::now() + REPORT_INTERVAL }
    }

    pub fn run(mut self) {
        let mut buffer = [0; DATAGRAM_BYTES];
        while !self.stopping.load(Ordering::Relaxed) {
            match self.socket.receive(&mut buffer) {
                Ok((length, source)) => self.hand_over(source, buffer.get(..length).unwrap_or_default()),
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

    fn hand_over(&mut self, source: SocketAddr, contents: &[u8]) {
        let worker = self.sources.worker_of(source, contents);
        if let Some(mailbox) = worker.and_then(|worker| self.mailboxes.get(worker)) {
            mailbox.post_datagram(Datagram { source, contents: contents.to_vec() });
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
        let socket = MediaSocket::bind(0).unwrap();
        let port = socket.port().unwrap();
        let client = UdpSocket::bind("127.0.0.1:0").unwrap();
        client.send_to(b"ping", ("127.0.0.1", port)).unwrap();
        let mut buffer = [0; 16];
        let (length, source) = socket.receive(&mut buffer).unwrap();
        assert_eq!(source, client.local_addr().unwrap());
        assert_eq!(buffer.get(..length), Some(&b"ping"[..]));
        socket.send(source, b"pong");
        assert_eq!(client.recv_from(&mut buffer).unwrap(), (4, SocketAddr::from(([127, 0, 0, 1], port))));
    }

    #[test]
    fn a_port_in_use_is_not_shared() {
        let first = MediaSocket::bind(0).unwrap();
        let second = MediaSocket::bind(first.port().unwrap());
        assert_eq!(second.unwrap_err().kind(), io::ErrorKind::AddrInUse);
    }
}
