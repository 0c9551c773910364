//! Who I am: the name in the form and what is wrong with it.

use std::rc::Rc;

use shared::{DisplayName, ErrorCode};
use yew::Reducible;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionState {
    /// As typed.
    pub name: String,
    /// Until the name is changed.
    pub name_problem: Option<ErrorCode>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionAction {
    Accepted,
    Refused(ErrorCode),
    Typed(String),
}

impl SessionState {
    pub fn with_name(name: String) -> Self {
        Self { name, name_problem: None }
    }

    /// The name as it may be sent.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn checked_name(&self) -> Result<DisplayName, ErrorCode> {
        DisplayName::parse(&self.name).map_err(ErrorCode::of_username)
    }
}

impl Reducible for SessionState {
    type Action = SessionAction;

    fn reduce(self: Rc<Self>, action: SessionAction) -> Rc<Self> {
        let next = match action {
            SessionAction::Accepted => Self { name_problem: None, ..(*self).clone() },
            SessionAction::Refused(problem) => Self { name_problem: Some(problem), ..(*self).clone() },
            SessionAction::Typed(name) => Self { name, name_problem: None },
        };
        if next == *self { self } else { Rc::new(next) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_name_is_refused() {
        let problem = SessionState::with_name("  ".into()).checked_name().unwrap_err();
        assert_eq!(problem, ErrorCode::UsernameMissing);
    }

    #[test]
    fn a_name_is_sent_trimmed() {
        let name = SessionState::with_name(" Ada ".into()).checked_name().unwrap();
        assert_eq!(name.as_str(), "Ada");
    }

    #[test]
    fn typing_takes_the_complaint_away() {
        let refused =
            Rc::new(SessionState::default()).reduce(SessionAction::Refused(ErrorCode::UsernameTooLong));
        assert_eq!(refused.name_problem, Some(ErrorCode::UsernameTooLong));
        let typed = refused.reduce(SessionAction::Typed("A".into()));
        assert_eq!(*typed, SessionState::with_name("A".into()));
    }
}
