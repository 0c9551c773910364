//! Recordings: one Matroska file for each time that a track is recorded, in a folder that outlives the program.
//!
//! ```text
//! media worker ─► RecordingSink ─► queue ─► Writer, a thread ─► MatroskaFile, Library ◄─ REST API
//!        ▲                                    │
//!        └──────── a recording failed ────────┘
//! ```
//!
//! Whatever goes wrong with the disk ends recordings and nothing else.

mod avc;
mod library;
mod matroska;
mod metadata;
mod queue;
#[cfg(test)]
pub mod tests;
mod writer;

use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;

use room_engine::RecordedTrack;
use tempfile::TempDir;

pub use library::{DeleteFault, Library};
pub use metadata::{Metadata, Status};
pub use queue::RecordingSink;
pub use writer::TellEvent;

use crate::clock::Clock;
use crate::config::RecordingsConfig;
use crate::media::{Control, Mailbox, PostError};
use writer::Writer;

/// What happened to a recording, for whom the room tells.
#[derive(Clone, Copy, Debug)]
pub enum RecordingEvent<'a> {
    Started(&'a Metadata),
    Completed(&'a Metadata),
    /// Without metadata if there was no media yet.
    Failed(Option<&'a Metadata>, FailedOperation),
}

/// What a failed recording was at, in Twilio's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailedOperation {
    RecordingComplete,
    RecordingStart,
}

impl FailedOperation {
    pub fn name(self) -> &'static str {
        match self {
            Self::RecordingComplete => "RecordingComplete",
            Self::RecordingStart => "RecordingStart",
        }
    }
}

/// What the thread that writes works with.
pub struct Recorder {
    pub library: Arc<Library>,
    pub clock: Clock,
    pub tell_event: TellEvent,
}

impl Recorder {
    /// Starts the thread that writes what the workers send, one sink each. It ends when they have ended.
    ///
    /// # Errors
    /// If there is no thread to be had.
    pub fn start(self, mailboxes: Arc<[Mailbox]>) -> io::Result<(Vec<RecordingSink>, JoinHandle<()>)> {
        let Self { library, clock, tell_event } = self;
        let (sinks, inbox) = queue::new(mailboxes.len());
        let tell_worker = Box::new(move |track: &RecordedTrack| tell_worker(&mailboxes, track));
        let writer = Writer { library, clock, tell_worker, tell_event };
        let thread = std::thread::Builder::new().name("recordings".to_owned());
        Ok((sinks, thread.spawn(move || writer.run(&inbox))?))
    }
}

/// The folder of the recordings, for as long as the program runs.
#[derive(Debug)]
pub struct Folder {
    pub library: Arc<Library>,
    /// Removes the folder in the end.
    _temporary: Option<TempDir>,
}

impl Folder {
    /// `None` if nothing is recorded.
    ///
    /// # Errors
    /// If there shall be a folder that cannot be made, read or written to.
    pub fn open(config: &RecordingsConfig) -> io::Result<Option<Self>> {
        let (path, temporary) = match config {
            RecordingsConfig::Off => return Ok(None),
            RecordingsConfig::Folder(path) => (path.clone(), None),
            RecordingsConfig::Temporary => {
                let temporary = tempfile::Builder::new().prefix("ona-ana-recordings-").tempdir()?;
                (temporary.path().to_owned(), Some(temporary))
            }
        };
        Ok(Some(Self { library: Arc::new(Library::open(&path)?), _temporary: temporary }))
    }
}

fn tell_worker(mailboxes: &[Mailbox], track: &RecordedTrack) -> bool {
    let room = track.room.sid;
    let Some(mailbox) = mailboxes.get(usize::from(room.worker())) else { return true };
    let failed = Control::RecordingFailed { room, recording: track.recording };
    mailbox.post(failed) != Err(PostError::Full)
}
