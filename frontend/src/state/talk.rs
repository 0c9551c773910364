//! What people in a call tell each other beside sound and picture: written messages, files, raised hands, reactions and
//! that somebody records. A state machine without a browser: it takes what happened and the time, in milliseconds since
//! 1970, and hands out messages to send ([`Talk::take_outbox`]) and what is worth telling ([`Talk::take_news`]).

mod chat;
mod files;
mod hands;
mod history;
mod reactions;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use shared::call_message::{
    CallMessage, ChatText, FileChunk, FileName, FileSize, Greeting, ParticipantSid, Reaction,
};

pub use chat::{Author, Body, Entry, FileState, Transfer};
pub use reactions::ShownReaction;

use chat::Chat;
use files::Files;
use hands::Hands;
use history::History;
use reactions::Reactions;

/// Milliseconds since 1970.
pub type Time = u64;

/// Milliseconds in which greetings gather: in a full room, a newcomer meets everybody in one moment.
const GREETING_DELAY: Time = 150;

/// Somebody else in the room, by the name that the room gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    pub sid: ParticipantSid,
    pub name: Rc<str>,
}

/// What the data track carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outgoing {
    Chunk(FileChunk),
    Message(CallMessage),
}

/// What is worth telling, once. All are about others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    FileOffered { name: Rc<str> },
    HandRaised { name: Rc<str> },
    RecordingEnded { name: Rc<str> },
    Wrote { name: Rc<str>, text: Rc<str> },
}

#[derive(Debug, Default)]
pub struct Talk {
    /// Ourselves, while we are in the room.
    own: Option<ParticipantSid>,
    chat: Chat,
    files: Files,
    hands: Hands,
    history: History,
    reactions: Reactions,
    /// The others whose data tracks reach us, with the names that the room gives them.
    present: BTreeMap<ParticipantSid, Rc<str>>,
    /// Who records, by SID.
    recorders: BTreeSet<ParticipantSid>,
    records: bool,
    greeting: Option<PlannedGreeting>,
    outbox: Vec<Outgoing>,
    news: Vec<News>,
}

#[derive(Clone, Copy, Debug)]
struct PlannedGreeting {
    at: Time,
    asks: bool,
}

/// What is to be drawn, cheap to compare and to copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TalkView {
    pub entries: Rc<[Rc<Entry>]>,
    /// Messages that came while the chat was not looked at.
    pub unread: usize,
    /// Raised hands, the first one first, ourselves among them.
    pub hands: Rc<[ParticipantSid]>,
    pub own_hand: bool,
    pub reactions: Rc<[ShownReaction]>,
    /// The others who record.
    pub recorders: Rc<[ParticipantSid]>,
}

impl Talk {
    /// We are in the room now. What was written before stays.
    pub fn join(&mut self, own: ParticipantSid) {
        self.leave();
        self.own = Some(own);
        self.history = History::default();
        self.chat.mark_arrival();
    }

    /// We are out of the room.
    pub fn leave(&mut self) {
        self.own = None;
        self.greeting = None;
        self.hands = Hands::default();
        self.reactions = Reactions::default();
        self.present.clear();
        self.recorders.clear();
        self.records = false;
        self.files.stop(&mut self.chat);
        self.outbox.clear();
        self.news.clear();
    }

    /// Somebody's data track reaches us.
    pub fn meet(&mut self, who: &Speaker, now: Time) {
        self.present.insert(who.sid.clone(), who.name.clone());
        self.plan_greeting(now, true);
    }

    /// Our connection was lost and is restored: what was said meanwhile may be lost.
    pub fn return_to_call(&mut self, now: Time) {
        self.plan_greeting(now, true);
    }

    /// Somebody has left the room.
    pub fn depart(&mut self, sid: &ParticipantSid, now: Time) {
        self.present.remove(sid);
        self.hands.forget(sid);
        self.recorders.remove(sid);
        self.reactions.forget(sid);
        self.files.forget(sid, &mut self.chat);
        self.history.forget(sid, now);
    }

    /// Somebody in the room said something.
    pub fn receive(&mut self, from: &Speaker, message: CallMessage, now: Time) {
        let Some(own) = self.own.clone() else { return };
        match message {
            CallMessage::Greeting(greeting) => self.receive_greeting(from, greeting, now),
            CallMessage::Chat { id, text } => {
                let news = News::Wrote { name: from.name.clone(), text: text.as_str().into() };
                if self.chat.add(Entry::written(Author::of(from), id, now, text)) {
                    self.news.push(news);
                }
            }
            CallMessage::HistoryRequest { of } => {
                if of == own && self.history.may_answer(&from.sid) {
                    let pages = self.chat.history_for(&from.sid);
                    self.outbox.extend(pages.into_iter().map(Outgoing::Message));
                }
            }
            CallMessage::History { to, entries, last } => {
                if to == own && self.history.is_asked(&from.sid) {
                    let mut entries = self.history.take(entries, last);
                    // Nobody knows from before what we wrote since we came.
                    entries.retain(|entry| entry.author != own);
                    self.chat.insert_history(entries, from, &self.present);
                }
            }
            CallMessage::Hand { place } => {
                if self.hands.set(from.sid.clone(), place) {
                    self.news.push(News::HandRaised { name: from.name.clone() });
                }
            }
            CallMessage::Reaction { reaction } => self.reactions.show(from.sid.clone(), reaction, now),
            CallMessage::FileOffer(offer) => {
                if self.files.accept(from, offer, now, &mut self.chat) {
                    self.news.push(News::FileOffered { name: from.name.clone() });
                }
            }
            CallMessage::FileCancel { id } => self.files.cancel_incoming(&from.sid, id, &mut self.chat),
            CallMessage::Recording { active } => self.set_recording(from, active),
            CallMessage::Unknown => {}
        }
    }

