//! The thread that writes recordings.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::RecvTimeoutError;
use room_engine::{RecordedFrame, RecordedTrack, RecordingOutput, RecordingSid};

use super::library::{Destination, Library};
use super::matroska::MatroskaFile;
use super::metadata::{Metadata, Status, milliseconds};
use super::queue::{Inbox, Message};
use super::{FailedOperation, RecordingEvent};
use crate::clock::Clock;

/// How long to wait until a worker that could take no message is tried again.
const RETRY: Duration = Duration::from_millis(100);

/// Tells the worker of a room that a recording failed; `false` if it must be told again.
pub(super) type TellWorker = Box<dyn Fn(&RecordedTrack) -> bool + Send>;

/// Takes what happened, without waiting for anything.
pub type TellEvent = Box<dyn Fn(&RecordedTrack, RecordingEvent<'_>) + Send>;

pub(super) struct Writer {
    pub library: Arc<Library>,
    pub clock: Clock,
    pub tell_worker: TellWorker,
    pub tell_event: TellEvent,
}

/// A recording that goes on.
struct Open {
    track: Box<RecordedTrack>,
    /// Since its first frame.
    file: Option<(MatroskaFile<Box<dyn Destination>>, Metadata)>,
}

impl Writer {
    /// Runs until every worker has ended and everything is written.
    pub fn run(self, inbox: &Inbox) {
        let mut open: HashMap<RecordingSid, Open> = HashMap::new();
        let mut untold: Vec<Box<RecordedTrack>> = Vec::new();
        loop {
            let patience = if untold.is_empty() { Duration::from_secs(3600) } else { RETRY };
            match inbox.queue.recv_timeout(patience) {
                Ok(message) => {
                    inbox.release(&message);
                    untold.extend(self.handle(message, &mut open));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            untold.retain(|track| !(self.tell_worker)(track));
        }
        for (_, recording) in open {
            self.end(recording, None);
        }
    }

    /// Returns the track whose worker is to be told that it is recorded no more.
    fn handle(&self, message: Message, open: &mut HashMap<RecordingSid, Open>) -> Option<Box<RecordedTrack>> {
        match message {
            Message::Recorded(RecordingOutput::Started(track)) => {
                open.insert(track.recording, Open { track, file: None });
            }
            Message::Recorded(RecordingOutput::Frame(frame)) => {
                let recording = open.get_mut(&frame.recording)?;
                let (error, operation) = self.write(recording, &frame).err()?;
                let Open { track, file } = open.remove(&frame.recording)?;
                tracing::warn!(recording = %frame.recording, %error, "a recording failed");
                self.fail(&track, file, operation);
                return Some(track);
            }
            Message::Recorded(RecordingOutput::Ended { recording, fault }) => {
                let ended = open.remove(&recording)?;
                if let Some(fault) = fault {
                    tracing::warn!(%recording, %fault, "a recording failed");
                }
                self.end(ended, fault.map(|_| FailedOperation::RecordingStart));
            }
            Message::Overrun(recording) => {
                tracing::warn!(%recording, "a recording failed: the disk does not keep up");
                self.end(open.remove(&recording)?, Some(FailedOperation::RecordingComplete));
            }
            Message::Refused(track) => {
                tracing::warn!(recording = %track.recording, "a recording failed: there are too many at once");
                (self.tell_event)(&track, RecordingEvent::Failed(None, FailedOperation::RecordingStart));
            }
        }
        None
    }

    fn write(&self, open: &mut Open, frame: &RecordedFrame) -> Result<(), (io::Error, FailedOperation)> {
        let Open { track, file } = open;
        let at = frame.at.saturating_duration_since(track.room.created_at);
        let (file, _) = match file {
            Some(file) => file,
            None => {
                let begun = self.begin(track, frame, at);
                let begun = begun.map_err(|error| (error, FailedOperation::RecordingStart))?;
                (self.tell_event)(track, RecordingEvent::Started(&begun.1));
                file.insert(begun)
            }
        };
        file.write(frame, at).map_err(|error| (error, FailedOperation::RecordingComplete))
    }

    fn begin(
        &self,
        track: &RecordedTrack,
        frame: &RecordedFrame,
        at: Duration,
    ) -> io::Result<(MatroskaFile<Box<dyn Destination>>, Metadata)> {
        let metadata = Metadata::new(track, frame.codec, self.clock.time_of(frame.at));
        let number = track.track.sid.as_bytes().first_chunk().map_or(1, |first| u64::from_be_bytes(*first));
        let created = self.library.create(&metadata);
        match created.and_then(|file| MatroskaFile::create(file, number, frame, at)) {
            Ok(file) => Ok((file, metadata)),
            Err(error) => {
                self.keep(Metadata { status: Status::Failed, ..metadata });
                Err(error)
            }
        }
    }

    /// Finishes the file, if there is one.
    fn end(&self, recording: Open, failed: Option<FailedOperation>) {
        let Open { track, file } = recording;
        let Some((file, metadata)) = file else {
            if let Some(operation) = failed {
                (self.tell_event)(&track, RecordingEvent::Failed(None, operation));
            }
            return;
        };
        match (file.finish(), failed) {
            (Ok(summary), failed) => {
                let status = if failed.is_some() { Status::Failed } else { Status::Completed };
                let duration = milliseconds(summary.duration);
                let metadata = Metadata { status, duration, size: summary.bytes, ..metadata };
                self.keep(metadata.clone());
                let event = match failed {
                    Some(operation) => RecordingEvent::Failed(Some(&metadata), operation),
                    None => RecordingEvent::Completed(&metadata),
                };
                (self.tell_event)(&track, event);
            }
            (Err(error), _) => {
                tracing::warn!(recording = %track.recording, %error, "a recording failed at its end");
                self.lose(&track, metadata, FailedOperation::RecordingComplete);
            }
        }
    }

    /// What was written stays, with an end if that can still be written.
    fn fail(
        &self,
        track: &RecordedTrack,
        file: Option<(MatroskaFile<Box<dyn Destination>>, Metadata)>,
        operation: FailedOperation,
    ) {
        match file {
            Some((file, metadata)) => {
                drop(file);
                self.lose(track, metadata, operation);
            }
            None => (self.tell_event)(track, RecordingEvent::Failed(None, operation)),
        }
    }

    fn lose(&self, track: &RecordedTrack, metadata: Metadata, operation: FailedOperation) {
        let size = self.library.size_of(&metadata);
        let metadata = Metadata { status: Status::Failed, size, ..metadata };
        self.keep(metadata.clone());
        (self.tell_event)(track, RecordingEvent::Failed(Some(&metadata), operation));
    }

    fn keep(&self, metadata: Metadata) {
        let recording = metadata.sid;
        if let Err(error) = self.library.set(metadata) {
            tracing::warn!(%recording, %error, "what is known of a recording could not be written down");
        }
    }
}
