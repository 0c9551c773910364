//! Where the browser library reports how its calls go: an application that leaves `insights` on is served as well.
//! Reports are discarded unread.
//!
//! Source: the library's `lib/util/insightspublisher/index.js`. It takes a close with 1000 for a quiet end; after any
//! other it tries again, five times at once. So every end that the server chooses is a 1000, refusals too.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use actix_ws::{CloseCode, Message, MessageStream, Session};
use serde::{Deserialize, Serialize};
use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, timeout};

use crate::credentials::Credentials;
use crate::{access_token, random};

/// Sockets at once: one per participant, and each is small.
const SOCKET_LIMIT: usize = 2048;

/// Bytes of one message. A report about a hundred tracks has about 50 kB.
const MESSAGE_BYTES: usize = 256 * 1024;

/// Messages in one [`WINDOW`]. The library reports every ten seconds, and what happens in between.
const MESSAGES_IN_WINDOW: u32 = 1000;
const WINDOW: Duration = Duration::from_secs(60);

/// How long a new socket may say nothing.
const CONNECT_PATIENCE: Duration = Duration::from_secs(15);

/// How long a connected one may. Browsers let timers of hidden pages run once a minute.
const IDLE_PATIENCE: Duration = Duration::from_secs(300);

/// How long a browser may take to answer the closing frame.
const CLOSE_PATIENCE: Duration = Duration::from_millis(800);

/// What every socket needs.
#[derive(Clone, Debug)]
pub struct Insights {
    credentials: Arc<Credentials>,
    places: Arc<Semaphore>,
    stopping: watch::Sender<bool>,
}

/// The only message that is read.
#[derive(Deserialize)]
struct Connect {
    r#type: String,
    token: String,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Answer {
    /// The library repeats `session` in each report.
    Connected {
        session: String,
    },
    Error {
        message: &'static str,
    },
}

impl Insights {
    /// Lets in whoever has a token that these credentials signed.
    pub fn new(credentials: Credentials) -> Self {
        Self {
            credentials: Arc::new(credentials),
            places: Arc::new(Semaphore::new(SOCKET_LIMIT)),
            stopping: watch::Sender::new(false),
        }
    }

    /// Prepares a socket's messages: longer ones end it.
    pub fn limit(messages: MessageStream) -> MessageStream {
        messages.max_frame_size(MESSAGE_BYTES)
    }

    /// Serves one WebSocket until it ends. With too many open it is closed at once.
    pub async fn serve(self, session: Session, mut messages: MessageStream) {
        let place = self.places.try_acquire();
        let mut stopping = self.stopping.subscribe();
        if place.is_ok() {
            tokio::select! {
                _ = self.converse(session.clone(), &mut messages) => {}
                _ = stopping.wait_for(|stopping| *stopping) => {}
            }
        }
        let farewell = async {
            if session.close(Some(CloseCode::Normal.into())).await.is_ok() {
                while messages.recv().await.is_some_and(|message| message.is_ok()) {}
            }
        };
        let _ = timeout(CLOSE_PATIENCE, farewell).await;
    }

    /// Ends all sockets.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    async fn converse(&self, mut session: Session, messages: &mut MessageStream) -> ControlFlow<()> {
        let connect = loop {
            match next(&mut session, messages, CONNECT_PATIENCE).await? {
                Some(Message::Text(text)) => break text,
                Some(_) => return ControlFlow::Break(()),
                None => {}
            }
        };
        let answer = self.answer(&connect);
        let Ok(text) = serde_json::to_string(&answer) else { return ControlFlow::Break(()) };
        if session.text(text).await.is_err() || matches!(answer, Answer::Error { .. }) {
            return ControlFlow::Break(());
        }
        let (mut window, mut count) = (Instant::now(), 0);
        loop {
            next(&mut session, messages, IDLE_PATIENCE).await?;
            if window.elapsed() >= WINDOW {
                (window, count) = (Instant::now(), 0);
            }
            count += 1;
            if count > MESSAGES_IN_WINDOW {
                return ControlFlow::Break(());
            }
        }
    }

    fn answer(&self, text: &str) -> Answer {
        match serde_json::from_str(text) {
            Ok(Connect { r#type, token }) if r#type == "connect" => {
                match access_token::verify(&token, &self.credentials, SystemTime::now()) {
                    Ok(_) => Answer::Connected {
                        session: random::bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect(),
                    },
                    Err(_) => {
                        Answer::Error { message: "the access token is not valid here; request a new one" }
                    }
                }
            }
            Ok(_) | Err(_) => Answer::Error { message: "a connect message with an access token comes first" },
        }
    }
}

/// The next message, or `None` for one that concerns the socket alone, which is answered.
async fn next(
    session: &mut Session,
    messages: &mut MessageStream,
    patience: Duration,
) -> ControlFlow<(), Option<Message>> {
    let Ok(Some(Ok(message))) = timeout(patience, messages.recv()).await else {
        return ControlFlow::Break(());
    };
    match message {
        Message::Ping(payload) => match session.pong(&payload).await {
            Ok(()) => ControlFlow::Continue(None),
            Err(_) => ControlFlow::Break(()),
        },
        Message::Pong(_) | Message::Nop => ControlFlow::Continue(None),
        Message::Close(_) => ControlFlow::Break(()),
        message => ControlFlow::Continue(Some(message)),
    }
}
