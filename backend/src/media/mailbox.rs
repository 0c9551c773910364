//! What waits for a worker, and what waits for a socket. Both are bounded.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crossbeam_channel::{Receiver, Sender};
use room_engine::{Command, CommandFault, RecordingSid, Reply, RoomSid, SocketId, TransportAddress};
use thiserror::Error;
use tokio::sync::{Notify, OwnedSemaphorePermit, mpsc, oneshot};

use super::tcp::TcpOutlet;

/// Frames and openings waiting for one worker. A worker takes thousands a second; a queue this long means that it
/// stands still.
const CONTROL_CAPACITY: usize = 512;

/// Packets waiting for one worker: a tenth of a second of fifty participants' video.
const DATAGRAM_CAPACITY: usize = 4096;

/// Something about a WebSocket, a command, or the end.
#[derive(Debug)]
pub enum Control {
    Opened {
        socket: SocketId,
        outlet: SocketOutlet,
    },
    Adopted {
        socket: SocketId,
        outlet: SocketOutlet,
    },
    /// `credit` returns to the socket when the frame has been handled.
    Text {
        socket: SocketId,
        text: String,
        credit: OwnedSemaphorePermit,
    },
    Closed {
        socket: SocketId,
        code: Option<u16>,
    },
    /// Left undone if nobody waits for the answer any more.
    Asked {
        command: Box<Command>,
        answer: oneshot::Sender<Result<Reply, CommandFault>>,
    },
    /// A recording cannot go on.
    RecordingFailed {
        room: RoomSid,
        recording: RecordingSid,
    },
    Shutdown,
}

/// A packet of a media port.
#[derive(Debug)]
pub struct Datagram {
    pub source: TransportAddress,
    /// The address of this machine that it was sent to, if the system tells.
    pub local: Option<IpAddr>,
    pub contents: Vec<u8>,
    /// The connection that it came on, if it came by TCP: answers go there.
    pub connection: Option<TcpOutlet>,
}

/// The worker's end of a mailbox.
#[derive(Debug)]
pub struct Inbox {
    pub control: Receiver<Control>,
    pub datagrams: Receiver<Datagram>,
    ended: Arc<AtomicBool>,
}

impl Drop for Inbox {
    /// The channel would keep what is left in it, and with that the outlets of sockets that nobody serves. What is sent
    /// after this has emptied it finds `ended` set.
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        while self.control.try_recv().is_ok() {}
    }
}

/// Why a message was not left.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum PostError {
    #[error("the mailbox is full")]
    Full,
    #[error("the worker has ended")]
    Ended,
}

/// Everybody else's end.
#[derive(Clone, Debug)]
pub struct Mailbox {
    control: Sender<Control>,
    datagrams: Sender<Datagram>,
    dropped: Arc<AtomicU64>,
    ended: Arc<AtomicBool>,
}

pub fn new() -> (Mailbox, Inbox) {
    let (control_sender, control) = crossbeam_channel::bounded(CONTROL_CAPACITY);
    let (datagram_sender, datagrams) = crossbeam_channel::bounded(DATAGRAM_CAPACITY);
    let ended = Arc::new(AtomicBool::new(false));
    let mailbox = Mailbox {
        control: control_sender,
        datagrams: datagram_sender,
        dropped: Arc::default(),
        ended: Arc::clone(&ended),
    };
    (mailbox, Inbox { control, datagrams, ended })
}

impl Mailbox {
    /// Leaves a message.
    ///
    /// # Errors
    /// If the mailbox is full or its worker has ended; the message is dropped then.
    pub fn post(&self, control: Control) -> Result<(), PostError> {
        let sent = self.control.try_send(control);
        if self.ended.load(Ordering::SeqCst) {
            return Err(PostError::Ended);
        }
        sent.map_err(|error| if error.is_full() { PostError::Full } else { PostError::Ended })
    }

    /// Whether a message would be refused at this moment.
    pub fn is_full(&self) -> bool {
        self.control.is_full() && !self.ended.load(Ordering::SeqCst)
    }

