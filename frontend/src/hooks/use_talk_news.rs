use yew::{Callback, hook, use_callback};

use crate::messages::Message;
use crate::notifications::use_notifier;
use crate::state::talk::News;

/// Characters of a message that are told in passing; the rest stands in the chat.
const EXCERPT: usize = 120;

/// Tells what others wrote and did. Where the chat is open, a message is read out and not shown twice.
#[hook]
pub fn use_talk_news(chat_is_open: bool) -> Callback<News> {
    let notifier = use_notifier();
    use_callback((notifier, chat_is_open), |news, (notifier, chat_is_open)| {
        let named = |id, name: &str| Message::new(id).with("name", name);
        match news {
            News::FileOffered { name } => notifier.toast(named("talk-file-offered", &name)),
            News::HandRaised { name } => notifier.toast(named("talk-hand-raised", &name)),
            News::RecordingEnded { name } => notifier.toast(named("talk-recording-ended", &name)),
            News::Wrote { name, text } => {
                let message = named("talk-wrote", &name).with("text", excerpt(&text));
                if *chat_is_open {
                    notifier.announce(message);
                } else {
                    notifier.toast(message);
                }
            }
        }
    })
}

fn excerpt(text: &str) -> String {
    let mut excerpt: String = text.chars().take(EXCERPT).collect();
    if excerpt.len() < text.len() {
        excerpt.push('…');
    }
    excerpt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_message_is_told_in_part() {
        assert_eq!(excerpt("é"), "é");
        assert_eq!(excerpt(&"é".repeat(200)), format!("{}…", "é".repeat(EXCERPT)));
    }
}
