use std::collections::VecDeque;
use std::rc::Rc;

use shared::call_message::{CHUNK_PAYLOAD_BYTES, FileChunk, FileName, FileOffer, FileSize, ParticipantSid};

use super::chat::{Author, Chat, Entry, FileState};
use super::{Speaker, Time};

/// Milliseconds between two chunks: some 400 kB a second. The library does not say how much waits to be sent, and what
/// waits would hold up messages behind it.
const CHUNK_INTERVAL: Time = 40;

/// Chunks that are sent at once when a timer came late, as in a tab in the background.
const BURST: u64 = 16;

/// Files of ours that wait or are being sent.
const OUTGOING_LIMIT: usize = 10;

/// Files that one participant may be sending to us at the same time.
const INCOMING_LIMIT: usize = 2;

/// Files on their way to us and to the others.
#[derive(Debug, Default)]
pub(super) struct Files {
    incoming: Vec<Incoming>,
    /// The first one is being sent.
    outgoing: VecDeque<Sending>,
    /// The number of our last file.
    own_id: u32,
    /// When the next chunk goes out.
    due: Time,
}

#[derive(Debug)]
struct Incoming {
    from: ParticipantSid,
    id: u32,
    size: FileSize,
    bytes: Vec<u8>,
}

#[derive(Debug)]
struct Sending {
    author: ParticipantSid,
    id: u32,
    bytes: Rc<Vec<u8>>,
    sent: usize,
}

impl Files {
    /// Whether we take the file.
    pub fn accept(&mut self, from: &Speaker, offer: FileOffer, now: Time, chat: &mut Chat) -> bool {
        let FileOffer { id, name, size } = offer;
        let mut theirs = self.incoming.iter().filter(|file| file.from == from.sid);
        if theirs.clone().count() == INCOMING_LIMIT || theirs.any(|file| file.id == id) {
            return false;
        }
        chat.add(Entry::file(Author::of(from), id, now, name, size));
        self.incoming.push(Incoming { from: from.sid.clone(), id, size, bytes: Vec::new() });
        true
    }

    pub fn receive(&mut self, from: &ParticipantSid, chunk: &FileChunk, chat: &mut Chat) {
        let Some(index) = self.position(from, chunk.id) else { return };
        let Some(file) = self.incoming.get_mut(index) else { return };
        let size = file.size.bytes() as usize;
        let follows = chunk.offset as usize == file.bytes.len();
        if !follows || file.bytes.len() + chunk.payload.len() > size {
            self.incoming.swap_remove(index);
            chat.set_file(from, chunk.id, FileState::Failed);
            return;
        }
        file.bytes.extend(&chunk.payload);
        if file.bytes.len() < size {
            chat.set_file(from, chunk.id, FileState::Moving { percent: percent(file.bytes.len(), size) });
        } else {
            let file = self.incoming.swap_remove(index);
            chat.set_file(from, chunk.id, FileState::Complete(Rc::new(file.bytes)));
        }
    }

    pub fn cancel_incoming(&mut self, from: &ParticipantSid, id: u32, chat: &mut Chat) {
        if let Some(index) = self.position(from, id) {
            self.incoming.swap_remove(index);
            chat.set_file(from, id, FileState::Canceled);
        }
    }

    /// A participant is gone, and with them what they were sending.
    pub fn forget(&mut self, sid: &ParticipantSid, chat: &mut Chat) {
        self.incoming.retain(|file| {
            let stays = file.from != *sid;
            if !stays {
                chat.set_file(&file.from, file.id, FileState::Failed);
            }
            stays
        });
    }

    /// We are out of the room: nothing moves any more.
    pub fn stop(&mut self, chat: &mut Chat) {
        for file in self.incoming.drain(..) {
            chat.set_file(&file.from, file.id, FileState::Failed);
        }
        for file in self.outgoing.drain(..) {
            chat.set_file(&file.author, file.id, FileState::Failed);
        }
    }

    /// The offer to say, unless too many files wait.
    pub fn send(
        &mut self,
        author: Author,
        name: FileName,
        size: FileSize,
        bytes: Rc<Vec<u8>>,
        now: Time,
        chat: &mut Chat,
    ) -> Option<FileOffer> {
        if self.outgoing.len() == OUTGOING_LIMIT {
            return None;
        }
        self.own_id = self.own_id.wrapping_add(1);
        let id = self.own_id;
        if self.outgoing.is_empty() {
            self.due = now;
        }
        self.outgoing.push_back(Sending { author: author.sid.clone(), id, bytes, sent: 0 });
        chat.add(Entry::file(author, id, now, name.clone(), size));
        Some(FileOffer { id, name, size })
    }

    /// Whether there was something to stop.
    pub fn cancel_outgoing(&mut self, id: u32, chat: &mut Chat) -> bool {
        let Some(index) = self.outgoing.iter().position(|file| file.id == id) else { return false };
        if let Some(file) = self.outgoing.remove(index) {
            chat.set_file(&file.author, id, FileState::Canceled);
        }
        true
    }

    pub fn deadline(&self) -> Option<Time> {
        (!self.outgoing.is_empty()).then_some(self.due)
    }

    /// What is to be sent by now.
    pub fn chunks(&mut self, now: Time, chat: &mut Chat) -> Vec<FileChunk> {
        let mut chunks = Vec::new();
        // What a timer that came much too late has missed is not made up for.
        self.due = self.due.max(now.saturating_sub((BURST - 1) * CHUNK_INTERVAL));
        while self.due <= now {
            let Some(file) = self.outgoing.front_mut() else { break };
            let size = file.bytes.len();
            let end = size.min(file.sent + CHUNK_PAYLOAD_BYTES);
            let payload = file.bytes.get(file.sent..end).unwrap_or_default().to_vec();
            // No file is larger than its size says, and that is a u32.
            let offset = u32::try_from(file.sent).unwrap_or(u32::MAX);
            chunks.push(FileChunk { id: file.id, offset, payload });
            file.sent = end;
            self.due += CHUNK_INTERVAL;
            if end < size {
                chat.set_file(&file.author, file.id, FileState::Moving { percent: percent(end, size) });
            } else if let Some(file) = self.outgoing.pop_front() {
                chat.set_file(&file.author, file.id, FileState::Complete(file.bytes));
            }
        }
        chunks
    }

    fn position(&self, from: &ParticipantSid, id: u32) -> Option<usize> {
        self.incoming.iter().position(|file| file.id == id && file.from == *from)
    }
}

fn percent(part: usize, whole: usize) -> u32 {
    u32::try_from(part * 100 / whole.max(1)).unwrap_or(100)
}
