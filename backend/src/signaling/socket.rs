//! One WebSocket: frames go to the worker that the socket stands at, and the worker's frames go out.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Bytes;
use actix_ws::{
    AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason, MessageStream, ProtocolError, Session,
};
use room_engine::SocketId;
use room_engine::placement::{Placement, of_frame};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::media::{
    Control, Mailbox, PostError, SocketOutlet, SocketOutput, SocketOutputs, WeakOutlet, Workers,
};

/// Frames of one socket that may wait at its worker; the next is not read from the network before one is handled.
const FRAMES_IN_FLIGHT: usize = 4;

/// How long a browser may take to read the closing frame and to answer it.
const CLOSE_PATIENCE: Duration = Duration::from_millis(800);

/// How often a full mailbox is tried again.
const RETRY_INTERVAL: Duration = Duration::from_millis(50);

/// How long a frame waits for a busy worker; browsers give a silent server up after fifteen seconds.
const BUSY_PATIENCE: Duration = Duration::from_secs(10);

/// Serves one WebSocket until it ends. `place` is given back then.
pub async fn serve(workers: Workers, session: Session, messages: MessageStream, place: OwnedSemaphorePermit) {
    let frame_bytes = workers.limits().frame_bytes;
    let mut messages =
        messages.max_frame_size(frame_bytes).aggregate_continuations().max_continuation_size(frame_bytes);
    let socket = workers.next_socket();
    let (outlet, outputs) = SocketOutlet::new();
    let mut connection = Connection {
        socket,
        worker: workers.welcoming(socket),
        settled: false,
        welcomed: false,
        outlet: outlet.downgrade(),
        credits: Arc::new(Semaphore::new(FRAMES_IN_FLIGHT)),
        workers,
    };
    let end = match connection.post(Control::Opened { socket, outlet }) {
        Ok(()) => connection.run(session.clone(), &mut messages, outputs).await,
        Err(end) => end,
    };
    let farewell = async {
        // The stream ends when the browser has answered, or when the connection is gone.
        if session.close(end.reason()).await.is_ok() {
            while messages.recv().await.is_some() {}
        }
    };
    let _ = timeout(CLOSE_PATIENCE, farewell).await;
    if let Some(code) = end.told_to_worker() {
        connection.tell_closed(code).await;
    }
    drop(place);
}

/// Why a socket ends.
#[derive(Debug)]
enum End {
    /// The browser closed it, with a code or without.
    ClosedByClient(Option<CloseReason>),
    /// The worker closed it.
    ClosedByWorker(u16),
    /// A frame or a message is longer than the limit.
    FrameTooLong,
    /// The browser sends what is no WebSocket frame, or bytes where text belongs.
    Malformed(CloseCode),
    /// The browser does not read what is sent to it.
    NotReading,
    /// The worker has too much to do.
    WorkerBusy,
    /// The worker let go of the socket without a word.
    WorkerGone,
}

impl End {
    fn reason(&self) -> Option<CloseReason> {
        let reason =
            |code, description: &str| Some(CloseReason { code, description: Some(description.to_owned()) });
        match self {
            Self::ClosedByClient(reason) => reason.clone(),
            Self::ClosedByWorker(code) => Some(CloseReason { code: (*code).into(), description: None }),
            Self::FrameTooLong => reason(CloseCode::Size, "the frame is too long"),
            Self::Malformed(code) => reason(*code, "frames of text are expected"),
            Self::NotReading => reason(CloseCode::Again, "too many unread frames"),
            Self::WorkerBusy => reason(CloseCode::Again, "the server is busy"),
            Self::WorkerGone => reason(CloseCode::Away, "the server stops"),
        }
    }

    /// The code to tell the worker, if it does not know of the end yet.
    fn told_to_worker(&self) -> Option<Option<u16>> {
        match self {
            Self::ClosedByClient(reason) => Some(reason.as_ref().map(|reason| reason.code.into())),
            Self::ClosedByWorker(_) | Self::WorkerGone => None,
            Self::FrameTooLong | Self::Malformed(_) | Self::NotReading | Self::WorkerBusy => Some(None),
        }
    }
}

