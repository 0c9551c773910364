use std::collections::BTreeMap;

use shared::call_message::{HandPlace, ParticipantSid};

/// Raised hands, in the same order at everybody: by place, and in one place by SID.
#[derive(Debug, Default)]
pub(super) struct Hands(BTreeMap<ParticipantSid, HandPlace>);

impl Hands {
    /// Whether a hand went up.
    pub fn set(&mut self, sid: ParticipantSid, place: Option<HandPlace>) -> bool {
        match place {
            Some(place) => self.0.insert(sid, place).is_none(),
            None => {
                self.0.remove(&sid);
                false
            }
        }
    }

    pub fn forget(&mut self, sid: &ParticipantSid) {
        self.0.remove(sid);
    }

    pub fn is_raised(&self, sid: &ParticipantSid) -> bool {
        self.0.contains_key(sid)
    }

    pub fn place_of(&self, sid: &ParticipantSid) -> Option<HandPlace> {
        self.0.get(sid).copied()
    }

    /// Behind all that are raised.
    pub fn next_place(&self) -> HandPlace {
        self.0.values().max().map_or(HandPlace::FIRST, |last| last.next())
    }

    pub fn in_order(&self) -> Vec<ParticipantSid> {
        let mut hands: Vec<_> = self.0.iter().map(|(sid, place)| (*place, sid)).collect();
        hands.sort_unstable();
        hands.into_iter().map(|(_, sid)| sid.clone()).collect()
    }
}
