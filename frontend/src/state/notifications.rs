//! What is told in passing: toasts that are seen and read out, announcements that are read out only.

use std::rc::Rc;

use yew::Reducible;

use crate::messages::Message;

/// Toasts at a time; the oldest makes room.
const TOAST_LIMIT: usize = 4;

#[derive(Clone, Debug, PartialEq)]
pub struct Notification {
    /// Told apart from all others since the page was opened.
    pub number: u32,
    pub message: Message,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct NotificationState {
    /// The oldest first.
    pub toasts: Vec<Notification>,
    /// What was announced last.
    pub announcement: Option<Notification>,
    count: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub enum NotificationAction {
    Announced(Message),
    ToastClosed(u32),
    ToastShown(Message),
}

impl NotificationState {
    fn numbered(&mut self, message: Message) -> Notification {
        self.count = self.count.wrapping_add(1);
        Notification { number: self.count, message }
    }
}

impl Reducible for NotificationState {
    type Action = NotificationAction;

    fn reduce(self: Rc<Self>, action: NotificationAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            NotificationAction::Announced(message) => next.announcement = Some(next.numbered(message)),
            NotificationAction::ToastClosed(number) => next.toasts.retain(|toast| toast.number != number),
            NotificationAction::ToastShown(message) => {
                let toast = next.numbered(message);
                next.toasts.push(toast);
                let surplus = next.toasts.len().saturating_sub(TOAST_LIMIT);
                next.toasts.drain(..surplus);
            }
        }
        if next == *self { self } else { Rc::new(next) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: impl IntoIterator<Item = NotificationAction>) -> Rc<NotificationState> {
        actions.into_iter().fold(Rc::default(), NotificationState::reduce)
    }

    fn shown() -> NotificationAction {
        NotificationAction::ToastShown(Message::new("x"))
    }

    fn numbers(state: &NotificationState) -> Vec<u32> {
        state.toasts.iter().map(|toast| toast.number).collect()
    }

    #[test]
    fn toasts_stack_up_to_a_limit() {
        let state = after(std::iter::repeat_with(shown).take(6));
        assert_eq!(numbers(&state), [3, 4, 5, 6]);
    }

    #[test]
    fn a_closed_toast_leaves_the_others() {
        let state = after([shown(), shown(), NotificationAction::ToastClosed(1)]);
        assert_eq!(numbers(&state), [2]);
    }

    #[test]
    fn the_same_announcement_twice_is_news_twice() {
        let announced = || NotificationAction::Announced(Message::new("x"));
        let once = after([announced()]);
        let twice = once.clone().reduce(announced());
        assert_ne!(once.announcement, twice.announcement);
    }
}
