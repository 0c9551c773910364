use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use shared::Identity;
use shared::call_message::{
    CALL_TRACK, CallMessage, ChatText, FileChunk, FileName, FileSize, ParticipantSid, Reaction,
};
use twilio_video::{
    DataMessage, LocalDataTrack, ParticipantState, RemoteParticipant, RemoteTrack, Room, RoomEvent, RoomState,
};
use yew::{Callback, UseStateSetter, hook, use_callback, use_effect_with, use_memo, use_state_eq};

use crate::browser;
use crate::state::talk::{News, Outgoing, Speaker, Talk, TalkView, Time};

/// What is said beside sound and picture, and the way to say something.
#[derive(Clone, PartialEq)]
pub struct Conversation {
    pub view: TalkView,
    pub act: Callback<TalkWish>,
}

/// What a person wants to say or do.
#[derive(Clone, Debug, PartialEq)]
pub enum TalkWish {
    CancelFile { author: ParticipantSid, id: u32 },
    LookAtChat(bool),
    LowerHand,
    RaiseHand,
    React(Reaction),
    Record(bool),
    SendFile { name: FileName, size: FileSize, bytes: Rc<Vec<u8>> },
    Write(ChatText),
}

/// Speaks and listens on the data tracks of the room.
#[hook]
pub fn use_talk(room: Room, track: Option<LocalDataTrack>, on_news: Callback<News>) -> Conversation {
    let view = use_state_eq(TalkView::default);
    let line = use_memo((), {
        let view = view.setter();
        move |()| Line::new(view)
    });
    line.on_news.replace(on_news);
    use_effect_with((room, track), {
        let line = line.clone();
        move |(room, track)| {
            let subscription = (room.state() != RoomState::Disconnected).then(|| {
                line.enter(room, track.clone());
                let subscription = room.subscribe({
                    let line = line.clone();
                    move |event| line.hear(event)
                });
                // Whoever was heard before the subscription is met here.
                for participant in room.participants() {
                    if is_heard(&participant) {
                        line.meet(&participant);
                    }
                }
                subscription
            });
            move || {
                drop(subscription);
                line.track.replace(None);
                line.step(|talk, _| talk.leave());
            }
        }
    });
    // After the last rendering, nothing runs any more.
    use_effect_with((), {
        let line = line.clone();
        move |()| move || drop(line.timer.take())
    });
    let act = use_callback((), move |wish, ()| line.fulfil(wish));
    Conversation { view: (*view).clone(), act }
}

/// Connects the state machine with the room, the clock and the page.
struct Line {
    talk: RefCell<Talk>,
    track: RefCell<Option<LocalDataTrack>>,
    /// Ourselves, as the others see us.
    own_name: RefCell<String>,
    timer: RefCell<Option<Timeout>>,
    view: UseStateSetter<TalkView>,
    on_news: RefCell<Callback<News>>,
}

impl Line {
    fn new(view: UseStateSetter<TalkView>) -> Self {
        Self {
            talk: RefCell::default(),
            track: RefCell::default(),
            own_name: RefCell::default(),
            timer: RefCell::default(),
            view,
            on_news: RefCell::new(Callback::noop()),
        }
    }

    fn enter(self: &Rc<Self>, room: &Room, track: Option<LocalDataTrack>) {
        let own = room.local_participant();
        self.own_name.replace(Identity::parse(own.identity()).display_name().to_owned());
        self.track.replace(track);
        if let Ok(sid) = ParticipantSid::parse(own.sid()) {
            self.step(|talk, _| talk.join(sid));
        }
    }

    fn meet(self: &Rc<Self>, participant: &RemoteParticipant) {
        if let Some(who) = speaker(participant) {
            self.step(|talk, now| talk.meet(&who, now));
        }
    }

