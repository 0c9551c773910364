//! Which layers a publisher should send.

use std::time::{Duration, Instant};

/// Follows one published simulcast track: its publisher sends what its subscribers want, and no more.
///
/// More demand is told at once, less when it has lasted, so that a viewer who comes back soon waits for nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct LayerDemand {
    /// How many of the layers the publisher was told to send, from the lowest; `None` while it sends all of them by
    /// itself.
    told: Option<usize>,
    surplus: Option<Surplus>,
    /// The publisher forgot what it was told.
    must_repeat: bool,
}

/// Less is wanted than the publisher was told to send.
#[derive(Clone, Copy, Debug)]
struct Surplus {
    since: Instant,
    /// The most layers that were wanted meanwhile.
    most_wanted: usize,
}

impl LayerDemand {
    /// The publisher's encoder started over with every layer: what it was told is said again.
    pub fn reset(&mut self) {
        self.must_repeat = true;
    }

    /// Takes the highest layer that any subscriber desires (`None`: nobody desires one) of `layers`, and returns for each
    /// layer whether the publisher should send it, if that must be told. While a track is recorded, all are sent.
    pub fn update(
        &mut self,
        desired: Option<usize>,
        layers: usize,
        is_recorded: bool,
        now: Instant,
    ) -> Option<Vec<bool>> {
        let wanted = if is_recorded {
            layers
        } else {
            desired.map_or(0, |desired| desired.saturating_add(1)).min(layers)
        };
        let told = self.told.unwrap_or(layers).min(layers);
        let next = if wanted >= told {
            self.surplus = None;
            wanted
        } else {
            let surplus = self.surplus.get_or_insert(Surplus { since: now, most_wanted: wanted });
            surplus.most_wanted = surplus.most_wanted.max(wanted);
            if now.saturating_duration_since(surplus.since) < SURPLUS_TIME {
                told
            } else {
                let most_wanted = surplus.most_wanted;
                self.surplus = (wanted < most_wanted).then_some(Surplus { since: now, most_wanted: wanted });
                most_wanted
            }
        };
        let must_repeat = std::mem::take(&mut self.must_repeat) && layers > 0;
        if next == told && !must_repeat {
            return None;
        }
        self.told = Some(next);
        Some((0..layers).map(|layer| layer < next).collect())
    }

    /// When [`Self::update`] may return something without a change of demand.
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.surplus.map(|surplus| surplus.since + SURPLUS_TIME)
    }
}

/// How long less must be wanted before layers are switched off. A page that is laid out anew, or a subscriber that
/// reconnects, takes less; an encoder that is switched on again needs a key frame and some seconds to its full bitrate.
const SURPLUS_TIME: Duration = Duration::from_secs(4);

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "only a clock makes a first instant")]
mod tests {
    use super::*;

    /// What the publisher sends of three layers, told every 500 ms what is desired.
    struct Publisher {
        demand: LayerDemand,
        start: Instant,
        sends: Vec<bool>,
        is_recorded: bool,
        messages: usize,
    }

    impl Publisher {
        fn new() -> Self {
            Self {
                demand: LayerDemand::default(),
                start: Instant::now(),
                sends: vec![true; 3],
                is_recorded: false,
                messages: 0,
            }
        }

        fn at(&self, ms: u64) -> Instant {
            self.start + Duration::from_millis(ms)
        }

        /// How many layers are sent, from the lowest.
        fn update(&mut self, desired: Option<usize>, ms: u64) -> usize {
            if let Some(sends) = self.demand.update(desired, 3, self.is_recorded, self.at(ms)) {
                self.sends = sends;
                self.messages += 1;
            }
            assert!(self.sends.is_sorted_by(|lower, higher| lower >= higher), "{:?}", self.sends);
            self.sends.iter().filter(|is_sent| **is_sent).count()
        }

        fn update_until(&mut self, desired: Option<usize>, from: u64, to: u64) -> usize {
            (from..=to).step_by(500).map(|ms| self.update(desired, ms)).last().unwrap()
        }
    }

    #[test]
    fn a_fresh_publication_is_told_nothing_while_everything_is_wanted() {
        let mut publisher = Publisher::new();
        assert_eq!(publisher.update_until(Some(2), 0, 60_000), 3);
        assert_eq!(publisher.messages, 0);
        assert_eq!(publisher.demand.poll_timeout(), None);
    }

    #[test]
    fn layers_that_nobody_wants_go_off_after_some_seconds() {
        for (desired, layers) in [(None, 0), (Some(0), 1), (Some(1), 2)] {
            let mut publisher = Publisher::new();
            assert_eq!(publisher.update_until(desired, 0, 3500), 3);
            assert_eq!(publisher.demand.poll_timeout(), Some(publisher.at(4000)));
            assert_eq!(publisher.update(desired, 4000), layers);
            assert_eq!(publisher.demand.poll_timeout(), None);
            assert_eq!(publisher.update_until(desired, 4500, 60_000), layers);
            assert_eq!(publisher.messages, 1);
        }
    }

    #[test]
    fn layers_come_on_at_once() {
        let mut publisher = Publisher::new();
        assert_eq!(publisher.update_until(None, 0, 4000), 0);
        assert_eq!(publisher.update(Some(0), 4001), 1);
        assert_eq!(publisher.update(Some(2), 4002), 3);
    }

    #[test]
    fn demand_that_comes_and_goes_keeps_what_it_needs_at_most() {
        let mut publisher = Publisher::new();
        for ms in (0..60_000).step_by(500) {
            publisher.update(if ms % 1000 == 0 { None } else { Some(1) }, ms);
        }
        assert_eq!(publisher.sends, [true, true, false]);
        assert_eq!(publisher.messages, 1);
    }

    #[test]
    fn everything_goes_off_well_within_thirty_seconds_when_demand_fades() {
        let mut publisher = Publisher::new();
        publisher.update(Some(1), 0);
        publisher.update(Some(0), 3900);
        publisher.update(None, 3950);
        assert_eq!(publisher.update_until(None, 4000, 12_000), 0);
    }

    #[test]
    fn a_recorded_track_is_sent_whole() {
        let mut publisher = Publisher::new();
        publisher.is_recorded = true;
        assert_eq!(publisher.update_until(None, 0, 60_000), 3);
        publisher.is_recorded = false;
        assert_eq!(publisher.update_until(None, 60_500, 65_000), 0);
        publisher.is_recorded = true;
        assert_eq!(publisher.update(None, 65_001), 3);
    }

    #[test]
    fn a_reset_publisher_is_told_again_at_once() {
        let mut publisher = Publisher::new();
        assert_eq!(publisher.update_until(Some(0), 0, 4000), 1);
        publisher.demand.reset();
        publisher.sends = vec![true; 3];
        assert_eq!(publisher.update(Some(0), 5000), 1);
        assert_eq!(publisher.update(Some(0), 5500), 1);
        assert_eq!(publisher.messages, 2);
    }

    #[test]
    fn a_publisher_of_more_layers_than_before_is_told_about_all_of_them() {
        let mut demand = LayerDemand::default();
        let start = Instant::now();
        assert_eq!(demand.update(Some(0), 1, false, start), None);
        assert_eq!(demand.update(Some(2), 3, false, start), None);
        assert_eq!(demand.update(Some(9), 0, false, start), None);
        demand.reset();
        assert_eq!(demand.update(None, 0, false, start), None);
    }
}
