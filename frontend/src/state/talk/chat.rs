use std::collections::BTreeMap;
use std::rc::Rc;

use shared::DisplayName;
use shared::call_message::{
    CallMessage, ChatText, FileName, FileSize, HistoryEntry, ParticipantSid, history_pages,
};

use super::{Speaker, Time};

/// Entries that the chat holds; the oldest ones go first.
const ENTRY_LIMIT: usize = 500;

/// Bytes of whole files that the chat holds; those of the oldest go first.
const FILE_BYTES_LIMIT: usize = 64 * 1024 * 1024;

/// Who wrote or sent something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub sid: ParticipantSid,
    pub name: Rc<str>,
    /// Whether it was ourselves.
    pub own: bool,
}

impl Author {
    pub fn of(speaker: &Speaker) -> Self {
        Self { sid: speaker.sid.clone(), name: speaker.name.clone(), own: false }
    }

    pub fn own(sid: ParticipantSid, name: &str) -> Self {
        Self { sid, name: name.into(), own: true }
    }
}

/// One thing in the chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Tells it from all others of this page; 0 until the chat has it.
    pub number: u32,
    pub author: Author,
    /// The author's number of it; texts and files are counted apart.
    pub id: u32,
    /// When it came to whoever told us of it.
    pub at: Time,
    pub body: Body,
    /// Who passed it on, where it was written before we came.
    pub told_by: Option<Rc<str>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    File(Transfer),
    Text(ChatText),
}

/// A file on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    pub name: FileName,
    pub size: FileSize,
    pub state: FileState,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileState {
    /// Stopped by whoever sends or takes it.
    Canceled,
    /// Whole.
    Complete(Rc<Vec<u8>>),
    /// It was whole, and its bytes were dropped for newer ones.
    Dropped,
    /// Its sender left, the connection ended, or a piece of it is missing.
    Failed,
    /// So many percent are here, or on their way to the others.
    Moving { percent: u32 },
}

impl Entry {
    pub fn written(author: Author, id: u32, at: Time, text: ChatText) -> Self {
        Self { number: 0, author, id, at, body: Body::Text(text), told_by: None }
    }

    pub fn file(author: Author, id: u32, at: Time, name: FileName, size: FileSize) -> Self {
        let state = FileState::Moving { percent: 0 };
        Self { number: 0, author, id, at, body: Body::File(Transfer { name, size, state }), told_by: None }
    }

    fn text(&self) -> Option<&ChatText> {
        match &self.body {
            Body::File(_) => None,
            Body::Text(text) => Some(text),
        }
    }

    fn is_text_of(&self, author: &ParticipantSid, id: u32) -> bool {
        self.id == id && self.author.sid == *author && self.text().is_some()
    }
}

#[derive(Debug, Default)]
pub(super) struct Chat {
    entries: Vec<Rc<Entry>>,
    /// How many of the entries were here before we came into the room.
    before_arrival: usize,
    unread: usize,
    is_looked_at: bool,
    /// The number of our last message.
    own_id: u32,
    /// The number of the last entry.
    number: u32,
}

impl Chat {
    /// What comes from now on was written while we were here.
    pub fn mark_arrival(&mut self) {
        self.before_arrival = self.entries.len();
    }

    pub fn next_id(&mut self) -> u32 {
        self.own_id = self.own_id.wrapping_add(1);
        self.own_id
    }

    /// Whether it was new.
    pub fn add(&mut self, entry: Entry) -> bool {
        let known = entry.text().is_some()
            && self.entries.iter().any(|known| known.is_text_of(&entry.author.sid, entry.id));
        if known {
            return false;
        }
        self.unread += usize::from(!self.is_looked_at && !entry.author.own);
        let number = self.next_number();
        self.entries.push(Rc::new(Entry { number, ..entry }));
        self.trim();
        true
    }

    /// Puts what was written before we came in front of what was written since. Whoever is `present` keeps their name:
    /// that of the history is hearsay.
    pub fn insert_history(
        &mut self,
        history: Vec<HistoryEntry>,
        teller: &Speaker,
        present: &BTreeMap<ParticipantSid, Rc<str>>,
    ) {
        for told in history {
            if self.entries.iter().any(|known| known.is_text_of(&told.author, told.id)) {
                continue;
            }
            let name = present.get(&told.author).cloned().unwrap_or_else(|| told.name.as_str().into());
            let author = Author { sid: told.author, name, own: false };
            let told_by = Some(teller.name.clone());
            let number = self.next_number();
            let entry = Entry { number, told_by, ..Entry::written(author, told.id, told.at, told.text) };
            self.entries.insert(self.before_arrival, Rc::new(entry));
            self.before_arrival += 1;
        }
        self.trim();
    }

    /// What a newcomer gets.
    pub fn history_for(&self, newcomer: &ParticipantSid) -> Vec<CallMessage> {
        let told = self.entries.iter().filter_map(|entry| {
            Some(HistoryEntry {
                author: entry.author.sid.clone(),
                name: DisplayName::parse(&entry.author.name).ok()?,
                id: entry.id,
                at: entry.at,
                text: entry.text()?.clone(),
            })
        });
        history_pages(newcomer, &told.collect::<Vec<_>>())
    }

    /// How many messages we could pass on.
    pub fn written(&self) -> u32 {
        let written = self.entries.iter().filter(|entry| entry.text().is_some()).count();
        u32::try_from(written).unwrap_or(u32::MAX)
    }

    pub fn look(&mut self, looks: bool) {
        self.is_looked_at = looks;
        if looks {
            self.unread = 0;
        }
    }

    pub fn unread(&self) -> usize {
        self.unread
    }

    pub fn entries(&self) -> Rc<[Rc<Entry>]> {
        self.entries.as_slice().into()
    }

    /// Changes the state of a file.
    pub fn set_file(&mut self, author: &ParticipantSid, id: u32, state: FileState) {
        let is_it = |entry: &&mut Rc<Entry>| {
            entry.id == id && entry.author.sid == *author && matches!(entry.body, Body::File(_))
        };
        // The last one: a hostile sender may use a number twice.
        let Some(entry) = self.entries.iter_mut().rev().find(is_it) else { return };
        if let Body::File(transfer) = &entry.body
            && transfer.state != state
        {
            let transfer = Transfer { state, ..transfer.clone() };
            *entry = Rc::new(Entry { body: Body::File(transfer), ..(**entry).clone() });
            self.drop_old_files();
        }
    }

    fn next_number(&mut self) -> u32 {
        self.number = self.number.wrapping_add(1);
        self.number
    }

    fn trim(&mut self) {
        let surplus = self.entries.len().saturating_sub(ENTRY_LIMIT);
        self.entries.drain(..surplus);
        self.before_arrival = self.before_arrival.saturating_sub(surplus);
    }

    fn drop_old_files(&mut self) {
        let mut left = FILE_BYTES_LIMIT;
        for entry in self.entries.iter_mut().rev() {
            let Body::File(transfer) = &entry.body else { continue };
            let FileState::Complete(bytes) = &transfer.state else { continue };
            if bytes.len() <= left {
                left -= bytes.len();
                continue;
            }
            left = 0;
            let transfer = Transfer { state: FileState::Dropped, ..transfer.clone() };
            *entry = Rc::new(Entry { body: Body::File(transfer), ..(**entry).clone() });
        }
    }
}