struct Connection {
    socket: SocketId,
    /// The worker that the socket stands at.
    worker: usize,
    /// Whether a frame has said which worker the socket belongs to.
    settled: bool,
    /// Whether a worker has got a frame, the first of which is a hello: that worker has welcomed the socket.
    welcomed: bool,
    /// To hand to another worker.
    outlet: WeakOutlet,
    credits: Arc<Semaphore>,
    workers: Workers,
}

impl Connection {
    async fn run(
        &mut self,
        session: Session,
        messages: &mut AggregatedMessageStream,
        outputs: SocketOutputs,
    ) -> End {
        let SocketOutputs { queue, overflow } = outputs;
        // Writing stands still while the browser does not read, and reading while the worker is busy: neither may hold
        // up the other, and an overflow ends both.
        tokio::select! {
            biased;
            () = overflow.notified() => End::NotReading,
            end = write(session.clone(), queue) => end,
            end = self.read(session, messages) => end,
        }
    }

    async fn read(&mut self, mut session: Session, messages: &mut AggregatedMessageStream) -> End {
        loop {
            let message = match messages.recv().await {
                Some(Ok(message)) => message,
                Some(Err(ProtocolError::Overflow)) => return End::FrameTooLong,
                Some(Err(ProtocolError::Io(_))) | None => return End::ClosedByClient(None),
                Some(Err(_)) => return End::Malformed(CloseCode::Protocol),
            };
            let result = match message {
                AggregatedMessage::Text(text) => self.hand_over(&text).await,
                AggregatedMessage::Binary(_) => Err(End::Malformed(CloseCode::Unsupported)),
                AggregatedMessage::Ping(payload) => pong(&mut session, &payload).await,
                AggregatedMessage::Pong(_) => Ok(()),
                AggregatedMessage::Close(reason) => Err(End::ClosedByClient(reason)),
            };
            if let Err(end) = result {
                return end;
            }
        }
    }

    async fn hand_over(&mut self, text: &str) -> Result<(), End> {
        let credit = Arc::clone(&self.credits).acquire_owned().await.map_err(|_| End::WorkerGone)?;
        if !self.settled {
            self.settle(&of_frame(text))?;
        }
        // Others may have filled the mailbox; this socket is not to suffer for it as long as the worker goes on.
        let has_room = async {
            while self.workers.mailbox(self.worker).is_some_and(Mailbox::is_full) {
                tokio::time::sleep(RETRY_INTERVAL).await;
            }
        };
        timeout(BUSY_PATIENCE, has_room).await.map_err(|_| End::WorkerBusy)?;
        self.welcomed = true;
        self.post(Control::Text { socket: self.socket, text: text.to_owned(), credit })
    }

    /// Moves the socket to the worker that the frame asks for.
    fn settle(&mut self, placement: &Placement) -> Result<(), End> {
        self.settled = *placement != Placement::Anywhere;
        let Some(worker) = self.workers.asked_for(placement).filter(|worker| *worker != self.worker) else {
            return Ok(());
        };
        let outlet = self.outlet.upgrade().ok_or(End::WorkerGone)?;
        let socket = self.socket;
        self.post(Control::Closed { socket, code: None })?;
        self.worker = worker;
        self.post(if self.welcomed {
            Control::Adopted { socket, outlet }
        } else {
            Control::Opened { socket, outlet }
        })
    }

    fn post(&self, control: Control) -> Result<(), End> {
        let mailbox = self.workers.mailbox(self.worker).ok_or(End::WorkerGone)?;
        mailbox.post(control).map_err(|error| match error {
            PostError::Full => End::WorkerBusy,
            PostError::Ended => End::WorkerGone,
        })
    }

    async fn tell_closed(&self, code: Option<u16>) {
        while let Err(End::WorkerBusy) = self.post(Control::Closed { socket: self.socket, code }) {
            tokio::time::sleep(RETRY_INTERVAL).await;
        }
    }
}

async fn write(mut session: Session, mut queue: tokio::sync::mpsc::Receiver<SocketOutput>) -> End {
    loop {
        match queue.recv().await {
            Some(SocketOutput::Text(text)) => {
                if session.text(text).await.is_err() {
                    return End::ClosedByClient(None);
                }
            }
            Some(SocketOutput::Close(code)) => return End::ClosedByWorker(code),
            None => return End::WorkerGone,
        }
    }
}

async fn pong(session: &mut Session, payload: &Bytes) -> Result<(), End> {
    session.pong(payload).await.map_err(|_| End::ClosedByClient(None))
}
