use std::collections::BTreeMap;

use shared::call_message::{HISTORY_LIMIT, HistoryEntry, ParticipantSid};

use super::Time;

/// Milliseconds in which a newcomer waits for more greetings before asking.
const CHOICE_DELAY: Time = 300;

/// Milliseconds after which another participant is asked.
const ANSWER_TIMEOUT: Time = 5_000;

/// How many participants a newcomer asks, one after the other.
const ATTEMPT_LIMIT: u32 = 3;

/// How often one participant gets our history.
const ANSWER_LIMIT: u32 = 3;

/// What was written before we came: asked of one participant at a time, of whoever can tell most. So there is one
/// answer, whatever the number of people.
#[derive(Debug, Default)]
pub(super) struct History {
    search: Search,
    attempts: u32,
    /// How much each participant who greeted us could pass on.
    candidates: BTreeMap<ParticipantSid, u32>,
    /// Entries that we still take of the one who was asked.
    left: usize,
    /// How often we answered whom.
    answers: BTreeMap<ParticipantSid, u32>,
}

#[derive(Debug, Default)]
enum Search {
    #[default]
    Open,
    Choosing {
        at: Time,
    },
    Asked {
        whom: ParticipantSid,
        until: Time,
    },
    Done,
}

impl History {
    /// Somebody says how much they could pass on, and `known` is how much we have ourselves.
    pub fn consider(&mut self, sid: &ParticipantSid, written: u32, known: u32, now: Time) {
        if written <= known || matches!(self.search, Search::Done) {
            return;
        }
        self.candidates.insert(sid.clone(), written);
        if matches!(self.search, Search::Open) {
            self.search = Search::Choosing { at: now + CHOICE_DELAY };
        }
    }

    pub fn forget(&mut self, sid: &ParticipantSid, now: Time) {
        self.candidates.remove(sid);
        self.answers.remove(sid);
        if self.is_asked(sid) {
            self.search = Search::Choosing { at: now };
        }
    }

    pub fn deadline(&self) -> Option<Time> {
        match self.search {
            Search::Choosing { at } => Some(at),
            Search::Asked { until, .. } => Some(until),
            Search::Open | Search::Done => None,
        }
    }

    /// Whom to ask now.
    pub fn ask(&mut self, now: Time) -> Option<ParticipantSid> {
        self.deadline().filter(|deadline| *deadline <= now)?;
        if self.attempts == ATTEMPT_LIMIT {
            self.search = Search::Done;
            return None;
        }
        let best = self.candidates.iter().max_by_key(|(sid, written)| (**written, std::cmp::Reverse(*sid)));
        let Some(whom) = best.map(|(sid, _)| sid.clone()) else {
            self.search = Search::Open;
            return None;
        };
        self.candidates.remove(&whom);
        self.attempts += 1;
        self.left = HISTORY_LIMIT;
        self.search = Search::Asked { whom: whom.clone(), until: now + ANSWER_TIMEOUT };
        Some(whom)
    }

    pub fn is_asked(&self, sid: &ParticipantSid) -> bool {
        matches!(&self.search, Search::Asked { whom, .. } if whom == sid)
    }

    /// What we take of a page from the one who was asked.
    pub fn take(&mut self, mut entries: Vec<HistoryEntry>, last: bool) -> Vec<HistoryEntry> {
        entries.truncate(self.left);
        self.left -= entries.len();
        if last {
            self.search = Search::Done;
            self.candidates.clear();
        }
        entries
    }

    /// Whether we answer this participant once more.
    pub fn may_answer(&mut self, sid: &ParticipantSid) -> bool {
        let answers = self.answers.entry(sid.clone()).or_default();
        let may = *answers < ANSWER_LIMIT;
        *answers += u32::from(may);
        may
    }
}
