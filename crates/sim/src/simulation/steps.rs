//! What happens in a call, step by step.

use std::time::Duration;

use signaling::close;

use crate::browser::BrowserState;
use crate::plan::Step;
use crate::simulation::Simulation;

impl Simulation {
    /// Takes each step and waits until everybody sees what it did.
    ///
    /// # Panics
    /// Somebody does not see it in time, or a rule was broken.
    #[track_caller]
    pub fn run(&mut self, steps: &[Step]) {
        for step in steps {
            self.apply(step);
            self.settle(&format!("{step:?}"));
        }
    }

    /// Takes a step and waits for nothing.
    pub fn apply(&mut self, step: &Step) {
        let now = self.now;
        match *step {
            Step::Join(browser) => {
                self.browsers[browser].join(now);
            }
            Step::Leave(browser) => self.browsers[browser].leave(),
            Step::CloseTab(browser) => {
                self.browsers[browser].close_tab();
                self.drop_socket(browser);
            }
            Step::Publish(browser, kind) => {
                self.browsers[browser].publish(kind, now);
            }
            Step::Unpublish(browser, publication) => self.browsers[browser].unpublish(publication, now),
            Step::SetEnabled(browser, publication, enabled) => {
                self.browsers[browser].set_enabled(publication, enabled, now);
            }
            Step::Message(browser, publication) => {
                let text = self.browsers[browser].send_message(publication, now);
                self.model.expect_message(browser, text, &self.browsers);
            }
            Step::LoseSocket(browser) => {
                let forever = now + Duration::from_secs(24 * 3600);
                self.browsers[browser].set_offline_until(Some(forever), now);
                self.drop_socket(browser);
                self.browsers[browser].handle_socket_closed(1006, now);
            }
            Step::Return(browser) => self.browsers[browser].set_offline_until(None, now),
            Step::SetConditions(browser, conditions) => self.network.set_conditions(browser, conditions),
            Step::Roam(browser) => {
                let address = self.new_address();
                self.public[browser] = address;
                self.browsers[browser].set_address(address, now);
                // A browser that sees its network change gives its socket up.
                self.drop_socket(browser);
                self.browsers[browser].handle_socket_closed(close::NETWORK_CHANGED, now);
            }
            Step::Rebind(browser) => self.public[browser] = self.new_address(),
            Step::RestartIce(browser) => self.browsers[browser].restart_ice(now),
            Step::Wait(duration) => {
                self.flush_actions();
                self.run_until(now + duration);
            }
        }
        self.flush_actions();
        self.model.apply(step, &self.browsers, self.settings.session_timeout, self.now);
    }

    /// Whether a step fits what became of the call.
    pub fn is_possible(&self, step: &Step) -> bool {
        let state = |browser: usize| self.browsers[browser].state();
        let has = |browser: usize, publication: u16| {
            self.browsers[browser].publications().iter().any(|known| known.number == publication)
        };
        match *step {
            Step::Join(browser) => {
                matches!(state(browser), BrowserState::Idle | BrowserState::Disconnected(_))
            }
            Step::Leave(browser) | Step::CloseTab(browser) | Step::LoseSocket(browser) => {
                state(browser) == BrowserState::Connected
            }
            Step::Publish(browser, _) => {
                matches!(state(browser), BrowserState::Connected | BrowserState::Reconnecting)
            }
            Step::Unpublish(browser, publication) | Step::SetEnabled(browser, publication, _) => {
                has(browser, publication)
            }
            Step::Message(browser, publication) => {
                has(browser, publication) && state(browser) == BrowserState::Connected
            }
            Step::Return(browser) => state(browser) == BrowserState::Reconnecting,
            Step::Roam(browser) | Step::Rebind(browser) | Step::RestartIce(browser) => {
                state(browser) == BrowserState::Connected
            }
            Step::SetConditions(..) | Step::Wait(_) => true,
        }
    }
}
