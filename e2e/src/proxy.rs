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
    state: watch::Sender<State>,
    accepting: JoinHandle<()>,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// Passes on to the server's port.
    Open(u16),
    /// Takes everything and passes nothing on.
    Frozen(u16),
    Interrupted,
}

impl Proxy {
    /// Listens on a free loopback port for connections to `port` there.
    ///
    /// # Panics
    /// If no port is free.
    pub async fn to(port: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a loopback port is free");
        let own_port = listener.local_addr().expect("a bound socket has an address").port();
        let state = watch::Sender::new(State::Open(port));
        let accepting = tokio::spawn(accept(listener, state.clone()));
        Self { port: own_port, state, accepting }
    }

    /// What a browser opens to go through here.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Ends every connection that there is, and new ones at once, until [`Proxy::lead_to`].
    pub fn interrupt(&self) {
        self.state.send_replace(State::Interrupted);
    }

    /// Holds everything back without a word to either end, until [`Proxy::thaw`].
    pub fn freeze(&self) {
        self.state.send_modify(|state| {
            if let State::Open(port) = *state {
                *state = State::Frozen(port);
            }
        });
    }

    pub fn thaw(&self) {
        self.state.send_modify(|state| {
            if let State::Frozen(port) = *state {
                *state = State::Open(port);
            }
        });
    }

    /// Passes new connections on to this port.
    pub fn lead_to(&self, port: u16) {
        self.state.send_replace(State::Open(port));
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.interrupt();
    }
}

async fn accept(listener: TcpListener, state: watch::Sender<State>) {
    while let Ok((near, _)) = listener.accept().await {
        tokio::spawn(carry(near, state.subscribe()));
    }
}

/// Carries one connection until an end closes it or the stretch is interrupted: then both ends are dropped.
async fn carry(mut near: TcpStream, mut state: watch::Receiver<State>) {
    // A frozen stretch accepts, as a listening socket's backlog does.
    let Ok(port) =
        state.wait_for(|state| !matches!(state, State::Frozen(_))).await.map(|state| match *state {
            State::Open(port) | State::Frozen(port) => Some(port),
            State::Interrupted => None,
        })
    else {
        return;
    };
    let Some(port) = port else { return };
    let Ok(mut far) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await else { return };
    let copying = copy_bidirectional(&mut near, &mut far);
    tokio::pin!(copying);
    loop {
        let now = *state.borrow_and_update();
        let changed = match now {
            State::Interrupted => return,
            State::Frozen(_) => state.changed().await,
            State::Open(_) => tokio::select! {
                _ended = &mut copying => return,
                changed = state.changed() => changed,
            },
        };
        if changed.is_err() {
            return;
        }
    }
}
