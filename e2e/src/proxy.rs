//! A stretch of network between a browser and a server.

use std::net::{Ipv4Addr, SocketAddr};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Passes TCP connections on to a server unless the stretch is interrupted. Media does not come through here: it is UDP.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    interrupted: watch::Sender<bool>,
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
        let interrupted = watch::Sender::new(false);
        let server = (Ipv4Addr::LOCALHOST, port).into();
        let accepting = tokio::spawn(accept(listener, server, interrupted.clone()));
        Self { port: own_port, interrupted, accepting }
    }

    /// What a browser opens to go through here.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Ends every connection that there is, and new ones at once, until [`Proxy::restore`].
    pub fn interrupt(&self) {
        self.interrupted.send_replace(true);
    }

    pub fn restore(&self) {
        self.interrupted.send_replace(false);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.interrupt();
    }
}

async fn accept(listener: TcpListener, server: SocketAddr, interrupted: watch::Sender<bool>) {
    while let Ok((mut near, _)) = listener.accept().await {
        let mut interrupted = interrupted.subscribe();
        tokio::spawn(async move {
            let Ok(mut far) = TcpStream::connect(server).await else { return };
            // Either way both ends are dropped, and with them the connection.
            tokio::select! {
                _ended = copy_bidirectional(&mut near, &mut far) => {}
                _interrupted = interrupted.wait_for(|interrupted| *interrupted) => {}
            }
        });
    }
}
