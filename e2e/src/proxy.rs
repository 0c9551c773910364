//! A stretch of network between a browser and a server.

use std::net::{Ipv4Addr, SocketAddr};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Passes TCP connections on to a server until they are cut. Media does not come through here: it is UDP.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    /// Counts the cuts; a connection ends at the first one after its start.
    cuts: watch::Sender<u32>,
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
        let cuts = watch::Sender::new(0);
        let accepting = tokio::spawn(accept(listener, (Ipv4Addr::LOCALHOST, port).into(), cuts.clone()));
        Self { port: own_port, cuts, accepting }
    }

    /// What a browser opens to go through here.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Ends every connection that there is; new ones pass.
    pub fn cut(&self) {
        self.cuts.send_modify(|count| *count += 1);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.cut();
    }
}

async fn accept(listener: TcpListener, server: SocketAddr, cuts: watch::Sender<u32>) {
    while let Ok((mut near, _)) = listener.accept().await {
        let mut cut = cuts.subscribe();
        tokio::spawn(async move {
            let Ok(mut far) = TcpStream::connect(server).await else { return };
            // Either way both ends are dropped, and with them the connection.
            tokio::select! {
                _ended = copy_bidirectional(&mut near, &mut far) => {}
                _cut = cut.changed() => {}
            }
        });
    }
}
