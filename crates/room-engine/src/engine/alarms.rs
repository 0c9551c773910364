//! When who wants to be woken: the soonest of many deadlines without looking at all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

/// Deadlines by owner, one each.
#[derive(Debug)]
pub(super) struct Alarms<K> {
    by_owner: BTreeMap<K, Instant>,
    by_time: BTreeSet<(Instant, K)>,
}

impl<K: Copy + Ord> Alarms<K> {
    pub fn new() -> Self {
        Self { by_owner: BTreeMap::new(), by_time: BTreeSet::new() }
    }

    /// Takes the place of what the owner set before.
    pub fn set(&mut self, owner: K, at: Option<Instant>) {
        let before = match at {
            Some(at) => self.by_owner.insert(owner, at),
            None => self.by_owner.remove(&owner),
        };
        if before == at {
            return;
        }
        if let Some(before) = before {
            self.by_time.remove(&(before, owner));
        }
        if let Some(at) = at {
            self.by_time.insert((at, owner));
        }
    }

    pub fn first(&self) -> Option<(Instant, K)> {
        self.by_time.first().copied()
    }

    /// Takes out whoever is due, the soonest first.
    pub fn take_due(&mut self, now: Instant) -> Vec<K> {
        let mut due = Vec::new();
        while let Some((_, owner)) = self.first().filter(|(at, _)| *at <= now) {
            self.set(owner, None);
            due.push(owner);
        }
        due
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn an_owner_has_one_alarm() {
        let now = Instant::now();
        let mut alarms = Alarms::new();
        alarms.set('a', Some(now + Duration::from_secs(2)));
        alarms.set('b', Some(now + Duration::from_secs(1)));
        alarms.set('b', Some(now + Duration::from_secs(3)));
        assert_eq!(alarms.first(), Some((now + Duration::from_secs(2), 'a')));
        alarms.set('a', None);
        assert_eq!(alarms.first(), Some((now + Duration::from_secs(3), 'b')));
        assert!(alarms.take_due(now).is_empty());
        assert_eq!(alarms.take_due(now + Duration::from_secs(3)), ['b']);
        assert_eq!(alarms.first(), None);
    }

    #[test]
    fn the_due_come_in_their_order() {
        let now = Instant::now();
        let mut alarms = Alarms::new();
        for (owner, seconds) in [('a', 3), ('b', 1), ('c', 2), ('d', 9)] {
            alarms.set(owner, Some(now + Duration::from_secs(seconds)));
        }
        assert_eq!(alarms.take_due(now + Duration::from_secs(3)), ['b', 'c', 'a']);
        assert_eq!(alarms.take_due(now + Duration::from_secs(9)), ['d']);
    }
}
