use shared::call_message::{FileOffer, HistoryEntry};

use super::*;

/// A call without a network: what one says, the others hear at once.
struct Call {
    people: Vec<(Speaker, Talk)>,
    now: Time,
    /// Every message that was said, with who said it.
    said: Vec<(String, CallMessage)>,
}

fn speaker(name: &'static str) -> Speaker {
    Speaker { sid: ParticipantSid::parse(&format!("PA{name}")).unwrap(), name: name.into() }
}

fn text(text: &str) -> ChatText {
    ChatText::parse(text).unwrap()
}

impl Call {
    fn of(names: &[&'static str]) -> Self {
        let mut call = Self { people: vec![], now: 1_000_000, said: vec![] };
        for name in names {
            call.join(name);
        }
        call
    }

    fn join(&mut self, name: &'static str) {
        self.enter(name);
        self.run();
    }

    /// Lets somebody in, and no time pass.
    fn enter(&mut self, name: &'static str) {
        let newcomer = speaker(name);
        let mut talk = Talk::default();
        talk.join(newcomer.sid.clone());
        for (present, their) in &mut self.people {
            talk.meet(present, self.now);
            their.meet(&newcomer, self.now);
        }
        self.people.push((newcomer, talk));
    }

    fn leave(&mut self, name: &str) {
        let index = self.people.iter().position(|(who, _)| &*who.name == name).unwrap();
        let (who, mut talk) = self.people.remove(index);
        talk.leave();
        for (_, their) in &mut self.people {
            their.depart(&who.sid, self.now);
        }
    }

    fn talk(&mut self, name: &str) -> &mut Talk {
        &mut self.people.iter_mut().find(|(who, _)| &*who.name == name).unwrap().1
    }

    fn view(&mut self, name: &str) -> TalkView {
        self.talk(name).view()
    }

    fn write(&mut self, name: &str, words: &str) {
        let now = self.now;
        self.talk(name).write(name, text(words), now);
        self.run();
    }

    /// Until nobody has anything to say any more.
    fn deliver(&mut self) {
        while let Some(index) = (0..self.people.len()).find(|index| self.speaks(*index)) {
            let (from, talk) = &mut self.people[index];
            let (from, outbox) = (from.clone(), talk.take_outbox());
            for outgoing in outbox {
                if let Outgoing::Message(message) = &outgoing {
                    self.said.push((from.name.to_string(), message.clone()));
                }
                let others = self.people.iter_mut().filter(|(who, _)| *who != from);
                for (_, their) in others {
                    match &outgoing {
                        Outgoing::Message(message) => their.receive(&from, message.clone(), self.now),
                        Outgoing::Chunk(chunk) => their.receive_chunk(&from.sid, chunk),
                    }
                }
            }
        }
    }

    fn speaks(&self, index: usize) -> bool {
        !self.people[index].1.outbox.is_empty()
    }

    /// Until nobody has anything to do any more.
    fn run(&mut self) {
        for _ in 0..10_000 {
            self.deliver();
            let Some(deadline) = self.people.iter().filter_map(|(_, talk)| talk.deadline()).min() else {
                return;
            };
            self.now = self.now.max(deadline);
            for (_, talk) in &mut self.people {
                talk.tick(self.now);
            }
        }
        panic!("the call does not come to rest");
    }

    fn said(&self, is_meant: impl Fn(&CallMessage) -> bool) -> Vec<&str> {
        self.said.iter().filter(|(_, message)| is_meant(message)).map(|(name, _)| name.as_str()).collect()
    }
}

fn words(view: &TalkView) -> Vec<String> {
    let of = |entry: &Rc<Entry>| match &entry.body {
        Body::Text(text) => format!("{}: {}", entry.author.name, text.as_str()),
        Body::File(transfer) => format!("{}: [{}]", entry.author.name, transfer.name.as_str()),
    };
    view.entries.iter().map(of).collect()
}

fn file_state(view: &TalkView) -> FileState {
    match &view.entries.last().unwrap().body {
        Body::File(transfer) => transfer.state.clone(),
        Body::Text(text) => panic!("no file but {text:?}"),
    }
}

fn names(hands: &[ParticipantSid]) -> Vec<&str> {
    hands.iter().map(ParticipantSid::as_str).collect()
}

#[test]
fn everybody_reads_what_is_written_in_one_order_of_each_author() {
    let mut call = Call::of(&["Ada", "Bob", "Eve"]);
    call.write("Ada", "one");
    call.write("Bob", "two");
    for name in ["Ada", "Bob", "Eve"] {
        assert_eq!(words(&call.view(name)), ["Ada: one", "Bob: two"]);
    }
    assert_eq!((call.view("Ada").unread, call.view("Eve").unread), (1, 2));
    call.talk("Eve").look_at_chat(true);
    call.write("Ada", "three");
    assert_eq!(call.view("Eve").unread, 0);
    let news = call.talk("Eve").take_news();
    assert_eq!(news.last(), Some(&News::Wrote { name: "Ada".into(), text: "three".into() }));
}

#[test]
fn a_newcomer_reads_what_was_written_before_and_one_answers() {
    let mut call = Call::of(&["Ada", "Bob", "Eve"]);
    call.write("Ada", "one");
    call.write("Bob", "two");
    call.join("Mia");
    assert_eq!(words(&call.view("Mia")), ["Ada: one", "Bob: two"]);
    assert!(call.view("Mia").entries.iter().all(|entry| entry.told_by.is_some()));
    assert_eq!(call.said(|message| matches!(message, CallMessage::History { .. })), ["Ada"]);
    // Whoever was there takes nothing of what was meant for the newcomer.
    assert_eq!(words(&call.view("Bob")), ["Ada: one", "Bob: two"]);
    call.write("Eve", "three");
    assert_eq!(words(&call.view("Mia")), ["Ada: one", "Bob: two", "Eve: three"]);
}

#[test]
fn what_was_written_while_history_is_on_its_way_stands_behind_it() {
    let mut call = Call::of(&["Ada", "Bob"]);
    call.write("Ada", "one");
    call.enter("Mia");
    let now = call.now;
    call.talk("Bob").write("Bob", text("two"), now);
    call.run();
    assert_eq!(words(&call.view("Mia")), ["Ada: one", "Bob: two"]);
}

#[test]
fn a_full_room_greets_a_newcomer_without_a_flood() {
    let mut call = Call::of(&["Ada", "Bob", "Eve", "Mia"]);
    call.said.clear();
    call.join("Zoe");
    let greetings = call.said(|message| matches!(message, CallMessage::Greeting(_)));
    assert!(greetings.len() <= 10, "{greetings:?}");
}

#[test]
fn another_one_is_asked_when_the_first_does_not_answer() {
    let mut call = Call::of(&["Ada", "Bob"]);
    call.write("Ada", "one");
    call.enter("Mia");
    // Ada hears nobody: her page hangs.
    let (who, talk) = call.people.remove(0);
    call.now += 1;
    let now = call.now;
    let greeting = Greeting { written: 9, ..Greeting::default() };
    call.talk("Mia").receive(&who, CallMessage::Greeting(greeting), now);
    call.run();
    drop(talk);
    assert_eq!(words(&call.view("Mia")), ["Ada: one"]);
    let asked: Vec<_> = call
        .said
        .iter()
        .filter(|(_, message)| matches!(message, CallMessage::HistoryRequest { .. }))
        .collect();
    assert_eq!(asked.len(), 2);
}

#[test]
fn only_who_was_asked_can_tell_what_was() {
    let mut call = Call::of(&["Ada", "Bob"]);
    let entry = HistoryEntry {
        author: speaker("Ada").sid,
        name: shared::DisplayName::parse("Queen").unwrap(),
        id: 1,
        at: 0,
        text: text("forged"),
    };
    let forged = CallMessage::History { to: speaker("Ada").sid, entries: vec![entry.clone()], last: true };
    let now = call.now;
    call.talk("Ada").receive(&speaker("Bob"), forged, now);
    assert_eq!(words(&call.view("Ada")), [""; 0]);

    // Who was asked can tell, but neither in our own name nor in another one of somebody present.
    let mut newcomer = Talk::default();
    newcomer.join(speaker("Eve").sid);
    newcomer.meet(&speaker("Ada"), 0);
    newcomer.receive(
        &speaker("Ada"),
        CallMessage::Greeting(Greeting { written: 1, ..Greeting::default() }),
        0,
    );
    newcomer.tick(10_000);
    let own = HistoryEntry { author: speaker("Eve").sid, ..entry.clone() };
    let told = CallMessage::History { to: speaker("Eve").sid, entries: vec![own, entry], last: true };
    newcomer.receive(&speaker("Ada"), told, 10_001);
    assert_eq!(words(&newcomer.view()), ["Ada: forged"]);
}

#[test]
fn a_participant_gets_our_history_three_times_at_most() {
    let mut call = Call::of(&["Ada", "Bob"]);
    call.write("Ada", "one");
    let now = call.now;
    for _ in 0..10 {
        let request = CallMessage::HistoryRequest { of: speaker("Ada").sid };
        call.talk("Ada").receive(&speaker("Bob"), request, now);
    }
    assert_eq!(call.talk("Ada").take_outbox().len(), 3);
}

#[test]
fn hands_stand_in_one_order_at_everybody_and_at_newcomers() {
    let mut call = Call::of(&["Ada", "Bob", "Eve"]);
    call.talk("Eve").raise_hand();
    call.run();
    // In the same moment.
    call.talk("Bob").raise_hand();
    call.talk("Ada").raise_hand();
    call.run();
    call.join("Mia");
    for name in ["Ada", "Bob", "Eve", "Mia"] {
        assert_eq!(names(&call.view(name).hands), ["PAEve", "PAAda", "PABob"], "{name}");
    }
    assert!(call.view("Ada").own_hand);
    call.talk("Ada").lower_hand();
    call.run();
    call.talk("Ada").raise_hand();
    call.run();
    call.leave("Eve");
    for name in ["Ada", "Bob", "Mia"] {
        assert_eq!(names(&call.view(name).hands), ["PABob", "PAAda"], "{name}");
    }
}

#[test]
fn everybody_knows_who_records_also_who_came_later() {
    let mut call = Call::of(&["Ada", "Bob"]);
    call.talk("Ada").record(true);
    call.run();
    call.join("Eve");
    for name in ["Bob", "Eve"] {
        assert_eq!(names(&call.view(name).recorders), ["PAAda"]);
        assert_eq!(call.talk(name).take_news(), []);
    }
    call.talk("Ada").record(false);
    call.run();
    assert!(call.view("Bob").recorders.is_empty());
    assert_eq!(call.talk("Bob").take_news(), [News::RecordingEnded { name: "Ada".into() }]);
    call.talk("Ada").record(true);
    call.run();
    call.leave("Ada");
    assert!(call.view("Eve").recorders.is_empty());
}

#[test]
fn reactions_go_by_themselves_and_do_not_pile_up() {
    let mut call = Call::of(&["Ada", "Bob"]);
    let now = call.now;
    for step in 0..1000 {
        let reaction = CallMessage::Reaction { reaction: Reaction::Heart };
        call.talk("Bob").receive(&speaker("Ada"), reaction, now + step);
    }
    let shown = call.view("Bob").reactions;
    assert!((2..10).contains(&shown.len()), "{}", shown.len());
    call.talk("Bob").receive(
        &speaker("Ada"),
        CallMessage::Reaction { reaction: Reaction::Unknown },
        now + 2000,
    );
    call.run();
    assert!(call.view("Bob").reactions.is_empty());
}

#[test]
fn a_file_arrives_whole_and_says_how_far_it_is() {
    let mut call = Call::of(&["Ada", "Bob", "Eve"]);
    let bytes: Rc<Vec<u8>> = Rc::new((0..100_000_u32).map(|number| number as u8).collect());
    let (name, size) = (FileName::parse("plan.pdf").unwrap(), FileSize::new(100_000).unwrap());
    let now = call.now;
    call.talk("Ada").send_file("Ada", name, size, bytes.clone(), now);
    call.deliver();
    for _ in 0..3 {
        let now = call.talk("Ada").deadline().unwrap();
        call.talk("Ada").tick(now);
        call.deliver();
    }
    assert_eq!(file_state(&call.view("Bob")), FileState::Moving { percent: 49 });
    assert_eq!(file_state(&call.view("Ada")), FileState::Moving { percent: 49 });
    call.run();
    for name in ["Ada", "Bob", "Eve"] {
        assert_eq!(file_state(&call.view(name)), FileState::Complete(bytes.clone()), "{name}");
    }
}

#[test]
fn a_file_that_is_stopped_or_whose_sender_leaves_is_told_apart() {
    let mut call = Call::of(&["Ada", "Bob"]);
    let (name, size) = (FileName::parse("plan.pdf").unwrap(), FileSize::new(100_000).unwrap());
    let bytes = Rc::new(vec![7; 100_000]);
    let now = call.now;
    call.talk("Ada").send_file("Ada", name.clone(), size, bytes.clone(), now);
    call.deliver();
    call.talk("Ada").cancel_file(&speaker("Ada").sid, 1);
    call.run();
    assert_eq!(file_state(&call.view("Bob")), FileState::Canceled);
    assert_eq!(file_state(&call.view("Ada")), FileState::Canceled);

    let now = call.now;
    call.talk("Ada").send_file("Ada", name.clone(), size, bytes.clone(), now);
    call.deliver();
    call.talk("Bob").cancel_file(&speaker("Ada").sid, 2);
    call.run();
    assert_eq!(file_state(&call.view("Bob")), FileState::Canceled);
    assert!(matches!(file_state(&call.view("Ada")), FileState::Complete(_)));

    let now = call.now;
    call.talk("Ada").send_file("Ada", name, size, bytes, now);
    call.deliver();
    call.leave("Ada");
    assert_eq!(file_state(&call.view("Bob")), FileState::Failed);
}

#[test]
fn hostile_files_fail_and_take_no_room() {
    let mut talk = Talk::default();
    let eve = speaker("Eve");
    talk.join(speaker("Ada").sid);
    let offer = |id, bytes| {
        let (name, size) = (FileName::parse("a").unwrap(), FileSize::new(bytes).unwrap());
        CallMessage::FileOffer(FileOffer { id, name, size })
    };
    let chunk = |id, offset, length| FileChunk { id, offset, payload: vec![0; length] };
    talk.receive_chunk(&eve.sid, &chunk(9, 0, 100));
    assert!(talk.view().entries.is_empty());
    // More than was said, and out of order.
    for (second, length) in [(10, 91), (11, 1), (0, 1)] {
        talk.receive(&eve, offer(1, 100), 0);
        talk.receive_chunk(&eve.sid, &chunk(1, 0, 10));
        talk.receive_chunk(&eve.sid, &chunk(1, second, length));
        assert_eq!(file_state(&talk.view()), FileState::Failed);
    }
    // Offers that nothing follows.
    let before = talk.view().entries.len();
    for id in 10..1000 {
        talk.receive(&eve, offer(id, 100), 0);
    }
    assert_eq!(talk.view().entries.len(), before + 2);
}

#[test]
fn the_chat_forgets_its_oldest_entries_and_the_bytes_of_old_files() {
    let mut talk = Talk::default();
    let eve = speaker("Eve");
    talk.join(speaker("Ada").sid);
    for id in 0..10 {
        let size = 8 * 1024 * 1024;
        let (name, size) = (FileName::parse("a").unwrap(), FileSize::new(size).unwrap());
        talk.receive(&eve, CallMessage::FileOffer(FileOffer { id, name, size }), 0);
        talk.receive_chunk(&eve.sid, &FileChunk { id, offset: 0, payload: vec![0; size.bytes() as usize] });
    }
    let kept = |view: &TalkView| {
        let is_kept = |entry: &&Rc<Entry>| matches!(&entry.body, Body::File(transfer) if matches!(transfer.state, FileState::Complete(_)));
        view.entries.iter().filter(is_kept).count()
    };
    assert_eq!(kept(&talk.view()), 8);
    for id in 0..10_000 {
        talk.receive(&eve, CallMessage::Chat { id, text: text("x") }, 0);
    }
    assert_eq!(talk.view().entries.len(), 500);
}

#[test]
fn leaving_keeps_the_chat_and_ends_the_rest() {
    let mut call = Call::of(&["Ada", "Bob"]);
    call.write("Bob", "one");
    call.talk("Bob").raise_hand();
    call.talk("Bob").record(true);
    call.run();
    let talk = call.talk("Ada");
    talk.leave();
    let view = talk.view();
    assert_eq!(words(&view), ["Bob: one"]);
    assert!(view.hands.is_empty() && view.recorders.is_empty());
    assert_eq!(talk.deadline(), None);
    // Nobody hears us outside.
    talk.write("Ada", text("two"), 0);
    talk.raise_hand();
    assert!(talk.take_outbox().is_empty());
}
