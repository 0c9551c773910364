//! Finds the session, room and peer that an input is for.

use std::time::Instant;

use crate::config::EngineConfig;
use crate::io::{Deadline, Input, Output};
use crate::verifier::{RandomSource, TokenVerifier};

/// One worker's rooms.
pub struct Engine {
    config: EngineConfig,
}

impl Engine {
    pub fn new(config: EngineConfig, verifier: Box<dyn TokenVerifier>, random: Box<dyn RandomSource>, now: Instant) -> Self {
        let _ = (verifier, random, now);
        Self { config }
    }

    /// Takes one input in. Drain [`Self::poll_output`] afterwards.
    pub fn handle_input(&mut self, input: Input<'_>, now: Instant) {
        let _ = (input, now, &self.config);
    }

    /// The next thing to do, until `None`.
    pub fn poll_output(&mut self) -> Option<Output> {
        None
    }

    /// When to call again if nothing happens; `None` only while there is nothing to wait for.
    pub fn poll_timeout(&self) -> Option<Deadline> {
        None
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Engine").field("worker", &self.config.worker).finish_non_exhaustive()
    }
}
