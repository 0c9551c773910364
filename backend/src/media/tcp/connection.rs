//! One media connection: packets in, packets out, until it is idle, wrong or closed.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use room_engine::TransportAddress;
use room_engine::placement::of_datagram;
use thiserror::Error;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::time::{Instant, timeout, timeout_at};

use super::framing::{Framing, FramingFault, PacketReader, framed};
use super::outlet::{TcpOutlet, TcpQueue};
use crate::media::mailbox::{Datagram, Mailbox};
use crate::media::relay::Relay;
use crate::turn::is_turn;

/// How long a connection may take until its client is known: by a connectivity check that an engine answers, or by an
/// allocation.
const ADMISSION_PATIENCE: Duration = Duration::from_secs(10);

/// How long a connection is kept without a packet of the client. Browsers check a path that they hold on to every few
/// seconds (RFC 7675).
const IDLE_PATIENCE: Duration = Duration::from_secs(60);

/// The same for TURN, whose clients have to say something once in the life of an allocation.
const TURN_IDLE_PATIENCE: Duration = Duration::from_secs(660);

/// How long one packet may take to be written. What is queued behind it is too old by then.
const WRITE_PATIENCE: Duration = Duration::from_secs(15);

const CHUNK_BYTES: usize = 8 * 1024;

/// A connection that was just accepted.
#[derive(Debug)]
pub struct Connection {
    pub stream: TcpStream,
    pub source: SocketAddr,
    pub mailboxes: Arc<[Mailbox]>,
    pub relay: Option<Relay>,
}

/// Why a connection was ended.
#[derive(Debug, Error)]
enum End {
    #[error("the client closed it")]
    Closed,
    #[error("its first packet is no connectivity check of a client of this server")]
    Unknown,
    #[error("its client is nobody's")]
    NotAdmitted,
    #[error("the client is silent")]
    Idle,
    #[error("the client does not read")]
    Stuck,
    #[error(transparent)]
    Framing(#[from] FramingFault),
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Connection {
    pub async fn run(self) {
        let (outlet, queue) = TcpOutlet::new();
        let end = match self.carry(&outlet, queue).await {
            Ok(never) => match never {},
            Err(end) => end,
        };
        tracing::debug!(%end, dropped = outlet.dropped(), "a media connection ended");
    }

    async fn carry(self, outlet: &TcpOutlet, queue: TcpQueue) -> Result<Infallible, End> {
        self.stream.set_nodelay(true)?;
        let local = self.stream.local_addr()?.ip().to_canonical();
        let (reader, writer) = self.stream.into_split();
        let mut packets = Packets { reader, received: PacketReader::default(), heard: Instant::now() };
        let first = packets.next(outlet).await?;
        let source = TransportAddress::tcp(self.source);
        let framing = packets.received.framing().unwrap_or(Framing::Media);
        let receive = async {
            let mut contents = first;
            if framing == Framing::Turn {
                let relay = self.relay.as_ref().ok_or(End::Unknown)?;
                loop {
                    if is_turn(&contents) {
                        relay.receive(source, Some(local), &contents, Some(outlet));
                    }
                    contents = packets.next(outlet).await?;
                }
            }
            let worker = of_datagram(&contents).map(usize::from).ok_or(End::Unknown)?;
            let mailbox = self.mailboxes.get(worker).ok_or(End::Unknown)?;
            loop {
                let connection = Some(outlet.clone());
                mailbox.post_datagram(Datagram { source, local: Some(local), contents, connection });
                contents = packets.next(outlet).await?;
            }
        };
        tokio::select! {
            end = receive => end,
            end = write(writer, queue, framing) => end,
        }
    }
}

/// What comes in.
struct Packets {
    reader: OwnedReadHalf,
    received: PacketReader,
    /// When the last whole packet came, at first when the connection was opened.
    heard: Instant,
}

impl Packets {
    async fn next(&mut self, outlet: &TcpOutlet) -> Result<Vec<u8>, End> {
        let mut chunk = [0; CHUNK_BYTES];
        loop {
            if let Some(packet) = self.received.next()? {
                if outlet.is_admitted() {
                    self.heard = Instant::now();
                }
                return Ok(packet);
            }
            let was_admitted = outlet.is_admitted();
            let patience = match self.received.framing() {
                _ if !was_admitted => ADMISSION_PATIENCE,
                Some(Framing::Turn) => TURN_IDLE_PATIENCE,
                Some(Framing::Media) | None => IDLE_PATIENCE,
            };
            let deadline = self.heard + patience;
            let read = timeout_at(deadline, self.reader.read(&mut chunk)).await;
            // Asked here and not of the timer alone, which gives way to a client that never stops sending.
            if Instant::now() >= deadline && was_admitted == outlet.is_admitted() {
                return Err(if was_admitted { End::Idle } else { End::NotAdmitted });
            }
            // The client may have been admitted while nothing was read.
            let Ok(read) = read else { continue };
            let read = read?;
            if read == 0 {
                return Err(End::Closed);
            }
            self.received.push(chunk.get(..read).unwrap_or_default());
        }
    }
}

async fn write(mut writer: OwnedWriteHalf, mut queue: TcpQueue, framing: Framing) -> Result<Infallible, End> {
    loop {
        // This connection holds an outlet itself, so the queue does not end before it does.
        let packet = queue.next().await.ok_or(End::Closed)?;
        let frame = match framing {
            Framing::Media => framed(&packet),
            Framing::Turn => Some(packet),
        };
        let Some(frame) = frame else { continue };
        timeout(WRITE_PATIENCE, writer.write_all(&frame)).await.map_err(|_| End::Stuck)??;
    }
}
