//! A stretch of network between a browser and a server.

use std::net::Ipv4Addr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Passes TCP connections on to a server unless the stretch is interrupted. Media does not come through here: it is UDP.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    /// The server's port; `None` while interrupted.
    destination: watch::Sender<Option<u16>>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    /// Listens on a free loopback port for connections to `port` there.
    ///
    /// # Panics
    /// If no port is free.
    pub async fn to(port: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a loopback port is free");
        let own_port = listener.local_addr().expect("a bound socket has an address").port();
        let destination = watch::Sender::new(Some(port));
        let accepting = tokio::spawn(accept(listener, destination.clone()));
        Self { port: own_port, destination, accepting }
    }

    /// What a browser opens to go through here.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Ends every connection that there is, and new ones at once, until [`Proxy::lead_to`].
    pub fn interrupt(&self) {
        self.destination.send_replace(None);
    }

    /// Passes new connections on to this port.
    pub fn lead_to(&self, port: u16) {
        self.destination.send_replace(Some(port));
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.interrupt();
    }
}

async fn accept(listener: TcpListener, destination: watch::Sender<Option<u16>>) {
    while let Ok((mut near, _)) = listener.accept().await {
        let mut destination = destination.subscribe();
        tokio::spawn(async move {
            let Some(port) = *destination.borrow_and_update() else { return };
            let Ok(mut far) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await else { return };
            // Either way both ends are dropped, and with them the connection.
            tokio::select! {
                _ended = copy_bidirectional(&mut near, &mut far) => {}
                _interrupted = destination.changed() => {}
            }
        });
    }
}
