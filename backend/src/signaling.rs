//! The WebSockets of the embedded room server, between browsers and media workers.

mod socket;

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub use socket::serve;

use crate::media::Workers;

/// Sockets at once. One participant has one; each costs some tens of kilobytes while it is quiet, and up to one frame
/// while it sends.
const SOCKET_LIMIT: u32 = 2048;

/// What every socket needs.
#[derive(Clone, Debug)]
pub struct Signaling {
    workers: Workers,
    places: Arc<Semaphore>,
}

impl Signaling {
    pub fn new(workers: Workers) -> Self {
        Self { workers, places: Arc::new(Semaphore::new(SOCKET_LIMIT as usize)) }
    }

    /// A place for one more socket; `None` if all are taken.
    pub fn take_place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.places).try_acquire_owned().ok()
    }

    /// Waits until no socket is open, and lets no other in.
    pub async fn emptied(&self) {
        if let Ok(places) = self.places.acquire_many(SOCKET_LIMIT).await {
            places.forget();
        }
    }

    pub fn workers(&self) -> &Workers {
        &self.workers
    }
}
