//! The way of recorded media from the workers to the thread that writes it. Bounded: a worker never waits for a disk.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crossbeam_channel::{Receiver, Sender};
use room_engine::{RecordedTrack, RecordingOutput, RecordingSid, RoomSid};

/// Bytes on their way at once: some ten seconds of ten good videos. A disk that stands still for longer loses its
/// recordings.
const CAPACITY: usize = 64 * 1024 * 1024;

/// What a message takes beside its media, at least.
const MESSAGE_BYTES: usize = 512;

/// Recordings at once. Each is an open file, of which systems commonly allow 1024.
const MOST_RECORDINGS: usize = 500;

/// What a worker sends.
#[derive(Debug)]
pub(super) enum Message {
    Recorded(RecordingOutput),
    /// Some of a recording found no room and is lost.
    Overrun(RecordingSid),
    /// Some of a recording could not begin.
    Refused(Box<RecordedTrack>),
}

/// The worker's end.
#[derive(Debug)]
pub struct RecordingSink {
    queue: Sender<Message>,
    load: Arc<Load>,
    /// Recordings of this worker that have begun, with their rooms.
    open: BTreeMap<RecordingSid, RoomSid>,
}

/// How much is on its way.
#[derive(Debug, Default)]
pub(super) struct Load {
    bytes: AtomicUsize,
    recordings: AtomicUsize,
}

/// The end of the thread that writes.
#[derive(Debug)]
pub(super) struct Inbox {
    pub queue: Receiver<Message>,
    load: Arc<Load>,
}

pub(super) fn new(workers: usize) -> (Vec<RecordingSink>, Inbox) {
    // Bounded by what is counted in `Load`, and by one last word for each recording that was let in.
    let (queue, inbox) = crossbeam_channel::unbounded();
    let load = Arc::new(Load::default());
    let sink = || RecordingSink { queue: queue.clone(), load: Arc::clone(&load), open: BTreeMap::new() };
    let sinks = (0..workers).map(|_| sink()).collect();
    (sinks, Inbox { queue: inbox, load })
}

impl RecordingSink {
    /// Hands something on. Returns the recording that cannot go on, if there is no room for it.
    pub fn send(&mut self, output: RecordingOutput) -> Option<(RoomSid, RecordingSid)> {
        match output {
            RecordingOutput::Started(track) => self.start(track),
            RecordingOutput::Frame(frame) => {
                let recording = frame.recording;
                let room = *self.open.get(&recording)?;
                let bytes = frame.data.len() + MESSAGE_BYTES;
                if self.load.take(bytes) {
                    self.post(Message::Recorded(RecordingOutput::Frame(frame)));
                    return None;
                }
                self.close(recording);
                self.post(Message::Overrun(recording));
                Some((room, recording))
            }
            RecordingOutput::Ended { recording, fault } => {
                if self.open.contains_key(&recording) {
                    self.close(recording);
                    self.post(Message::Recorded(RecordingOutput::Ended { recording, fault }));
                }
                None
            }
        }
    }

    /// The worker's rooms are gone without a word.
    pub fn end_all(&mut self) {
        while let Some(recording) = self.open.first_key_value().map(|(recording, _)| *recording) {
            self.send(RecordingOutput::Ended { recording, fault: None });
        }
    }

    fn start(&mut self, track: Box<RecordedTrack>) -> Option<(RoomSid, RecordingSid)> {
        let (room, recording) = (track.room.sid, track.recording);
        if !self.load.take(MESSAGE_BYTES) {
            tracing::warn!(%recording, "the disk of the recordings does not keep up: a recording did not begin");
            return Some((room, recording));
        }
        let before = self.load.recordings.fetch_add(1, Ordering::Relaxed);
        if before >= MOST_RECORDINGS {
            self.load.recordings.fetch_sub(1, Ordering::Relaxed);
            self.post(Message::Refused(track));
            return Some((room, recording));
        }
        self.open.insert(recording, room);
        self.post(Message::Recorded(RecordingOutput::Started(track)));
        None
    }

    fn close(&mut self, recording: RecordingSid) {
        self.open.remove(&recording);
        self.load.recordings.fetch_sub(1, Ordering::Relaxed);
    }

    fn post(&self, message: Message) {
        if self.queue.send(message).is_err() {
            tracing::error!("the thread that writes recordings is gone");
        }
    }
}

impl Load {
    fn take(&self, bytes: usize) -> bool {
        let before = self.bytes.fetch_add(bytes, Ordering::Relaxed);
        let fits = before + bytes <= CAPACITY;
        if !fits {
            self.bytes.fetch_sub(bytes, Ordering::Relaxed);
        }
        fits
    }
}

impl Inbox {
    /// What a message took is free again.
    pub fn release(&self, message: &Message) {
        let bytes = match message {
            Message::Recorded(RecordingOutput::Frame(frame)) => frame.data.len() + MESSAGE_BYTES,
            Message::Recorded(RecordingOutput::Started(_)) | Message::Refused(_) => MESSAGE_BYTES,
            Message::Recorded(RecordingOutput::Ended { .. }) | Message::Overrun(_) => 0,
        };
        self.load.bytes.fetch_sub(bytes, Ordering::Relaxed);
    }
}
