//! What waits to be written to one media connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use tokio::sync::mpsc;

/// Bytes waiting for one connection: about a second of a good picture. A packet that finds no room is dropped, and the
/// congestion control and the repairs of its stream do the rest, as with UDP.
pub const QUEUE_BYTES: usize = 256 * 1024;

/// Everybody else's end of a connection. Sending never waits.
#[derive(Clone, Debug)]
pub struct TcpOutlet {
    queue: mpsc::UnboundedSender<Vec<u8>>,
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    queued_bytes: AtomicUsize,
    dropped: AtomicU64,
    admitted: AtomicBool,
}

/// The connection's end.
#[derive(Debug)]
pub struct TcpQueue {
    queue: mpsc::UnboundedReceiver<Vec<u8>>,
    state: Arc<State>,
}

impl TcpOutlet {
    pub fn new() -> (Self, TcpQueue) {
        let (sender, queue) = mpsc::unbounded_channel();
        let state = Arc::new(State::default());
        (Self { queue: sender, state: Arc::clone(&state) }, TcpQueue { queue, state })
    }

    /// Queues what is to be written; whether there was room.
    pub fn send(&self, bytes: Vec<u8>) -> bool {
        let length = bytes.len();
        let queued = self.state.queued_bytes.fetch_add(length, Ordering::Relaxed);
        let sent = queued + length <= QUEUE_BYTES && self.queue.send(bytes).is_ok();
        if !sent {
            self.state.queued_bytes.fetch_sub(length, Ordering::Relaxed);
            self.state.dropped.fetch_add(1, Ordering::Relaxed);
        }
        sent
    }

    /// Whether the connection has ended.
    pub fn is_closed(&self) -> bool {
        self.queue.is_closed()
    }

    pub fn is_same(&self, other: &Self) -> bool {
        self.queue.same_channel(&other.queue)
    }

    /// Says that the client at the other end belongs here: an engine answers its checks, or it holds an allocation.
    pub fn admit(&self) {
        self.state.admitted.store(true, Ordering::Relaxed);
    }

    pub fn is_admitted(&self) -> bool {
        self.state.admitted.load(Ordering::Relaxed)
    }

    /// Packets that found no room.
    pub fn dropped(&self) -> u64 {
        self.state.dropped.load(Ordering::Relaxed)
    }
}

impl TcpQueue {
    /// The next bytes to write; `None` when nobody can send any more.
    pub async fn next(&mut self) -> Option<Vec<u8>> {
        let bytes = self.queue.recv().await?;
        self.state.queued_bytes.fetch_sub(bytes.len(), Ordering::Relaxed);
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_queue_drops_and_counts_until_there_is_room_again() {
        let (outlet, mut queue) = TcpOutlet::new();
        let packet = vec![0; 1024];
        for _ in 0..QUEUE_BYTES / packet.len() {
            assert!(outlet.send(packet.clone()));
        }
        assert!(!outlet.send(packet.clone()));
        assert_eq!(outlet.dropped(), 1);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        assert!(runtime.block_on(queue.next()).is_some());
        assert!(outlet.send(packet));
    }

    #[test]
    fn a_closed_connection_takes_nothing() {
        let (outlet, queue) = TcpOutlet::new();
        drop(queue);
        assert!(outlet.is_closed() && !outlet.send(vec![0]));
        assert_eq!(outlet.state.queued_bytes.load(Ordering::Relaxed), 0);
    }
}