    /// Somebody in the room sent a piece of a file.
    pub fn receive_chunk(&mut self, from: &ParticipantSid, chunk: &FileChunk) {
        self.files.receive(from, chunk, &mut self.chat);
    }

    /// Says something to everybody.
    pub fn write(&mut self, name: &str, text: ChatText, now: Time) {
        let Some(own) = self.own.clone() else { return };
        let id = self.chat.next_id();
        self.chat.add(Entry::written(Author::own(own, name), id, now, text.clone()));
        self.say(CallMessage::Chat { id, text });
    }

    /// Sends a file to everybody, after those that are being sent.
    pub fn send_file(&mut self, name: &str, file: FileName, size: FileSize, bytes: Rc<Vec<u8>>, now: Time) {
        let Some(own) = self.own.clone() else { return };
        let author = Author::own(own, name);
        if let Some(offer) = self.files.send(author, file, size, bytes, now, &mut self.chat) {
            self.say(CallMessage::FileOffer(offer));
        }
    }

    /// Stops sending a file of ours, or taking one of somebody else.
    pub fn cancel_file(&mut self, author: &ParticipantSid, id: u32) {
        if self.own.as_ref() != Some(author) {
            self.files.cancel_incoming(author, id, &mut self.chat);
        } else if self.files.cancel_outgoing(id, &mut self.chat) {
            self.say(CallMessage::FileCancel { id });
        }
    }

    pub fn raise_hand(&mut self) {
        let Some(own) = self.own.clone() else { return };
        if !self.hands.is_raised(&own) {
            let place = self.hands.next_place();
            self.hands.set(own, Some(place));
            self.say(CallMessage::Hand { place: Some(place) });
        }
    }

    pub fn lower_hand(&mut self) {
        let Some(own) = self.own.clone() else { return };
        if self.hands.is_raised(&own) {
            self.hands.set(own, None);
            self.say(CallMessage::Hand { place: None });
        }
    }

    pub fn react(&mut self, reaction: Reaction, now: Time) {
        let Some(own) = self.own.clone() else { return };
        self.reactions.show(own, reaction, now);
        self.say(CallMessage::Reaction { reaction });
    }

    /// Tells that we record, or no more.
    pub fn record(&mut self, active: bool) {
        if self.own.is_some() && self.records != active {
            self.records = active;
            self.say(CallMessage::Recording { active });
        }
    }

    /// The chat came into view, or went out of it.
    pub fn look_at_chat(&mut self, looks: bool) {
        self.chat.look(looks);
    }

    /// When [`tick`](Self::tick) has something to do.
    pub fn deadline(&self) -> Option<Time> {
        let greeting = self.greeting.map(|planned| planned.at);
        [greeting, self.history.deadline(), self.reactions.deadline(), self.files.deadline()]
            .into_iter()
            .flatten()
            .min()
    }

    pub fn tick(&mut self, now: Time) {
        if let Some(planned) = self.greeting.take_if(|planned| planned.at <= now) {
            self.greet(planned.asks);
        }
        if let Some(of) = self.history.ask(now) {
            self.say(CallMessage::HistoryRequest { of });
        }
        self.reactions.expire(now);
        self.outbox.extend(self.files.chunks(now, &mut self.chat).into_iter().map(Outgoing::Chunk));
    }

    pub fn take_outbox(&mut self) -> Vec<Outgoing> {
        std::mem::take(&mut self.outbox)
    }

    pub fn take_news(&mut self) -> Vec<News> {
        std::mem::take(&mut self.news)
    }

    pub fn view(&self) -> TalkView {
        TalkView {
            entries: self.chat.entries(),
            unread: self.chat.unread(),
            hands: self.hands.in_order().into(),
            own_hand: self.own.as_ref().is_some_and(|own| self.hands.is_raised(own)),
            reactions: self.reactions.shown().into(),
            recorders: self.recorders.iter().cloned().collect(),
        }
    }

    fn receive_greeting(&mut self, from: &Speaker, greeting: Greeting, now: Time) {
        if self.hands.set(from.sid.clone(), greeting.hand) {
            self.news.push(News::HandRaised { name: from.name.clone() });
        }
        self.set_recording(from, greeting.recording);
        self.history.consider(&from.sid, greeting.written, self.chat.written(), now);
        if greeting.asks {
            self.plan_greeting(now, false);
        }
    }

    fn set_recording(&mut self, from: &Speaker, active: bool) {
        if active {
            self.recorders.insert(from.sid.clone());
        } else if self.recorders.remove(&from.sid) {
            self.news.push(News::RecordingEnded { name: from.name.clone() });
        }
    }

    fn plan_greeting(&mut self, now: Time, asks: bool) {
        if self.own.is_some() {
            let planned =
                self.greeting.get_or_insert(PlannedGreeting { at: now + GREETING_DELAY, asks: false });
            planned.asks |= asks;
        }
    }

    fn greet(&mut self, asks: bool) {
        let Some(own) = &self.own else { return };
        let greeting = Greeting {
            hand: self.hands.place_of(own),
            recording: self.records,
            written: self.chat.written(),
            asks,
        };
        self.say(CallMessage::Greeting(greeting));
    }

    fn say(&mut self, message: CallMessage) {
        self.outbox.push(Outgoing::Message(message));
    }
}

#[cfg(test)]
mod tests;
