//! What happens in a call, as values.

use std::time::Duration;

use signaling::rsp::TrackKind;

use crate::network::Conditions;
use crate::random::Random;

/// One thing that somebody does, or that happens to them. Browsers and publications are named by their numbers; a
/// browser numbers its publications from 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    Join(usize),
    Leave(usize),
    /// The tab is gone without a word.
    CloseTab(usize),
    Publish(usize, TrackKind),
    Unpublish(usize, u16),
    /// Mutes and unmutes.
    SetEnabled(usize, u16, bool),
    /// Sends a message on a data track.
    Message(usize, u16),
    /// The signaling socket falls down and cannot be opened again, while media goes on.
    LoseSocket(usize),
    /// Sockets can be opened again.
    Return(usize),
    SetConditions(usize, Conditions),
    /// The machine has another address and knows it: Wi-Fi to mobile. Its socket falls down and is opened again.
    Roam(usize),
    /// A router on the way gives the browser's packets another source address; the browser does not know.
    Rebind(usize),
    RestartIce(usize),
    Wait(Duration),
}

/// A plan of so many steps for so many browsers. Steps that do not fit what became of the call are for the reader to
/// skip: a browser that was lost for too long cannot publish.
pub fn random_plan(
    random: &mut Random,
    browsers: usize,
    steps: usize,
    session_timeout: Duration,
) -> Vec<Step> {
    let mut people = vec![Person::default(); browsers];
    let mut plan = Vec::new();
    while plan.len() < steps {
        let number = random.below(browsers);
        let person = &mut people[number];
        let step = person.next_step(number, random, session_timeout);
        plan.extend(step);
    }
    plan
}

/// What the plan has done to one browser so far.
#[derive(Clone, Debug, Default)]
struct Person {
    is_in_room: bool,
    is_lost: bool,
    is_lossy: bool,
    publications: Vec<(u16, TrackKind, bool)>,
    published_so_far: u16,
}

/// More would make the plans slow, not better.
const MOST_PUBLICATIONS: usize = 4;

impl Person {
    fn next_step(&mut self, number: usize, random: &mut Random, session_timeout: Duration) -> Option<Step> {
        if !self.is_in_room {
            self.is_in_room = true;
            return Some(Step::Join(number));
        }
        if self.is_lost && random.chance(0.6) {
            self.is_lost = false;
            if random.chance(0.8) {
                return Some(Step::Return(number));
            }
            self.forget();
            return Some(Step::Wait(session_timeout + Duration::from_secs(1)));
        }
        match random.below(20) {
            0 | 1 if !self.is_lost => {
                self.forget();
                Some(Step::Leave(number))
            }
            2 if !self.is_lost => {
                self.forget();
                Some(Step::CloseTab(number))
            }
            3 | 4 if !self.is_lost => {
                self.is_lost = true;
                Some(Step::LoseSocket(number))
            }
            5 => {
                self.is_lossy = !self.is_lossy;
                let conditions = if self.is_lossy { Conditions::lossy() } else { Conditions::default() };
                Some(Step::SetConditions(number, conditions))
            }
            6..=8 => {
                let index = random.below(self.publications.len().max(1));
                let (publication, _, is_enabled) = self.publications.get_mut(index)?;
                *is_enabled = !*is_enabled;
                Some(Step::SetEnabled(number, *publication, *is_enabled))
            }
            9 | 10 => {
                let index = random.below(self.publications.len().max(1));
                self.publications.get(index)?;
                Some(Step::Unpublish(number, self.publications.remove(index).0))
            }
            11 | 12 if !self.is_lost => {
                let is_data = |(_, kind, _): &&(u16, TrackKind, bool)| *kind == TrackKind::Data;
                let (publication, _, _) = self.publications.iter().find(is_data)?;
                Some(Step::Message(number, *publication))
            }
            _ if self.publications.len() < MOST_PUBLICATIONS => {
                let kind = *random.choose(&[TrackKind::Audio, TrackKind::Video, TrackKind::Data])?;
                self.published_so_far += 1;
                self.publications.push((self.published_so_far, kind, true));
                Some(Step::Publish(number, kind))
            }
            _ => None,
        }
    }

    fn forget(&mut self) {
        let Self { published_so_far, is_lossy, .. } = *self;
        *self = Self { published_so_far, is_lossy, ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_always_gives_the_same_plan() {
        let plan = |seed| random_plan(&mut Random::new(seed), 4, 30, Duration::from_secs(30));
        assert_eq!(plan(1), plan(1));
        assert_ne!(plan(1), plan(2));
        assert_eq!(plan(3).len(), 30);
    }
}
