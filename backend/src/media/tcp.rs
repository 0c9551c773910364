//! The TCP media port, for clients whose network lets no UDP through (RFC 6544): a thread of its own accepts connections
//! and carries their packets. Nothing here waits for one reader on behalf of another.

mod admission;
mod connection;
mod connections;
mod framing;
mod outlet;

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener as StdListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::sync::Notify;

pub use connections::Connections;
pub use outlet::TcpOutlet;

use super::mailbox::Mailbox;
use super::normalized;
use super::relay::Relay;
use admission::Admissions;
use connection::Connection;

/// Connections that the system may hold until they are accepted.
const BACKLOG: i32 = 256;

/// How long accepting rests after an error such as too many open files.
const ERROR_PAUSE: Duration = Duration::from_millis(100);

/// The bound port.
#[derive(Debug)]
pub struct MediaListener {
    listener: StdListener,
    dual_stack: bool,
}

impl MediaListener {
    /// Binds the port at one address, or at every address; 0 takes any free one.
    pub fn bind(host: Option<IpAddr>, port: u16) -> io::Result<Self> {
        let (listener, dual_stack) = match host {
            Some(host) => (Self::bind_to((host, port).into())?, host.is_ipv6()),
            None => match Self::bind_to((Ipv6Addr::UNSPECIFIED, port).into()) {
                Ok(listener) => (listener, true),
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
                Err(_) => (Self::bind_to((Ipv4Addr::UNSPECIFIED, port).into())?, false),
            },
        };
        listener.set_nonblocking(true)?;
        Ok(Self { listener, dual_stack })
    }

    fn bind_to(address: SocketAddr) -> io::Result<StdListener> {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
        if address.is_ipv6() {
            socket.set_only_v6(false)?;
        }
        // On Unix a port stays taken for minutes otherwise; on Windows this would share it with another program.
        #[cfg(unix)]
        socket.set_reuse_address(true)?;
        socket.bind(&address.into())?;
        socket.listen(BACKLOG)?;
        Ok(socket.into())
    }

    pub fn port(&self) -> io::Result<u16> {
        Ok(self.listener.local_addr()?.port())
    }

    pub fn is_dual_stack(&self) -> bool {
        self.dual_stack
    }

    /// Starts the thread that serves the port until `stop` is notified.
    pub fn serve(
        self,
        mailboxes: Arc<[Mailbox]>,
        relay: Option<Relay>,
        stop: Arc<Notify>,
    ) -> io::Result<JoinHandle<()>> {
        let runtime = Builder::new_current_thread().enable_io().enable_time().build()?;
        let listener = {
            let _context = runtime.enter();
            TcpListener::from_std(self.listener)?
        };
        std::thread::Builder::new().name("media-tcp".to_owned()).spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = accept(&listener, mailboxes, relay) => {}
                    () = stop.notified() => {}
                }
            });
        })
    }
}

async fn accept(listener: &TcpListener, mailboxes: Arc<[Mailbox]>, relay: Option<Relay>) {
    let admissions = Admissions::default();
    loop {
        let (stream, source) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::debug!(kind = %error.kind(), "a media connection was not accepted");
                tokio::time::sleep(ERROR_PAUSE).await;
                continue;
            }
        };
        let source = normalized(source);
        // A connection beyond the limits is closed as it is dropped here.
        let Some(admission) = admissions.admit(source.ip()) else { continue };
        let (mailboxes, relay) = (Arc::clone(&mailboxes), relay.clone());
        let connection = Connection { stream, source, mailboxes, relay };
        tokio::spawn(async move {
            connection.run().await;
            drop(admission);
        });
    }
}
