//! The chat as a text to keep.

use std::fmt::Write;

use super::talk::{Body, Entry, Time};

/// One line for each entry, further lines of a message indented below it. `clock` puts a time into words.
pub fn transcript<'entry>(
    entries: impl IntoIterator<Item = &'entry Entry>,
    clock: impl Fn(Time) -> String,
) -> String {
    let mut text = String::new();
    for entry in entries {
        let (time, name) = (clock(entry.at), &entry.author.name);
        let words = match &entry.body {
            Body::File(transfer) => format!("[{}]", transfer.name.as_str()),
            Body::Text(written) => written.as_str().replace('\n', "\n    "),
        };
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{time} {name}: {words}");
    }
    text
}

#[cfg(test)]
mod tests {
    use shared::call_message::{ChatText, FileName, FileSize, ParticipantSid};

    use super::*;
    use crate::state::talk::{Author, Entry};

    #[test]
    fn each_entry_has_its_line() {
        let author = Author::own(ParticipantSid::parse("PA1").unwrap(), "Ada");
        let entries = [
            Entry::written(author.clone(), 1, 60_000, ChatText::parse("One\ntwo").unwrap()),
            Entry::file(author, 1, 120_000, FileName::parse("plan.pdf").unwrap(), FileSize::new(1).unwrap()),
        ];
        let text = transcript(&entries, |time| format!("0:0{}", time / 60_000));
        assert_eq!(text, "0:01 Ada: One\n    two\n0:02 Ada: [plan.pdf]\n");
    }
}
