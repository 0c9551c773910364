#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;

use super::*;
use crate::DisplayName;

fn sid(text: &str) -> ParticipantSid {
    ParticipantSid::parse(text).unwrap()
}

fn chat(text: &str) -> ChatText {
    ChatText::parse(text).unwrap()
}

fn entry(text: ChatText) -> HistoryEntry {
    HistoryEntry {
        author: sid("PA1"),
        name: DisplayName::parse("Ada").unwrap(),
        id: 7,
        at: 1_764_288_000_000,
        text,
    }
}

#[test]
fn messages_read_as_they_are_on_the_wire() {
    let messages = [
        (CallMessage::Chat { id: 1, text: chat("Hi!") }, r#"{"kind":"chat","id":1,"text":"Hi!"}"#),
        (CallMessage::Hand { place: Some(HandPlace::FIRST) }, r#"{"kind":"hand","place":1}"#),
        (CallMessage::Hand { place: None }, r#"{"kind":"hand","place":null}"#),
        (
            CallMessage::Reaction { reaction: Reaction::ThumbsUp },
            r#"{"kind":"reaction","reaction":"thumbs_up"}"#,
        ),
        (CallMessage::Recording { active: true }, r#"{"kind":"recording","active":true}"#),
        (CallMessage::HistoryRequest { of: sid("PA1") }, r#"{"kind":"history_request","of":"PA1"}"#),
        (CallMessage::FileCancel { id: 3 }, r#"{"kind":"file_cancel","id":3}"#),
        (
            CallMessage::FileOffer(FileOffer {
                id: 3,
                name: FileName::parse("plan.PDF").unwrap(),
                size: FileSize::new(9).unwrap(),
            }),
            r#"{"kind":"file_offer","id":3,"name":"plan.PDF","size":9}"#,
        ),
        (
            CallMessage::Greeting(Greeting { written: 2, asks: true, ..Greeting::default() }),
            r#"{"kind":"greeting","recording":false,"written":2,"asks":true}"#,
        ),
        (
            CallMessage::History { to: sid("PA2"), entries: vec![entry(chat("a\nb"))], last: true },
            r#"{"kind":"history","to":"PA2","entries":[{"author":"PA1","name":"Ada","id":7,"at":1764288000000,"text":"a\nb"}],"last":true}"#,
        ),
    ];
    for (message, json) in messages {
        let text = format!(r#"{{"version":1,"message":{json}}}"#);
        assert_eq!(message.encode().unwrap(), text);
        assert_eq!(CallMessage::decode(&text), Ok(message));
    }
}

#[test]
fn what_a_later_page_says_is_unknown_and_its_fields_are_left_out() {
    for (message, read) in [
        (r#"{"kind":"poll","question":["?"]}"#, CallMessage::Unknown),
        (
            r#"{"kind":"chat","id":1,"text":"Hi","color":{"r":1}}"#,
            CallMessage::Chat { id: 1, text: chat("Hi") },
        ),
        (r#"{"kind":"reaction","reaction":"yawn"}"#, CallMessage::Reaction { reaction: Reaction::Unknown }),
        (r#"{"kind":"greeting"}"#, CallMessage::Greeting(Greeting::default())),
    ] {
        let text = format!(r#"{{"version":1,"message":{message},"more":null}}"#);
        assert_eq!(CallMessage::decode(&text), Ok(read));
    }
    let later = r#"{"version":2,"message":"of another shape"}"#;
    assert_eq!(CallMessage::decode(later), Err(MessageFault::OtherVersion(2)));
}

#[test]
fn messages_that_break_a_limit_are_refused_whole() {
    let long = "x".repeat(CHAT_LENGTH_LIMIT + 1);
    for message in [
        format!(r#"{{"kind":"chat","id":1,"text":"{long}"}}"#),
        r#"{"kind":"chat","id":1,"text":" \n "}"#.to_owned(),
        r#"{"kind":"chat","id":-1,"text":"x"}"#.to_owned(),
        r#"{"kind":"file_offer","id":1,"name":"a","size":8388609}"#.to_owned(),
        r#"{"kind":"file_offer","id":1,"name":"../a","size":1}"#.to_owned(),
        r#"{"kind":"history_request","of":""}"#.to_owned(),
        r#"{"kind":"history","to":"PA1","entries":[{"author":"PA1","name":" ","id":1,"at":0,"text":"x"}],"last":true}"#
            .to_owned(),
    ] {
        let text = format!(r#"{{"version":1,"message":{message}}}"#);
        assert_eq!(CallMessage::decode(&text), Err(MessageFault::Malformed), "{text}");
    }
    let padded =
        format!("{}{}", r#"{"version":1,"message":{"kind":"later"}}"#, " ".repeat(MESSAGE_BYTE_LIMIT));
    assert_eq!(CallMessage::decode(&padded), Err(MessageFault::TooLong));
}

#[test]
fn written_text_keeps_its_lines_and_loses_what_controls() {
    assert_eq!(chat("  one\n\ttwo\r\n ").as_str(), "one\n\ttwo");
    assert_eq!(chat("evil\u{202e}txt.exe\0").as_str(), "eviltxt.exe");
    assert_eq!(ChatText::parse("\u{202e}\0"), Err(ChatFault::Blank));
    assert!(ChatText::parse(&"🦀".repeat(CHAT_LENGTH_LIMIT)).is_ok());
}

#[test]
fn the_longest_text_fits_a_message_in_every_script() {
    for character in ["x", "\"", "\\", "é", "漢", "🦀"] {
        let text = chat(&character.repeat(CHAT_LENGTH_LIMIT));
        CallMessage::Chat { id: u32::MAX, text: text.clone() }.encode().unwrap();
        let pages = history_pages(&sid("PA1"), &[entry(text)]);
        pages.last().unwrap().encode().unwrap();
    }
}

#[test]
fn file_names_lead_nowhere() {
    for name in ["a.txt", "Ünïcode 漢.tar.gz", ".profile"] {
        assert_eq!(FileName::parse(name).unwrap().as_str(), name);
    }
    for name in ["", " ", ".", "..", "a/b", "a\\b", "a\nb", "gpj\u{202e}exe"] {
        assert_eq!(FileName::parse(name), Err(FileNameFault), "{name:?}");
    }
    assert_eq!(FileName::parse("Photo.JPEG").unwrap().extension(), "jpeg");
    assert_eq!(FileName::parse("README").unwrap().extension(), "");
}

#[test]
fn no_chunk_is_longer_than_a_message() {
    let chunk = FileChunk { id: 1, offset: 2, payload: vec![7; CHUNK_PAYLOAD_BYTES] };
    assert_eq!(chunk.encode().len(), MESSAGE_BYTE_LIMIT);
    assert_eq!(FileChunk::decode(&chunk.encode()), Ok(chunk));
    assert_eq!(FileChunk::decode(&[1; MESSAGE_BYTE_LIMIT + 1]), Err(ChunkFault::TooLong));
    assert_eq!(FileChunk::decode(&[1; 9]), Err(ChunkFault::TooShort));
    assert_eq!(FileChunk::decode(&[2; 10]), Err(ChunkFault::OtherVersion(2)));
}

fn any_entry() -> impl Strategy<Value = HistoryEntry> {
    let character = prop::sample::select(vec!["x", "\"", "\\", "é", "漢", "🦀"]);
    let words =
        (character, 1..=CHAT_LENGTH_LIMIT).prop_map(|(character, count)| chat(&character.repeat(count)));
    (any::<u32>(), any::<u64>(), words).prop_map(|(id, at, text)| HistoryEntry { id, at, ..entry(text) })
}

proptest! {
    #[test]
    fn no_text_does_harm(text in ".{0,400}") {
        let _ = CallMessage::decode(&text);
    }

    #[test]
    fn no_message_of_ours_with_a_hostile_part_does_harm(
        kind in prop::sample::select(vec![
            "greeting", "chat", "history_request", "history", "hand", "reaction", "file_offer", "file_cancel", "recording",
        ]),
        field in prop::sample::select(vec!["id", "text", "of", "to", "entries", "place", "name", "size", "hand"]),
        value in prop_oneof![
            Just("null".to_owned()), any::<i64>().prop_map(|number| number.to_string()),
            any::<f64>().prop_map(|number| format!("{number:e}")), Just("[[[[]]]]".to_owned()), Just("{}".to_owned()),
            ".{0,50}".prop_map(|text| serde_json::Value::from(text).to_string()),
        ],
    ) {
        let text = format!(r#"{{"version":1,"message":{{"kind":"{kind}","id":1,"last":true,"{field}":{value}}}}}"#);
        if let Ok(message) = CallMessage::decode(&text) {
            // What was read can be said again.
            prop_assert_eq!(CallMessage::decode(&message.encode().unwrap()), Ok(message));
        }
    }

    #[test]
    fn no_bytes_do_harm(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(chunk) = FileChunk::decode(&bytes) {
            prop_assert_eq!(chunk.encode(), bytes);
        }
    }

    #[test]
    fn pages_of_history_are_messages_and_lose_nothing(entries in prop::collection::vec(any_entry(), 0..130)) {
        let pages = history_pages(&sid("PA9"), &entries);
        let mut read = Vec::new();
        for (index, page) in pages.iter().enumerate() {
            let CallMessage::History { to, entries, last } = CallMessage::decode(&page.encode().unwrap()).unwrap() else {
                panic!("a page is history");
            };
            prop_assert_eq!(to, sid("PA9"));
            prop_assert_eq!(last, index + 1 == pages.len());
            read.extend(entries);
        }
        prop_assert_eq!(read, entries[entries.len().saturating_sub(HISTORY_LIMIT)..].to_vec());
    }
}
