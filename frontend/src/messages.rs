//! Every sentence of the page, in six languages. The texts stand in `frontend/messages/LANGUAGE/AREA.ftl`, written in
//! Fluent; English is built in, the others are fetched when somebody wants them.
//!
//! An id is its area and what it says: `lobby-join`. What only knows facts, such as a reducer, hands out a [`Message`];
//! what draws puts it into words by [`use_messages`].

mod catalogue;
mod grammar;
mod language;
mod message;
mod pattern;
mod provider;
#[cfg(test)]
mod tests;

pub use catalogue::Messages;
pub use language::Language;
pub use message::{Argument, Message};
pub use provider::{LANGUAGE, MessagesProvider, use_messages};
