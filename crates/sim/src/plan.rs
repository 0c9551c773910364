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

/// What a random plan is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanSize {
    pub browsers: usize,
    pub steps: usize,
    /// Of all browsers together, at once.
    pub publications: usize,
}

impl PlanSize {
    /// Mostly a few people, seldom a crowd.
    pub fn random(random: &mut Random) -> Self {
        let browsers = match random.below(200) {
            0 => 21 + random.below(30),
            1..=5 => 11 + random.below(10),
            6..=25 => 7 + random.below(4),
            _ => 2 + random.below(5),
        };
        // Everybody in a crowd gets in, and every track of it goes to everybody.
        Self { browsers, steps: 25.max(browsers * 3 / 2), publications: (240 / browsers).min(browsers * 4) }
    }
}

/// A plan. Steps that do not fit what became of the call are for the reader to skip: a browser that was lost for too long
/// cannot publish.
pub fn random_plan(random: &mut Random, size: PlanSize, session_timeout: Duration) -> Vec<Step> {
    let mut people = vec![Person::default(); size.browsers];
    let mut plan = Vec::new();
    while plan.len() < size.steps {
        let number = random.below(size.browsers);
        let published: usize = people.iter().map(|person| person.publications.len()).sum();
        let may_publish = published < size.publications;
        plan.extend(people[number].next_steps(number, random, may_publish, session_timeout));
    }
    plan
}

/// What the plan has done to one browser so far.
#[derive(Clone, Debug, Default)]
struct Person {
    is_in_room: bool,
    is_lost: bool,
    conditions: Conditions,
    publications: Vec<(u16, TrackKind, bool)>,
    published_so_far: u16,
}

/// More would make the plans slow, not better.
const MOST_PUBLICATIONS: usize = 4;

impl Person {
    fn next_steps(
        &mut self,
        number: usize,
        random: &mut Random,
        may_publish: bool,
        session_timeout: Duration,
    ) -> Vec<Step> {
        if !self.is_in_room {
            self.is_in_room = true;
            return vec![Step::Join(number)];
        }
        if self.is_lost && random.chance(0.6) {
            self.is_lost = false;
            if random.chance(0.8) {
                return vec![Step::Return(number)];
            }
            self.forget();
            return vec![Step::Wait(session_timeout + Duration::from_secs(1))];
        }
        if let Some(step) = self.change_of_tracks(number, random, may_publish) {
            return vec![step];
        }
        match random.below(10) {
            0 | 1 if !self.is_lost => {
                self.forget();
                vec![Step::Leave(number)]
            }
            2 if !self.is_lost => {
                self.forget();
                vec![Step::CloseTab(number)]
            }
            3 | 4 if !self.is_lost => {
                self.is_lost = true;
                vec![Step::LoseSocket(number)]
            }
            5 | 6 => {
                self.conditions = random_conditions(random);
                vec![Step::SetConditions(number, self.conditions)]
            }
            7 => {
                let blackout = Conditions { blackhole: true, ..self.conditions };
                vec![
                    Step::SetConditions(number, blackout),
                    Step::Wait(random.duration_up_to(Duration::from_secs(8))),
                    Step::SetConditions(number, self.conditions),
                ]
            }
            8 if !self.is_lost => vec![Step::Roam(number)],
            9 if !self.is_lost => {
                vec![if random.chance(0.5) { Step::Rebind(number) } else { Step::RestartIce(number) }]
            }
            _ => Vec::new(),
        }
    }

    /// Mutes, publishes, takes back or uses a track, most of the time.
    fn change_of_tracks(&mut self, number: usize, random: &mut Random, may_publish: bool) -> Option<Step> {
        let index = random.below(self.publications.len().max(1));
        match random.below(20) {
            0..=2 => {
                let (publication, _, is_enabled) = self.publications.get_mut(index)?;
                *is_enabled = !*is_enabled;
                Some(Step::SetEnabled(number, *publication, *is_enabled))
            }
            3 | 4 => {
                self.publications.get(index)?;
                Some(Step::Unpublish(number, self.publications.remove(index).0))
            }
            5 | 6 if !self.is_lost => {
                let is_data = |(_, kind, _): &&(u16, TrackKind, bool)| *kind == TrackKind::Data;
                let (publication, _, _) = self.publications.iter().find(is_data)?;
                Some(Step::Message(number, *publication))
            }
            7..=12 if may_publish && self.publications.len() < MOST_PUBLICATIONS => {
                let kind = *random.choose(&[TrackKind::Audio, TrackKind::Video, TrackKind::Data])?;
                self.published_so_far += 1;
                self.publications.push((self.published_so_far, kind, true));
                Some(Step::Publish(number, kind))
            }
            _ => None,
        }
    }

    fn forget(&mut self) {
        let Self { published_so_far, conditions, .. } = *self;
        *self = Self { published_so_far, conditions, ..Self::default() };
    }
}

fn random_conditions(random: &mut Random) -> Conditions {
    match random.below(5) {
        0 => Conditions::lossy(),
        1 => Conditions::slow(),
        2 => Conditions { loss: 0.03, ..Conditions::slow() },
        3 => Conditions { upload: Some(300_000), ..Conditions::thin(300_000) },
        _ => Conditions::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_always_gives_the_same_plan() {
        let size = PlanSize { browsers: 4, steps: 30, publications: 16 };
        let plan = |seed| random_plan(&mut Random::new(seed), size, Duration::from_secs(30));
        assert_eq!(plan(1), plan(1));
        assert_ne!(plan(1), plan(2));
        assert!(plan(3).len() >= 30);
    }

    #[test]
    fn sizes_reach_from_a_pair_to_a_crowd() {
        let mut random = Random::new(1);
        let sizes: Vec<usize> = (0..20_000).map(|_| PlanSize::random(&mut random).browsers).collect();
        assert_eq!((sizes.iter().min(), sizes.iter().max()), (Some(&2), Some(&50)));
        assert!(sizes.iter().filter(|browsers| **browsers <= 6).count() > 16_000);
    }
}