    /// Leaves a packet. A full mailbox drops it, as a full network would.
    pub fn post_datagram(&self, datagram: Datagram) {
        if self.datagrams.try_send(datagram).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Packets dropped since the last call.
    pub fn take_dropped(&self) -> u64 {
        self.dropped.swap(0, Ordering::Relaxed)
    }

    /// Tells the worker to end. Waits for room in the mailbox: this message must arrive.
    pub fn shut_down(&self) {
        // An error means that the worker has ended already.
        let _ = self.control.send(Control::Shutdown);
    }
}

/// Frames waiting to be written to one socket. A browser that reads none of so many is gone or hostile.
const OUTLET_CAPACITY: usize = 256;

/// What a worker does to a socket.
#[derive(Debug, PartialEq, Eq)]
pub enum SocketOutput {
    Text(String),
    Close(u16),
}

/// The worker's end of a socket.
#[derive(Clone, Debug)]
pub struct SocketOutlet {
    queue: mpsc::Sender<SocketOutput>,
    overflow: Arc<Notify>,
}

/// The socket's end.
#[derive(Debug)]
pub struct SocketOutputs {
    pub queue: mpsc::Receiver<SocketOutput>,
    /// Tells that the queue was full when the worker had something to say.
    pub overflow: Arc<Notify>,
}

impl SocketOutlet {
    pub fn new() -> (Self, SocketOutputs) {
        let (sender, queue) = mpsc::channel(OUTLET_CAPACITY);
        let overflow = Arc::new(Notify::new());
        (Self { queue: sender, overflow: Arc::clone(&overflow) }, SocketOutputs { queue, overflow })
    }

    /// Queues an output; whether there was room. Without room the socket is told to close itself.
    pub fn send(&self, output: SocketOutput) -> bool {
        let sent = self.queue.try_send(output).is_ok();
        if !sent {
            self.overflow.notify_one();
        }
        sent
    }

    pub fn downgrade(&self) -> WeakOutlet {
        WeakOutlet { queue: self.queue.downgrade(), overflow: Arc::clone(&self.overflow) }
    }
}

/// An outlet that does not keep the queue open: the socket itself holds one to hand to another worker.
#[derive(Clone, Debug)]
pub struct WeakOutlet {
    queue: mpsc::WeakSender<SocketOutput>,
    overflow: Arc<Notify>,
}

impl WeakOutlet {
    /// `None` if the worker let go of the socket.
    pub fn upgrade(&self) -> Option<SocketOutlet> {
        Some(SocketOutlet { queue: self.queue.upgrade()?, overflow: Arc::clone(&self.overflow) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_mailbox_drops_packets_and_counts_them() {
        let (mailbox, inbox) = new();
        let source = TransportAddress::udp(([127, 0, 0, 1], 9).into());
        let datagram = || Datagram { source, local: None, contents: vec![0], connection: None };
        for _ in 0..DATAGRAM_CAPACITY + 3 {
            mailbox.post_datagram(datagram());
        }
        assert_eq!(inbox.datagrams.len(), DATAGRAM_CAPACITY);
        assert_eq!(mailbox.take_dropped(), 3);
        assert_eq!(mailbox.take_dropped(), 0);
    }

    #[test]
    fn a_full_mailbox_gives_messages_back() {
        let (mailbox, inbox) = new();
        let closed = || Control::Closed { socket: SocketId(1), code: None };
        while mailbox.post(closed()).is_ok() {}
        assert_eq!(inbox.control.len(), CONTROL_CAPACITY);
        assert!(inbox.control.try_recv().is_ok());
        assert!(mailbox.post(closed()).is_ok());
    }

    #[test]
    fn what_is_posted_to_an_ended_worker_is_let_go() {
        let (mailbox, inbox) = new();
        let (outlet, mut outputs) = SocketOutlet::new();
        let opened = Control::Opened { socket: SocketId(1), outlet };
        assert_eq!(mailbox.post(opened), Ok(()));
        drop(inbox);
        assert_eq!(mailbox.post(Control::Closed { socket: SocketId(1), code: None }), Err(PostError::Ended));
        assert_eq!(outputs.queue.try_recv(), Err(mpsc::error::TryRecvError::Disconnected));
    }

    #[test]
    fn a_full_outlet_tells_the_socket() {
        let (outlet, outputs) = SocketOutlet::new();
        while outlet.send(SocketOutput::Text(String::new())) {}
        assert_eq!(outputs.queue.len(), OUTLET_CAPACITY);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(outputs.overflow.notified());
    }
}
