//! Whose turn it is: the revisions of offers and answers, without their contents.
//!
//! The rules are the library's (`lib/signaling/v2/peerconnection.js`): each side's offer takes the next number, an
//! answer repeats its offer's number, and the client yields when two offers cross.

/// What to do with a description that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Answer this offer.
    Answer,
    /// This answers the pending offer.
    Complete,
    /// The client has heard the pending offer, and its answer was lost with a socket: this newer offer stands for
    /// both. Complete the pending offer with it, then answer it.
    CompleteAndAnswer,
    /// The client repeats an offer that was answered: send that answer again.
    RepeatAnswer,
    /// It was overtaken.
    Ignore,
}

#[derive(Debug, Default)]
pub(crate) struct Negotiation {
    /// The highest number that either side used; 0 before the first offer.
    revision: u64,
    /// The number of the client's offer that was answered last; 0 before the first.
    answered: u64,
    /// The number of our offer that waits for its answer.
    pending: Option<u64>,
}

impl Negotiation {
    pub fn handle_offer(&mut self, revision: u64) -> Turn {
        if revision > 0 && revision == self.answered && self.pending.is_none_or(|pending| pending <= revision)
        {
            return Turn::RepeatAnswer;
        }
        match self.pending {
            Some(pending) if revision > pending => {
                self.pending = None;
                self.accept(revision);
                Turn::CompleteAndAnswer
            }
            Some(_) => Turn::Ignore,
            None if revision > self.revision => {
                self.accept(revision);
                Turn::Answer
            }
            None => Turn::Ignore,
        }
    }

    pub fn handle_answer(&mut self, revision: u64) -> Turn {
        if self.pending == Some(revision) {
            self.pending = None;
            return Turn::Complete;
        }
        Turn::Ignore
    }

    /// The number for an offer of ours; `None` while the first offer of the client is outstanding or one of ours is.
    pub fn begin_offer(&mut self) -> Option<u64> {
        if self.answered == 0 || self.pending.is_some() {
            return None;
        }
        self.revision = self.revision.checked_add(1)?;
        self.pending = Some(self.revision);
        self.pending
    }

    pub fn answered(&self) -> u64 {
        self.answered
    }

    fn accept(&mut self, revision: u64) {
        self.revision = revision;
        self.answered = revision;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined() -> Negotiation {
        let mut negotiation = Negotiation::default();
        assert_eq!(negotiation.handle_offer(1), Turn::Answer);
        negotiation
    }

    #[test]
    fn the_client_offers_first() {
        let mut negotiation = Negotiation::default();
        assert_eq!(negotiation.begin_offer(), None);
        assert_eq!(negotiation.handle_offer(1), Turn::Answer);
        assert_eq!(negotiation.begin_offer(), Some(2));
    }

    #[test]
    fn one_offer_is_pending_at_a_time() {
        let mut negotiation = joined();
        assert_eq!(negotiation.begin_offer(), Some(2));
        assert_eq!(negotiation.begin_offer(), None);
        assert_eq!(negotiation.handle_answer(1), Turn::Ignore);
        assert_eq!(negotiation.handle_answer(2), Turn::Complete);
        assert_eq!(negotiation.begin_offer(), Some(3));
    }

    #[test]
    fn a_crossing_offer_is_dropped_and_comes_again() {
        let mut negotiation = joined();
        assert_eq!(negotiation.begin_offer(), Some(2));
        assert_eq!(negotiation.handle_offer(2), Turn::Ignore);
        assert_eq!(negotiation.handle_answer(2), Turn::Complete);
        assert_eq!(negotiation.handle_offer(3), Turn::Answer);
    }

    #[test]
    fn a_newer_offer_tells_that_the_pending_one_was_heard() {
        let mut negotiation = joined();
        assert_eq!(negotiation.begin_offer(), Some(2));
        assert_eq!(negotiation.handle_offer(3), Turn::CompleteAndAnswer);
        assert_eq!(negotiation.begin_offer(), Some(4));
    }

    #[test]
    fn a_repeated_offer_gets_its_answer_again() {
        let mut negotiation = joined();
        assert_eq!(negotiation.handle_offer(1), Turn::RepeatAnswer);
        assert_eq!(negotiation.begin_offer(), Some(2));
        assert_eq!(negotiation.handle_offer(1), Turn::Ignore);
    }

    #[test]
    fn an_absurd_revision_leaves_no_room_for_an_offer() {
        let mut negotiation = Negotiation::default();
        assert_eq!(negotiation.handle_offer(u64::MAX), Turn::Answer);
        assert_eq!(negotiation.begin_offer(), None);
    }
}
