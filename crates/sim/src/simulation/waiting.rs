//! Running until something is seen, and the rules that hold meanwhile.

use std::time::Duration;

use room_engine::Counts;

use crate::simulation::Simulation;

/// How often is looked.
const SETTLE_STEP: Duration = Duration::from_millis(50);

impl Simulation {
    /// Runs until everybody sees what they should, and media flows.
    ///
    /// # Panics
    /// They do not in time, or a rule was broken.
    #[track_caller]
    pub fn settle(&mut self, after: &str) {
        let deadline = self.now + self.settings.patience;
        // What was said reaches the server even if nobody there could see it.
        self.run_for(self.settings.conditions.latency * 4);
        loop {
            let missing = self.model.missing(&self.browsers, self.now);
            self.assert_rules(after);
            if missing.is_empty() {
                break;
            }
            assert!(self.now < deadline, "after {after}, at {:?}: {missing:#?}", self.elapsed());
            self.run_for(SETTLE_STEP);
        }
        let before = self.model.flows(&self.browsers);
        loop {
            let stalled = self.model.stalled(&before, &self.browsers);
            self.assert_rules(after);
            if stalled.is_empty() {
                return;
            }
            assert!(self.now < deadline, "after {after}, at {:?}, no media: {stalled:#?}", self.elapsed());
            self.run_for(SETTLE_STEP);
        }
    }

    pub fn run_for(&mut self, duration: Duration) {
        self.run_until(self.now + duration);
    }

    /// Runs until something holds.
    ///
    /// # Panics
    /// It does not within the settings' patience.
    #[track_caller]
    pub fn wait_for(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let deadline = self.now + self.settings.patience;
        while !holds(self) {
            assert!(self.now < deadline, "{what}: not seen until {:?}", self.elapsed());
            self.run_for(SETTLE_STEP);
        }
    }

    /// Runs until the server holds nothing of anybody.
    ///
    /// # Panics
    /// Something is left after the settings' patience.
    #[track_caller]
    pub fn wait_until_empty(&mut self) {
        self.wait_for("an empty server", |call| call.engine().counts() == Counts::default());
    }

    /// Asserts that nobody broke a rule.
    #[track_caller]
    pub fn assert_rules(&mut self, after: &str) {
        for browser in &mut self.browsers {
            let identity = browser.identity().to_owned();
            let violations = browser.take_violations();
            self.violations
                .extend(violations.into_iter().map(|violation| format!("{identity}: {violation}")));
        }
        assert!(self.violations.is_empty(), "after {after}, at {:?}: {:#?}", self.elapsed(), self.violations);
    }
}