    fn hear(self: &Rc<Self>, event: RoomEvent) {
        match event {
            RoomEvent::ParticipantDisconnected(participant) => {
                if let Ok(sid) = ParticipantSid::parse(participant.sid()) {
                    self.step(|talk, now| talk.depart(&sid, now));
                }
            }
            RoomEvent::Reconnected => self.step(Talk::return_to_call),
            RoomEvent::TrackMessage { message, track, participant } if track.name() == CALL_TRACK => {
                if let Some(from) = speaker(&participant) {
                    self.receive(&from, message);
                }
            }
            RoomEvent::TrackSubscribed { track: RemoteTrack::Data(track), participant, .. }
                if track.name() == CALL_TRACK =>
            {
                self.meet(&participant);
            }
            _ => {}
        }
    }

    /// What is no message of ours, by fault or by malice, is passed over.
    fn receive(self: &Rc<Self>, from: &Speaker, message: DataMessage) {
        match message {
            DataMessage::Text(text) => {
                if let Ok(message) = CallMessage::decode(&text) {
                    self.step(|talk, now| talk.receive(from, message, now));
                }
            }
            DataMessage::Bytes(bytes) => {
                if let Ok(chunk) = FileChunk::decode(&bytes) {
                    self.step(|talk, _| talk.receive_chunk(&from.sid, &chunk));
                }
            }
        }
    }

    fn fulfil(self: &Rc<Self>, wish: TalkWish) {
        let name = self.own_name.borrow().clone();
        self.step(|talk, now| match wish {
            TalkWish::CancelFile { author, id } => talk.cancel_file(&author, id),
            TalkWish::LookAtChat(looks) => talk.look_at_chat(looks),
            TalkWish::LowerHand => talk.lower_hand(),
            TalkWish::RaiseHand => talk.raise_hand(),
            TalkWish::React(reaction) => talk.react(reaction, now),
            TalkWish::Record(active) => talk.record(active),
            TalkWish::SendFile { name: file, size, bytes } => talk.send_file(&name, file, size, bytes, now),
            TalkWish::Write(text) => talk.write(&name, text, now),
        });
    }

    /// Changes the state, and carries out and shows what follows.
    fn step(self: &Rc<Self>, change: impl FnOnce(&mut Talk, Time)) {
        let (outbox, news, view, deadline) = {
            let mut talk = self.talk.borrow_mut();
            change(&mut talk, browser::now());
            (talk.take_outbox(), talk.take_news(), talk.view(), talk.deadline())
        };
        if let Some(track) = &*self.track.borrow() {
            for outgoing in outbox {
                send(track, &outgoing);
            }
        }
        self.set_timer(deadline);
        self.view.set(view);
        let on_news = self.on_news.borrow().clone();
        news.into_iter().for_each(|news| on_news.emit(news));
    }

    fn set_timer(self: &Rc<Self>, deadline: Option<Time>) {
        let timer = deadline.map(|deadline| {
            let line = Rc::downgrade(self);
            let delay = u32::try_from(deadline.saturating_sub(browser::now())).unwrap_or(u32::MAX);
            Timeout::new(delay, move || {
                if let Some(line) = line.upgrade() {
                    line.step(Talk::tick);
                }
            })
        });
        self.timer.replace(timer);
    }
}

/// A message that cannot be sent is lost, as it would be on a broken connection: the library gives no receipt either way.
fn send(track: &LocalDataTrack, outgoing: &Outgoing) {
    let _ = match outgoing {
        Outgoing::Chunk(chunk) => track.send_bytes(&chunk.encode()),
        Outgoing::Message(message) => match message.encode() {
            Ok(text) => track.send_text(&text),
            Err(_) => return,
        },
    };
}

/// `None` for somebody who has left, and for a SID of another shape than Twilio's.
fn speaker(participant: &RemoteParticipant) -> Option<Speaker> {
    if participant.state() == ParticipantState::Disconnected {
        return None;
    }
    let name = Identity::parse(participant.identity()).display_name().into();
    Some(Speaker { sid: ParticipantSid::parse(participant.sid()).ok()?, name })
}

fn is_heard(participant: &RemoteParticipant) -> bool {
    participant
        .publications()
        .iter()
        .any(|publication| publication.track_name() == CALL_TRACK && publication.is_subscribed())
}
