//! Commands for the rooms, from whoever waits for an answer.

use std::time::Duration;

use futures_util::future::join_all;
use room_engine::placement::Placement;
use room_engine::{Command, CommandFault, Reply, RoomKey};
use thiserror::Error;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::{Control, Workers, placement};
use crate::random;

/// How long a worker may take. It handles thousands of commands a second.
const PATIENCE: Duration = Duration::from_secs(3);

/// Why there is no answer.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum AskFault {
    #[error(transparent)]
    Refused(#[from] CommandFault),
    /// Nothing was done, nor will be.
    #[error("the rooms do not answer: try again in a moment")]
    Unavailable,
}

impl Workers {
    /// Opens a room where everybody who names it will look for it.
    ///
    /// # Errors
    /// If the command is refused or its worker does not answer in time.
    pub async fn create(&self, name: Option<String>, command: Command) -> Result<Reply, AskFault> {
        let any = || placement::in_turn(u64::from_be_bytes(random::bytes()), self.mailboxes.len());
        let worker = self.asked_for(&Placement::Named(name)).unwrap_or_else(any);
        self.ask_worker(worker, command).await
    }

    /// Asks the worker on which a room lives.
    ///
    /// # Errors
    /// If the command is refused or the worker does not answer in time.
    pub async fn ask(&self, room: &RoomKey, command: Command) -> Result<Reply, AskFault> {
        let placement = match room {
            RoomKey::Name(name) => Placement::Named(Some(name.clone())),
            RoomKey::Sid(sid) => Placement::Sid(*sid),
        };
        let worker = self.asked_for(&placement).ok_or(CommandFault::RoomNotFound)?;
        self.ask_worker(worker, command).await
    }

    /// Asks every worker the same at once.
    ///
    /// # Errors
    /// If any of them refuses or does not answer in time.
    pub async fn ask_all(&self, command: &Command) -> Result<Vec<Reply>, AskFault> {
        let ask = |worker| self.ask_worker(worker, command.clone());
        join_all((0..self.mailboxes.len()).map(ask)).await.into_iter().collect()
    }

    async fn ask_worker(&self, worker: usize, command: Command) -> Result<Reply, AskFault> {
        let mailbox = self.mailbox(worker).ok_or(AskFault::Unavailable)?;
        let (answer, answered) = oneshot::channel();
        let asked = Control::Asked { command: Box::new(command), answer };
        mailbox.post(asked).map_err(|_| AskFault::Unavailable)?;
        // Whoever waits no longer drops its end, and the worker leaves the command undone.
        let result = timeout(PATIENCE, answered).await;
        let reply = result.map_err(|_| AskFault::Unavailable)?.map_err(|_| AskFault::Unavailable)?;
        Ok(reply?)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use room_engine::{Limits, RoomSid};

    use super::super::mailbox::{self, Mailbox};
    use super::*;

    fn workers(mailbox: Mailbox) -> Workers {
        Workers { mailboxes: Arc::from([mailbox]), next_socket: Arc::default(), limits: Limits::default() }
    }

    #[actix_web::test]
    async fn a_worker_that_has_ended_or_takes_no_more_is_unavailable_at_once() {
        let (mailbox, inbox) = mailbox::new();
        let workers = workers(mailbox);
        let mailbox = workers.mailbox(0).unwrap();
        while mailbox.post(Control::Closed { socket: workers.next_socket(), code: None }).is_ok() {}
        assert_eq!(workers.ask_all(&Command::ListRooms).await, Err(AskFault::Unavailable));
        drop(inbox);
        assert_eq!(workers.ask_all(&Command::ListRooms).await, Err(AskFault::Unavailable));
    }

    #[actix_web::test]
    async fn a_sid_that_names_no_worker_names_no_room() {
        let (mailbox, _inbox) = mailbox::new();
        let room = RoomKey::Sid(RoomSid::from([255; 16]));
        let asked = workers(mailbox).ask(&room, Command::FetchRoom { room: room.clone() }).await;
        assert_eq!(asked, Err(AskFault::Refused(CommandFault::RoomNotFound)));
    }
}
